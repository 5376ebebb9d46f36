#include "ui/viewmodels/audience_data.h"

#include <algorithm>
#include <map>

#include "core/scoring/scorer.h"
#include "core/workspace/filter.h"
#include "core/workspace/user_measures.h"

namespace adscope::ui {
namespace {

constexpr std::size_t kMostFacetValues = 60, kMostInterestFields = 2;

bool is_facet(const Column& c) {
    if (c.field.role == FieldRole::outcome) return false;
    if (c.tags()) return c.tags()->names.size() > 1 && c.tags()->names.size() <= 2000;
    return c.field.kind == FieldKind::category && c.category()->names.size() > 1 && c.category()->names.size() <= 2000;
}

const std::vector<std::string>& names_of(const Column& c) { return c.tags() ? c.tags()->names : c.category()->names; }

template <class F>
void each_code(const Column& c, std::size_t slot, const F& f) {
    if (const auto* tags = c.tags()) {
        for (const auto code : tags->row(slot)) f(code);
    } else if (const auto code = c.category()->codes[slot]) {
        f(code);
    }
}

// Of tags the first stands for a user in a table and on the map.
UserField attribute_field(const EventTable& t, const Column& c) {
    UserField f;
    f.name = "user." + c.field.name;
    f.title = c.field.name;
    if (const auto* number = c.number()) {
        f.kind = UserField::Kind::number;
        f.numbers = number->values;
        return f;
    }
    f.names = names_of(c);
    f.codes.resize(t.users.count + 1);
    for (std::size_t u = 1; u < f.codes.size(); ++u)
        each_code(c, u, [&](std::uint32_t code) {
            if (f.codes[u] == 0) f.codes[u] = code;
        });
    return f;
}

// What a user clicked on most, of the slice.
UserField interest_field(const EventTable& t, const Selection& rows, const Column& c, const std::string& name) {
    UserField f;
    f.name = "user.clicked." + name;
    f.title = c.field.name;
    f.names = names_of(c);
    f.codes.resize(t.users.count + 1);
    std::vector<std::uint64_t> pairs;
    rows.for_each([&](std::size_t row) {
        if (t.click[row] && t.user[row])
            each_code(c, t.ad[row], [&](std::uint32_t code) { pairs.push_back(static_cast<std::uint64_t>(t.user[row]) << 32 | code); });
    });
    std::sort(pairs.begin(), pairs.end());
    std::vector<std::size_t> best(f.codes.size());
    for (std::size_t i = 0; i < pairs.size();) {
        std::size_t end = i;
        while (end < pairs.size() && pairs[end] == pairs[i]) ++end;
        const std::size_t user = pairs[i] >> 32;
        if (end - i > best[user]) best[user] = end - i, f.codes[user] = static_cast<std::uint32_t>(pairs[i]);
        i = end;
    }
    return f;
}

struct Builder {
    const AudienceRequest& request;
    const EventTable& t;
    AudienceData& out;

    // The rows of the slice without the chips on one field.
    Result<Selection> without(const QString& field, QStringList& values) const {
        std::string condition;
        bool own = false;
        for (const auto& c : request.conditions) {
            const auto spec = spec_of(c);
            if (spec.field == field && spec.mode != FilterSpec::Mode::none_of) {
                own = true;
                values << spec.values;
                continue;
            }
            condition += (condition.empty() ? "(" : " and (") + c + ")";
        }
        if (!own) return *out.rows;
        ADSCOPE_ASSIGN(filter, Filter::parse(condition));
        return filter.select(t);
    }

    void add(Facet facet, const std::vector<std::string>& names, const std::vector<std::int64_t>& users, const QStringList& on) const {
        for (std::size_t code = 1; code < names.size(); ++code) {
            const QString text = QString::fromStdString(names[code]);
            if (users[code] > 0 || on.contains(text)) facet.values.push_back({text, users[code], on.contains(text)});
        }
        std::stable_sort(facet.values.begin(), facet.values.end(), [](const auto& a, const auto& b) { return a.users > b.users; });
        if (facet.values.size() > kMostFacetValues) facet.values.resize(kMostFacetValues);
        if (!facet.values.empty()) out.facets.push_back(std::move(facet));
    }

    Result<void> user_facet(const Column& c) const {
        Facet facet{QString::fromStdString("user." + c.field.name), QString::fromStdString(c.field.name), false, {}, {}};
        QStringList on;
        ADSCOPE_ASSIGN(rows, without(facet.field, on));
        std::vector<std::uint8_t> seen(t.users.count + 1);
        rows.for_each([&](std::size_t row) { seen[t.user[row]] = 1; });
        std::vector<std::int64_t> users(names_of(c).size());
        for (std::size_t u = 1; u < seen.size(); ++u)
            if (seen[u]) each_code(c, u, [&](std::uint32_t code) { ++users[code]; });
        add(std::move(facet), names_of(c), users, on);
        return {};
    }
    Result<void> context_facet(const Column& c) const {
        Facet facet{QString::fromStdString(c.field.name), QString::fromStdString(c.field.name), false, {}, {}};
        QStringList on;
        ADSCOPE_ASSIGN(rows, without(facet.field, on));
        const std::size_t n = t.users.count + 1;
        std::vector<Selection> seen(names_of(c).size(), Selection(n));
        rows.for_each([&](std::size_t row) { each_code(c, row, [&](std::uint32_t code) { seen[code].set(t.user[row]); }); });
        std::vector<std::int64_t> users(seen.size());
        for (std::size_t code = 0; code < seen.size(); ++code) users[code] = static_cast<std::int64_t>(seen[code].count()) - seen[code][0];
        add(std::move(facet), names_of(c), users, on);
        return {};
    }
    Result<void> interest_facet(const std::string& name, const std::string& title) const {
        Facet facet{QString::fromStdString("user.clicked." + name), QString::fromStdString(title), false, {}, {}};
        QStringList on;
        ADSCOPE_ASSIGN(rows, without(facet.field, on));
        // Whom the condition would select: what they clicked counts over the whole log, as the condition does.
        std::vector<std::uint8_t> seen(t.users.count + 1);
        rows.for_each([&](std::size_t row) { seen[t.user[row]] = 1; });
        const auto clicked = clicked_values(t, name);
        if (!clicked) return {};
        std::vector<std::int64_t> users(clicked->names->size());
        for (std::size_t u = 1; u < seen.size(); ++u)
            if (seen[u])
                for (const auto code : clicked->row(u)) ++users[code];
        add(std::move(facet), *clicked->names, users, on);
        return {};
    }
    Result<void> activity_facet() const {
        const auto days = user_measure(t, "active_days");
        if (!days) return {};
        Facet facet{"user.active_days", {}, true, {}, {}};
        QStringList on;
        ADSCOPE_ASSIGN(rows, without(facet.field, on));
        std::vector<std::uint8_t> seen(t.users.count + 1);
        rows.for_each([&](std::size_t row) { seen[t.user[row]] = 1; });
        const int low[] = {15, 8, 4, 2, 1}, high[] = {0, 14, 7, 3, 1};
        for (int i = 0; i < 5; ++i) {
            FacetValue v;
            for (std::size_t u = 1; u < seen.size(); ++u)
                v.users += seen[u] && (*days)[u] >= low[i] && (high[i] == 0 || (*days)[u] <= high[i]);
            const QString from = QString::number(low[i]), to = high[i] ? QString::number(high[i]) : QString();
            v.text = high[i] == 0 ? QString::fromUtf8("≥ ") + from : low[i] == high[i] ? from : from + QString::fromUtf8("–") + to;
            v.on = on == QStringList{from, to};
            if (v.users == 0 && !v.on) continue;
            facet.values.push_back(v);
            facet.conditions.push_back(condition_of({facet.field, FilterSpec::Mode::between, {from, to}}));
        }
        if (facet.values.size() > 1 || !on.isEmpty()) out.facets.push_back(std::move(facet));
        return {};
    }
};

}  // namespace

Result<std::shared_ptr<const AudienceData>> compute_audience(const AudienceRequest& request, const JobContext& job) {
    const EventTable& t = *request.table;
    if (!t.has_user) return Error(ErrorCode::usage, "segments.no_entities");
    auto out = std::make_shared<AudienceData>();
    out->table = request.table;
    out->rows = request.rows ? request.rows : std::make_shared<const Selection>(t.usable());
    out->segments = static_cast<int>(segments_of(t)->get()->size());
    job.report(Message("segments.vectors"), 0);
    auto totals = user_totals(t, out->rows.get());
    out->impressions = std::move(totals.impressions);
    out->clicks = std::move(totals.clicks);
    out->active_days = std::move(totals.active_days);
    for (std::uint32_t u = 1; u < out->impressions.size(); ++u) {
        if (out->impressions[u] > 0) out->users.push_back(u);
    }
    std::vector<std::uint8_t> seen(t.users.count + 1);
    t.usable().for_each([&](std::size_t row) { seen[t.user[row]] = 1; });
    for (std::size_t u = 1; u < seen.size(); ++u) out->all_users += seen[u];
    if (job.cancelled()) return Error::cancelled();
    const Builder builder{request, t, *out};
    for (const auto& c : t.users.columns) {
        if (c.number() ? c.field.kind != FieldKind::time : is_facet(c)) out->fields.push_back(attribute_field(t, c));
        if (is_facet(c)) ADSCOPE_TRY(builder.user_facet(c));
        if (job.cancelled()) return Error::cancelled();
    }
    for (const auto& c : t.columns)
        if (!c.tags() && is_facet(c) && names_of(c).size() <= kMostFacetValues) ADSCOPE_TRY(builder.context_facet(c));
    ADSCOPE_TRY(builder.activity_facet());
    std::size_t interests = 0;
    for (const auto& c : t.ads.columns) {
        if (job.cancelled()) return Error::cancelled();
        if (!t.has_click || !t.has_ad || !is_facet(c) || interests++ >= kMostInterestFields) continue;
        const std::string name = "ad." + c.field.name;
        out->fields.push_back(interest_field(t, *out->rows, c, name));
        ADSCOPE_TRY(builder.interest_facet(name, c.field.name));
    }
    return std::shared_ptr<const AudienceData>(std::move(out));
}

ChipEdit toggled(const std::vector<std::string>& conditions, const Facet& facet, std::size_t value) {
    ChipEdit edit;
    FilterSpec spec{facet.field, FilterSpec::Mode::one_of, {}};
    for (std::size_t i = 0; i < conditions.size(); ++i) {
        const auto there = spec_of(conditions[i]);
        if (there.field != facet.field || there.mode == FilterSpec::Mode::none_of) continue;
        edit.index = static_cast<int>(i);
        if (there.mode == FilterSpec::Mode::one_of) spec.values = there.values;
    }
    const auto& v = facet.values[value];
    if (facet.ranges) {
        edit.remove = v.on;
        edit.condition = facet.conditions[value];
        edit.text = chip_text(spec_of(edit.condition));
        return edit;
    }
    if (v.on) spec.values.removeAll(v.text);
    else spec.values << v.text;
    edit.remove = spec.values.isEmpty();
    if (edit.remove) return edit;
    edit.condition = condition_of(spec);
    edit.text = chip_text(spec);
    return edit;
}

Result<std::shared_ptr<const MapData>> compute_map(const MapRequest& request, const JobContext& job) {
    const auto& d = *request.data;
    auto out = std::make_shared<MapData>();
    out->pca = request.projection.method == ProjectionRequest::Method::pca;
    std::vector<float> values;
    std::size_t dimensions = 0;
    if (request.model) {
        ADSCOPE_ASSIGN(scorer, Scorer::load(request.workspace, request.model, d.table));
        const auto* factors = scorer->fold_in();
        if (!factors) return Error(ErrorCode::usage, "segments.no_vectors", {{"model", scorer->stored().name}});
        out->source = QString::fromStdString(scorer->stored().name);
        dimensions = factors->factors();
        for (const auto u : d.users) {
            const auto index = scorer->model_user(u);
            if (index == FeatureBatch::kUnknown) continue;  // came after the training
            const auto row = factors->user_factor(index);
            values.insert(values.end(), row.begin(), row.end());
            out->users.push_back(u);
        }
    } else {
        ADSCOPE_ASSIGN(vectors, entity_vectors(*d.table, Owner::user, {}, d.rows.get(), job.part(0, 0.3)));
        dimensions = vectors.dimensions();
        values = std::move(vectors.values);
        out->users = std::move(vectors.codes);
    }
    ADSCOPE_ASSIGN(places, project(values, dimensions, request.projection, job.part(0.3, 1)));
    out->x = std::move(places.x);
    out->y = std::move(places.y);
    std::copy_n(places.explained, 2, out->explained);
    out->placed = places.placed;
    return std::shared_ptr<const MapData>(std::move(out));
}

Result<std::shared_ptr<const LassoData>> compute_lasso(const std::shared_ptr<const AudienceData>& data, std::vector<std::uint32_t> users,
                                                       const JobContext& job) {
    const EventTable& t = *data->table;
    auto out = std::make_shared<LassoData>();
    std::vector<std::uint8_t> inside(t.users.count + 1);
    for (const auto u : users) {
        inside[u] = 1;
        out->keys.push_back(t.users.keys[u]);
    }
    std::sort(out->keys.begin(), out->keys.end());
    Selection rows(t.rows);
    data->rows->for_each([&](std::size_t row) {
        if (inside[t.user[row]]) rows.set(row);
    });
    ADSCOPE_ASSIGN(figures, segment_figures(t, rows, data->rows.get(), job));
    out->figures = figures;
    // The rule: the one value of a field that has most of them and few others (F1).
    double best = 0;
    for (const auto& f : data->fields) {
        if (f.kind != UserField::Kind::category) continue;
        if (job.cancelled()) return Error::cancelled();
        std::vector<double> in(f.names.size()), all(f.names.size());
        for (const auto u : data->users) {
            all[f.codes[u]] += 1;
            in[f.codes[u]] += inside[u];
        }
        for (std::size_t code = 1; code < in.size(); ++code) {
            if (in[code] == 0) continue;
            const double precision = in[code] / all[code], recall = in[code] / static_cast<double>(users.size());
            const double f1 = 2 * precision * recall / (precision + recall);
            if (f1 <= best) continue;
            best = f1;
            out->precision = precision;
            out->recall = recall;
            out->rule = condition_of({QString::fromStdString(f.name), FilterSpec::Mode::one_of, {QString::fromStdString(f.names[code])}});
        }
    }
    if (best < 0.5) out->rule.clear();
    return std::shared_ptr<const LassoData>(std::move(out));
}

}  // namespace adscope::ui
