#include "core/analytics/accumulate.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "core/base/parallel.h"

namespace adscope {
namespace {

constexpr std::size_t kBlock = 4096;            // rows whose cells are computed at once; a multiple of 64
constexpr std::uint64_t kDense = 1 << 22;       // cells that are kept in an array; more go to a hash table

// Cells of a block of rows for dimensions without tags.
class CellCodes {
public:
    explicit CellCodes(const std::vector<const Dimension*>& dimensions) : dimensions_(dimensions) {}

    void fill(std::size_t begin, std::size_t end, std::uint64_t* out) const {
        const std::size_t n = end - begin;
        std::fill(out, out + n, 0);
        for (const Dimension* d : dimensions_) add(*d, begin, n, out);
    }

private:
    static void add(const Dimension& d, std::size_t begin, std::size_t n, std::uint64_t* out) {
        const std::uint64_t card = d.cardinality;
        if (d.shape == Dimension::Shape::computed) {
            const std::uint32_t* codes = d.computed.data() + begin;
            for (std::size_t i = 0; i < n; ++i) out[i] = out[i] * card + codes[i];
            return;
        }
        d.codes->visit([&](auto span) {
            const auto* codes = span.data() + begin;
            if (d.shape == Dimension::Shape::event_codes) {
                for (std::size_t i = 0; i < n; ++i) out[i] = out[i] * card + codes[i];
            } else {
                const std::uint32_t* entity = d.of_entity.data();
                for (std::size_t i = 0; i < n; ++i) out[i] = out[i] * card + entity[codes[i]];
            }
        });
    }
    const std::vector<const Dimension*>& dimensions_;
};

// Impressions and clicks of unweighted rows share a word, which halves the work of the hot loop.
struct PackedCell {
    std::uint64_t impressions_clicks = 0;       // low half impressions, high half clicks
    std::uint64_t conversions = 0;              // low half all, high half clicked
    std::int64_t cost = 0, revenue = 0;
};

struct Columns {
    const std::uint8_t* click;
    const std::uint8_t* conversion;
    const std::int64_t* cost;
    const std::int64_t* revenue;
    const std::int32_t* weight;
};

template <bool Conversions, bool Cost, bool Revenue>
void add_row(const Columns& c, std::size_t row, PackedCell& cell) {
    const std::uint64_t click = c.click[row];
    cell.impressions_clicks += 1 + (click << 32);
    if constexpr (Conversions) {
        const std::uint64_t conversion = c.conversion[row];
        cell.conversions += conversion + ((conversion & click) << 32);
    }
    if constexpr (Cost) cell.cost += c.cost[row];
    if constexpr (Revenue) cell.revenue += c.revenue[row];
}

template <bool Conversions, bool Cost, bool Revenue>
void add_block(const Columns& c, const Selection& rows, std::size_t begin, std::size_t end, const std::uint64_t* cells, PackedCell* sums) {
    for (std::size_t at = begin; at < end; at += 64) {
        std::uint64_t word = rows.words()[at / 64];
        const std::size_t n = std::min<std::size_t>(64, end - at);
        if (word == ~std::uint64_t{0} && n == 64) {
            for (std::size_t i = at; i < at + 64; ++i) add_row<Conversions, Cost, Revenue>(c, i, sums[cells[i - begin]]);
        } else {
            for (; word; word &= word - 1) {
                const std::size_t i = at + static_cast<std::size_t>(std::countr_zero(word));
                add_row<Conversions, Cost, Revenue>(c, i, sums[cells[i - begin]]);
            }
        }
    }
}

using AddBlock = void (*)(const Columns&, const Selection&, std::size_t, std::size_t, const std::uint64_t*, PackedCell*);
AddBlock choose(bool conversions, bool cost, bool revenue) {
    static constexpr AddBlock table[] = {add_block<false, false, false>, add_block<false, false, true>, add_block<false, true, false>, add_block<false, true, true>,
                                         add_block<true, false, false>,  add_block<true, false, true>,  add_block<true, true, false>,  add_block<true, true, true>};
    return table[(conversions ? 4 : 0) + (cost ? 2 : 0) + (revenue ? 1 : 0)];
}

Columns columns_of(const EventTable& t) {
    const auto data = [](const auto& v) { return v.empty() ? nullptr : v.data(); };
    return {t.click.data(), data(t.conversion), data(t.cost), data(t.revenue), data(t.weight)};
}

void add_weighted(const Columns& c, std::size_t row, Totals& t) {
    const std::int64_t w = c.weight ? c.weight[row] : 1;
    const bool click = c.click[row], conversion = c.conversion && c.conversion[row];
    t.impressions += w;
    t.clicks += click ? w : 0;
    t.conversions += conversion ? w : 0;
    t.clicked_conversions += click && conversion ? w : 0;
    t.cost += c.cost ? w * c.cost[row] : 0;
    t.revenue += c.revenue ? w * c.revenue[row] : 0;
}

std::vector<CellSums> sorted(std::unordered_map<std::uint64_t, Totals>&& cells) {
    std::vector<CellSums> out;
    for (const auto& [cell, totals] : cells) out.push_back({cell, totals});
    std::sort(out.begin(), out.end(), [](const CellSums& a, const CellSums& b) { return a.cell < b.cell; });
    return out;
}

// Unweighted rows, few cells: packed sums of each worker, joined at the end.
Result<std::vector<CellSums>> dense(const EventTable& table, const Selection& rows, const std::vector<const Dimension*>& dimensions, std::size_t cells, const JobContext& job) {
    const Columns c = columns_of(table);
    const AddBlock add = choose(c.conversion, c.cost, c.revenue);
    const CellCodes codes(dimensions);
    std::vector<std::vector<PackedCell>> parts(static_cast<std::size_t>(thread_count()));
    const std::size_t blocks = (table.rows + kBlock - 1) / kBlock;
    parallel_for(blocks, std::max<std::size_t>(1, blocks / (4 * parts.size())), [&](std::size_t first, std::size_t last, int worker) {
        auto& sums = parts[static_cast<std::size_t>(worker)];
        if (sums.empty()) sums.resize(cells);
        std::uint64_t of_row[kBlock];
        for (std::size_t b = first; b < last && !job.cancelled(); ++b) {
            const std::size_t begin = b * kBlock, end = std::min(table.rows, begin + kBlock);
            codes.fill(begin, end, of_row);
            add(c, rows, begin, end, of_row, sums.data());
        }
    });
    if (job.cancelled()) return Error::cancelled();
    std::vector<CellSums> out;
    for (std::size_t cell = 0; cell < cells; ++cell) {
        Totals t;
        for (const auto& sums : parts) {
            if (sums.empty()) continue;
            const PackedCell& s = sums[cell];
            t.impressions += static_cast<std::int64_t>(s.impressions_clicks & 0xffffffff);
            t.clicks += static_cast<std::int64_t>(s.impressions_clicks >> 32);
            t.conversions += static_cast<std::int64_t>(s.conversions & 0xffffffff);
            t.clicked_conversions += static_cast<std::int64_t>(s.conversions >> 32);
            t.cost += s.cost;
            t.revenue += s.revenue;
        }
        if (t.impressions) out.push_back({cell, t});
    }
    return out;
}

// Calls f(row, cell) for every cell that a row counts in: one, or one for each combination of its tags.
template <class F>
void each_cell(const std::vector<const Dimension*>& dimensions, std::size_t row, std::size_t d, std::uint64_t cell, const F& f) {
    if (d == dimensions.size()) return f(cell);
    const Dimension& dim = *dimensions[d];
    const auto go = [&](std::uint32_t code) { each_cell(dimensions, row, d + 1, cell * dim.cardinality + code, f); };
    switch (dim.shape) {
        case Dimension::Shape::computed: return go(dim.computed[row]);
        case Dimension::Shape::event_codes: return go((*dim.codes)[row]);
        case Dimension::Shape::entity_codes: return go(dim.of_entity[(*dim.codes)[row]]);
        case Dimension::Shape::tags: break;
    }
    const auto tags = dim.tags->row(dim.tags_of_entity ? (*dim.codes)[row] : row);
    if (tags.empty()) return go(0);
    for (const auto t : tags) go(t);
}

Result<std::vector<CellSums>> general(const EventTable& table, const Selection& rows, const std::vector<const Dimension*>& dimensions, const JobContext& job) {
    const Columns c = columns_of(table);
    std::vector<std::unordered_map<std::uint64_t, Totals>> parts(static_cast<std::size_t>(thread_count()));
    parallel_for((table.rows + kBlock - 1) / kBlock, 8, [&](std::size_t first, std::size_t last, int worker) {
        if (job.cancelled()) return;
        auto& sums = parts[static_cast<std::size_t>(worker)];
        for (std::size_t row = first * kBlock; row < std::min(table.rows, last * kBlock); ++row)
            if (rows[row]) each_cell(dimensions, row, 0, 0, [&](std::uint64_t cell) { add_weighted(c, row, sums[cell]); });
    });
    if (job.cancelled()) return Error::cancelled();
    for (std::size_t w = 1; w < parts.size(); ++w)
        for (const auto& [cell, totals] : parts[w]) parts[0][cell] += totals;
    return sorted(std::move(parts[0]));
}

// What a row gives to numerator and denominator.
std::pair<double, double> row_ratio(const Columns& c, Measure measure, std::size_t row) {
    Totals t;
    add_weighted(c, row, t);
    return ratio_of(measure, t);
}

// Rows ordered by user, so that each user's rows stand together.
std::vector<std::uint32_t> by_user(const EventTable& table, const Selection& rows) {
    std::vector<std::uint32_t> begins(table.users.count + 2);
    rows.for_each([&](std::size_t i) { ++begins[table.user[i] + 1]; });
    for (std::size_t u = 1; u < begins.size(); ++u) begins[u] += begins[u - 1];
    std::vector<std::uint32_t> order(begins.back());
    rows.for_each([&](std::size_t i) { order[begins[table.user[i]]++] = static_cast<std::uint32_t>(i); });
    return order;
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

Result<std::vector<CellSums>> accumulate(const EventTable& table, const Selection& rows, const std::vector<const Dimension*>& dimensions, const JobContext& job) {
    std::uint64_t cells = 1;
    bool tags = false;
    for (const Dimension* d : dimensions) {
        tags |= d->shape == Dimension::Shape::tags;
        cells = cells > kDense ? cells : cells * d->cardinality;
    }
    // Packed counters hold 32 bits; weights do not fit them.
    if (!tags && cells <= kDense && table.weight.empty() && table.rows < 0xffffffff) return dense(table, rows, dimensions, static_cast<std::size_t>(cells), job);
    return general(table, rows, dimensions, job);
}

Result<std::vector<double>> clustered_variance(const EventTable& table, const Selection& rows, const std::vector<const Dimension*>& dimensions, const std::vector<CellSums>& cells,
                                               Measure measure, const JobContext& job) {
    const Columns c = columns_of(table);
    std::unordered_map<std::uint64_t, std::size_t> index;
    std::vector<double> ratio(cells.size()), squares(cells.size()), users(cells.size()), denominators(cells.size());
    for (std::size_t k = 0; k < cells.size(); ++k) {
        index[cells[k].cell] = k;
        const auto [y, x] = ratio_of(measure, cells[k].totals);
        ratio[k] = y / x;
        denominators[k] = x;
    }
    std::vector<double> residual(cells.size());
    std::vector<std::size_t> touched;
    std::vector<std::uint8_t> is_touched(cells.size());
    const auto end_user = [&] {
        for (const auto k : touched) {
            squares[k] += residual[k] * residual[k];
            users[k] += 1;
            residual[k] = 0;
            is_touched[k] = 0;
        }
        touched.clear();
    };
    const auto order = by_user(table, rows);
    std::uint32_t user = 0;
    for (std::size_t o = 0; o < order.size(); ++o) {
        if (o % 65536 == 0 && job.cancelled()) return Error::cancelled();
        const std::size_t row = order[o];
        if (table.user[row] != user || user == 0) end_user();  // rows without a user are clusters of their own
        user = table.user[row];
        const auto [y, x] = row_ratio(c, measure, row);
        each_cell(dimensions, row, 0, 0, [&](std::uint64_t cell) {
            const std::size_t k = index.at(cell);
            if (!is_touched[k]) {
                is_touched[k] = 1;
                touched.push_back(k);
            }
            residual[k] += y - ratio[k] * x;
        });
    }
    end_user();
    std::vector<double> variance(cells.size());
    for (std::size_t k = 0; k < cells.size(); ++k)
        variance[k] = users[k] < 2 || denominators[k] == 0 ? kMissing : squares[k] * users[k] / (users[k] - 1) / (denominators[k] * denominators[k]);
    return variance;
}

}  // namespace adscope
