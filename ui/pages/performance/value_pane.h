// The details pane of the Performance page: a picked value with the three slice actions, and the metric card.
#pragma once

#include "ui/charts/chart_text.h"
#include "ui/pages/details_base.h"
#include "ui/shell/app_state.h"
#include "ui/viewmodels/performance_data.h"

namespace adscope::ui {

// A value against the rest of the slice: names and numbers, and what they say.
struct Comparison {
    std::vector<std::pair<QString, QString>> rows;
    QString verdict;
};

class ValuePane : public DetailsBase {
    Q_OBJECT
public:
    explicit ValuePane(AppState* state, QWidget* parent = nullptr);

    // A value of a field (or a day): its numbers, its condition, and the whole slice to compare with.
    void showValue(const QString& heading, const BreakdownRow& row, const BreakdownRow& whole, const SliceChip& chip);
    // The card of a measure alone.
    void showMetric(Measure measure, const PerformanceData& data);
    void setData(const std::shared_ptr<const PerformanceData>& data);
    void clear();
    bool empty() const { return kind_ == Kind::none; }
    void retranslate();
    // The slice actions and the comparison, also for a menu where the pane has no room.
    void onlyThis();
    void leaveOut();
    const QString& title() const { return heading_; }
    Comparison comparison() const;

private:
    enum class Kind { none, value, metric };
    void rebuild();
    void buildValue();
    void buildComparison();
    void buildMetric(Measure measure);
    QString count(std::int64_t n) const;
    QString share(double v) const;
    QString amount(double v) const;
    ChartWords chartWords() const;

    AppState* state_;
    std::shared_ptr<const PerformanceData> data_;
    Kind kind_ = Kind::none;
    Measure measure_ = Measure::ctr;
    QString heading_;
    BreakdownRow row_, whole_;
    SliceChip chip_;
    bool comparing_ = false;
};

}  // namespace adscope::ui
