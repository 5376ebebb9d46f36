#include "core/ingest/reader/json_stream.h"

#include <algorithm>

#include "core/ingest/values.h"

namespace adscope::ingest {
namespace {

constexpr std::size_t kBlock = 1 << 20;
constexpr std::size_t kLongest = 128 << 20;  // a document, a line or an element

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool opens_json(std::string_view text) {
    const auto at = text.find_first_not_of(" \t\r\n");
    return at != std::string_view::npos && (text[at] == '{' || text[at] == '[');
}

}  // namespace

// Goes on by so many bytes of the window.
void JsonStream::pass(std::size_t size) {
    const auto part = window_.text().substr(at_, size);
    line_ += static_cast<std::uint64_t>(std::count(part.begin(), part.end(), '\n'));
    const auto newline = part.rfind('\n');
    column_ = newline == std::string_view::npos ? column_ + size : size - newline;
    at_ += size;
}

// The fault at so many bytes behind where the text stands.
Error JsonStream::fault_at(std::size_t offset, JsonFault what) const {
    static constexpr const char* ids[] = {"end",   "value",  "value",   "number", "comma", "name",
                                          "colon", "escape", "control", "utf8",   "deep",  "after"};
    const auto before = window_.text().substr(at_, offset);
    const auto newline = before.rfind('\n');
    const auto line = line_ + static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n'));
    const std::size_t column = newline == std::string_view::npos ? column_ + before.size() : before.size() - newline;
    return {ErrorCode::invalid_input,
            std::string("ingest.json.") + ids[static_cast<int>(what)],
            {{"path", shown_}, {"line", line}, {"column", column}}};
}

// More of the text in the window, what was taken forgotten; false: there is none.
Result<bool> JsonStream::more(const JobContext& job) {
    if (window_.last()) return false;
    if (job.cancelled()) return Error::cancelled();
    job.report(Message("ingest.converting"), input_.fraction());
    window_.drop(at_);
    at_ = 0;
    if (window_.size() > kLongest)
        return Error(ErrorCode::invalid_input, "ingest.json.long",
                     {{"path", shown_}, {"line", line_}, {"megabytes", static_cast<std::int64_t>(kLongest >> 20)}});
    ADSCOPE_TRY(window_.fill(std::max(kBlock, window_.size())));
    return true;
}

Result<bool> JsonStream::tell(bool named) {
    ADSCOPE_TRY(window_.fill(kBlock));
    const auto text = window_.text();
    if (!named && !opens_json(text)) return false;
    // A line with a whole document and another line behind it: one document a line.
    const auto begin = text.find_first_not_of(" \t\r\n");
    const auto end = begin == std::string_view::npos ? begin : text.find('\n', begin);
    if (end != std::string_view::npos && text.find_first_not_of(" \t\r\n", end) != std::string_view::npos && opens_json(text) &&
        !json_fault(text.substr(begin, end - begin))) {
        lines_ = opens_json(text.substr(text.find_first_not_of(" \t\r\n", end)));
        return named || lines_;
    }
    return true;
}

Result<void> JsonStream::each(const std::function<Result<bool>(const JsonDocument&)>& take, const JobContext& job) {
    if (lines_) return each_line(take, job);
    ADSCOPE_TRY(skip_blanks(job));
    const bool array = at_ < window_.size() && window_.data()[at_] == '[';
    return array ? each_element(take, job) : single(take, job);
}

Result<void> JsonStream::each_line(const std::function<Result<bool>(const JsonDocument&)>& take, const JobContext& job) {
    bool first = true;
    while (true) {
        const auto text = window_.text();
        auto end = text.find('\n', at_);
        if (end == std::string_view::npos) {
            ADSCOPE_ASSIGN(grown, more(job));
            if (grown) continue;
            end = text.size();
        }
        const auto document = text.substr(at_, end - at_);
        if (!trimmed(document).empty()) {
            const auto fault = json_fault(document);
            // The first line must be right; a later one is rejected alone.
            if (fault && first) return fault_at(fault->offset, fault->what);
            first = false;
            ADSCOPE_ASSIGN(go_on, take({document, line_, fault.has_value()}));
            if (!go_on) return {};
        }
        if (end >= text.size()) return {};
        at_ = end + 1;
        ++line_;
    }
}

// Passes blanks; false at the end of the text.
Result<bool> JsonStream::skip_blanks(const JobContext& job) {
    while (true) {
        std::size_t n = 0;
        while (at_ + n < window_.size() && is_blank(window_.data()[at_ + n])) ++n;
        pass(n);
        if (at_ < window_.size()) return true;
        ADSCOPE_ASSIGN(grown, more(job));
        if (!grown) return false;
    }
}

// Bytes of the element that begins here: up to a comma or a bracket that is not its own, or the end of the text.
Result<std::size_t> JsonStream::element_end(const JobContext& job) {
    std::size_t n = 0, depth = 0;
    bool text = false;
    while (true) {
        for (; at_ + n < window_.size(); ++n) {
            const char c = window_.data()[at_ + n];
            if (text) {
                if (c == '\\') {
                    if (at_ + n + 1 >= window_.size() && !window_.last()) break;
                    ++n;
                } else if (c == '"') {
                    text = false;
                }
            } else if (c == '"') {
                text = true;
            } else if (c == '{' || c == '[') {
                ++depth;
            } else if (c == '}' || c == ']') {
                if (depth == 0) return n;
                --depth;
            } else if (c == ',' && depth == 0) {
                return n;
            }
        }
        ADSCOPE_ASSIGN(grown, more(job));
        if (!grown) return window_.size() - at_;
    }
}

// Whether the next element begins on another line than this one, which ends after so many bytes.
bool JsonStream::elements_have_lines(std::size_t end) const {
    const auto behind = window_.text().substr(at_ + end);
    const auto next = behind.find_first_not_of(", \t\r");
    return next != std::string_view::npos && behind[next] == '\n';
}

Result<void> JsonStream::each_element(const std::function<Result<bool>(const JsonDocument&)>& take, const JobContext& job) {
    pass(1);
    bool by_line = false;
    for (std::uint64_t number = 1;; ++number) {
        ADSCOPE_ASSIGN(any, skip_blanks(job));
        if (!any) return fault_at(0, JsonFault::end);
        if (number == 1 && window_.data()[at_] == ']') break;
        ADSCOPE_ASSIGN(size, element_end(job));
        const auto text = window_.text().substr(at_, size);
        if (const auto fault = json_fault(text)) {
            const bool cut = fault->what == JsonFault::end && at_ + size < window_.size();
            return fault_at(fault->offset, fault->what == JsonFault::after ? JsonFault::comma_or_end
                                           : cut                           ? JsonFault::value
                                                                           : fault->what);
        }
        if (number == 1) by_line = elements_have_lines(size);
        ADSCOPE_ASSIGN(go_on, take({text, by_line ? line_ : number, false}));
        if (!go_on) return {};
        pass(size);
        if (at_ >= window_.size()) return fault_at(0, JsonFault::end);
        const char c = window_.data()[at_];
        if (c == ']') break;
        if (c != ',') return fault_at(0, JsonFault::comma_or_end);
        pass(1);
    }
    pass(1);
    ADSCOPE_ASSIGN(after, skip_blanks(job));
    if (after) return fault_at(0, JsonFault::after);
    return {};
}

Result<void> JsonStream::single(const std::function<Result<bool>(const JsonDocument&)>& take, const JobContext& job) {
    while (true) {
        ADSCOPE_ASSIGN(grown, more(job));
        if (!grown) break;
    }
    const auto text = window_.text().substr(at_);
    if (const auto fault = json_fault(text)) return fault_at(fault->offset, fault->what);
    ADSCOPE_TRY(take({text, line_, false}));
    return {};
}

}  // namespace adscope::ingest
