// Sections about a model: its card, diversity, an explanation, recommendations.
#include <algorithm>
#include <map>

#include "core/diversity/diversity.h"
#include "core/report/sections.h"

namespace adscope::report {
namespace {

DataTable pairs_table(const char* id, Message title) {
    DataTable t;
    t.id = id;
    t.title = std::move(title);
    t.columns = {{Message("report.property"), NumberFormat::number, true}, {Message("report.value"), NumberFormat::number, true}};
    return t;
}

DataTable card(const Input& in) {
    const auto& m = *in.model;
    DataTable t = pairs_table("model_card", Message("report.model_card", {{"name", m.name}}));
    const auto add = [&](const char* name, DataTable::Cell value) { t.rows.push_back({Message(name), std::move(value)}); };
    const bool known = has_message("model." + m.model, in.request.language);
    add("report.card_model", known ? DataTable::Cell(Message("model." + m.model)) : DataTable::Cell(m.model));
    add("report.card_task", m.task);
    add("report.card_split", m.split);
    add("report.card_epochs", in.count(m.epochs));
    add("report.card_seconds", in.text(m.seconds, NumberFormat::seconds));
    add("report.card_device", m.device + ", " + std::to_string(m.threads));
    add("report.card_seed", std::to_string(m.seed));
    add("report.card_deterministic", Message(m.deterministic ? "report.yes" : "report.no"));
    add("report.card_hash", m.data_hash);
    for (const auto& [name, value] : m.settings)
        t.rows.push_back({has_message("parameter." + m.model + "." + name, in.request.language)
                              ? DataTable::Cell(Message("parameter." + m.model + "." + name))
                              : DataTable::Cell(name),
                          value});
    return t;
}

DataTable metrics_table(const StoredModel& m) {
    DataTable t;
    t.id = "model_metrics";
    t.title = Message("report.metrics");
    t.columns = {{Message("report.metric"), NumberFormat::number, true}};
    std::map<std::string, std::vector<DataTable::Cell>> rows;
    std::size_t column = 1;
    for (const char* part : {"train", "valid", "test"}) {
        const auto found = m.metrics.find(part);
        if (found == m.metrics.end() || found->second.empty()) continue;
        t.columns.push_back({Message(std::string("training.part_") + part)});
        for (const auto& [name, metric] : found->second) {
            auto& row = rows[name];
            row.resize(column + 1);
            row[0] = name;
            if (metric.has_value()) row[column] = metric.value;
        }
        ++column;
    }
    for (auto& [name, row] : rows) {
        row.resize(column);
        t.rows.push_back(std::move(row));
    }
    return t;
}

// Curves such as train.log_loss and valid.log_loss in one chart a metric.
std::vector<Series> curve_charts(const Input& in, const std::vector<StoredCurvePoint>& points) {
    std::map<std::string, std::map<std::string, std::vector<SeriesPoint>>> metrics;
    for (const auto& p : points)
        if (const auto dot = p.name.find('.'); dot != std::string::npos)
            metrics[p.name.substr(dot + 1)][p.name.substr(0, dot)].push_back({.x = p.epoch, .y = p.value});
    std::vector<Series> out;
    for (const auto& [metric, parts] : metrics) {
        Series s;
        s.id = "curve_" + metric;
        s.title = Message("report.curve", {{"metric", metric}});
        s.subtitle = Message("report.curve_subtitle", {{"name", in.model->name}});
        s.x.title = Message("report.epoch");
        s.x.format = NumberFormat::number;
        s.y.title = Message::verbatim(metric);
        std::size_t most = 0;
        for (const char* part : {"train", "valid", "test"})
            if (const auto found = parts.find(part); found != parts.end()) {
                const TraceRole role = *part == 'v' ? TraceRole::valid : part[1] == 'r' ? TraceRole::train : TraceRole::test;
                most = std::max(most, found->second.size());
                s.traces.push_back({Message(std::string("training.part_") + part), role, Trace::Style::line, found->second});
            }
        if (most > 1) out.push_back(std::move(s));
    }
    return out;
}

// Shown in place of the model's own values: who a user is must not stand in an explanation either.
void hide_user(const Input& in, Explanation& e) {
    if (!in.pseudonyms || !in.scorer->recipe()) return;
    for (const auto& feature : in.scorer->recipe()->recipe().features) {
        const auto with = feature.settings.find("with");
        const bool names_user = feature.source == "user" || (with != feature.settings.end() && with->second == "user");
        if (!names_user || feature.kind.starts_with("past_")) continue;
        for (auto& a : e.attributions)
            if (a.feature == feature.name && a.value != "–") a.value = feature.kind == "category" ? in.pseudonyms->user(a.value) : "•";
    }
}

// What a report cannot show is said in its place; only a cancel ends the report.
Result<Blocks> instead(const Error& error) {
    if (error.is_cancelled()) return error;
    return Blocks{{Message("report.not_available", {{"cause", error.message}})}};
}

Result<Recommendation> list_for(const Input& in, const Scorer& scorer, std::uint32_t user, std::size_t k) {
    return recommend(scorer, {.user = in.table->users.keys[user], .k = k}, in.job);
}

}  // namespace

Result<Blocks> model_card(const Input& in) {
    if (!in.model) return Blocks{{Message("report.no_model")}};
    Blocks out;
    const std::string hint = "model." + in.model->model + ".hint";
    if (has_message(hint, in.request.language)) out.push_back({Message(hint)});
    if (!in.model->metrics.empty()) out.push_back({metrics_table(*in.model)});
    ADSCOPE_ASSIGN(points, models_repository::curves(in.workspace, in.model->id));
    for (auto& chart : curve_charts(in, points)) out.push_back({std::move(chart)});
    out.push_back({card(in)});
    return out;
}

Result<Blocks> diversity_section(const Input& in) {
    if (!in.lists) return Blocks{{in.why_no_scorer}};
    DiversityRequest request;
    if (!in.lists->ranking()) request.users = 300;  // a sample, told with the number
    const auto m = diversity(*in.lists, request, in.job);
    if (!m) return instead(m.error());
    Blocks out;
    const auto number = [&](double v) { return in.text(v, NumberFormat::number); };
    out.push_back({Message("report.diversity_sentence", {{"name", in.lists->stored().name},
                                                         {"users", in.count(m->users)},
                                                         {"k", request.k},
                                                         {"coverage", in.percent(m->coverage)},
                                                         {"catalogue", in.count(m->catalogue)},
                                                         {"gini", number(m->gini)}})});
    out.push_back({lorenz_series(*m, in.lists->stored().name)});
    DataTable t;
    t.id = "diversity";
    t.title = Message("report.diversity_figures");
    t.subtitle = Message("report.diversity_space", {{"space", m->similarity_space}});
    t.rows.emplace_back();
    const auto add = [&](const char* name, double v, NumberFormat format = NumberFormat::number) {
        t.columns.push_back({Message(std::string("report.figure_") + name), format});
        t.rows[0].push_back(std::isnan(v) ? DataTable::Cell() : DataTable::Cell(v));
    };
    add("coverage", m->coverage, NumberFormat::percent);
    add("gini", m->gini);
    add("ild", m->ild);
    add("novelty", m->novelty);
    add("serendipity", m->serendipity);
    add("entropy", m->entropy);
    add("arp", m->arp);
    add("accuracy", m->accuracy);
    out.push_back({std::move(t)});
    return out;
}

Result<Blocks> explanations(const Input& in) {
    if (!in.scorer) return Blocks{{in.why_no_scorer}};
    const auto users = example_users(in, 3);
    if (users.empty()) return Blocks{{Message("report.no_examples")}};
    const auto user = users[users.size() / 2];
    const auto list = list_for(in, *in.scorer, user, 1);
    if (!list) return instead(list.error());
    if (list->items.empty()) return Blocks{{Message("report.no_examples")}};
    auto e = explain(*in.scorer, {.user = user, .ad = list->items[0].ad}, in.job);
    if (!e) return instead(e.error());
    hide_user(in, *e);
    Blocks out;
    out.push_back({Message("report.explanation_intro", {{"user", in.user_name(user)}, {"ad", list->items[0].title}})});
    out.push_back({explanation_sentence(*e)});
    out.push_back({waterfall_series(*e, 10, in.user_name(user), list->items[0].title)});
    return out;
}

Result<Blocks> recommendations(const Input& in) {
    if (!in.lists) return Blocks{{in.why_no_scorer}};
    const auto users = example_users(in, 3);
    if (users.empty()) return Blocks{{Message("report.no_examples")}};
    DataTable t;
    t.id = "recommendations";
    t.title = Message("report.recommendations", {{"name", in.lists->stored().name}});
    // A predicted CTR is the score itself.
    const bool predicted = in.lists->recipe() && in.lists->stored().task == "click";
    t.columns = {{Message("report.user"), NumberFormat::number, true},
                 {Message("report.rank"), NumberFormat::integer},
                 {Message("report.ad"), NumberFormat::number, true}};
    if (!predicted) t.columns.push_back({Message("report.score"), NumberFormat::number});
    t.columns.insert(t.columns.end(), {{Message("report.ctr"), NumberFormat::percent},
                                       {Message("report.low"), NumberFormat::percent},
                                       {Message("report.high"), NumberFormat::percent},
                                       {Message("report.why"), NumberFormat::number, true}});
    const auto cell = [](double v) { return std::isnan(v) ? DataTable::Cell() : DataTable::Cell(v); };
    for (const auto user : users) {
        const auto list = list_for(in, *in.lists, user, 5);
        if (!list) return instead(list.error());
        for (const auto& item : list->items) {
            std::vector<DataTable::Cell> row{in.user_name(user), std::int64_t{item.rank}, item.title};
            if (!predicted) row.emplace_back(item.score);
            row.insert(row.end(), {cell(item.ctr.value), cell(item.ctr.low), cell(item.ctr.high), item.reason});
            t.rows.push_back(std::move(row));
        }
    }
    Blocks out;
    out.push_back({Message(in.pseudonyms ? "report.recommendations_intro" : "report.recommendations_raw")});
    out.push_back({Message(predicted ? "report.ctr_is_predicted" : "report.ctr_is_observed")});
    out.push_back({std::move(t)});
    return out;
}

}  // namespace adscope::report
