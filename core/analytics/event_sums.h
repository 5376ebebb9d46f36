// What a row gives to sums, and the cells that it counts in; shared by the sums and their variances.
#pragma once

#include <utility>

#include "core/analytics/accumulate.h"

namespace adscope {

// Columns of a table as pointers; null where the log has none.
struct EventValues {
    const std::uint8_t* click;
    const std::uint8_t* conversion;
    const std::int64_t* cost;
    const std::int64_t* revenue;
    const std::int32_t* weight;

    explicit EventValues(const EventTable& t)
        : click(t.click.data()), conversion(data(t.conversion)), cost(data(t.cost)), revenue(data(t.revenue)), weight(data(t.weight)) {}

    void add(std::size_t row, Totals& t) const {
        const std::int64_t w = weight ? weight[row] : 1;
        const bool clicked = click[row], converted = conversion && conversion[row];
        t.impressions += w;
        t.clicks += clicked ? w : 0;
        t.conversions += converted ? w : 0;
        t.clicked_conversions += clicked && converted ? w : 0;
        t.cost += cost ? w * cost[row] : 0;
        t.revenue += revenue ? w * revenue[row] : 0;
    }

private:
    template <class T>
    static const T* data(const std::vector<T>& v) {
        return v.empty() ? nullptr : v.data();
    }
};

// Calls f(cell) for every cell that a row counts in: one, or one for each combination of its tags.
template <class F>
void each_cell(const std::vector<const Dimension*>& dimensions, std::size_t row, std::size_t d, std::uint64_t cell, const F& f) {
    if (d == dimensions.size()) return f(cell);
    const Dimension& dim = *dimensions[d];
    const auto go = [&](std::uint32_t code) { each_cell(dimensions, row, d + 1, cell * dim.cardinality + code, f); };
    if (dim.shape != Dimension::Shape::tags) return go(dim.code(row));
    const auto tags = dim.tags->row(dim.tags_of_entity ? (*dim.codes)[row] : row);
    if (tags.empty()) return go(0);
    for (const auto t : tags) go(t);
}

}  // namespace adscope
