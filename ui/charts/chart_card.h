// A chart in its frame: title that says what is shown, small line, the three tools (table view, add to report,
// export), the picture or the table of the same numbers.
#pragma once

#include <QFrame>
#include <QLabel>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>

#include "ui/charts/chart_view.h"
#include "ui/charts/data_table_model.h"
#include "ui/shell/app_state.h"

namespace adscope::ui {

class ChartCard : public QFrame {
    Q_OBJECT
public:
    explicit ChartCard(AppState* state, QWidget* parent = nullptr);

    void setSeries(const Series& series);
    const Series& series() const { return view_->series(); }
    ChartView* view() const { return view_; }
    DataTableModel* tableModel() const { return model_; }
    void setStale(bool stale);
    void showTable(bool table);
    bool showsTable() const { return stack_->currentIndex() == 1; }
    // A control of the page between title and tools, such as a choice of field.
    void addControl(QWidget* control);
    void retranslate();
    bool settled() const { return view_->settled(); }

    // Bytes of an export, by the ending: png, svg, csv.
    QByteArray exported(const QString& kind) const;

signals:
    // A click on a category that can be sliced by: its name and the place for a menu.
    void categoryActivated(const QString& name, const QPoint& at);

protected:
    void changeEvent(QEvent* event) override;

private:
    void fillTable();
    void restyle();
    void openExportMenu();
    void save(const QString& kind);

    AppState* state_;
    QLabel *title_, *subtitle_;
    QWidget* controls_;
    QToolButton *table_button_, *report_button_, *export_button_, *range_button_;
    QStackedWidget* stack_;
    ChartView* view_;
    QTableView* table_;
    DataTableModel* model_;
};

// The small square buttons of a card's head, and their words.
QToolButton* chart_tool(QWidget* parent, const char* name);
void name_chart_tool(QToolButton* button, const QString& text);

}  // namespace adscope::ui
