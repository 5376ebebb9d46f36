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
      counts_(coder.counts()),
      per_record_(counts_.weight ? kLargestExpansion : 1),
      parts_(counts_.weight ? kLargestExpansion * width_ : 0),
      records_(kBlock),
      rows_(kBlock * width_),
      identities_(kBlock),
      accepted_(kBlock),
      actions_(kBlock),
      user_(coder.slot("user")),
      ad_(coder.slot("ad")),
      time_(coder.slot("time")),
      cost_(coder.slot("cost")),
      revenue_(coder.slot("revenue")),
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
        if (batch_->rows + kBlock * per_record_ > kBatchRows || batch_->rejected.size() >= kBatchRows) {
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
    const bool ascii = file_.reader->ascii(), keep = shared_.on_duplicate == OnDuplicate::keep || counts_.weight;
    for (std::size_t i = 0; i < n; ++i) coder_.prefetch_keys(records_[i]);
    for (std::size_t i = 0; i < n; ++i) coder_.prefetch_values(records_[i]);
    for (std::size_t i = 0; i < n; ++i) {
        accepted_[i] = coder_.code(records_[i], ascii, rows_.data() + i * width_, rejected_[i]);
        if (shared_.join) actions_[i] = {coder_.action(), coder_.begins_event()};
        if (!accepted_[i] || keep) continue;
        identities_[i] = coder_.identity(rows_.data() + i * width_);
        shared_.duplicates.prefetch(identities_[i]);
    }
    for (std::size_t i = 0; i < n; ++i) take(i);
}

void EventParser::take(std::size_t i) {
    auto& source = file_.source;
    ++source.read;
    if (counts_.weight && accepted_[i]) part_count_ = expand(rows_.data() + i * width_, width_, counts_, parts_.data());
    if (shared_.join && accepted_[i] && !actions_[i].begins) {
        ++source.accepted;  // for now: those that no event takes are put aside at the end
        return join(i, false);
    }
    const bool duplicate = accepted_[i] && shared_.on_duplicate != OnDuplicate::keep && seen(i);
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
    if (shared_.join) join(i, true);
    const Cell* row = counts_.weight ? parts_.data() : rows_.data() + i * width_;
    for (std::size_t part = 0; part < (counts_.weight ? part_count_ : 1); ++part, row += width_) {
        if (duplicate) shared_.marks.push_back(shared_.next_event);
        std::copy_n(row, width_, batch_->cells.data() + batch_->rows++ * width_);
        const auto weight = static_cast<std::uint64_t>(weight_ && row[weight_] != kNull ? row[weight_] : 1);
        impressions_ += weight;
        if (!click_ || row[click_] == 1) clicks_ += weight;
        ++shared_.next_event;
    }
    ++source.accepted;
}

// Hands a row of a long log to the join: what begins an event, and what may belong to one.
void EventParser::join(std::size_t i, bool begins) {
    const Cell* const row = rows_.data() + i * width_;
    const auto code = [&](std::size_t slot) { return slot ? static_cast<std::uint32_t>(row[slot]) : 0; };
    const std::int64_t time = time_ && row[time_] != kNull ? row[time_] : 0;
    const Action& action = *actions_[i].action;
    if (begins) return shared_.join->add({code(user_), code(ad_), time, shared_.next_event, action.kind == ActionKind::click});
    const auto money = [&](std::size_t slot) { return slot && row[slot] != kNull ? row[slot] : 0; };
    ActionJoin::Act act{code(user_), code(ad_), time, action.kind, 0, money(cost_), money(revenue_), shared_.file, records_[i].line, {}};
    if (action.kind == ActionKind::other) act.outcome = shared_.join->outcome(action.name);
    act.raw = rejected_line(records_[i], "", Message()).raw;
    shared_.join->add(std::move(act));
}

// A row of an aggregated table was there before when all its events were.
bool EventParser::seen(std::size_t i) {
    if (!counts_.weight) return shared_.duplicates.seen(identities_[i]);
    bool all = true;
    for (std::size_t part = 0; part < part_count_; ++part) all &= shared_.duplicates.seen(coder_.identity(parts_.data() + part * width_));
    return all;
}

}  // namespace adscope::ingest
