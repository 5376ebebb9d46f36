// A message that core hands outward: an identifier and named arguments, never a finished sentence.
// The catalogues in resources/messages hold one ICU MessageFormat pattern per identifier and language;
// render() joins the two at the edge (window, command line, report).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace adscope {

enum class Language { en, zh };

class Message;

// One named argument. Numbers stay numbers, so that a catalogue can format or pluralise them.
class MessageArg {
public:
    using Value = std::variant<std::string, std::int64_t, double, std::shared_ptr<const Message>>;

    MessageArg(std::string name, std::string value) : name_(std::move(name)), value_(std::move(value)) {}
    MessageArg(std::string name, std::string_view value) : name_(std::move(name)), value_(std::string(value)) {}
    MessageArg(std::string name, const char* value) : name_(std::move(name)), value_(std::string(value)) {}
    MessageArg(std::string name, double value) : name_(std::move(name)), value_(value) {}
    MessageArg(std::string name, Message value);
    template <class Integer>
    requires std::is_integral_v<Integer> MessageArg(std::string name, Integer value)
        : name_(std::move(name)), value_(static_cast<std::int64_t>(value)) {}

    const std::string& name() const { return name_; }
    const Value& value() const { return value_; }

private:
    std::string name_;
    Value value_;
};

class Message {
public:
    Message() = default;
    Message(std::string id, std::initializer_list<MessageArg> args = {}) : id_(std::move(id)), args_(args) {}
    Message(std::string id, std::vector<MessageArg> args) : id_(std::move(id)), args_(std::move(args)) {}

    // A text that is data and not words (a name from a file): rendered as it stands in every language.
    static Message verbatim(std::string text);

    const std::string& id() const { return id_; }
    const std::vector<MessageArg>& args() const { return args_; }
    bool empty() const { return id_.empty(); }

private:
    std::string id_;
    std::vector<MessageArg> args_;
};

// Renders through the compiled-in catalogue. An unknown identifier renders as the identifier with its
// arguments, so that nothing is hidden; a test keeps the catalogues complete.
std::string render(const Message& message, Language language);

// Every identifier of a language's catalogue, sorted. For the completeness test.
std::vector<std::string> catalogue_ids(Language language);

// True when the catalogue of this language has the identifier.
bool has_message(std::string_view id, Language language);

// The language named by LANG or a tag such as zh_CN.UTF-8; English when it names neither.
Language language_from_tag(std::string_view tag);

// JSON form {"id": ..., "args": {...}}, for storing a message with a model or report; from_json inverts it.
std::string message_to_json(const Message& message);
Message message_from_json(std::string_view json);

}  // namespace adscope
