// "Slice: add a filter": field, how it is compared, values picked from the table.
#pragma once

#include <QComboBox>
#include <QDateEdit>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTableView>

#include "ui/shell/app_state.h"
#include "ui/shell/filter_values_model.h"
#include "ui/viewmodels/filter_fields.h"
#include "ui/widgets/segmented.h"

namespace adscope::ui {

class FilterDialog : public QDialog {
    Q_OBJECT
public:
    // `index`: the chip to edit; -1: a new one.
    FilterDialog(AppState* state, int index, QWidget* parent);

    void chooseField(const QString& name);
    FilterSpec spec() const;
    bool ready() const { return !counting_; }

private:
    void buildValues();
    void buildRange();
    void fieldChanged();
    void modeChanged();
    void count();
    void fill(FilterSpec spec);
    void check();
    void apply();
    const FilterField* field() const;
    FilterSpec::Mode mode() const;
    std::vector<FilterSpec::Mode> modes() const;

    AppState* state_;
    int index_;
    std::vector<FilterField> fields_;
    QComboBox* field_;
    SegmentedControl* mode_;
    QStackedWidget* editors_;
    QLineEdit *search_, *contains_, *low_, *high_;
    QDateEdit *from_, *to_;
    QWidget *values_page_, *contains_page_, *number_page_, *time_page_, *empty_page_;
    QTableView* values_;
    FilterValuesModel* model_;
    QSortFilterProxyModel* proxy_;
    QLabel *counted_, *problem_;
    QPushButton *cancel_, *ok_;
    bool counting_ = false;
};

}  // namespace adscope::ui
