#include "core/ingest/event_parser.h"

#include <algorithm>

namespace adscope::ingest {

EventParser::EventParser(EventFile& file, RowCoder& coder, BatchQueue& queue, Shared shared)
    : file_(file),
      coder_(coder),
      queue_(queue),
      shared_(shared),
      width_(coder.layout().size()),
      click_(coder.slot("click")),
      weight_(coder.slot("weight")),
      records_(kBlock),
      rows_(kBlock * width_),
      identities_(kBlock),
      accepted_(kBlock),
      rejected_(kBlock) {}

void EventParser::run() {
    fresh_batch();
    while (true) {
        auto more = file_.reader->next(records_[0]);
        if (!more) return queue_.finish(more.error());
        if (!*more) break;
        std::size_t n = 1;
        while (n < kBlock && file_.reader->next_at_hand(records_[n])) ++n;
        code_block(n);
        if (batch_->rows + kBlock > kBatchRows || batch_->rejected.size() >= kBatchRows) {
            batch_->fraction = file_.reader->fraction();
            if (!queue_.push(std::move(batch_))) return;
            fresh_batch();
        }
    }
    batch_->fraction = 1;
    if (queue_.push(std::move(batch_))) queue_.finish(std::nullopt);
}

void EventParser::fresh_batch() {
    batch_ = queue_.spare();
    batch_->cells.resize(kBatchRows * width_);
}

void EventParser::code_block(std::size_t n) {
    const bool ascii = file_.reader->ascii(), keep = shared_.on_duplicate == OnDuplicate::keep;
    for (std::size_t i = 0; i < n; ++i) coder_.prefetch_keys(records_[i]);
    for (std::size_t i = 0; i < n; ++i) coder_.prefetch_values(records_[i]);
    for (std::size_t i = 0; i < n; ++i) {
        accepted_[i] = coder_.code(records_[i], ascii, rows_.data() + i * width_, rejected_[i]);
        if (!accepted_[i] || keep) continue;
        identities_[i] = coder_.identity(rows_.data() + i * width_);
        shared_.duplicates.prefetch(identities_[i]);
    }
    for (std::size_t i = 0; i < n; ++i) take(i);
}

void EventParser::take(std::size_t i) {
    auto& source = file_.source;
    ++source.read;
    const bool duplicate = accepted_[i] && shared_.on_duplicate != OnDuplicate::keep && shared_.duplicates.seen(identities_[i]);
    source.duplicates += duplicate;
    if (duplicate && shared_.on_duplicate == OnDuplicate::reject) {
        accepted_[i] = false;
        rejected_[i] = rejected_line(records_[i], "duplicate", Message("ingest.rejected.duplicate"));
    }
    if (!accepted_[i]) {
        ++source.rejected;
        ++source.reasons[rejected_[i].reason];
        batch_->rejected.push_back(std::move(rejected_[i]));
        return;
    }
    if (duplicate) shared_.marks.push_back(shared_.next_event);
    const Cell* const row = rows_.data() + i * width_;
    std::copy_n(row, width_, batch_->cells.data() + batch_->rows++ * width_);
    if (!click_ || row[click_] == 1) clicks_ += static_cast<std::uint64_t>(weight_ && row[weight_] != kNull ? row[weight_] : 1);
    ++source.accepted;
    ++shared_.next_event;
}

}  // namespace adscope::ingest
