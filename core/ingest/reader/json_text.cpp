#include "core/ingest/reader/json_text.h"

#include <string>

namespace adscope::ingest {
namespace {

constexpr std::size_t kDeepest = 1000;

class Checker {
public:
    explicit Checker(std::string_view text) : text_(text) {}

    std::optional<JsonFaultAt> run();

private:
    bool at_end() const { return at_ >= text_.size(); }
    char here() const { return text_[at_]; }
    bool digit() const { return !at_end() && here() >= '0' && here() <= '9'; }
    bool fail(JsonFault what) {
        if (!fault_) fault_ = JsonFaultAt{at_end() && what != JsonFault::deep ? JsonFault::end : what, at_};
        return false;
    }
    void blanks() {
        while (!at_end() && (here() == ' ' || here() == '\t' || here() == '\n' || here() == '\r')) ++at_;
    }
    bool word(std::string_view w) {
        if (text_.substr(at_, w.size()) != w) return fail(JsonFault::value);
        at_ += w.size();
        return true;
    }
    bool number();
    bool string(JsonFault missing);
    bool character();
    bool escape();
    bool scalar();
    bool member_name();
    bool open(char bracket);
    bool close_or_go_on();

    std::string_view text_;
    std::size_t at_ = 0;
    std::string open_;  // brackets not closed yet
    std::optional<JsonFaultAt> fault_;
};

bool Checker::number() {
    if (here() == '-') ++at_;
    if (!digit()) return fail(JsonFault::number);
    if (here() == '0') ++at_;
    else
        while (digit()) ++at_;
    if (digit()) return fail(JsonFault::number);
    if (!at_end() && here() == '.') {
        ++at_;
        if (!digit()) return fail(JsonFault::number);
        while (digit()) ++at_;
    }
    if (!at_end() && (here() == 'e' || here() == 'E')) {
        ++at_;
        if (!at_end() && (here() == '+' || here() == '-')) ++at_;
        if (!digit()) return fail(JsonFault::number);
        while (digit()) ++at_;
    }
    return true;
}

bool Checker::escape() {
    ++at_;
    if (at_end()) return fail(JsonFault::end);
    if (here() != 'u') {
        if (std::string_view("\"\\/bfnrt").find(here()) == std::string_view::npos) return fail(JsonFault::escape);
        ++at_;
        return true;
    }
    ++at_;
    for (int i = 0; i < 4; ++i, ++at_)
        if (at_end() || std::string_view("0123456789abcdefABCDEF").find(here()) == std::string_view::npos) return fail(JsonFault::escape);
    return true;
}

// One character of UTF-8 inside a string.
bool Checker::character() {
    const auto byte = [&](std::size_t i) { return at_ + i < text_.size() ? static_cast<unsigned char>(text_[at_ + i]) : 0u; };
    const unsigned c = byte(0);
    if (c < 0x20) return fail(JsonFault::control);
    if (c < 0x80) return ++at_, true;
    const std::size_t n = c >= 0xc2 && c < 0xe0 ? 2 : c >= 0xe0 && c < 0xf0 ? 3 : c >= 0xf0 && c < 0xf5 ? 4 : 0;
    if (n == 0) return fail(JsonFault::utf8);
    for (std::size_t i = 1; i < n; ++i)
        if ((byte(i) & 0xc0) != 0x80) return fail(JsonFault::utf8);
    const bool overlong = (c == 0xe0 && byte(1) < 0xa0) || (c == 0xf0 && byte(1) < 0x90),
               beyond = (c == 0xed && byte(1) >= 0xa0) || (c == 0xf4 && byte(1) >= 0x90);
    if (overlong || beyond) return fail(JsonFault::utf8);
    at_ += n;
    return true;
}

bool Checker::string(JsonFault missing) {
    if (at_end() || here() != '"') return fail(missing);
    ++at_;
    while (!at_end() && here() != '"')
        if (!(here() == '\\' ? escape() : character())) return false;
    if (at_end()) return fail(JsonFault::end);
    ++at_;
    return true;
}

bool Checker::scalar() {
    switch (here()) {
        case '"': return string(JsonFault::text);
        case 't': return word("true");
        case 'f': return word("false");
        case 'n': return word("null");
        default: return here() == '-' || digit() ? number() : fail(JsonFault::value);
    }
}

bool Checker::member_name() {
    blanks();
    if (!string(JsonFault::name)) return false;
    blanks();
    if (at_end() || here() != ':') return fail(JsonFault::colon);
    ++at_;
    return true;
}

// An opening bracket; its first name where it is an object's. An empty pair is closed here.
bool Checker::open(char bracket) {
    if (open_.size() >= kDeepest) return fail(JsonFault::deep);
    ++at_;
    open_ += bracket;
    return true;
}

// Behind a value: brackets that close, up to a comma, behind which the next value stands (its name was read).
bool Checker::close_or_go_on() {
    while (!open_.empty()) {
        blanks();
        if (at_end()) return fail(JsonFault::end);
        if (here() == ',') {
            ++at_;
            return open_.back() == '[' || member_name();
        }
        if (here() != (open_.back() == '[' ? ']' : '}')) return fail(JsonFault::comma_or_end);
        ++at_;
        open_.pop_back();
    }
    return true;
}

std::optional<JsonFaultAt> Checker::run() {
    do {
        blanks();
        if (at_end()) return JsonFaultAt{JsonFault::end, at_};
        if (here() == '[' || here() == '{') {
            const char bracket = here();
            if (!open(bracket)) return fault_;
            blanks();
            const bool empty = !at_end() && here() == (bracket == '[' ? ']' : '}');
            if (!empty) {
                if (bracket == '{' && !member_name()) return fault_;
                continue;
            }
            ++at_;
            open_.pop_back();
        } else if (!scalar()) {
            return fault_;
        }
        if (!close_or_go_on()) return fault_;
    } while (!open_.empty());
    blanks();
    if (!at_end()) fail(JsonFault::after);
    return fault_;
}

}  // namespace

std::optional<JsonFaultAt> json_fault(std::string_view text) { return Checker(text).run(); }

}  // namespace adscope::ingest
