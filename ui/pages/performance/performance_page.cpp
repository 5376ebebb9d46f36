#include "ui/pages/performance/performance_page.h"

#include <QDateTime>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QVBoxLayout>

#include "ui/widgets/metric_card.h"

namespace adscope::ui {
namespace {

constexpr Measure kFigureMeasures[] = {Measure::ctr, Measure::ctr, Measure::ctr, Measure::cvr, Measure::cpc, Measure::ecpm};

}  // namespace

PerformancePage::PerformancePage(AppState* state, QWidget* parent) : Page(state, parent) {
    auto* column = page_column(this);
    column->addWidget(makeHead());
    empty_ = new EmptyState("performance", this);
    empty_button_ = empty_->addButton(ButtonKind::primary);
    connect(empty_button_, &QPushButton::clicked, this, [this] { emit navigate(QStringLiteral("data")); });
    area_ = new StatefulArea(state, makeContent(), empty_, this);
    column->addWidget(area_, 1);
    pane_ = new ValuePane(state);
    pane_->hide();
    retranslate();
}

PerformancePage::~PerformancePage() { delete pane_; }

QString PerformancePage::pageTitle() const { return tr("Performance"); }
ChartWords PerformancePage::chartWords() const {
    return {state()->language(), state()->table() ? state()->table()->currency : std::string()};
}

QWidget* PerformancePage::makeHead() {
    head_ = new PageHead;
    report_all_ = push_button();
    report_all_->setObjectName("report_all");
    head_->add(report_all_);
    connect(report_all_, &QPushButton::clicked, this, [this] {
        for (auto* card : {time_card_, bar_card_, heat_card_})
            if (!card->series().traces.empty()) state()->addToReport(card->series());
        if (data_) state()->addToReport(data_->table);
    });
    return head_;
}

QWidget* PerformancePage::makeContent() {
    const auto [scroll, body] = scroll_body(this);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    auto* figures = new QHBoxLayout;
    figures->setSpacing(12);
    for (int i = 0; i < 6; ++i) {
        auto* card = new FigureCard(body);
        figures_.push_back(card);
        figures->addWidget(card, 1);
        connect(card, &QAbstractButton::clicked, this, [this, i] { togglePane(i); });
    }
    column->addLayout(figures);
    time_card_ = new ChartCard(state(), body);
    bar_card_ = new ChartCard(state(), body);
    heat_card_ = new ChartCard(state(), body);
    table_card_ = new TableCard(state(), body);
    unit_ = new SegmentedControl(time_card_, true);
    unit_->setTexts({QString(), QString()});
    time_card_->addControl(unit_);
    dimension_ = new QComboBox(bar_card_);
    dimension_->setObjectName("dimension");
    dimension_->setMinimumWidth(120);
    dimension_->setMaximumWidth(190);
    bar_card_->addControl(dimension_);
    table_model_ = new BreakdownTableModel(this);
    table_card_->view()->setModel(table_model_);
    table_card_->view()->setItemDelegate(new BreakdownDelegate(table_card_->view()));
    table_card_->view()->setSortingEnabled(true);
    table_card_->view()->horizontalHeader()->setSortIndicator(-1, Qt::DescendingOrder);
    auto* header = table_card_->view()->horizontalHeader();
    header->setMinimumSectionSize(64);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    auto* grid = new QGridLayout;
    grid->setSpacing(12);
    grid->addWidget(time_card_, 0, 0);
    grid->addWidget(bar_card_, 0, 1);
    grid->addWidget(heat_card_, 1, 0);
    grid->addWidget(table_card_, 1, 1);
    for (int i = 0; i < 2; ++i) {
        grid->setColumnStretch(i, 1);
        grid->setRowStretch(i, 1);
        grid->setRowMinimumHeight(i, 280);
    }
    column->addLayout(grid, 1);
    connect(unit_, &SegmentedControl::changed, this, [this] { start(); });
    connect(dimension_, &QComboBox::textActivated, this, [this](const QString& name) {
        chosen_dimension_ = name;
        start();
    });
    connect(bar_card_, &ChartCard::categoryActivated, this,
            [this](const QString& name, const QPoint& at) { pickDimensionValue(name, at); });
    connect(time_card_->view(), &ChartView::pointActivated, this, [this](int, int point, const QPoint& at) { pickTime(point, at); });
    connect(table_card_->view(), &QTableView::clicked, this, [this](const QModelIndex& i) {
        if (!table_model_->isTotal(i.row()))
            pickDimensionValue(QString::fromStdString(table_model_->at(i.row()).key[0]),
                               table_card_->view()->viewport()->mapToGlobal(table_card_->view()->visualRect(i).bottomLeft()));
    });
    connect(table_card_->view(), &QTableView::activated, table_card_->view(), &QTableView::clicked);
    return scroll;
}

void PerformancePage::retranslate() {
    head_->setTitle(pageTitle());
    area_->retranslate();
    area_->setRetry(tr("Try again"), [this] { start(); });
    empty_->setWords(tr("No events to look at yet"),
                     tr("Performance is counted from the impressions and clicks of a log. Import one, or open a workspace."));
    empty_button_->setText(tr("Import a log"));
    report_all_->setText(tr("Add all to report"));
    unit_->setTexts({tr("day"), tr("hour")});
    dimension_->setAccessibleName(tr("Field for the bars"));
    unit_->setAccessibleName(tr("Step of the time axis"));
    for (auto* card : {time_card_, bar_card_, heat_card_}) card->retranslate();
    table_card_->retranslate();
    pane_->retranslate();
    if (data_) {
        showFigures();
        showCharts();
    }
}

void PerformancePage::refresh() {
    if (!state()->table()) {
        data_.reset();
        running_ = false;
        area_->showEmpty();
        return;
    }
    start();
}

void PerformancePage::start() {
    PerformanceRequest request;
    request.table = state()->table();
    if (!request.table) return;
    request.rows = state()->sliceRows();
    for (const auto& chip : state()->slice()) request.conditions.push_back(chip.condition);
    request.slice_text = state()->slice().isEmpty() ? std::string() : state()->sliceText().toStdString();
    request.unit = unit_->current() == 1 ? "day_hour" : "day";
    request.dimension = chosen_dimension_.toStdString();
    running_ = true;
    setStale(true);
    job_ = state()->jobs()->run<std::shared_ptr<const PerformanceData>>(
        tr("Counting performance"), this,
        [request](const JobContext& context) -> Result<std::shared_ptr<const PerformanceData>> {
            ADSCOPE_ASSIGN(data, compute_performance(request, context));
            return std::shared_ptr<const PerformanceData>(std::make_shared<PerformanceData>(std::move(data)));
        },
        [this](Result<std::shared_ptr<const PerformanceData>> result) { show(std::move(result)); }, QStringLiteral("performance"));
    show_working_later(area_, job_, tr("Counting performance"), data_ != nullptr, this,
                       [this](JobId id) { return running_ && job_ == id; });
}

void PerformancePage::setStale(bool stale) {
    if (!data_) return;
    for (auto* card : {time_card_, bar_card_, heat_card_}) card->setStale(stale);
    for (auto* card : figures_) card->setStale(stale);
    table_card_->view()->setEnabled(!stale);
}

void PerformancePage::show(Result<std::shared_ptr<const PerformanceData>> result) {
    running_ = false;
    if (!result) {
        setStale(false);
        area_->showFailed(result.error());
        return;
    }
    data_ = *result;
    setStale(false);
    pane_->setData(data_);
    if (pane_->empty()) emit detailsChanged();
    fillDimensions();
    showFigures();
    showCharts();
    area_->showDone();
}

void PerformancePage::fillDimensions() {
    const QSignalBlocker blocker(dimension_);
    dimension_->clear();
    for (const auto& name : data_->dimensions) dimension_->addItem(QString::fromStdString(name));
    dimension_->setCurrentText(QString::fromStdString(data_->dimension));
    dimension_->setEnabled(dimension_->count() > 1);
}

QString PerformancePage::periodText(const Period& p) const {
    const auto date = [](std::int64_t ms) { return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).date().toString(Qt::ISODate); };
    return date(p.from) + QStringLiteral(" .. ") + date(p.to - 1);
}

void PerformancePage::showFigures() {
    const auto& d = *data_;
    const ChartWords w = chartWords();
    head_->setSmall(d.before          ? tr("Compared with %1").arg(periodText(d.period_before))
                    : d.period.to > 0 ? periodText(d.period)
                                      : QString());
    const auto count = [&](const QString& name, std::int64_t n, const Change& change) {
        return Figure{name,
                      number_text(static_cast<double>(n), NumberFormat::integer, w),
                      {},
                      tr("count, exact"),
                      d.before ? std::optional(change) : std::nullopt,
                      false};
    };
    figures_[0]->setFigure(count(tr("Impressions"), d.now.totals.impressions, d.impressions_change));
    figures_[1]->setFigure(count(tr("Clicks"), d.now.totals.clicks, d.clicks_change));
    const QString names[] = {tr("CTR"), tr("Conversion rate, CVR"), tr("Cost per click, CPC"), tr("Revenue eCPM")};
    const QString none[] = {tr("no impressions"), tr("no conversions in this log"), tr("no cost in this log"),
                            tr("no revenue in this log")};
    for (int i = 0; i < 4; ++i) {
        const Measure measure = kFigureMeasures[i + 2];
        const auto found = d.now.metrics.find(measure);
        const Metric m = found == d.now.metrics.end() ? Metric() : found->second;
        const bool rate = measure == Measure::ctr || measure == Measure::cvr;
        Figure f;
        f.name = names[i];
        f.value = number_text(m.value, rate ? NumberFormat::percent : NumberFormat::money, w);
        if (rate && f.value.endsWith(QLatin1Char('%'))) {
            f.value = f.value.chopped(1).trimmed();
            f.unit = QStringLiteral("%");
        }
        f.small = m.has_interval()                    ? interval_text(m.low, m.high, rate ? NumberFormat::percent : NumberFormat::money, w)
                  : m.has_value()                     ? tr("no interval")
                  : d.now.totals.impressions == 0     ? tr("no impressions")
                  : d.now.totals.clicks == 0 && i < 3 ? tr("no clicks in the slice")
                                                      : none[i];
        if (d.before && m.has_value()) {
            const auto change = d.changes.find(measure);
            f.change = change == d.changes.end() ? Change() : change->second;
        }
        f.less_is_better = measure == Measure::cpc;
        f.small_cell = d.now.totals.impressions < 30 || d.now.totals.clicks < 5;
        figures_[static_cast<std::size_t>(i) + 2]->setFigure(f);
    }
}

void PerformancePage::showCharts() {
    time_card_->setSeries(data_->over_time);
    bar_card_->setSeries(data_->bars);
    heat_card_->setSeries(data_->heat);
    table_model_->setBreakdown(data_->by_dimension, chartWords());
    table_card_->setTable(data_->table);
    auto* header = table_card_->view()->horizontalHeader();
    header->setSectionResizeMode(BreakdownTableModel::Value, QHeaderView::Interactive);
    header->setSectionResizeMode(BreakdownTableModel::Interval, QHeaderView::Stretch);
    table_card_->view()->setColumnWidth(BreakdownTableModel::Value, 130);
}

void PerformancePage::togglePane(int figure) {
    for (int i = 0; i < static_cast<int>(figures_.size()); ++i) figures_[static_cast<std::size_t>(i)]->setChecked(i == figure);
    if (!data_) return;
    pane_->showMetric(kFigureMeasures[figure], *data_);
    emit detailsChanged();
}

void PerformancePage::pickRow(const Breakdown& breakdown, const BreakdownRow& row, const QString& heading, const SliceChip& chip,
                              const QPoint& at) {
    for (auto* f : figures_) f->setChecked(false);
    pane_->showValue(heading, row, breakdown.total, chip);
    emit detailsChanged();
    // In a narrow window the pane stays closed: the same three actions are offered where the click was.
    if (!pane_->isVisible() && isVisible()) offerMenu(at);
}

void PerformancePage::offerMenu(const QPoint& at) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addSection(pane_->title());
    menu->addAction(tr("Only this"), this, [this] { pane_->onlyThis(); });
    menu->addAction(tr("Leave this out"), this, [this] { pane_->leaveOut(); });
    menu->addAction(tr("Compare with the rest"), this, [this] {
        const auto c = pane_->comparison();
        MetricCardText text{pane_->title(), c.verdict, {}};
        for (const auto& row : c.rows) text.rows.append({row.first, row.second});
        MetricCard::open(text, bar_card_);
    });
    menu->popup(at);
}

void PerformancePage::pickDimensionValue(const QString& value, const QPoint& at) {
    if (!data_) return;
    // Charts name the missing value by a dash.
    const std::string wanted = value == QString::fromUtf8("—") ? std::string() : value.toStdString();
    for (const auto& row : data_->by_dimension.rows) {
        if (row.key.empty() || row.key[0] != wanted) continue;
        const QString field = QString::fromStdString(data_->dimension);
        const QString shown = wanted.empty() ? tr("%1 missing").arg(field) : field + QStringLiteral(" = ") + value;
        pickRow(data_->by_dimension, row, shown, {shown, value_condition(data_->dimension, wanted)}, at);
        return;
    }
}

void PerformancePage::pickTime(int point, const QPoint& at) {
    if (!data_) return;
    // Rows without a time are not on the axis: the point is found by its name.
    const auto& points = data_->over_time.traces.front().points;
    if (point < 0 || point >= static_cast<int>(points.size())) return;
    const std::string& key = points[static_cast<std::size_t>(point)].label;
    for (const auto& row : data_->by_time.rows) {
        if (row.key.empty() || row.key[0] != key) continue;
        const QString day = QString::fromStdString(key.substr(0, 10)),
                      text = QString::fromStdString(key).replace(QLatin1Char('T'), QLatin1Char(' '));
        std::string condition = "day = " + quote_value(day.toStdString());
        if (data_->unit == "day_hour" && key.size() >= 13)
            condition += " and hour = " + std::to_string(std::atoi(key.substr(11, 2).c_str()));
        pickRow(data_->by_time, row, text, {text, condition}, at);
        return;
    }
}

}  // namespace adscope::ui
