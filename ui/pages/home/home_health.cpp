// What Home says of the figures: seven cards, five steps, the loop, what needs a look.
#include <QLocale>
#include <QPainter>

#include "ui/pages/home/home_page.h"
#include "ui/theme/tokens.h"
#include "ui/viewmodels/best_model.h"
#include "ui/viewmodels/formats.h"
#include "ui/widgets/interval_bar.h"

namespace adscope::ui {
namespace {

KpiCard::Picture interval_picture(const Metric& m) {
    IntervalScale scale;
    scale.add(m);
    const double room = m.has_interval() ? (m.high - m.low) : 0;
    scale.low -= room;
    scale.high += room;
    return [m, scale](QPainter& p, const QRectF& box) { paint_interval(p, box, m, scale); };
}

// One stroke a day, as high as its share of the busiest day; coloured by the log's own split.
KpiCard::Picture days_picture(std::vector<double> days, std::vector<int> split) {
    return [days = std::move(days), split = std::move(split)](QPainter& p, const QRectF& box) {
        if (days.empty()) return;
        const Tokens& t = tokens();
        const double most = std::max(1.0, *std::max_element(days.begin(), days.end()));
        const double step = box.width() / static_cast<double>(days.size());
        p.setRenderHint(QPainter::Antialiasing, false);
        for (std::size_t i = 0; i < days.size(); ++i) {
            const int part = i < split.size() ? split[i] : 0;
            const QColor c = part == 2 ? t.splitValid : part == 3 ? t.splitTest : t.series1;
            const double h = std::max(2.0, days[i] / most * box.height());
            p.fillRect(QRectF(box.left() + static_cast<double>(i) * step, box.bottom() - h, std::max(1.0, step - (step > 3 ? 1 : 0)), h),
                       c);
        }
    };
}

}  // namespace

void HomePage::showHealth() {
    showEventsAndEntities();
    showPeriod();
    showRates();
    auto* warnings = health_[Warnings];
    const auto hurting = std::count_if(figures_.warnings.begin(), figures_.warnings.end(), [](const auto& w) { return w.hurts_training; });
    const auto all = static_cast<qint64>(figures_.warnings.size());
    warnings->setName(tr("Warnings"));
    warnings->setValue(count_text(all));
    warnings->setWarning(all > 0);
    warnings->setLine(all == 0 ? tr("nothing needs a look") : tr("%1 training · %2 notes").arg(hurting).arg(all - hurting));
    MetricCardText card{tr("Warnings"), tr("What was found in the sources, the events of the slice and the models."), {}};
    for (const auto& w : figures_.warnings) card.rows.append({words(w).title, {}});
    warnings->setMetricCard(card);
}

void HomePage::showEventsAndEntities() {
    const Totals& t = figures_.head.totals;
    const QString slice = state()->sliceText();
    auto* events = health_[Events];
    events->setName(tr("Events (impressions)"));
    events->setValue(count_text(t.impressions));
    events->setLine(figures_.days.empty()
                        ? tr("no times in this log")
                        : tr("%1 a day").arg(count_text(t.impressions / std::max<qint64>(1, static_cast<qint64>(figures_.days.size())))));
    events->setPicture(spark_picture(figures_.per_day));
    events->setMetricCard({tr("Events (impressions)"),
                           tr("Sum of the weights of the events in the slice, after cleaning."),
                           {{tr("Slice"), slice},
                            {tr("In the slice"), count_text(t.impressions)},
                            {tr("In the workspace"), count_text(state()->totalCount())},
                            {tr("Left out by cleaning"), count_text(state()->markedCount())}}});

    const auto entity = [&](Health which, const QString& name, qint64 count, qint64 clicked, qint64 all, const QString& line) {
        auto* card = health_[which];
        card->setName(name);
        card->setValue(count > 0 ? count_text(count) : QString::fromUtf8("—"));
        const bool known = state()->table()->has_click && count > 0;
        card->setLine(known ? line.arg(percent_text(static_cast<double>(clicked) / static_cast<double>(count), 0))
                            : tr("no clicks in this log"));
        card->setPicture(known ? share_picture(static_cast<double>(clicked) / static_cast<double>(count)) : KpiCard::Picture());
        card->setMetricCard({name,
                             tr("Different ones among the events of the slice; the bar is the share with at least one click."),
                             {{tr("In the slice"), count_text(count)},
                              {tr("With a click"), count_text(clicked)},
                              {tr("In the workspace"), count_text(all)}}});
    };
    entity(Users, tr("Users"), figures_.head.users, figures_.users_with_click, static_cast<qint64>(state()->table()->users.count),
           tr("%1 % clicked"));
    entity(Ads, tr("Ads"), figures_.head.ads, figures_.ads_with_click, static_cast<qint64>(state()->table()->ads.count),
           tr("%1 % were clicked"));
}

void HomePage::showPeriod() {
    auto* period = health_[Period];
    const auto& table = *state()->table();
    period->setName(tr("Period"));
    const qint64 days = static_cast<qint64>(figures_.days.size());
    if (days == 0) {
        period->setValue(QString::fromUtf8("—"));
        period->setLine(tr("no times in this log"));
        period->setPicture({});
        period->setMetricCard({});
        return;
    }
    const QString range = period_text(figures_.head.from, figures_.head.to, table.zone_offset(figures_.head.from));
    period->setValue(count_text(days), tr("days", nullptr));
    period->setLine(short_period_text(figures_.head.from, figures_.head.to, table.zone_offset(figures_.head.from)));
    period->setPicture(days_picture(figures_.per_day, figures_.day_split));
    period->setMetricCard(
        {tr("Period"),
         tr("Days with events in the slice, in the workspace's time zone. A stroke is a day, its height the impressions."),
         {{tr("First and last day"), range},
          {tr("Days with events"), count_text(days)},
          {tr("Time zone"), QString::fromStdString(table.time_zone)}}});
}

void HomePage::showRates() {
    auto* ctr = health_[Ctr];
    ctr->setName(tr("CTR"));
    const auto found = figures_.head.metrics.find(Measure::ctr);
    const Metric rate = found == figures_.head.metrics.end() || !state()->table()->has_click ? Metric() : found->second;
    ctr->setValue(percent_text(rate.value), rate.has_value() ? QString("%") : QString());
    ctr->setLine(rate.has_value() ? tr("95 % in %1").arg(interval_text(rate)) : tr("no clicks in this log"));
    ctr->setPicture(rate.has_value() ? interval_picture(rate) : KpiCard::Picture());
    ctr->setMetricCard({tr("Click-through rate, CTR"),
                        tr("Clicks over impressions; no value when there are no impressions."),
                        {{tr("Clicks"), count_text(figures_.head.totals.clicks)},
                         {tr("Impressions"), count_text(figures_.head.totals.impressions)},
                         {tr("95 % interval, %"), interval_text(rate, 3)},
                         {tr("Slice"), state()->sliceText()}}});
    auto* best = health_[Best];
    const auto model = best_model(state()->models());
    if (!model) {
        best->setName(tr("Best model"));
        best->setValue(QString::fromUtf8("—"));
        best->setLine(tr("none is trained yet"));
        best->setPicture({});
        best->setMetricCard({});
        return;
    }
    const QLocale l;
    const QString metric = model->metric == "auc" ? QString("AUC") : QString("NDCG@10");
    best->setValue(QString::fromStdString(model->model->name));
    best->setName(tr("Best by %1").arg(metric));
    best->setLine(l.toString(model->value.value, 'f', model->metric == "auc" ? 3 : 4) + " " + plain_interval(model->value));
    best->setPicture(model->value.has_interval() ? interval_picture(model->value) : KpiCard::Picture());
    best->setMetricCard({tr("Best model"),
                         model->metric == "auc" ? tr("The finished click model with the largest area under the ROC curve on its test part.")
                                                : tr("The finished ranking model with the largest NDCG@10 on its test part."),
                         {{tr("Run"), QString::number(model->model->id)},
                          {metric, l.toString(model->value.value, 'f', 4)},
                          {tr("95 % interval"), plain_interval(model->value, 4)},
                          {tr("Rows"), count_text(model->value.n)},
                          {tr("Split"), QString::fromStdString(model->model->split)}}});
}

void HomePage::showSteps() {
    using State = WorkStep::State;
    const auto& table = *state()->table();
    const auto& models = state()->models();
    const auto count = [&](const char* wanted) {
        return std::count_if(models.begin(), models.end(), [&](const auto& m) { return m.state == wanted; });
    };
    const auto done = count("done"), running = count("running");
    const auto best = best_model(models);
    const auto files = static_cast<int>(figures_.sources.size());
    const bool entities = table.has_user && table.has_ad;
    const bool finished[] = {state()->totalCount() > 0, entities, done > 0, best.has_value(), figures_.exports > 0};
    QList<WorkStep> steps = {
        {State::later,
         tr("Import"),
         {},
         tr("%n source(s)", nullptr, files) + tr(" · %1 accepted").arg(count_text(figures_.accepted)),
         tr("%1 rejected · %2 cleaning steps").arg(count_text(figures_.rejected)).arg(figures_.steps),
         finished[0] ? tr("Open the sources") : tr("Import a log"),
         finished[0] ? "data/sources" : "data/import"},
        {State::later,
         tr("Users and ads"),
         {},
         tr("%1 user fields · %2 ad fields").arg(figures_.user_fields).arg(figures_.ad_fields),
         tr("%1 fields of events").arg(figures_.event_fields),
         tr("See performance"),
         "performance"},
        {State::later,
         tr("Train"),
         {},
         tr("%n model(s) finished", nullptr, static_cast<int>(done)),
         best ? tr("best: %1").arg(QString::fromStdString(best->model->name)) : tr("no test result yet"),
         done > 0 ? tr("See the runs") : tr("Train a model"),
         "training"},
        {State::later,
         tr("Evaluate and explain"),
         {},
         tr("%n model(s) to compare", nullptr, static_cast<int>(done)),
         tr("diversity, reasons"),
         tr("Explain"),
         "explain"},
        {State::later,
         tr("Present and report"),
         {},
         figures_.exports > 0 ? tr("%n report file(s) written", nullptr, static_cast<int>(figures_.exports))
                              : tr("choose the model to show"),
         figures_.last_export > 0 ? tr("last report %1").arg(ago_text(figures_.last_export)) : tr("no report yet"),
         done > 0 ? tr("Write a report") : tr("Later"),
         done > 0 ? "reports" : "training"},
    };
    bool next_given = false;
    for (int i = 0; i < steps.size(); ++i) {
        auto& s = steps[i];
        if (finished[i]) s.state = State::done;
        else if (i == 2 && running > 0) s.state = State::running;
        else if (!next_given) s.state = State::next;
        next_given |= s.state == State::next || s.state == State::running;
        s.badge = s.state == State::done      ? tr("done")
                  : s.state == State::running ? tr("running")
                  : s.state == State::next    ? tr("next")
                                              : tr("not yet");
    }
    steps_->setSteps(steps);
}

void HomePage::showLoop() {
    const auto done = std::count_if(state()->models().begin(), state()->models().end(), [](const auto& m) { return m.state == "done"; });
    loop_->setStations({{tr("Log"), tr("%1 events").arg(count_text(state()->totalCount())), state()->totalCount() > 0},
                        {tr("Model"), tr("%n trained", nullptr, static_cast<int>(done)), done > 0},
                        {tr("Recommend"), tr("%1 users").arg(count_text(static_cast<qint64>(state()->table()->users.count))), done > 0},
                        {tr("Feedback"), tr("%1 new").arg(count_text(figures_.feedback)), figures_.feedback > 0}});
}

AttentionItem HomePage::words(const HomeWarning& w) const {
    using Kind = HomeWarning::Kind;
    const QString n = count_text(w.count), name = QString::fromStdString(w.name);
    switch (w.kind) {
        case Kind::rejected:
            return {tr("%1 rows were rejected").arg(n),
                    tr("read %1, accepted %2").arg(count_text(figures_.read), count_text(figures_.accepted)), tr("Look"), "data/rejected"};
        case Kind::duplicates:
            return {tr("%1 duplicate rows").arg(n), tr("found when the files were imported"), tr("Look"), "data/sources"};
        case Kind::no_clicks:
            return {tr("This log has no clicks"), tr("every event counts as positive; no CTR"), tr("Import"), "data/import"};
        case Kind::no_users: return {tr("This log has no users"), tr("no personal recommendation"), tr("Import"), "data/import"};
        case Kind::no_ads: return {tr("This log has no ads"), tr("nothing can be recommended"), tr("Import"), "data/import"};
        case Kind::no_time: return {tr("This log has no times"), tr("no split by time, no trend"), tr("Import"), "data/import"};
        case Kind::stale_models:
            return {tr("%n model(s) saw other data", nullptr, static_cast<int>(w.count)), name, tr("Train"), "training"};
        case Kind::odd_day:
            return {tr("CTR stands out on %1").arg(name), tr("%1 %, usual %2 %").arg(percent_text(w.value), percent_text(w.expected)),
                    tr("Look"), "performance"};
        case Kind::few_events: return {tr("Few events in the slice"), tr("%1 impressions: intervals are wide").arg(n), {}, {}};
    }
    return {};
}

void HomePage::showAttention() {
    QList<AttentionItem> items;
    for (const auto& w : figures_.warnings)
        if (items.size() < 4) items.append(words(w));
    QList<ImportLine> imports;
    for (const auto& s : figures_.sources)
        if (imports.size() < 3)
            imports.append(
                {QString::fromStdString(s.name), tr("%1 rows").arg(count_text(static_cast<qint64>(s.accepted))), ago_text(s.imported_at)});
    attention_->setItems(items, imports);
}

}  // namespace adscope::ui
