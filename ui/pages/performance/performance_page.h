// Performance: headline figures with intervals and change, CTR over time, by one dimension, by weekday and hour, and the
// table of the same. A click on a bar, a day or a row opens the value in the details pane with the slice actions.
#pragma once

#include <QComboBox>
#include <QPointer>

#include "ui/charts/chart_card.h"
#include "ui/charts/table_card.h"
#include "ui/pages/performance/figure_card.h"
#include "ui/pages/performance/value_pane.h"
#include "ui/pages/working.h"
#include "ui/shell/page.h"
#include "ui/viewmodels/breakdown_table_model.h"
#include "ui/widgets/page_layout.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/stateful_area.h"

namespace adscope::ui {

class PerformancePage : public Page {
    Q_OBJECT
public:
    explicit PerformancePage(AppState* state, QWidget* parent = nullptr);
    ~PerformancePage() override;

    QString pageTitle() const override;
    void refresh() override;
    void retranslate() override;
    QWidget* details() override { return pane_->empty() ? nullptr : pane_; }
    bool settled() const override { return !running_ && (!data_ || time_card_->settled()); }

    const std::shared_ptr<const PerformanceData>& data() const { return data_; }

private:
    QWidget* makeContent();
    QWidget* makeHead();
    void start();
    void show(Result<std::shared_ptr<const PerformanceData>> result);
    void showFigures();
    void showCharts();
    void fillDimensions();
    void setStale(bool stale);
    void pickDimensionValue(const QString& value, const QPoint& at);
    void pickTime(int point, const QPoint& at);
    void pickRow(const Breakdown& breakdown, const BreakdownRow& row, const QString& heading, const SliceChip& chip, const QPoint& at);
    void offerMenu(const QPoint& at);
    QString periodText(const Period& period) const;
    ChartWords chartWords() const;
    void togglePane(int figure);

    StatefulArea* area_;
    EmptyState* empty_;
    QPushButton* empty_button_;
    PageHead* head_;
    QPushButton* report_all_;
    std::vector<FigureCard*> figures_;
    ChartCard *time_card_, *bar_card_, *heat_card_;
    TableCard* table_card_;
    BreakdownTableModel* table_model_;
    SegmentedControl* unit_;
    QComboBox* dimension_;
    QPointer<ValuePane> pane_;  // lies in the details pane while it is shown there
    std::shared_ptr<const PerformanceData> data_;
    QString chosen_dimension_;
    JobId job_ = 0;
    bool running_ = false;
};

}  // namespace adscope::ui
