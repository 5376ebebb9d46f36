// Saved segments: named sets of events that every condition can use as segment('name').
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/workspace/columns.h"
#include "core/workspace/workspace.h"

namespace adscope {

struct Segment {
    // A rule selects the events that meet its condition; a list and a cluster all events of their users (or ads).
    enum class Kind { rule, list, cluster };
    std::int64_t id = 0;
    std::string name;
    Kind kind = Kind::rule;
    Owner owner = Owner::user;         // whose keys `members` are
    std::string condition;             // rule
    std::vector<std::string> members;  // list, cluster: keys, ascending
    std::string made;                  // JSON: how it came about
    std::int64_t created_at = 0;
};

std::string to_string(Segment::Kind kind);  // rule, list, cluster

using Segments = std::vector<Segment>;
using SegmentsPtr = std::shared_ptr<const Segments>;

// The segments of a table in memory. They change while a table does not, so they stand beside it and a new one needs no reading of
// events. Safe between threads: who asks keeps what there was.
class SegmentBook {
public:
    SegmentsPtr get() const {
        const std::lock_guard lock(mutex_);
        return now_;
    }
    void set(Segments segments) {
        auto next = std::make_shared<const Segments>(std::move(segments));
        const std::lock_guard lock(mutex_);
        now_ = std::move(next);
    }

private:
    mutable std::mutex mutex_;
    SegmentsPtr now_ = std::make_shared<const Segments>();
};

struct EventTable;
// The book beside a table: EventTable::read fills it and it goes with the table. A table made in another way has an empty one.
std::shared_ptr<SegmentBook> segments_of(const EventTable& table);
// For EventTable::read: makes the book, and takes it away.
void keep_segments(const EventTable* table, Segments segments);
void forget_segments(const EventTable* table);

namespace segments_repository {
// By name, with their members.
Result<Segments> list(const Workspace& workspace);
// Writes all of them or none; a segment of the same name is replaced. A rule that cannot be read, or that leads back to itself, is
// refused (usage); so is an empty name.
Result<void> save(const Workspace& workspace, const Segments& segments);
// not_found lists the names there are; a segment that a rule names stays (refused), and the error says which rule.
Result<void> remove(const Workspace& workspace, const std::string& name);
}  // namespace segments_repository

// Names for an error; long lists are cut.
std::string known_segments(const Segments& segments);
// Names of the segments that a condition uses, each once. An unreadable condition uses none.
std::vector<std::string> segments_in(const std::string& condition);

}  // namespace adscope
