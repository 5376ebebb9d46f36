#include "core/analytics/column_summary.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/workspace/source.h"

namespace adscope {
namespace {

// The slots of an owner that the rows touch, with their weights: of an event its own, of a user or ad 1.
struct Slots {
    std::vector<std::uint32_t> slots;
    std::vector<std::int64_t> weights;  // empty: all 1
};

Slots event_slots(const EventTable& table, const Selection& rows) {
    Slots out;
    out.slots = rows.rows();
    if (!table.weight.empty())
        for (const auto row : out.slots) out.weights.push_back(table.weight[row]);
    return out;
}

Slots entity_slots(const CodeArray& codes, std::size_t count, const Selection& rows) {
    Selection seen(count + 1);
    rows.for_each([&](std::size_t row) { seen.set(codes[row]); });
    seen.clear(0);
    return {seen.rows(), {}};
}

std::int64_t weight_at(const Slots& slots, std::size_t i) { return slots.weights.empty() ? 1 : slots.weights[i]; }

void keep_frequent(ColumnSummary& out, std::vector<ColumnSummary::Value> values) {
    const std::size_t most = std::min(values.size(), ColumnSummary::kFrequent);
    std::partial_sort(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(most), values.end(),
                      [](const auto& a, const auto& b) { return a.count != b.count ? a.count > b.count : a.text < b.text; });
    values.resize(most);
    out.frequent = std::move(values);
}

void summarise_codes(ColumnSummary& out, const FieldSource& source, const Slots& slots) {
    std::vector<std::int64_t> counts(source.names().size());
    for (std::size_t i = 0; i < slots.slots.size(); ++i) {
        const std::int64_t weight = weight_at(slots, i);
        if (source.shape() == FieldSource::Shape::tags) {
            const auto tags = source.tags(slots.slots[i]);
            (tags.empty() ? out.missing : out.present) += weight;
            for (const auto code : tags) counts[code] += weight;
        } else {
            const auto code = source.code(slots.slots[i]);
            (code == 0 ? out.missing : out.present) += weight;
            counts[code] += weight;
        }
    }
    std::vector<ColumnSummary::Value> values;
    for (std::size_t code = 1; code < counts.size(); ++code)
        if (counts[code] > 0) values.push_back({source.names()[code], counts[code]});
    out.distinct = values.size();
    keep_frequent(out, std::move(values));
}

// A quantile of sorted values by linear interpolation (Hyndman and Fan 1996, type 7).
double quantile(const std::vector<std::pair<double, std::int64_t>>& sorted, double share) {
    const double at = share * static_cast<double>(sorted.size() - 1);
    const auto low = static_cast<std::size_t>(at);
    const auto high = std::min(low + 1, sorted.size() - 1);
    return sorted[low].first + (at - static_cast<double>(low)) * (sorted[high].first - sorted[low].first);
}

void add_bins(ColumnSummary& out, const std::vector<std::pair<double, std::int64_t>>& sorted) {
    const double low = sorted.front().first, high = sorted.back().first;
    if (!(high > low) || !std::isfinite(high - low)) return;
    const bool whole = std::all_of(sorted.begin(), sorted.end(), [](const auto& v) { return v.first == std::floor(v.first); });
    // Few whole numbers get a bin each.
    const bool each = whole && high - low < static_cast<double>(ColumnSummary::kBins);
    const std::size_t bins = each ? static_cast<std::size_t>(high - low) + 1 : ColumnSummary::kBins;
    const double width = each ? 1 : (high - low) / static_cast<double>(bins);
    for (std::size_t b = 0; b < bins; ++b)
        out.bins.push_back({low + width * static_cast<double>(b), low + width * static_cast<double>(b + 1), 0});
    for (const auto& [value, weight] : sorted)
        out.bins[std::min(bins - 1, static_cast<std::size_t>((value - low) / width))].count += weight;
}

std::string text_of(double value, FieldKind kind, NumberFormat time = NumberFormat::date_hour) {
    return kind == FieldKind::time ? format_number(value, time, Language::en) : number_key(value);
}

void summarise_numbers(ColumnSummary& out, const EventTable& table, const FieldSource& source, const Slots& slots) {
    const bool money = source.role() == FieldSource::Role::cost || source.role() == FieldSource::Role::revenue;
    std::vector<std::pair<double, std::int64_t>> sorted;
    for (std::size_t i = 0; i < slots.slots.size(); ++i) {
        const double value = source.number(slots.slots[i]);
        const std::int64_t weight = weight_at(slots, i);
        (std::isnan(value) ? out.missing : out.present) += weight;
        if (std::isnan(value)) continue;
        const double local =
            out.kind == FieldKind::time ? value + static_cast<double>(table.zone_offset(static_cast<std::int64_t>(value))) : value;
        sorted.emplace_back(money ? value / 1e6 : local, weight);
    }
    if (sorted.empty()) return;
    std::sort(sorted.begin(), sorted.end());
    std::vector<ColumnSummary::Value> values;
    double mean = 0, squares = 0, n = 0;  // Welford's update
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        const auto& [value, weight] = sorted[i];
        if (i == 0 || value != sorted[i - 1].first) values.push_back({{}, 0});
        values.back().count += weight;
        if (values.back().text.empty()) values.back().text = text_of(value, out.kind);
        n += static_cast<double>(weight);
        const double step = value - mean;
        mean += step * static_cast<double>(weight) / n;
        squares += static_cast<double>(weight) * step * (value - mean);
    }
    out.distinct = values.size();
    out.numbers = ColumnSummary::Numbers{sorted.front().first,
                                         quantile(sorted, .25),
                                         quantile(sorted, .5),
                                         quantile(sorted, .75),
                                         sorted.back().first,
                                         mean,
                                         n > 1 ? std::sqrt(squares / (n - 1)) : 0};
    add_bins(out, sorted);
    keep_frequent(out, std::move(values));
}

ColumnSummary summarise(const std::string& name, const std::string& role, FieldKind kind, const EventTable& table,
                        const FieldSource& source, const Slots& slots) {
    ColumnSummary out;
    out.name = name;
    out.owner = source.owner();
    out.role = role;
    out.kind = kind;
    if (source.shape() == FieldSource::Shape::number) summarise_numbers(out, table, source, slots);
    else summarise_codes(out, source, slots);
    return out;
}

const char* role_name(FieldRole role) {
    switch (role) {
        case FieldRole::attribute: return "attribute";
        case FieldRole::context: return "context";
        case FieldRole::outcome: return "outcome";
        default: return "kept";
    }
}

struct Wanted {
    std::string name, role;
    FieldKind kind;
};

std::vector<Wanted> wanted(const EventTable& table) {
    std::vector<Wanted> out;
    const auto role = [&](bool there, const char* name, FieldKind kind) {
        if (there) out.push_back({name, name, kind});
    };
    role(table.has_time, "time", FieldKind::time);
    role(table.has_user, "user", FieldKind::category);
    role(table.has_ad, "ad", FieldKind::category);
    role(table.has_click, "click", FieldKind::flag);
    role(!table.conversion.empty(), "conversion", FieldKind::flag);
    role(!table.position.empty(), "position", FieldKind::number);
    role(!table.cost.empty(), "cost", FieldKind::number);
    role(!table.revenue.empty(), "revenue", FieldKind::number);
    role(!table.rating.empty(), "rating", FieldKind::number);
    role(!table.propensity.empty(), "propensity", FieldKind::number);
    const auto fields = [&](const std::vector<Column>& columns, const char* owner) {
        for (const auto& c : columns) {
            const auto found = table.find(c.field.name);
            const bool plain = found && found->column == &c;
            out.push_back({plain ? c.field.name : owner + ("." + c.field.name), role_name(c.field.role), c.field.kind});
        }
    };
    fields(table.columns, "event");
    fields(table.users.columns, "user");
    fields(table.ads.columns, "ad");
    return out;
}

}  // namespace

Result<std::vector<ColumnSummary>> summarise_columns(const EventTable& table, const Selection* rows, const JobContext& job) {
    const Selection& selected = rows ? *rows : table.usable();
    const Slots events = event_slots(table, selected);
    Slots users, ads;
    if (table.has_user) users = entity_slots(table.user, table.users.count, selected);
    if (table.has_ad) ads = entity_slots(table.ad, table.ads.count, selected);
    std::vector<ColumnSummary> out;
    const auto columns = wanted(table);
    for (const auto& column : columns) {
        if (job.cancelled()) return Error::cancelled();
        job.report({Message("columns.summarising", {{"column", column.name}}),
                    static_cast<double>(out.size()) / static_cast<double>(columns.size())});
        ADSCOPE_ASSIGN(source, FieldSource::find(table, column.name, column.name));
        // The user and the ad of an event are asked of the events.
        const bool identity = source.role() == FieldSource::Role::user || source.role() == FieldSource::Role::ad;
        const Slots& slots = source.owner() == Owner::event ? events : source.owner() == Owner::user ? users : ads;
        if (!identity) {
            out.push_back(summarise(column.name, column.role, column.kind, table, source, slots));
            continue;
        }
        Slots codes = events;
        for (auto& slot : codes.slots) slot = source.role() == FieldSource::Role::user ? table.user[slot] : table.ad[slot];
        out.push_back(summarise(column.name, column.role, column.kind, table, source, codes));
        out.back().owner = Owner::event;
    }
    return out;
}

Series series_of(const ColumnSummary& summary, const std::string& slice_text) {
    Series out;
    out.id = "column_" + summary.name;
    out.kind = ChartKind::bar;
    out.title = Message("columns.chart_title", {{"column", summary.name}});
    const char* counted = summary.owner == Owner::event  ? "columns.counted_events"
                          : summary.owner == Owner::user ? "columns.counted_users"
                                                         : "columns.counted_ads";
    out.subtitle = Message("columns.chart_subtitle", {{"slice", slice_text}, {"present", summary.present}, {"missing", summary.missing}});
    out.x.title = Message::verbatim(summary.name);
    out.x.scale = Axis::Scale::category;
    out.y.title = Message(counted);
    out.y.format = NumberFormat::integer;
    out.y.minimum = 0;
    Trace trace;
    trace.name = Message(counted);
    trace.style = Trace::Style::bar;
    const auto add = [&](std::string label, std::int64_t count) {
        SeriesPoint p;
        p.x = static_cast<double>(out.x.categories.size());
        p.y = static_cast<double>(count);
        p.label = label;
        p.numerator = count;
        p.denominator = summary.present;
        out.x.categories.push_back(std::move(label));
        trace.points.push_back(std::move(p));
    };
    const bool bins = !summary.bins.empty() && summary.distinct > ColumnSummary::kFrequent;
    // Bins of half a day and more are named by their day.
    const bool days = bins && summary.bins[0].high - summary.bins[0].low >= 12 * 3600e3;
    if (bins)
        for (const auto& b : summary.bins) add(text_of(b.low, summary.kind, days ? NumberFormat::date : NumberFormat::date_hour), b.count);
    else
        for (const auto& v : summary.frequent) add(v.text, v.count);
    if (!bins) out.condition = summary.name;
    out.traces.push_back(std::move(trace));
    return out;
}

}  // namespace adscope
