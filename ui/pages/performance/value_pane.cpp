#include "ui/pages/performance/value_pane.h"

#include "ui/pages/performance/figure_card.h"

namespace adscope::ui {

ValuePane::ValuePane(AppState* state, QWidget* parent) : DetailsBase(parent), state_(state) {}

ChartWords ValuePane::chartWords() const { return {state_->language(), state_->table() ? state_->table()->currency : std::string()}; }
QString ValuePane::count(std::int64_t n) const { return number_text(static_cast<double>(n), NumberFormat::integer, chartWords()); }
QString ValuePane::share(double v) const { return number_text(v, NumberFormat::percent, chartWords()); }
QString ValuePane::amount(double v) const { return number_text(v, NumberFormat::money, chartWords()); }

void ValuePane::setData(const std::shared_ptr<const PerformanceData>& data) {
    data_ = data;
    if (kind_ == Kind::metric) rebuild();
    else clear();
}

void ValuePane::clear() {
    kind_ = Kind::none;
    rebuild();
}

void ValuePane::showValue(const QString& heading, const BreakdownRow& row, const BreakdownRow& whole, const SliceChip& chip) {
    kind_ = Kind::value;
    heading_ = heading;
    row_ = row;
    whole_ = whole;
    chip_ = chip;
    comparing_ = false;
    rebuild();
}

void ValuePane::showMetric(Measure measure, const PerformanceData& data) {
    kind_ = Kind::metric;
    measure_ = measure;
    data_ = std::make_shared<PerformanceData>(data);
    rebuild();
}

void ValuePane::retranslate() { rebuild(); }

void ValuePane::rebuild() {
    clearParts();
    if (kind_ == Kind::value) buildValue();
    if (kind_ == Kind::metric && data_) buildMetric(measure_);
    fill();
}

void ValuePane::buildValue() {
    heading(heading_, true);
    if (row_.small_cell) paragraph(tr("Small cell: under 30 impressions or 5 clicks. Read it with care."));
    pairs({{tr("Impressions"), count(row_.totals.impressions)},
           {tr("Clicks"), count(row_.totals.clicks)},
           {tr("CTR"), share(row_.metric.value)},
           {tr("95 % interval"), interval_text(row_.metric.low, row_.metric.high, NumberFormat::percent, chartWords())},
           {tr("CTR of the slice"), share(whole_.metric.value)}});
    line();
    auto* only = action(tr("Only this"), true);
    only->setObjectName("only_this");
    connect(only, &QPushButton::clicked, this, &ValuePane::onlyThis);
    auto* out = action(tr("Leave this out"), false);
    out->setObjectName("leave_out");
    connect(out, &QPushButton::clicked, this, &ValuePane::leaveOut);
    auto* compare = action(tr("Compare with the rest"), false);
    compare->setObjectName("compare");
    connect(compare, &QPushButton::clicked, this, [this] {
        comparing_ = true;
        rebuild();
    });
    if (comparing_) buildComparison();
    if (data_) {
        line();
        buildMetric(Measure::ctr);
    }
}

void ValuePane::onlyThis() { state_->addChip(chip_); }
void ValuePane::leaveOut() { state_->addChip({tr("not %1").arg(chip_.text), "not (" + chip_.condition + ")"}); }

// The rest is the slice without this value.
Comparison ValuePane::comparison() const {
    const std::int64_t impressions = whole_.totals.impressions - row_.totals.impressions,
                       clicks = whole_.totals.clicks - row_.totals.clicks;
    const Metric rest = wilson(clicks, impressions), own = wilson(row_.totals.clicks, row_.totals.impressions);
    const Change change = difference(own, rest);
    const auto points = [&](double v) { return std::isnan(v) ? QString::fromUtf8("—") : signed_percent(v, 2).chopped(2); };
    return {{{tr("CTR here"), share(own.value)},
             {tr("CTR of the rest"), share(rest.value)},
             {tr("clicks of impressions, rest"), tr("%1 of %2").arg(count(clicks), count(impressions))},
             {tr("Difference, points"), points(change.difference)},
             {tr("Newcombe 95 %, points"),
              change.has_interval() ? points(change.low) + QString::fromUtf8(" … ") + points(change.high) : QString::fromUtf8("—")}},
            !change.has_interval() ? tr("There is nothing to compare with.")
            : change.certain()     ? tr("The interval leaves out zero: the difference is more than noise.")
                                   : tr("The interval holds zero: within noise.")};
}

void ValuePane::buildComparison() {
    const Comparison c = comparison();
    line();
    heading(tr("Compared with the rest"), false);
    pairs(c.rows);
    paragraph(c.verdict);
}

void ValuePane::buildMetric(Measure measure) {
    const auto found = data_->now.metrics.find(measure);
    const Metric m = found == data_->now.metrics.end() ? Metric() : found->second;
    const Totals& t = data_->now.totals;
    const auto money = [&](std::int64_t micros) { return amount(static_cast<double>(micros) / 1e6); };
    switch (measure) {
        case Measure::ctr: {
            heading(tr("Metric card: CTR"), false);
            paragraph(tr("clicks / impressions; no value when impressions are 0"));
            const bool clustered = data_->ctr_clustered.has_interval() &&
                                   data_->ctr_clustered.high - data_->ctr_clustered.low > data_->ctr_wilson.high - data_->ctr_wilson.low;
            const auto between = [&](const Metric& x) {
                return x.has_interval() ? interval_text(x.low, x.high, NumberFormat::percent, chartWords()) : QString::fromUtf8("—");
            };
            pairs({{tr("Clicks"), count(t.clicks)},
                   {tr("Impressions"), count(t.impressions)},
                   {tr("Wilson 95 %"), between(data_->ctr_wilson)},
                   {tr("User-clustered 95 %"), between(data_->ctr_clustered)},
                   {tr("Shown"), clustered ? tr("user-clustered, the wider") : tr("Wilson, the wider")}});
            break;
        }
        case Measure::cvr:
            heading(tr("Metric card: conversion rate"), false);
            paragraph(tr("conversions of clicked events / clicks; conversions without a click are not in it; no value when clicks are 0"));
            pairs({{tr("Conversions of clicks"), count(t.clicked_conversions)},
                   {tr("All conversions"), count(t.conversions)},
                   {tr("Clicks"), count(t.clicks)},
                   {tr("Interval"), tr("Wilson 95 %")}});
            break;
        case Measure::cpc:
            heading(tr("Metric card: cost per click"), false);
            paragraph(tr("cost / clicks; no value when clicks are 0"));
            pairs(
                {{tr("Cost"), money(t.cost)}, {tr("Clicks"), count(t.clicks)}, {tr("Interval"), tr("user-clustered delta method, 95 %")}});
            break;
        case Measure::ecpm:
            heading(tr("Metric card: eCPM"), false);
            paragraph(tr("1,000 × revenue / impressions; no value when impressions are 0"));
            pairs({{tr("Revenue"), money(t.revenue)},
                   {tr("Impressions"), count(t.impressions)},
                   {tr("Interval"), tr("user-clustered delta method, 95 %")}});
            break;
        case Measure::roas:
            heading(tr("Metric card: ROAS"), false);
            paragraph(tr("revenue / cost; no value when cost is 0"));
            pairs({{tr("Revenue"), money(t.revenue)}, {tr("Cost"), money(t.cost)}});
            break;
    }
    const bool rate = measure == Measure::ctr || measure == Measure::cvr;
    const NumberFormat format = rate ? NumberFormat::percent : measure == Measure::roas ? NumberFormat::number : NumberFormat::money;
    Pairs rows{{tr("Value"), number_text(m.value, format, chartWords())},
               {tr("95 % interval"), m.has_interval() ? interval_text(m.low, m.high, format, chartWords()) : QString::fromUtf8("—")}};
    if (const auto change = data_->changes.find(measure); change != data_->changes.end() && change->second.has_value()) {
        const double unit = rate ? 100 : 1;
        const auto number = [&](double v) {
            return (v < 0 ? QString(QChar(0x2212)) : QStringLiteral("+")) + QString::number(std::abs(v) * unit, 'f', rate ? 2 : 3);
        };
        rows.emplace_back(rate ? tr("Change, points") : tr("Change"), number(change->second.difference));
        if (change->second.has_interval())
            rows.emplace_back(rate ? tr("Newcombe 95 %") : tr("Delta method 95 %"),
                              number(change->second.low) + QString::fromUtf8(" … ") + number(change->second.high));
    }
    pairs(rows);
    paragraph(tr("%1 users, %2 ads in the slice").arg(count(data_->now.users), count(data_->now.ads)));
}

}  // namespace adscope::ui
