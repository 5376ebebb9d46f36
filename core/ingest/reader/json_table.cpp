#include "core/ingest/reader/json_table.h"

#include <simdjson.h>

#include <algorithm>
#include <unordered_map>

#include "core/ingest/reader/json_stream.h"
#include "core/ingest/values.h"

namespace adscope::ingest {
namespace {

namespace od = simdjson::ondemand;
static_assert(simdjson::SIMDJSON_PADDING <= Scanner::kPadding, "a window's text is read in place");

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

// The row of a valid document.
Row row_of(std::string_view text, od::parser& parser) {
    Row row;
    od::document document;
    od::json_type type;
    const simdjson::padded_string_view padded(text.data(), text.size(), text.size() + Scanner::kPadding);
    if (parser.iterate(padded).get(document) || document.type().get(type)) return row;
    if (!is_scalar(type)) {
        od::value value;
        return document.get_value().get(value) ? row : row_of(value);
    }
    std::string_view string;
    const auto raw = trimmed(text);
    if (type == od::json_type::string) row.plain.emplace_back(document.get_string().get(string) ? raw.substr(1, raw.size() - 2) : string);
    else row.plain.emplace_back(type == od::json_type::null ? "" : raw);
    return row;
}

bool has_json_name(std::string path) {
    std::transform(path.begin(), path.end(), path.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    for (const std::string_view packed : {".gz", ".zst"})
        if (path.ends_with(packed)) path.resize(path.size() - packed.size());
    return path.ends_with(".json") || path.ends_with(".jsonl") || path.ends_with(".ndjson");
}

// Gives rows their columns: those of all rows before, in the order in which they came.
class Columns {
public:
    // `named`: rows without names are one cell of the column "value".
    explicit Columns(bool named) : named_(named) {}

    // False: rows with names and rows without stand in one file, which was not known from the beginning.
    bool place(Row&& row, Cells& cells) {
        cells.clear();
        if (row.plain.empty() || named_) {
            if (plain_rows_ > 0 && !named_ && !row.named.empty()) return false;
            if (!row.plain.empty()) row.named.emplace_back("value", joined(row.plain));
            for (auto& [name, text] : row.named) {
                const auto [at, added] = places_.emplace(name, names_.size());
                if (added) names_.push_back(name);
                if (cells.size() <= at->second) cells.resize(names_.size());
                cells[at->second] = std::move(text);
            }
            cells.resize(std::max<std::size_t>(1, names_.size()));
            return true;
        }
        if (!names_.empty()) return false;
        ++plain_rows_;
        cells = std::move(row.plain);
        return true;
    }
    const Cells& names() const { return names_; }

private:
    static std::string joined(const std::vector<std::string>& plain) {
        std::string out;
        for (std::size_t i = 0; i < plain.size(); ++i) out += (i ? "|" : "") + plain[i];
        return out;
    }
    bool named_;
    std::unordered_map<std::string, std::size_t> places_;
    Cells names_;
    std::uint64_t plain_rows_ = 0;
};

enum class Outcome { done, no_json, mixed };

// One reading of the whole text.
Result<Outcome> read(Input& input, const SpoolRequest& request, bool strict_names, bool named, SpooledTable& table, const JobContext& job) {
    JsonStream stream(input, request.shown);
    ADSCOPE_ASSIGN(is_json, stream.tell(named));
    if (!is_json) return Outcome::no_json;
    RowSpool rows;
    ADSCOPE_TRY(rows.open(request.shown));
    Columns columns(strict_names);
    od::parser parser;
    Cells cells;
    bool mixed = false;
    const auto done = stream.each(
        [&](const JsonDocument& document) -> Result<bool> {
            if (document.fault && request.strict) {
                const auto fault = json_fault(document.text);
                return stream.fault_at(fault->offset, fault->what);
            }
            if (document.fault) {
                ADSCOPE_TRY(rows.fault(trimmed(document.text), document.place));
            } else {
                mixed = !columns.place(row_of(document.text, parser), cells);
                if (mixed) return false;
                ADSCOPE_TRY(rows.row(cells, document.place));
            }
            return rows.records() < request.most_rows;
        },
        job);
    if (!done && !named && !stream.lines() && done.error().code == ErrorCode::invalid_input) return Outcome::no_json;
    ADSCOPE_TRY(done);
    if (mixed) return Outcome::mixed;
    ADSCOPE_ASSIGN(written, rows.finish());
    table = std::move(written);
    table.format = stream.lines() ? "json_lines" : "json";
    table.names = columns.names();
    table.header = table.names.empty() ? SpooledTable::Header::none : SpooledTable::Header::named;
    table.fault = "bad_json";
    return Outcome::done;
}

}  // namespace

Result<std::optional<SpooledTable>> spool_json(std::unique_ptr<Input>& input, const SpoolRequest& request, const JobContext& job) {
    const bool named = has_json_name(request.shown);
    const auto given = request.given.find("encoding");
    const std::string wanted = given == request.given.end() ? "" : given->second;
    // JSON is UTF-8 unless a mark, the zeros of UTF-16 or the user says otherwise: damaged bytes are a fault.
    const bool as_utf8 = wanted.empty() && !input->encoding().starts_with("UTF-");
    const auto head = input->head();
    const auto first = head.find_first_not_of(std::string_view(" \t\r\n\0\xef\xbb\xbf\xff\xfe", 10));
    if (!named && (first == std::string_view::npos || (head[first] != '{' && head[first] != '['))) return std::optional<SpooledTable>();
    SpooledTable table;
    for (bool strict_names = false;;) {
        if (as_utf8) ADSCOPE_TRY(input->decode_as("UTF-8"));
        const auto encoding = input->encoding();
        ADSCOPE_ASSIGN(outcome, read(*input, request, strict_names, named, table, job));
        if (outcome == Outcome::done) {
            table.encoding = encoding;
            table.byte_order_mark = input->byte_order_mark();
            return std::optional<SpooledTable>(std::move(table));
        }
        // What was read is to be read again, from the beginning.
        ADSCOPE_ASSIGN(again, Input::open(request.path, wanted, job));
        input = std::move(again);
        if (outcome == Outcome::no_json) return std::optional<SpooledTable>();
        strict_names = true;
    }
}

}  // namespace adscope::ingest
