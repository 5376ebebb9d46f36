// Feedback as events: what came back from a list, stored beside the log's own events under a source of its own.
#pragma once

#include "core/scoring/scorer.h"

namespace adscope {

struct Outcome {
    bool click = false, conversion = false;
};
// click, skip or convert; usage for anything else.
Result<Outcome> parse_outcome(const std::string& text);

// Stores one outcome with the context that the ad was offered in.
Result<void> store_feedback(const std::string& workspace_path, const EventTable& table, std::uint32_t user, std::uint32_t ad,
                            const Context& context, const Outcome& outcome);

// Usable rows of a table that are feedback and newer than the event `after`, in the order they came.
Result<std::vector<std::uint32_t>> feedback_rows(const std::string& workspace_path, const EventTable& table, std::int64_t after);

}  // namespace adscope
