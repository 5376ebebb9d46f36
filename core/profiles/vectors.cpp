#include "core/profiles/vectors.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/parallel.h"

namespace adscope {
namespace {

constexpr std::size_t kMostValues = 24, kMostCategories = 5000;
constexpr double kPriorImpressions = 20, kHour = 3'600'000.0, kDay = 86'400'000.0;

bool says_something(const Column& c) {
    if (c.field.role == FieldRole::outcome) return false;
    if (c.number()) return c.field.kind == FieldKind::number || c.field.kind == FieldKind::flag;
    if (c.tags()) return c.tags()->names.size() > 2;
    return c.field.kind == FieldKind::category && c.category()->names.size() > 2 && c.category()->names.size() <= kMostCategories;
}

// What was counted of each entity.
struct Sums {
    std::vector<double> impressions, clicks, days, sine, cosine;
};

class Builder {
public:
    Builder(const EventTable& t, Owner owner, const Selection& rows, const JobContext& job) : t_(t), owner_(owner), rows_(rows), job_(job) {
        out_.owner = owner;
    }
    Result<EntityVectors> run(const std::vector<std::string>& features);

private:
    const CodeArray& codes() const { return owner_ == Owner::user ? t_.user : t_.ad; }
    std::size_t count() const { return (owner_ == Owner::user ? t_.users : t_.ads).count + 1; }
    void count_events();
    bool add_measure(const std::string& name);
    void add_number(const std::string& name, const NumberValues& values);
    void add_own(const std::string& name, const Column& column);
    void add_shares(const std::string& name, const Column& column, Owner of);
    void add_block(const std::vector<std::string>& names, std::vector<std::vector<float>> block);

    const EventTable& t_;
    Owner owner_;
    const Selection& rows_;
    const JobContext& job_;
    Sums sums_;
    EntityVectors out_;
    std::vector<std::vector<float>> dimensions_;  // by dimension, over out_.codes
};

template <class F>
void each_code(const Column& c, std::size_t slot, const F& f) {
    if (const auto* tags = c.tags()) {
        for (const auto code : tags->row(slot)) f(code);
    } else if (const auto code = c.category()->codes[slot]) {
        f(code);
    }
}

const std::vector<std::string>& names_of(const Column& c) { return c.tags() ? c.tags()->names : c.category()->names; }

void Builder::count_events() {
    const std::size_t n = count();
    for (auto* v : {&sums_.impressions, &sums_.clicks, &sums_.days, &sums_.sine, &sums_.cosine}) v->assign(n, 0);
    std::vector<std::int64_t> last_day(n, std::numeric_limits<std::int64_t>::min());
    rows_.for_each([&](std::size_t row) {
        const auto e = codes()[row];
        const auto weight = static_cast<double>(t_.weight_of(row));
        sums_.impressions[e] += weight;
        if (t_.click[row]) sums_.clicks[e] += weight;
        if (!t_.has_time || t_.time[row] == EventTable::kNoTime) return;
        const auto local = static_cast<double>(t_.time[row] + t_.zone_offset(t_.time[row]));
        const auto day = static_cast<std::int64_t>(std::floor(local / kDay));
        // Logs stand mostly in the order of time; one that does not counts a day again where it comes back.
        if (day != last_day[e]) sums_.days[e] += 1, last_day[e] = day;
        const double angle = 2 * M_PI * (local - static_cast<double>(day) * kDay) / (24 * kHour);
        sums_.sine[e] += weight * std::sin(angle);
        sums_.cosine[e] += weight * std::cos(angle);
    });
    for (std::size_t e = 1; e < n; ++e)
        if (sums_.impressions[e] > 0) out_.codes.push_back(static_cast<std::uint32_t>(e));
}

// Centred, and scaled so that the block's total variance is 1; a block that never varies is left out.
void Builder::add_block(const std::vector<std::string>& names, std::vector<std::vector<float>> block) {
    const auto n = static_cast<double>(out_.codes.size());
    double variance = 0;
    for (auto& d : block) {
        const double mean = std::accumulate(d.begin(), d.end(), 0.0) / n;
        double squares = 0;
        for (auto& x : d) {
            x = static_cast<float>(x - mean);
            squares += static_cast<double>(x) * x;
        }
        variance += squares / n;
    }
    if (variance < 1e-12) return;
    const auto scale = static_cast<float>(1 / std::sqrt(variance));
    for (std::size_t i = 0; i < block.size(); ++i) {
        for (auto& x : block[i]) x *= scale;
        out_.names.push_back(names[i]);
        dimensions_.push_back(std::move(block[i]));
    }
}

bool Builder::add_measure(const std::string& name) {
    std::vector<float> a(out_.codes.size()), b;
    const double all = std::accumulate(sums_.impressions.begin() + 1, sums_.impressions.end(), 0.0),
                 clicked = std::accumulate(sums_.clicks.begin() + 1, sums_.clicks.end(), 0.0), rate = all > 0 ? clicked / all : 0;
    if (name == "hour") b.resize(a.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        const auto e = out_.codes[i];
        const double n = sums_.impressions[e], c = sums_.clicks[e];
        if (name == "impressions") a[i] = static_cast<float>(std::log1p(n));
        else if (name == "clicks") a[i] = static_cast<float>(std::log1p(c));
        else if (name == "ctr") a[i] = static_cast<float>((c + kPriorImpressions * rate) / (n + kPriorImpressions));
        else if (name == "active_days") a[i] = static_cast<float>(std::log1p(sums_.days[e]));
        else if (name == "hour") a[i] = static_cast<float>(sums_.sine[e] / n), b[i] = static_cast<float>(sums_.cosine[e] / n);
        else return false;
    }
    if (name == "hour") add_block({"sin hour", "cos hour"}, {std::move(a), std::move(b)});
    else add_block({name}, {std::move(a)});
    return true;
}

// Missing numbers are the mean: they say nothing.
void Builder::add_number(const std::string& name, const NumberValues& values) {
    std::vector<float> a(out_.codes.size());
    double sum = 0, known = 0;
    for (const auto e : out_.codes)
        if (!std::isnan(values.values[e])) sum += values.values[e], known += 1;
    if (known == 0) return;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double v = values.values[out_.codes[i]];
        a[i] = static_cast<float>(std::isnan(v) ? sum / known : v);
    }
    add_block({name}, {std::move(a)});
}

std::vector<std::uint32_t> most_frequent(const std::vector<double>& weight) {
    std::vector<std::uint32_t> order;
    for (std::uint32_t c = 1; c < weight.size(); ++c)
        if (weight[c] > 0) order.push_back(c);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return weight[a] > weight[b]; });
    if (order.size() > kMostValues) order.resize(kMostValues);
    return order;
}

void Builder::add_own(const std::string& name, const Column& column) {
    std::vector<double> weight(names_of(column).size());
    for (const auto e : out_.codes) each_code(column, e, [&](std::uint32_t code) { weight[code] += 1; });
    const auto kept = most_frequent(weight);
    std::vector<std::size_t> at(weight.size(), kept.size());
    std::vector<std::string> names;
    for (std::size_t k = 0; k < kept.size(); ++k) at[kept[k]] = k, names.push_back(name + " = " + names_of(column)[kept[k]]);
    std::vector<std::vector<float>> block(kept.size(), std::vector<float>(out_.codes.size()));
    for (std::size_t i = 0; i < out_.codes.size(); ++i)
        each_code(column, out_.codes[i], [&](std::uint32_t code) {
            if (at[code] < kept.size()) block[at[code]][i] = 1;
        });
    add_block(names, std::move(block));
}

// Shares of the values among the events of an entity: clicked ones count, and all of them where it never clicked.
void Builder::add_shares(const std::string& name, const Column& column, Owner of) {
    std::vector<double> weight(names_of(column).size());
    const auto slot_of = [&](std::size_t row) -> std::size_t {
        return of == Owner::event ? row : of == Owner::user ? t_.user[row] : t_.ad[row];
    };
    rows_.for_each([&](std::size_t row) { each_code(column, slot_of(row), [&](std::uint32_t code) { weight[code] += 1; }); });
    const auto kept = most_frequent(weight);
    std::vector<std::size_t> at(weight.size(), kept.size());
    std::vector<std::string> names;
    for (std::size_t k = 0; k < kept.size(); ++k) at[kept[k]] = k, names.push_back(name + " = " + names_of(column)[kept[k]]);
    std::vector<std::size_t> place(count(), out_.codes.size());
    for (std::size_t i = 0; i < out_.codes.size(); ++i) place[out_.codes[i]] = i;
    std::vector<std::vector<float>> block(kept.size(), std::vector<float>(out_.codes.size()));
    std::vector<float> total(out_.codes.size());
    rows_.for_each([&](std::size_t row) {
        const auto e = codes()[row];
        if (e == 0 || (sums_.clicks[e] > 0 && t_.has_click && !t_.click[row])) return;
        const auto w = static_cast<float>(t_.weight_of(row));
        bool any = false;
        each_code(column, slot_of(row), [&](std::uint32_t code) {
            any = true;
            if (at[code] < kept.size()) block[at[code]][place[e]] += w;
        });
        if (any) total[place[e]] += w;
    });
    for (auto& d : block)
        for (std::size_t i = 0; i < d.size(); ++i) d[i] = total[i] > 0 ? d[i] / total[i] : 0;
    add_block(names, std::move(block));
}

Result<EntityVectors> Builder::run(const std::vector<std::string>& features) {
    out_.features = features.empty() ? vector_features(t_, owner_) : features;
    count_events();
    for (std::size_t f = 0; f < out_.features.size(); ++f) {
        if (job_.cancelled()) return Error::cancelled();
        job_.report(Message("segments.vectors"), static_cast<double>(f) / static_cast<double>(out_.features.size()));
        const auto& name = out_.features[f];
        const auto known = vector_features(t_, owner_);
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            std::string list;
            for (const auto& k : known) list += (list.empty() ? "" : ", ") + k;
            return Error(ErrorCode::usage, "segments.unknown_feature", {{"found", name}, {"known", list}});
        }
        if (add_measure(name)) continue;
        const auto found = t_.find(name);
        if (found->owner != owner_) add_shares(name, *found->column, found->owner);
        else if (const auto* number = found->column->number()) add_number(name, *number);
        else add_own(name, *found->column);
    }
    out_.values.resize(out_.codes.size() * dimensions_.size());
    for (std::size_t d = 0; d < dimensions_.size(); ++d)
        for (std::size_t i = 0; i < out_.codes.size(); ++i) out_.values[i * dimensions_.size() + d] = dimensions_[d][i];
    if (out_.codes.size() < 3 || dimensions_.empty())
        return Error(ErrorCode::usage, "segments.too_few", {{"found", out_.codes.size()}, {"dimensions", dimensions_.size()}});
    return std::move(out_);
}

}  // namespace

std::vector<std::string> vector_features(const EventTable& t, Owner owner) {
    std::vector<std::string> out = {"impressions"};
    if (t.has_click) out.insert(out.end(), {"clicks", "ctr"});
    if (t.has_time) out.insert(out.end(), {"active_days", "hour"});
    for (const auto& c : t.columns)
        if (!c.number() && says_something(c)) out.push_back(c.field.name);
    const auto add = [&](const EntityTable& entities, const char* prefix, bool own) {
        for (const auto& c : entities.columns)
            if (says_something(c) && (own || !c.number())) out.push_back(prefix + c.field.name);
    };
    if (t.has_user) add(t.users, "user.", owner == Owner::user);
    if (t.has_ad) add(t.ads, "ad.", owner == Owner::ad);
    return out;
}

Result<EntityVectors> entity_vectors(const EventTable& table, Owner owner, const std::vector<std::string>& features, const Selection* rows,
                                     const JobContext& job) {
    if (owner == Owner::user ? !table.has_user : !table.has_ad) return Error(ErrorCode::usage, "segments.no_entities");
    return Builder(table, owner, rows ? *rows : table.usable(), job).run(features);
}

}  // namespace adscope
