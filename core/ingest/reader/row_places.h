// Where each record stood in its file: a line, a row of a sheet, a row of a database. Places mostly rise evenly, so that a
// few stretches tell them all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace adscope::ingest {

class RowPlaces {
public:
    // The place of the next record.
    void add(std::uint64_t place) {
        if (!stretches_.empty()) {
            auto& s = stretches_.back();
            const std::uint64_t n = records_ - s.record;
            if (n == 1 && place >= s.place) s.step = place - s.place;
            if (place == s.place + n * s.step) {
                ++records_;
                return;
            }
        }
        stretches_.push_back({records_++, place, 0});
    }
    // The place of a record, counted from 0; cheap for records that are asked for in order.
    std::uint64_t at(std::uint64_t record) const {
        if (stretches_.empty()) return record + 1;
        if (near_ >= stretches_.size() || stretches_[near_].record > record) near_ = 0;
        while (near_ + 1 < stretches_.size() && stretches_[near_ + 1].record <= record) ++near_;
        const auto& s = stretches_[near_];
        return s.place + (record - s.record) * s.step;
    }
    std::uint64_t records() const { return records_; }

private:
    struct Stretch {
        std::uint64_t record = 0, place = 0, step = 0;
    };
    std::vector<Stretch> stretches_;
    std::uint64_t records_ = 0;
    mutable std::size_t near_ = 0;
};

}  // namespace adscope::ingest
