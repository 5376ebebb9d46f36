#include "core/analytics/accumulate.h"

#include <algorithm>
#include <unordered_map>

#include "core/analytics/event_sums.h"
#include "core/base/parallel.h"

namespace adscope {
namespace {

constexpr std::size_t kBlock = 4096;       // rows whose cells are computed at once; a multiple of 64
constexpr std::uint64_t kDense = 1 << 22;  // cells of all workers together that are kept in arrays; more go to hash tables
constexpr std::size_t kTwice = 1 << 12;    // so few cells are summed in two arrays

// Cells of rows [begin, end) for dimensions without tags.
void fill_cells(const std::vector<const Dimension*>& dimensions, std::size_t begin, std::size_t end, std::uint32_t* out) {
    const std::size_t n = end - begin;
    std::fill(out, out + n, 0u);
    for (std::size_t k = 0; k < dimensions.size(); ++k) {
        const Dimension& d = *dimensions[k];
        const std::uint32_t cardinality = d.cardinality;
        const auto add = [&](const auto& code_of) {
            if (k == 0)
                for (std::size_t i = 0; i < n; ++i) out[i] = code_of(i);
            else
                for (std::size_t i = 0; i < n; ++i) out[i] = out[i] * cardinality + code_of(i);
        };
        if (d.shape == Dimension::Shape::computed) {
            add([codes = d.computed.data() + begin](std::size_t i) { return codes[i]; });
        } else if (d.shape == Dimension::Shape::positions) {
            add([codes = d.positions->data() + begin](std::size_t i) { return static_cast<std::uint32_t>(codes[i] + 1); });
        } else {
            d.codes->visit([&](auto span) {
                const auto* codes = span.data() + begin;
                if (d.shape == Dimension::Shape::event_codes) add([codes](std::size_t i) -> std::uint32_t { return codes[i]; });
                else add([codes, entity = d.of_entity.data()](std::size_t i) { return entity[codes[i]]; });
            });
        }
    }
}

// Impressions and clicks of unweighted rows share a word, which halves the work of the hot loop.
struct PackedCell {
    std::uint64_t impressions_clicks = 0;  // low half impressions, high half clicks
    std::uint64_t conversions = 0;         // low half all, high half clicked
    std::int64_t cost = 0, revenue = 0;
};

template <bool Conversions, bool Cost, bool Revenue>
inline void add_row(const EventValues& v, std::size_t row, PackedCell& cell) {
    const std::uint64_t click = v.click[row];
    cell.impressions_clicks += 1 + (click << 32);
    if constexpr (Conversions) {
        const std::uint64_t conversion = v.conversion[row];
        cell.conversions += conversion + ((conversion & click) << 32);
    }
    if constexpr (Cost) cell.cost += v.cost[row];
    if constexpr (Revenue) cell.revenue += v.revenue[row];
}

// Even rows go to one array and odd ones to the other: a sum would else wait for the one before it where neighbours share a cell.
template <bool Conversions, bool Cost, bool Revenue>
void add_block(const EventValues& v, const std::uint64_t* words, std::size_t begin, std::size_t end, const std::uint32_t* cells,
               PackedCell* even, PackedCell* odd) {
    for (std::size_t at = begin; at < end; at += 64) {
        std::uint64_t word = words[at / 64];
        const std::uint32_t* of_row = cells + (at - begin);
        if (word == ~std::uint64_t{0} && at + 64 <= end) {
            for (std::size_t i = 0; i < 64; i += 2) {
                add_row<Conversions, Cost, Revenue>(v, at + i, even[of_row[i]]);
                add_row<Conversions, Cost, Revenue>(v, at + i + 1, odd[of_row[i + 1]]);
            }
        } else {
            for (; word; word &= word - 1) {
                const auto i = static_cast<std::size_t>(std::countr_zero(word));
                add_row<Conversions, Cost, Revenue>(v, at + i, even[of_row[i]]);
            }
        }
    }
}

using AddBlock = void (*)(const EventValues&, const std::uint64_t*, std::size_t, std::size_t, const std::uint32_t*, PackedCell*,
                          PackedCell*);
AddBlock choose(const EventValues& v) {
    static constexpr AddBlock table[] = {add_block<false, false, false>, add_block<false, false, true>, add_block<false, true, false>,
                                         add_block<false, true, true>,   add_block<true, false, false>, add_block<true, false, true>,
                                         add_block<true, true, false>,   add_block<true, true, true>};
    return table[(v.conversion ? 4 : 0) + (v.cost ? 2 : 0) + (v.revenue ? 1 : 0)];
}

void add_packed(const PackedCell& s, Totals& t) {
    t.impressions += static_cast<std::int64_t>(s.impressions_clicks & 0xffffffff);
    t.clicks += static_cast<std::int64_t>(s.impressions_clicks >> 32);
    t.conversions += static_cast<std::int64_t>(s.conversions & 0xffffffff);
    t.clicked_conversions += static_cast<std::int64_t>(s.conversions >> 32);
    t.cost += s.cost;
    t.revenue += s.revenue;
}

// Joins the arrays of the workers; `add` adds one worker's cell to Totals.
template <class Cell, class Add>
std::vector<CellSums> joined(const std::vector<std::vector<Cell>>& parts, std::size_t cells, const Add& add) {
    std::vector<CellSums> out;
    for (std::size_t cell = 0; cell < cells; ++cell) {
        Totals t;
        for (const auto& sums : parts)
            for (std::size_t at = cell; at < sums.size(); at += cells) add(sums[at], t);
        if (t.impressions) out.push_back({cell, t});
    }
    return out;
}

// Hands out blocks of rows that have any selected one: body(begin, end, worker).
template <class Body>
Result<void> each_block(const EventTable& table, const Selection& rows, const JobContext& job, const Body& body) {
    const std::size_t blocks = (table.rows + kBlock - 1) / kBlock;
    const std::size_t grain = std::clamp<std::size_t>(blocks / (8 * static_cast<std::size_t>(thread_count())), 1, 64);
    parallel_for(blocks, grain, [&](std::size_t first, std::size_t last, int worker) {
        for (std::size_t b = first; b < last && !job.cancelled(); ++b) {
            const std::size_t begin = b * kBlock, end = std::min(table.rows, begin + kBlock);
            const auto words = rows.words().begin();
            const auto from = words + static_cast<std::ptrdiff_t>(begin / 64), to = words + static_cast<std::ptrdiff_t>((end + 63) / 64);
            if (std::any_of(from, to, [](std::uint64_t w) { return w != 0; })) body(begin, end, static_cast<std::size_t>(worker));
        }
    });
    if (job.cancelled()) return Error::cancelled();
    return {};
}

// Unweighted rows without tags, few cells: packed sums.
Result<std::vector<CellSums>> packed(const EventTable& table, const Selection& rows, const std::vector<const Dimension*>& dimensions,
                                     std::size_t cells, const JobContext& job) {
    const EventValues values(table);
    const AddBlock add = choose(values);
    const bool twice = cells <= kTwice;
    std::vector<std::vector<PackedCell>> parts(static_cast<std::size_t>(thread_count()));
    ADSCOPE_TRY(each_block(table, rows, job, [&](std::size_t begin, std::size_t end, std::size_t worker) {
        auto& sums = parts[worker];
        if (sums.empty()) sums.resize(twice ? 2 * cells : cells);
        std::uint32_t of_row[kBlock];
        fill_cells(dimensions, begin, end, of_row);
        add(values, rows.words().data(), begin, end, of_row, sums.data(), twice ? sums.data() + cells : sums.data());
    }));
    return joined(parts, cells, add_packed);
}

// Any rows, few cells.
Result<std::vector<CellSums>> dense(const EventTable& table, const Selection& rows, const std::vector<const Dimension*>& dimensions,
                                    std::size_t cells, const JobContext& job) {
    const EventValues values(table);
    std::vector<std::vector<Totals>> parts(static_cast<std::size_t>(thread_count()));
    ADSCOPE_TRY(each_block(table, rows, job, [&](std::size_t begin, std::size_t end, std::size_t worker) {
        auto& sums = parts[worker];
        if (sums.empty()) sums.resize(cells);
        for (std::size_t row = begin; row < end; ++row)
            if (rows[row]) each_cell(dimensions, row, 0, 0, [&](std::uint64_t cell) { values.add(row, sums[cell]); });
    }));
    return joined(parts, cells, [](const Totals& s, Totals& t) { t += s; });
}

// Any rows, any number of cells.
Result<std::vector<CellSums>> hashed(const EventTable& table, const Selection& rows, const std::vector<const Dimension*>& dimensions,
                                     const JobContext& job) {
    const EventValues values(table);
    std::vector<std::unordered_map<std::uint64_t, Totals>> parts(static_cast<std::size_t>(thread_count()));
    ADSCOPE_TRY(each_block(table, rows, job, [&](std::size_t begin, std::size_t end, std::size_t worker) {
        for (std::size_t row = begin; row < end; ++row)
            if (rows[row]) each_cell(dimensions, row, 0, 0, [&](std::uint64_t cell) { values.add(row, parts[worker][cell]); });
    }));
    for (std::size_t w = 1; w < parts.size(); ++w)
        for (const auto& [cell, totals] : parts[w]) parts[0][cell] += totals;
    std::vector<CellSums> out;
    for (const auto& [cell, totals] : parts[0])
        if (totals.impressions) out.push_back({cell, totals});
    std::sort(out.begin(), out.end(), [](const CellSums& a, const CellSums& b) { return a.cell < b.cell; });
    return out;
}

}  // namespace

Totals& Totals::operator+=(const Totals& o) {
    impressions += o.impressions;
    clicks += o.clicks;
    conversions += o.conversions;
    clicked_conversions += o.clicked_conversions;
    cost += o.cost;
    revenue += o.revenue;
    return *this;
}

std::pair<double, double> ratio_of(Measure measure, const Totals& t) {
    const double cost = static_cast<double>(t.cost) / 1e6, revenue = static_cast<double>(t.revenue) / 1e6;
    switch (measure) {
        case Measure::ctr: return {static_cast<double>(t.clicks), static_cast<double>(t.impressions)};
        case Measure::cvr: return {static_cast<double>(t.clicked_conversions), static_cast<double>(t.clicks)};
        case Measure::cpc: return {cost, static_cast<double>(t.clicks)};
        case Measure::ecpm: return {1000 * revenue, static_cast<double>(t.impressions)};
        case Measure::roas: return {revenue, cost};
    }
    return {};
}

Result<std::vector<CellSums>> accumulate(const EventTable& table, const Selection& rows, const std::vector<const Dimension*>& dimensions,
                                         const JobContext& job) {
    const std::uint64_t most = std::max<std::uint64_t>(kDense / static_cast<std::uint64_t>(thread_count()), 1 << 16);
    unsigned __int128 cells = 1;
    bool tags = false;
    for (const Dimension* d : dimensions) {
        tags |= d->shape == Dimension::Shape::tags;
        cells *= d->cardinality;
        if (cells > ~std::uint64_t{0}) return Error(ErrorCode::usage, "analytics.too_many_cells", {{"count", dimensions.size()}});
    }
    if (cells > most) return hashed(table, rows, dimensions, job);
    // Packed counters hold 32 bits; weights do not fit them.
    if (!tags && table.weight.empty() && table.rows < 0xffffffff)
        return packed(table, rows, dimensions, static_cast<std::size_t>(cells), job);
    return dense(table, rows, dimensions, static_cast<std::size_t>(cells), job);
}

}  // namespace adscope
