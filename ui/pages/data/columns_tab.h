// Every column of the workspace: what it is for, how much is missing, what it holds. A click on a value slices by it.
#pragma once

#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QTableView>

#include "core/analytics/column_summary.h"
#include "ui/charts/chart_card.h"
#include "ui/charts/table_card.h"
#include "ui/widgets/card.h"
#include "ui/widgets/stateful_area.h"

namespace adscope::ui {

class ColumnsTab : public QWidget {
    Q_OBJECT
public:
    explicit ColumnsTab(AppState* state, QWidget* parent = nullptr);

    void retranslate();
    void refresh();  // looks again when events or slice are others than shown
    bool settled() const { return job_ == 0 && chart_->settled(); }
    void select(const std::string& name);
    const std::vector<ColumnSummary>& columns() const { return columns_; }
    ChartCard* chart() const { return chart_; }

signals:
    void summaryChanged(const QString& text);

private:
    void fillList();
    void showColumn();
    const ColumnSummary* current() const;
    void offer(const QString& value, const QPoint& at);
    void slice(const ColumnSummary& column, const std::string& value, bool out);
    DataTable listTable() const;
    DataTable factsTable(const ColumnSummary& column) const;
    QString roleText(const std::string& role) const;
    QString kindText(FieldKind kind) const;
    QString ownerText(Owner owner) const;

    AppState* state_;
    Card* list_card_;
    QLineEdit* find_;
    QTableView* list_;
    DataTableModel* list_model_;
    QSortFilterProxyModel* proxy_;
    ChartCard* chart_;
    TableCard* facts_;
    DataTableModel* facts_model_;
    EmptyState* empty_;
    StatefulArea* area_;
    std::vector<ColumnSummary> columns_;
    EventTablePtr shown_table_;
    std::shared_ptr<const Selection> shown_rows_;
    JobId job_ = 0;
};

}  // namespace adscope::ui
