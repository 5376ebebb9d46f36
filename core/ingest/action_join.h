// Rows of a long log as events: a show (or, in a log without shows, the first thing that happens) begins an event, and what
// the same user did with the same ad within the window afterwards joins it. Everything is joined at the end, so that rows may
// come in any order and from several files.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/ingest/actions.h"

namespace adscope::ingest {

class ActionJoin {
public:
    struct Show {
        std::uint32_t user = 0, ad = 0;
        std::int64_t time = 0, event = 0;
        bool clicked = false;
    };
    struct Act {
        std::uint32_t user = 0, ad = 0;
        std::int64_t time = 0;
        ActionKind kind = ActionKind::click;
        std::uint32_t outcome = 0;  // of other actions: its place among outcomes()
        std::int64_t cost = 0, revenue = 0;
        std::size_t file = 0;
        std::uint64_t line = 0;
        std::string raw;
    };
    // What joined an event.
    struct Joined {
        std::int64_t event = 0;
        bool click = false, conversion = false;
        std::int64_t cost = 0, revenue = 0;
        std::vector<std::uint32_t> outcomes;
    };
    struct Outcome {
        std::vector<Joined> events;       // ascending
        std::vector<const Act*> without;  // no show for them
        std::uint64_t clicked = 0;        // events that had no click before
        std::uint64_t joined = 0;         // actions
    };

    void add(const Show& show) { shows_.push_back(show); }
    void add(Act act) { acts_.push_back(std::move(act)); }
    std::uint32_t outcome(const std::string& name);
    const std::vector<std::string>& outcomes() const { return outcomes_; }
    bool any_conversion() const { return any_conversion_; }

    // The latest show of the same user and ad at or before the action and within the window; a conversion goes to the latest
    // one that was clicked, where there is one. Actions of the time of the show belong to it.
    Result<Outcome> join(const JoinWindow& window, const JobContext& job);

private:
    std::vector<Show> shows_;
    std::vector<Act> acts_;
    std::vector<std::string> outcomes_;
    bool any_conversion_ = false;
};

}  // namespace adscope::ingest
