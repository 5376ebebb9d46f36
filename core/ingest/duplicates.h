// Which rows were there before: identities (RowCoder::identity) of all rows of a workspace and of an import. Two
// different rows share one by chance with probability n^2 / 2^65 (10^-7 for two million rows).
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/job.h"
#include "core/workspace/database.h"

namespace adscope::ingest {

class DuplicateFinder {
public:
    // True when the identity was there already.
    bool seen(std::uint64_t identity) {
        if ((used_ + 1) * 2 > slots_.size()) grow();
        identity += identity == 0;
        for (std::size_t at = identity & mask_;; at = (at + 1) & mask_) {
            if (slots_[at] == identity) return true;
            if (slots_[at] != 0) continue;
            slots_[at] = identity;
            ++used_;
            return false;
        }
    }

    void prefetch(std::uint64_t identity) const {
        if (!slots_.empty()) __builtin_prefetch(&slots_[identity & mask_]);
    }

    // Takes in the events that a workspace has.
    // `outcomes`: what came of the impressions counts too (see RowCoder::ignore_outcomes).
    Result<void> load(Database& database, const JobContext& job, bool outcomes = true);

private:
    void grow();
    std::vector<std::uint64_t> slots_;
    std::size_t used_ = 0, mask_ = 0;
};

}  // namespace adscope::ingest
