#include "core/ingest/reader/json_table.h"

#include <simdjson.h>

#include <algorithm>
#include <unordered_map>

#include "core/ingest/reader/json_text.h"
#include "core/ingest/reader/text_window.h"
#include "core/ingest/values.h"

namespace adscope::ingest {
namespace {

namespace od = simdjson::ondemand;
constexpr std::size_t kBlock = 1 << 20;

using Member = std::function<void(const std::string& name, std::string&& text)>;

std::string_view raw_scalar(od::value value) { return trimmed(std::string_view(value.raw_json_token())); }

// A name up to its closing quote, as it is written.
std::string_view as_written(const char* name) {
    std::size_t n = 0;
    while (name[n] != '"') n += name[n] == '\\' ? 2 : 1;
    return {name, n};
}

// A string that stands for no text (half a surrogate pair) stays as it is written.
std::string string_of(od::value value) {
    std::string_view text;
    const std::string_view raw = raw_scalar(value);
    if (value.get_string().get(text) == simdjson::SUCCESS) return std::string(text);
    return raw.size() >= 2 ? std::string(raw.substr(1, raw.size() - 2)) : std::string(raw);
}

std::string scalar_text(od::value value, od::json_type type) {
    if (type == od::json_type::null) return {};
    return type == od::json_type::string ? string_of(value) : std::string(raw_scalar(value));
}

bool is_scalar(od::json_type type) { return type != od::json_type::array && type != od::json_type::object; }

// A list of scalars joined by |; anything else as it is written. The text of the list is read anew, since a list that
// was walked cannot be walked again.
std::string list_text(std::string_view raw) {
    od::parser parser;
    const simdjson::padded_string padded(raw);
    od::document document;
    od::array list;
    if (parser.iterate(padded).get(document) || document.get_array().get(list)) return std::string(raw);
    std::string out;
    bool first = true;
    for (auto element : list) {
        od::value value;
        od::json_type type;
        if (std::move(element).get(value) || value.type().get(type) || !is_scalar(type)) return std::string(raw);
        const auto text = scalar_text(value, type);
        if (text.find('|') != std::string::npos) return std::string(raw);
        out += (first ? "" : "|") + text;
        first = false;
    }
    return out;
}

void flatten(od::value value, const std::string& name, const Member& member) {
    od::json_type type;
    if (value.type().get(type)) return;
    if (is_scalar(type)) return member(name, scalar_text(value, type));
    std::string_view raw;
    if (type == od::json_type::array) {
        od::array list;
        if (value.get_array().get(list) || list.raw_json().get(raw)) return;
        return member(name, list_text(raw));
    }
    od::object object;
    if (value.get_object().get(object)) return;
    bool any = false;
    for (auto field : object) {
        std::string_view key;
        od::value inner;
        od::field one;
        if (std::move(field).get(one)) return;
        const char* const written = one.key().raw();
        if (one.unescaped_key().get(key)) key = as_written(written);
        flatten(one.value(), name.empty() ? std::string(key) : name + "." + std::string(key), member);
        any = true;
    }
    if (!any && !name.empty()) member(name, "{}");
}

// One element of the outer array, or a document: an object's members by name, a list's values by their place, a scalar.
struct Row {
    std::vector<std::pair<std::string, std::string>> named;
    std::vector<std::string> plain;
};

Row row_of(od::value value) {
    Row row;
    od::json_type type;
    if (value.type().get(type)) return row;
    if (type == od::json_type::object) {
        flatten(value, "", [&](const std::string& name, std::string&& text) { row.named.emplace_back(name, std::move(text)); });
    } else if (type == od::json_type::array) {
        od::array list;
        if (value.get_array().get(list)) return row;
        for (auto element : list) {
            od::value inner;
            if (std::move(element).get(inner)) break;
            flatten(inner, "", [&](const std::string&, std::string&& text) { row.plain.push_back(std::move(text)); });
        }
    } else {
        row.plain.push_back(scalar_text(value, type));
    }
    return row;
}

// Rows of a valid document; false when `take` has enough.
bool rows_of(std::string_view text, od::parser& parser, bool lines, const std::function<bool(Row&&)>& take) {
    const simdjson::padded_string padded(text);
    od::document document;
    od::json_type type;
    if (parser.iterate(padded).get(document) || document.type().get(type)) return true;
    if (is_scalar(type)) {
        Row row;
        std::string_view string;
        const auto raw = trimmed(text);
        if (type == od::json_type::string)
            row.plain.emplace_back(document.get_string().get(string) ? raw.substr(1, raw.size() - 2) : string);
        else row.plain.emplace_back(type == od::json_type::null ? "" : raw);
        return take(std::move(row));
    }
    od::value value;
    if (type == od::json_type::object || lines) return document.get_value().get(value) ? true : take(row_of(value));
    od::array list;
    if (document.get_array().get(list)) return true;
    for (auto element : list)
        if (std::move(element).get(value) || !take(row_of(value))) return false;
    return true;
}

bool has_json_name(std::string path) {
    std::transform(path.begin(), path.end(), path.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    for (const std::string_view packed : {".gz", ".zst"})
        if (path.ends_with(packed)) path.resize(path.size() - packed.size());
    return path.ends_with(".json") || path.ends_with(".jsonl") || path.ends_with(".ndjson");
}

bool opens_json(std::string_view text) {
    const auto at = text.find_first_not_of(" \t\r\n");
    return at != std::string_view::npos && (text[at] == '{' || text[at] == '[');
}

}  // namespace

Error JsonTable::fault_of(std::string_view text, std::uint64_t line) const {
    static constexpr const char* ids[] = {"end",   "value",  "value",   "number", "comma", "name",
                                          "colon", "escape", "control", "utf8",   "deep",  "after"};
    const auto fault = json_fault(text);
    if (!fault) return {ErrorCode::corrupt, "ingest.json.value", {{"path", shown_}, {"line", line}, {"column", 1}}};
    const auto before = text.substr(0, fault->offset);
    const auto newline = before.rfind('\n');
    line += static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n'));
    const std::size_t column = newline == std::string_view::npos ? before.size() + 1 : before.size() - newline;
    return {ErrorCode::invalid_input,
            std::string("ingest.json.") + ids[static_cast<int>(fault->what)],
            {{"path", shown_}, {"line", line}, {"column", column}}};
}

// JSON Lines give a document a line; anything else is one document as a whole.
Result<void> JsonTable::each_document(const std::function<Result<bool>(std::string_view, std::uint64_t)>& take,
                                      const JobContext& job) const {
    ADSCOPE_ASSIGN(input, Input::open(path_, wanted_encoding_, job));
    TextWindow window(*input);
    std::uint64_t line = 1;
    std::size_t at = 0;
    while (true) {
        window.drop(at);
        at = 0;
        ADSCOPE_TRY(window.fill(kBlock));
        if (job.cancelled()) return Error::cancelled();
        job.report(Message("ingest.converting"), input->fraction());
        const auto text = window.text();
        if (format_ == "json") {
            if (!window.last()) continue;
            ADSCOPE_ASSIGN(more, take(text, 1));
            (void)more;
            return {};
        }
        while (at < text.size()) {
            auto end = text.find('\n', at);
            if (end == std::string_view::npos && !window.last()) break;
            end = std::min(end, text.size());
            const auto document = text.substr(at, end - at);
            if (!trimmed(document).empty()) {
                ADSCOPE_ASSIGN(more, take(document, line));
                if (!more) return {};
            }
            ++line;
            at = std::min(end + 1, text.size());
        }
        if (window.last()) return {};
    }
}

// Which of the forms it is; false: no JSON.
Result<bool> JsonTable::tell(const JobContext& job, bool named) {
    ADSCOPE_ASSIGN(detected, Input::open(path_, wanted_encoding_, job));
    // JSON is UTF-8 unless a mark, the zeros of UTF-16 or the user says otherwise: damaged bytes are a fault.
    if (wanted_encoding_.empty()) wanted_encoding_ = detected->encoding().starts_with("UTF-") ? detected->encoding() : "UTF-8";
    encoding_ = wanted_encoding_;
    mark_ = detected->byte_order_mark();
    ADSCOPE_ASSIGN(input, Input::open(path_, wanted_encoding_, job));
    TextWindow window(*input);
    ADSCOPE_TRY(window.fill(kBlock));
    if (!named && !opens_json(window.text())) return false;
    // A line with a whole document and another line behind it: one document a line.
    const auto text = window.text();
    const auto begin = text.find_first_not_of(" \t\r\n");
    const auto end = begin == std::string_view::npos ? begin : text.find('\n', begin);
    if (end != std::string_view::npos && text.find_first_not_of(" \t\r\n", end) != std::string_view::npos && opens_json(text) &&
        !json_fault(text.substr(begin, end - begin))) {
        const auto next = text.substr(text.find_first_not_of(" \t\r\n", end));
        if (opens_json(next)) format_ = "json_lines";
        return named || format_ == "json_lines";
    }
    if (named) return true;
    while (!window.last()) {
        if (job.cancelled()) return Error::cancelled();
        ADSCOPE_TRY(window.fill(16 * kBlock));
    }
    return !json_fault(window.text());
}

// The names of all rows, in the order in which they come.
Result<void> JsonTable::collect(const JobContext& job) {
    std::unordered_map<std::string, std::size_t> seen;
    od::parser parser;
    bool plain = false;
    std::uint64_t documents = 0;
    ADSCOPE_TRY(each_document(
        [&](std::string_view text, std::uint64_t line) -> Result<bool> {
            // The first line must be right; a later one is the reader's business.
            if (json_fault(text)) {
                if (format_ == "json" || documents == 0) return fault_of(text, line);
                return true;
            }
            ++documents;
            rows_of(text, parser, format_ == "json_lines", [&](Row&& row) {
                plain = plain || !row.plain.empty();
                for (const auto& [name, value] : row.named)
                    if (seen.emplace(name, columns_.size()).second) columns_.push_back(name);
                return true;
            });
            return true;
        },
        job));
    if (plain && !columns_.empty() && seen.emplace("value", columns_.size()).second) columns_.emplace_back("value");
    return {};
}

Result<std::optional<JsonTable>> JsonTable::open(const std::string& path, const std::string& shown, const std::string& encoding,
                                                 const JobContext& job) {
    JsonTable table;
    table.path_ = path;
    table.shown_ = shown;
    table.wanted_encoding_ = encoding;
    ADSCOPE_ASSIGN(is_json, table.tell(job, has_json_name(shown)));
    if (!is_json) return std::optional<JsonTable>();
    ADSCOPE_TRY(table.collect(job));
    return std::optional<JsonTable>(std::move(table));
}

Result<void> JsonTable::each(const std::function<bool(const std::vector<std::string>&)>& row, bool strict, const JobContext& job) const {
    std::unordered_map<std::string, std::size_t> place;
    for (std::size_t i = 0; i < columns_.size(); ++i) place.emplace(columns_[i], i);
    od::parser parser;
    std::vector<std::string> cells;
    const auto give = [&](Row&& r) {
        if (columns_.empty()) return row(r.plain);
        cells.assign(columns_.size(), {});
        for (auto& [name, text] : r.named) cells[place.at(name)] = std::move(text);
        for (std::size_t i = 0; i < r.plain.size(); ++i) cells[place.at("value")] += (i ? "|" : "") + r.plain[i];
        return row(cells);
    };
    return each_document(
        [&](std::string_view text, std::uint64_t line) -> Result<bool> {
            if (json_fault(text)) {
                if (strict || format_ == "json") return fault_of(text, line);
                return row({std::string(trimmed(text))});
            }
            return rows_of(text, parser, format_ == "json_lines", give);
        },
        job);
}

}  // namespace adscope::ingest
