// Sections made from the events alone: summary, data quality, performance.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "core/report/sections.h"

namespace adscope::report {
namespace {

DataTable::Cell cell_of(double v) { return std::isnan(v) ? DataTable::Cell() : DataTable::Cell(v); }

// Value, low, high of one measure, in units of the currency.
void add_figure(DataTable& t, Message name, NumberFormat format, const Metric& m) {
    t.columns.push_back({std::move(name), format});
    t.rows[0].push_back(cell_of(m.value));
    t.rows[1].push_back(cell_of(m.low));
    t.rows[2].push_back(cell_of(m.high));
}

void add_count(DataTable& t, Message name, std::int64_t n) {
    t.columns.push_back({std::move(name), NumberFormat::integer});
    t.rows[0].emplace_back(n);
    t.rows[1].emplace_back();
    t.rows[2].emplace_back();
}

DataTable headline_table(const Headline& h) {
    DataTable t;
    t.id = kHeadlineTable;
    t.title = Message("report.headline");
    t.columns.push_back({Message("report.figure"), NumberFormat::number, true});
    t.rows = {{Message("report.value")}, {Message("report.low")}, {Message("report.high")}};
    add_count(t, Message("report.impressions"), h.totals.impressions);
    add_count(t, Message("report.clicks"), h.totals.clicks);
    const auto add = [&](Measure measure, const char* name, NumberFormat format) {
        if (const auto found = h.metrics.find(measure); found != h.metrics.end() && found->second.has_value())
            add_figure(t, Message(name), format, found->second);
    };
    add(Measure::ctr, "report.ctr", NumberFormat::percent);
    if (h.totals.conversions > 0) add(Measure::cvr, "report.cvr", NumberFormat::percent);
    if (h.totals.cost > 0) add(Measure::cpc, "report.cpc", NumberFormat::money);
    if (h.totals.revenue > 0) add(Measure::ecpm, "report.ecpm", NumberFormat::money);
    if (h.totals.cost > 0 && h.totals.revenue > 0) add(Measure::roas, "report.roas", NumberFormat::number);
    return t;
}

// Highest and lowest row that is no small cell; null when there are not two.
std::pair<const BreakdownRow*, const BreakdownRow*> extremes(const Breakdown& b) {
    const BreakdownRow *high = nullptr, *low = nullptr;
    for (const auto& row : b.rows) {
        if (row.small_cell || !row.metric.has_value() || row.key[0].empty()) continue;
        if (!high || row.metric.value > high->metric.value) high = &row;
        if (!low || row.metric.value < low->metric.value) low = &row;
    }
    return high != low ? std::pair(high, low) : std::pair<const BreakdownRow*, const BreakdownRow*>();
}

Message model_sentence(const Input& in) {
    const auto& m = *in.model;
    for (const char* part : {"test", "valid"})
        for (const char* name : {"auc", "ndcg@10"})
            if (const auto p = m.metrics.find(part); p != m.metrics.end())
                if (const auto metric = p->second.find(name); metric != p->second.end() && metric->second.has_value())
                    return Message(std::string("report.summary_model_") + (name[0] == 'a' ? "auc" : "ndcg"),
                                   {{"name", m.name},
                                    {"value", in.text(metric->second.value, NumberFormat::number)},
                                    {"part", Message(std::string("training.part_") + part)}});
    return Message("report.summary_model", {{"name", m.name}});
}

Result<void> add_days(const Input& in, Blocks& out) {
    if (!in.table->has_time) return {};
    ADSCOPE_ASSIGN(days, breakdown(*in.table, &in.rows, {.by = {"day"}}, in.job));
    const auto [best, worst] = extremes(days);
    if (best)
        out.push_back({Message("report.summary_days", {{"best", best->key[0]},
                                                       {"best_ctr", in.percent(best->metric.value)},
                                                       {"worst", worst->key[0]},
                                                       {"worst_ctr", in.percent(worst->metric.value)}})});
    return {};
}

DataTable sources_table(const Input& in, Statement& select, std::map<std::string, std::int64_t>& reasons) {
    DataTable t;
    t.id = "sources";
    t.title = Message("report.sources");
    t.columns = {
        {Message("report.source_name"), NumberFormat::number, true}, {Message("report.source_content"), NumberFormat::number, true},
        {Message("report.rows_read"), NumberFormat::integer},        {Message("report.accepted"), NumberFormat::integer},
        {Message("report.rejected"), NumberFormat::integer},         {Message("report.duplicates"), NumberFormat::integer}};
    while (true) {
        const auto row = select.step();
        if (!row || !*row) return t;
        t.rows.push_back({std::string(select.text(0)), Message("report.content_" + std::string(select.text(1))), select.integer(2),
                          select.integer(3), select.integer(4), select.integer(5)});
        const auto counts = nlohmann::json::parse(select.text(6), nullptr, false);
        if (counts.is_object())
            for (const auto& [code, n] : counts.items())
                if (n.is_number_integer()) reasons[code] += n.get<std::int64_t>();
    }
    (void)in;
}

// Reasons are codes of the import; words where the import's catalogue has them.
Message reason_words(const std::string& code, Language language) {
    for (const std::string prefix : {"import.reason.", "ingest.reason.", "import.reason_", "ingest.reason_"})
        if (has_message(prefix + code, language)) return Message(prefix + code);
    return Message::verbatim(code);
}

// Share of the slice's events without a value, for fields that miss some.
DataTable missing_table(const Input& in) {
    const EventTable& table = *in.table;
    std::vector<std::pair<double, std::string>> missing;
    const double n = static_cast<double>(in.rows.count());
    const auto add = [&](const std::vector<Column>& columns, const CodeArray* entity) {
        for (const auto& c : columns) {
            std::int64_t without = 0;
            in.rows.for_each([&](std::size_t row) {
                const std::size_t at = entity ? (*entity)[row] : row;
                const bool has = c.category() ? c.category()->codes[at] != 0
                                 : c.number() ? !std::isnan(c.number()->values[at])
                                              : c.tags() && !c.tags()->row(at).empty();
                without += !has;
            });
            if (without > 0) missing.emplace_back(static_cast<double>(without) / n, c.field.name);
        }
    };
    add(table.columns, nullptr);
    if (table.has_user) add(table.users.columns, &table.user);
    if (table.has_ad) add(table.ads.columns, &table.ad);
    std::stable_sort(missing.begin(), missing.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    DataTable t;
    t.id = "missing_values";
    t.title = Message("report.missing");
    t.subtitle = Message("report.missing_subtitle", {{"events", in.count(static_cast<std::int64_t>(in.rows.count()))}});
    t.columns = {{Message("report.field"), NumberFormat::number, true}, {Message("report.missing_share"), NumberFormat::percent}};
    for (std::size_t i = 0; i < missing.size() && i < 12; ++i) t.rows.push_back({missing[i].second, missing[i].first});
    return t;
}

}  // namespace

Result<Blocks> summary(const Input& in, const std::vector<Strength>& strengths) {
    const auto& h = in.headline;
    Blocks out;
    out.push_back({headline_table(h)});
    const Metric ctr = h.metrics.contains(Measure::ctr) ? h.metrics.at(Measure::ctr) : Metric();
    if (ctr.has_value())
        out.push_back({Message("report.summary_ctr", {{"users", in.count(h.users)},
                                                      {"ads", in.count(h.ads)},
                                                      {"impressions", in.count(h.totals.impressions)},
                                                      {"clicks", in.count(h.totals.clicks)},
                                                      {"ctr", in.percent(ctr.value)},
                                                      {"low", in.percent(ctr.low)},
                                                      {"high", in.percent(ctr.high)}})});
    else
        out.push_back({Message("report.summary_events",
                               {{"users", in.count(h.users)}, {"ads", in.count(h.ads)}, {"impressions", in.count(h.totals.impressions)}})});
    ADSCOPE_TRY(add_days(in, out));
    if (!strengths.empty())
        if (const auto [high, low] = extremes(strengths[0].breakdown); high)
            out.push_back({Message("report.summary_dimension", {{"field", strengths[0].field},
                                                                {"high", high->key[0]},
                                                                {"high_ctr", in.percent(high->metric.value)},
                                                                {"low", low->key[0]},
                                                                {"low_ctr", in.percent(low->metric.value)}})});
    out.push_back({in.model ? model_sentence(in) : Message("report.no_model")});
    return out;
}

Result<Blocks> data_quality(const Input& in) {
    Blocks out;
    ADSCOPE_ASSIGN(select, in.workspace.database().prepare(
                               "SELECT name, content, rows_read, accepted, rejected, duplicates, reasons FROM sources ORDER BY id"));
    std::map<std::string, std::int64_t> reasons;
    DataTable sources = sources_table(in, select, reasons);
    std::int64_t rejected = 0, read = 0;
    for (const auto& row : sources.rows) {
        read += std::get<std::int64_t>(row[2]);
        rejected += std::get<std::int64_t>(row[4]);
    }
    const auto marked = static_cast<std::int64_t>(in.table->marked.count());
    out.push_back({Message("report.data_counts", {{"read", in.count(read)},
                                                  {"rejected", in.count(rejected)},
                                                  {"marked", in.count(marked)},
                                                  {"used", in.count(static_cast<std::int64_t>(in.rows.count()))}})});
    out.push_back({std::move(sources)});
    if (!reasons.empty()) {
        DataTable t;
        t.id = "rejected_reasons";
        t.title = Message("report.reasons");
        t.columns = {{Message("report.reason"), NumberFormat::number, true}, {Message("report.rows"), NumberFormat::integer}};
        for (const auto& [code, n] : reasons) t.rows.push_back({reason_words(code, in.request.language), n});
        out.push_back({std::move(t)});
    }
    DataTable missing = missing_table(in);
    if (missing.rows.empty()) out.push_back({Message("report.nothing_missing")});
    else out.push_back({std::move(missing)});
    return out;
}

Result<Blocks> performance(const Input& in, const std::vector<Strength>& strengths) {
    Blocks out;
    if (in.table->has_time) {
        ADSCOPE_ASSIGN(days, breakdown(*in.table, &in.rows, {.by = {"day"}}, in.job));
        if (days.rows.size() > 1) out.push_back({series_over_time(days, in.slice)});
        ADSCOPE_ASSIGN(hours, breakdown(*in.table, &in.rows, {.by = {"hour"}}, in.job));
        if (hours.rows.size() > 1) {
            out.push_back({series_over_time(hours, in.slice)});
            auto& chart = std::get<Series>(out.back().content);
            chart.id = "ctr_by_hour";
            chart.title = Message("report.by_hour");
        }
    }
    if (!strengths.empty()) out.push_back({Message("report.strongest")});
    for (const auto& s : strengths) out.push_back({series_by_dimension(s.breakdown, 12, in.slice)});
    if (out.empty()) out.push_back({Message("report.no_performance")});
    return out;
}

}  // namespace adscope::report
