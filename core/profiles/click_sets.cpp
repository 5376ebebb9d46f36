#include "core/profiles/click_sets.h"

#include <algorithm>

#include "core/base/parallel.h"

namespace adscope {

ClickSets::Sets ClickSets::transposed(const Sets& sets, std::size_t count) {
    Sets out;
    out.offsets.assign(count + 1, 0);
    for (const auto m : sets.members) ++out.offsets[m + 1];
    for (std::size_t i = 1; i <= count; ++i) out.offsets[i] += out.offsets[i - 1];
    out.members.resize(sets.members.size());
    std::vector<std::uint32_t> at(out.offsets.begin(), out.offsets.end() - 1);
    for (std::uint32_t code = 0; code + 1 < sets.offsets.size(); ++code)
        for (const auto m : sets.row(code)) out.members[at[m]++] = code;
    return out;
}

Result<ClickSets> ClickSets::make(const EventTable& t, const JobContext& job) {
    const std::size_t users = t.users.count + 1, ads = t.ads.count + 1;
    const auto counts = [&](std::size_t row) { return t.click[row] && t.user[row] != 0 && t.ad[row] != 0; };
    // Counting sort by user; each user's ads are then sorted and made unique on their own.
    std::vector<std::uint32_t> begins(users + 1);
    t.usable().for_each([&](std::size_t row) {
        if (counts(row)) ++begins[t.user[row] + 1];
    });
    for (std::size_t u = 1; u <= users; ++u) begins[u] += begins[u - 1];
    if (job.cancelled()) return Error::cancelled();
    std::vector<std::uint32_t> clicked(begins.back());
    std::vector<std::uint32_t> at(begins.begin(), begins.end() - 1);
    t.usable().for_each([&](std::size_t row) {
        if (counts(row)) clicked[at[t.user[row]]++] = t.ad[row];
    });
    if (job.cancelled()) return Error::cancelled();
    std::vector<std::uint32_t> distinct(users);
    parallel_for(users, 1024, [&](std::size_t first, std::size_t last, int) {
        for (std::size_t u = first; u < last; ++u) {
            const auto from = clicked.begin() + begins[u], to = clicked.begin() + begins[u + 1];
            std::sort(from, to);
            distinct[u] = static_cast<std::uint32_t>(std::unique(from, to) - from);
        }
    });
    ClickSets out;
    out.users_.offsets.push_back(0);
    for (std::size_t u = 0; u < users; ++u) {
        out.users_.members.insert(out.users_.members.end(), clicked.begin() + begins[u], clicked.begin() + begins[u] + distinct[u]);
        out.users_.offsets.push_back(static_cast<std::uint32_t>(out.users_.members.size()));
    }
    if (job.cancelled()) return Error::cancelled();
    out.ads_ = transposed(out.users_, ads);
    return out;
}

}  // namespace adscope
