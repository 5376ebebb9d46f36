// A table in a card: title, small line, add to report, export; rows of 28 px. The model and the DataTable behind it
// are the page's.
#pragma once

#include <QFrame>
#include <QLabel>
#include <QTableView>
#include <QToolButton>

#include "ui/charts/data_table_model.h"
#include "ui/shell/app_state.h"

namespace adscope::ui {

class TableCard : public QFrame {
    Q_OBJECT
public:
    explicit TableCard(AppState* state, QWidget* parent = nullptr);

    QTableView* view() const { return view_; }
    // What is exported and added to the report; also title and small line.
    void setTable(const DataTable& table);
    void setTitle(const QString& title, const QString& subtitle);
    void retranslate();

protected:
    void changeEvent(QEvent* event) override;

private:
    void restyle();
    void openExportMenu();
    ChartWords chartWords() const;

    AppState* state_;
    QLabel *title_, *subtitle_;
    QToolButton *report_button_, *export_button_;
    QTableView* view_;
    DataTable table_;
};

}  // namespace adscope::ui
