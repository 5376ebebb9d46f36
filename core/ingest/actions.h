// What the words of a long log's action column mean, in English and Chinese.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/base/result.h"

namespace adscope::ingest {

// In the order in which they happen.
enum class ActionKind { show, click, conversion, other };

struct Action {
    ActionKind kind = ActionKind::other;
    std::string name;  // of other actions: the outcome that they become
};

class ActionWords {
public:
    ActionWords() : ActionWords(std::map<std::string, std::string>()) {}
    // `given`: word -> show, click, conversion or a name of an outcome; goes before what is known.
    explicit ActionWords(std::map<std::string, std::string> given) : given_(std::move(given)) {}

    // Null: no word that is known.
    const Action* find(std::string_view cell) const;
    const std::map<std::string, std::string>& given() const { return given_; }

private:
    std::map<std::string, std::string> given_;
    mutable std::unordered_map<std::string, std::optional<Action>> known_;
};

// How long after a show an action still belongs to it, in milliseconds.
struct JoinWindow {
    std::int64_t action = 30 * 60'000LL;               // clicks and the others
    std::int64_t conversion = 7 * 24 * 60 * 60'000LL;  // from the click on
};
// "30m", "conversion=7d" or both with a comma between; units s, m, h, d. Empty: as it is by default.
Result<JoinWindow> parse_window(const std::string& text);

}  // namespace adscope::ingest
