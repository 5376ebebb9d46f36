#include <algorithm>

#include "core/ingest/reader/spooled_table.h"

namespace adscope::ingest {
namespace {

constexpr std::size_t kHeldBytes = 1 << 20;
constexpr std::size_t kHeldRows = 5000;

std::size_t first_filled(const Cells& cells) {
    return static_cast<std::size_t>(std::find_if(cells.begin(), cells.end(), [](const auto& c) { return !c.empty(); }) - cells.begin());
}

}  // namespace

RowSpool::RowSpool()
    : csv_([this](std::string_view chunk) {
          bytes_ += chunk.size();
          if (bytes_ > kMost && written_.ok())
              written_ = Error(ErrorCode::invalid_input, "ingest.huge_table",
                               {{"path", shown_}, {"gigabytes", static_cast<std::int64_t>(kMost >> 30)}});
          if (written_.ok()) written_ = table_.text->write(chunk);
      }) {}

Result<void> RowSpool::open(const std::string& shown) {
    shown_ = shown;
    ADSCOPE_ASSIGN(text, Spool::empty());
    table_.text.emplace(std::move(text));
    return {};
}

void RowSpool::write(const Cells& cells) {
    // An empty line, or what is as wide as it is.
    if (cells.empty()) return csv_.row(cells, 0);
    const std::size_t left = std::min(left_, cells.size());
    lost_ = lost_ || first_filled(cells) < left;
    const Cells moved = left > 0 ? Cells(cells.begin() + static_cast<std::ptrdiff_t>(left), cells.end()) : Cells();
    const Cells& row = left > 0 ? moved : cells;
    width_ = std::max(width_, row.size());
    csv_.row(row, std::max<std::size_t>(1, width_));
}

Result<void> RowSpool::settle() {
    settled_ = true;
    std::size_t left = ~std::size_t{0};
    for (const auto& cells : held_)
        if (!cells.empty()) left = std::min(left, first_filled(cells)), width_ = std::max(width_, cells.size());
    if (trim_ && left != ~std::size_t{0}) left_ = left;
    width_ -= std::min(width_, left_);
    for (const auto& cells : held_) write(cells);
    held_.clear();
    held_.shrink_to_fit();
    return written_;
}

Result<void> RowSpool::row(const Cells& cells, std::uint64_t place) {
    if (!cells.empty()) table_.places.add(place);
    table_.widest = std::max(table_.widest, cells.size());
    if (settled_) {
        write(cells);
        return written_;
    }
    held_.push_back(cells);
    for (const auto& cell : cells) held_bytes_ += cell.size() + 32;
    return held_bytes_ < kHeldBytes && held_.size() < kHeldRows ? Result<void>() : settle();
}

Result<void> RowSpool::fault(std::string_view text, std::uint64_t place) {
    if (!settled_) ADSCOPE_TRY(settle());
    table_.faults.push_back(table_.places.records());
    table_.places.add(place);
    csv_.row(Cells{std::string(text)}, 1);
    return written_;
}

Result<SpooledTable> RowSpool::finish() {
    if (!settled_) ADSCOPE_TRY(settle());
    csv_.flush();
    ADSCOPE_TRY(std::move(written_));
    table_.widest -= std::min(table_.widest, left_);
    return std::move(table_);
}

}  // namespace adscope::ingest
