#include <unordered_map>

#include "core/analytics/accumulate.h"
#include "core/analytics/event_sums.h"

namespace adscope {
namespace {

// Rows ordered by user, so that each user's rows stand together.
std::vector<std::uint32_t> by_user(const EventTable& table, const Selection& rows) {
    std::vector<std::uint32_t> begins(table.users.count + 2);
    rows.for_each([&](std::size_t i) { ++begins[table.user[i] + 1]; });
    for (std::size_t u = 1; u < begins.size(); ++u) begins[u] += begins[u - 1];
    std::vector<std::uint32_t> order(begins.back());
    rows.for_each([&](std::size_t i) { order[begins[table.user[i]]++] = static_cast<std::uint32_t>(i); });
    return order;
}

// Sums of squared residuals of users, by cell.
class Residuals {
public:
    explicit Residuals(std::size_t cells) : squares(cells), users(cells), open_(cells), is_open_(cells) {}

    void add(std::size_t cell, double residual) {
        if (!is_open_[cell]) {
            is_open_[cell] = 1;
            touched_.push_back(cell);
        }
        open_[cell] += residual;
    }
    void end_user() {
        for (const auto k : touched_) {
            squares[k] += open_[k] * open_[k];
            users[k] += 1;
            open_[k] = 0;
            is_open_[k] = 0;
        }
        touched_.clear();
    }

    std::vector<double> squares, users;

private:
    std::vector<double> open_;
    std::vector<std::uint8_t> is_open_;
    std::vector<std::size_t> touched_;
};

}  // namespace

Result<std::vector<double>> clustered_variance(const EventTable& table, const Selection& rows,
                                               const std::vector<const Dimension*>& dimensions, const std::vector<CellSums>& cells,
                                               Measure measure, const JobContext& job) {
    const EventValues values(table);
    std::unordered_map<std::uint64_t, std::size_t> index;
    std::vector<double> ratio(cells.size()), denominators(cells.size());
    for (std::size_t k = 0; k < cells.size(); ++k) {
        index[cells[k].cell] = k;
        const auto [y, x] = ratio_of(measure, cells[k].totals);
        ratio[k] = y / x;
        denominators[k] = x;
    }
    Residuals residuals(cells.size());
    const auto order = by_user(table, rows);
    std::uint32_t user = 0;
    for (std::size_t o = 0; o < order.size(); ++o) {
        if (o % 65536 == 0 && job.cancelled()) return Error::cancelled();
        const std::size_t row = order[o];
        if (table.user[row] != user || user == 0) residuals.end_user();  // rows without a user are clusters of their own
        user = table.user[row];
        Totals t;
        values.add(row, t);
        const auto [y, x] = ratio_of(measure, t);
        each_cell(dimensions, row, 0, 0, [&](std::uint64_t cell) {
            const auto found = index.find(cell);  // a cell of weight 0 is none
            if (found != index.end()) residuals.add(found->second, y - ratio[found->second] * x);
        });
    }
    residuals.end_user();
    std::vector<double> variance(cells.size());
    for (std::size_t k = 0; k < cells.size(); ++k) {
        const double users = residuals.users[k];
        variance[k] =
            users < 2 || denominators[k] == 0 ? kMissing : residuals.squares[k] * users / (users - 1) / (denominators[k] * denominators[k]);
    }
    return variance;
}

}  // namespace adscope
