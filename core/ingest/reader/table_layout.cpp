#include "core/ingest/reader/table_layout.h"

#include <algorithm>

#include "core/ingest/values.h"

namespace adscope::ingest {
namespace {

bool has_digit(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_blank(std::string_view text) { return trimmed(text).empty(); }

}  // namespace

TableLayout::TableLayout(const std::vector<Cells>& sample, std::size_t first_stretch, bool header) : usual_(ingest::usual_width(sample)) {
    if (header) header_rows_ = ingest::header_rows(sample);
    if (header_rows_ > 0) header_ = sample[0];
    // The kinds of the columns are those of the first rows, unless an empty line stands behind each.
    const bool enough = first_stretch > header_rows_ + 1 && first_stretch < sample.size();
    numbers_ = number_columns(
        enough ? std::vector<Cells>(sample.begin(), sample.begin() + static_cast<std::ptrdiff_t>(first_stretch)) : sample, header_rows_);
    width_ = std::max(usual_, header_.size());
}

bool TableLayout::regular(const Record& r) const {
    if (usual_ == 0 || r.cells.size() != usual_ || r.blank_before || after_empty_ || r.cells[0].empty()) return false;
    if (!numbers_.empty() && !has_digit(r.cells[numbers_[0]])) return false;
    return header_.empty() || r.cells[0] != header_[0];
}

bool TableLayout::repeats_header(const Record& r) const {
    const std::size_t n = std::min(header_.size(), r.cells.size());
    if (n < 2 || 4 * n < 3 * header_.size()) return false;
    return std::equal(r.cells.begin(), r.cells.begin() + static_cast<std::ptrdiff_t>(n), header_.begin());
}

TableLayout::Odd TableLayout::odd_of(const Record& r) const {
    Odd o;
    o.index = records_;
    o.cells = r.cells.size();
    o.widest = widest_;
    for (std::size_t c = 0; c < o.cells; ++c)
        if (!is_blank(r.cells[c])) ++o.filled, o.last = c + 1;
    o.apart = r.blank_before || after_empty_;
    o.label = o.filled == 1 && o.last == 1;
    std::size_t texts = 0, values = 0;
    for (const auto c : numbers_) {
        if (c >= o.cells || is_blank(r.cells[c]) || is_missing(trimmed(r.cells[c]))) continue;
        (is_number_or_time(r.cells[c]) ? values : texts) += 1;
    }
    o.misfit = !numbers_.empty() && values == 0 && o.filled > 0;
    const bool any_value = std::any_of(r.cells.begin(), r.cells.end(), [](std::string_view c) { return is_number_or_time(c); });
    o.names =
        o.filled >= 2 && !any_value && 2 * o.filled > o.cells && (numbers_.empty() || texts >= std::min<std::size_t>(2, numbers_.size()));
    o.repeats = repeats_header(r);
    return o;
}

void TableLayout::add(const Record& r) {
    if (records_ >= header_rows_) {
        if (regular(r)) {
            std::size_t last = r.cells.size();
            while (last > widest_ && is_blank(r.cells[last - 1])) --last;
            widest_ = std::max(widest_, last);
        } else {
            odds_.push_back(odd_of(r));
            after_empty_ = odds_.back().filled == 0;
        }
    }
    ++records_;
}

// Whether the row behind this odd one is one of the table's again.
bool TableLayout::regular_follows(std::size_t i) const {
    const auto next = odds_[i].index + 1;
    if (next >= records_) return false;
    if (i + 1 >= odds_.size() || odds_[i + 1].index != next) return true;
    const auto& o = odds_[i + 1];
    return !o.apart && !o.misfit && o.cells == usual_;
}

bool TableLayout::begins_other(std::size_t i) const {
    const Odd& o = odds_[i];
    if (o.repeats) return true;
    const bool last = o.index + 1 >= records_;
    // Names of another width with rows of that width below, or apart from the rows above.
    const bool rows_like_it =
        i + 1 < odds_.size() && odds_[i + 1].index == o.index + 1 && odds_[i + 1].cells == o.cells && !odds_[i + 1].names;
    if (o.names && o.cells != usual_ && o.cells > 1 && rows_like_it && (o.apart || !numbers_.empty())) return true;
    if (o.names && o.cells == usual_ && !last && (o.apart ? o.misfit : numbers_.size() >= 2 && o.misfit && regular_follows(i))) return true;
    if (!o.apart || o.filled == 0) return false;
    const bool fits = o.cells == usual_ && !o.misfit;
    return !fits && !regular_follows(i);
}

// Notes at the foot: labels alone, apart from the table or where it has numbers.
void TableLayout::cut_foot() {
    std::size_t from = odds_.size();
    std::uint64_t index = records_;
    bool notes = false;
    while (usual_ >= 3 && from > 0 && odds_[from - 1].index + 1 == index && (odds_[from - 1].label || odds_[from - 1].filled == 0))
        --from, --index, notes = notes || odds_[from].label;
    if (!notes) return;
    for (std::size_t i = from; i < odds_.size(); ++i) {
        const auto& o = odds_[i];
        const bool foot = o.filled == 0 || o.apart || (o.misfit && !numbers_.empty() && numbers_[0] == 0);
        if (!foot) continue;
        end_ = o.index;
        return;
    }
}

void TableLayout::finish() {
    end_ = records_;
    std::size_t widest = widest_;
    for (std::size_t i = 0; i < odds_.size(); ++i) {
        if (odds_[i].index == 0 || !begins_other(i)) continue;
        end_ = odds_[i].index;
        // Empty rows between the tables are of none.
        for (; i > 0 && odds_[i - 1].filled == 0 && odds_[i - 1].index + 1 == end_; --i) --end_;
        widest = odds_[i].widest;
        break;
    }
    if (end_ == records_) cut_foot();
    std::uint64_t notes = 0;
    for (const auto& o : odds_) notes += o.index >= end_ && (o.label || o.filled == 0);
    only_notes_ = notes == records_ - end_;
    for (const auto& o : odds_)
        if (o.index < end_) widest = std::max(widest, o.last);
    // Rows may all end with a delimiter that the header lacks: what is behind it is no column.
    width_ = header_rows_ > 0 ? std::max(header_.size(), widest) : std::max(usual_, widest);
}

}  // namespace adscope::ingest
