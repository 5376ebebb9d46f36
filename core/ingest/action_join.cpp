#include "core/ingest/action_join.h"

#include <algorithm>
#include <tuple>

namespace adscope::ingest {
namespace {

bool before(const ActionJoin::Show& a, const ActionJoin::Show& b) {
    return std::tie(a.user, a.ad, a.time, a.event) < std::tie(b.user, b.ad, b.time, b.event);
}

}  // namespace

std::uint32_t ActionJoin::outcome(const std::string& name) {
    for (std::size_t i = 0; i < outcomes_.size(); ++i)
        if (outcomes_[i] == name) return static_cast<std::uint32_t>(i);
    outcomes_.push_back(name);
    return static_cast<std::uint32_t>(outcomes_.size() - 1);
}

Result<ActionJoin::Outcome> ActionJoin::join(const JoinWindow& window, const JobContext& job) {
    Outcome out;
    std::sort(shows_.begin(), shows_.end(), before);
    // Clicks first, then what follows them.
    std::stable_sort(acts_.begin(), acts_.end(),
                     [](const Act& a, const Act& b) { return std::tie(a.kind, a.time) < std::tie(b.kind, b.time); });
    std::map<std::int64_t, Joined> events;
    for (std::size_t i = 0; i < acts_.size(); ++i) {
        if (i % 4096 == 0 && job.cancelled()) return Error::cancelled();
        const Act& act = acts_[i];
        any_conversion_ |= act.kind == ActionKind::conversion;
        const std::int64_t length = act.kind == ActionKind::conversion ? window.conversion : window.action;
        const auto end = std::upper_bound(shows_.begin(), shows_.end(), Show{act.user, act.ad, act.time, INT64_MAX, false}, before);
        Show* best = nullptr;
        for (auto at = end; at != shows_.begin();) {
            --at;
            if (at->user != act.user || at->ad != act.ad || act.time - at->time > length) break;
            if (!best) best = &*at;
            if (act.kind != ActionKind::conversion) break;
            if (at->clicked) {
                best = &*at;
                break;
            }
        }
        if (!best) {
            out.without.push_back(&act);
            continue;
        }
        ++out.joined;
        Joined& event = events[best->event];
        event.event = best->event;
        event.cost += act.cost;
        event.revenue += act.revenue;
        if (act.kind == ActionKind::click) {
            out.clicked += !best->clicked;
            best->clicked = event.click = true;
        } else if (act.kind == ActionKind::conversion) {
            event.conversion = true;
        } else if (std::find(event.outcomes.begin(), event.outcomes.end(), act.outcome) == event.outcomes.end()) {
            event.outcomes.push_back(act.outcome);
        }
    }
    out.events.reserve(events.size());
    for (auto& [id, event] : events) out.events.push_back(std::move(event));
    return out;
}

}  // namespace adscope::ingest
