#include "core/ingest/expand.h"

#include <algorithm>

namespace adscope::ingest {
namespace {

struct Part {
    bool click = false, conversion = false;
    std::int64_t weight = 0, cost = 0, revenue = 0;
};

struct Parts {
    Part parts[kLargestExpansion];
    std::size_t count = 0;

    void add(bool click, bool conversion, std::int64_t weight) {
        if (weight > 0) parts[count++] = {click, conversion, weight, 0, 0};
    }
    // Spreads a total over the parts that `takes` names.
    template <class Takes>
    void spread(std::int64_t total, std::int64_t Part::*amount, const Takes& takes) {
        std::int64_t all = 0;
        for (std::size_t i = 0; i < count; ++i)
            if (takes(parts[i])) all += parts[i].weight;
        if (all == 0) return;
        std::int64_t each = total / all, more = total % all;
        if (more < 0) --each, more += all;
        for (std::size_t i = 0; i < count; ++i) {
            if (!takes(parts[i])) continue;
            if (more > 0 && more < parts[i].weight) {
                std::copy_backward(parts + i, parts + count, parts + count + 1);
                ++count;
                parts[i].weight = more;
                parts[i + 1].weight -= more;
            }
            parts[i].*amount = each + (more > 0);
            more -= std::min(more, parts[i].weight);
        }
    }
};

std::int64_t value_at(const Cell* row, std::size_t slot) { return slot && row[slot] != kNull ? row[slot] : 0; }

}  // namespace

std::size_t expand(const Cell* row, std::size_t width, const CountSlots& s, Cell* out) {
    const std::int64_t impressions = value_at(row, s.weight), clicks = value_at(row, s.click), conversions = value_at(row, s.conversion);
    const std::int64_t clicked = std::min(conversions, clicks), viewed = conversions - clicked;
    Parts made;
    made.add(true, true, clicked);
    made.add(true, false, clicks - clicked);
    // More conversions than impressions allow beside the clicks cannot be: the caller has refused such a row.
    made.add(false, true, viewed);
    made.add(false, false, impressions - clicks - viewed);
    if (s.cost && row[s.cost] != kNull) made.spread(row[s.cost], &Part::cost, [](const Part&) { return true; });
    if (s.revenue && row[s.revenue] != kNull)
        made.spread(row[s.revenue], &Part::revenue, [&](const Part& p) {
            return conversions > 0 ? p.conversion : clicks > 0 ? p.click : true;
        });
    for (std::size_t i = 0; i < made.count; ++i, out += width) {
        const Part& p = made.parts[i];
        std::copy_n(row, width, out);
        out[s.weight] = p.weight;
        out[s.click] = p.click;
        if (s.conversion) out[s.conversion] = p.conversion;
        if (s.cost && row[s.cost] != kNull) out[s.cost] = p.cost;
        if (s.revenue && row[s.revenue] != kNull) out[s.revenue] = p.revenue;
    }
    return made.count;
}

}  // namespace adscope::ingest
