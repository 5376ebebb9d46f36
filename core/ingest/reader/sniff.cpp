#include "core/ingest/reader/sniff.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "core/ingest/reader/cell_kind.h"
#include "core/ingest/reader/dialect_guess.h"
#include "core/ingest/reader/parser.h"
#include "core/ingest/values.h"

namespace adscope::ingest {
namespace {

constexpr std::size_t kRows = 300;
constexpr std::size_t kTop = 1 << 16;  // bytes that the shape of the table is told from
constexpr std::size_t kMostPreamble = 60;

Result<char> single(const std::string& part, const std::string& value) {
    if (value == "tab" || value == "\\t") return '\t';
    if (value == "space") return ' ';
    if (value == "none" || (value.empty() && part != "delimiter")) return '\0';
    if (value.size() == 1 && value[0] != '\n' && value[0] != '\r') return value[0];
    return Error(ErrorCode::usage, "ingest.bad_dialect_value", {{"part", part}, {"found", value}});
}

Result<std::string> delimiter_of(const std::string& value) {
    if (value == "none") return std::string();
    // Several characters may delimit, none of them a letter or digit.
    const bool sign = std::none_of(value.begin(), value.end(),
                                   [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '\n' || c == '\r' || c == 0; });
    if (value.size() > 1 && value.size() <= 8 && sign && value != "\\t") return value;
    ADSCOPE_ASSIGN(c, single("delimiter", value));
    if (c == 0) return Error(ErrorCode::usage, "ingest.bad_dialect_value", {{"part", "delimiter"}, {"found", value}});
    return std::string(1, c);
}

std::size_t filled(const Cells& row) {
    return static_cast<std::size_t>(std::count_if(row.begin(), row.end(), [](const auto& c) { return !trimmed(c).empty(); }));
}

struct Top {
    std::vector<Cells> rows;
    std::vector<int> lines;      // each row's first
    std::vector<bool> separate;  // an empty line stands before it
};

// The first rows, comments among them as one cell.
Top top_of(std::string_view sample, const Dialect& dialect, bool whole) {
    Top top;
    parse_text(sample.substr(0, kTop), dialect, whole && sample.size() <= kTop, [&](const Record& r) {
        top.rows.emplace_back(r.cells.begin(), r.cells.end());
        if (r.comment) top.rows.back().clear();
        top.lines.push_back(static_cast<int>(r.line));
        top.separate.push_back(r.blank_before);
        return top.rows.size() < kRows;
    });
    return top;
}

// A title above a table: one cell of text where the table has several, alone or with empty cells behind it.
bool is_title(const Cells& row, std::size_t width) {
    if (row.empty() || filled(row) == 0) return true;
    if (width < 2 || filled(row) > 1 || trimmed(row[0]).empty()) return false;
    return row.size() == 1 || (width >= 3 && row.size() <= width);
}

// Notes with delimiters in them ("Jan 1, 2024 - Jan 31, 2024") above a header: rows of other widths, then one of names
// above columns of numbers. Gives the row of the header; `from` where it is none.
std::size_t header_below_notes(const std::vector<Cells>& rows, std::size_t from, std::size_t width) {
    constexpr std::size_t most = 10;
    std::size_t header = from;
    while (header < rows.size() && header < from + most && rows[header].size() != width) ++header;
    if (header == from || header + 1 >= rows.size() || rows[header].size() != width || rows[header + 1].size() != width) return from;
    const std::vector<Cells> table(rows.begin() + static_cast<std::ptrdiff_t>(header), rows.end());
    const auto numbers = number_columns(table, 1);
    const bool names =
        std::none_of(table[0].begin(), table[0].end(), [](const auto& c) { return trimmed(c).empty() || is_number_or_time(c); });
    return names && !numbers.empty() ? header : from;
}

// Lines at the top that belong to no table: comments, titles, empty rows, and a block of notes that an empty line or an
// empty row closes.
int preamble_lines(std::string_view sample, const Dialect& dialect, bool whole) {
    const Top top = top_of(sample, dialect, whole);
    std::vector<Cells> rows;
    for (const auto& r : top.rows)
        if (!r.empty()) rows.push_back(r);
    const std::size_t width = usual_width(rows), n = std::min(top.rows.size(), kMostPreamble);
    const auto is_empty = [&](std::size_t i) { return filled(top.rows[i]) == 0; };
    std::size_t first = 0;
    while (first < n && is_title(top.rows[first], width)) ++first;
    for (std::size_t i = first + 1, most = std::max<std::size_t>(2, width / 2); width >= 3 && i < n; ++i) {
        const bool closed = top.separate[i] || is_empty(i - 1);
        if (filled(top.rows[i - 1]) > most) break;
        if (closed && top.rows[i].size() == width && filled(top.rows[i]) > most) {
            first = i;
            break;
        }
    }
    first = std::max(first, header_below_notes(top.rows, first, width));
    return first == 0 || first >= top.rows.size() ? (top.lines.empty() || first > 0 ? 0 : top.lines[0] - 1) : top.lines[first] - 1;
}

// The sample from the first line on that is no comment: quotes and signs in comments mislead.
std::string_view body_below_comments(std::string_view sample) {
    std::size_t at = 0;
    while (at < sample.size()) {
        const auto line = sample.substr(at, std::min(sample.find_first_of("\r\n", at), sample.size()) - at);
        if (!trimmed(line).empty() && !line.starts_with("# ") && !line.starts_with("//") && line != "#") break;
        const auto next = line_start(sample.substr(at), 1);
        if (next == 0) break;
        at += next;
    }
    return at >= sample.size() ? sample : sample.substr(at);
}

// Whether the rows below the preamble begin with a header, unless it was said.
Result<void> tell_header(std::string_view sample, bool whole, const std::map<std::string, std::string>& given, Dialect& dialect) {
    if (const auto part = given.find("header"); part != given.end()) {
        const auto flag = parse_flag(part->second);
        if (!flag) return Error(ErrorCode::usage, "ingest.bad_dialect_value", {{"part", "header"}, {"found", part->second}});
        dialect.header = *flag == 1;
        return {};
    }
    const auto body = sample.substr(line_start(sample, dialect.skipped_lines)).substr(0, kTop);
    dialect.header = looks_like_header(parse_sample(body, dialect, whole && sample.size() <= kTop, kRows));
    return {};
}

}  // namespace

Result<void> check_dialect_parts(const std::map<std::string, std::string>& given) {
    static const std::set<std::string> parts = {"delimiter", "quote", "escape", "encoding", "header", "sheet", "table"};
    for (const auto& [part, value] : given)
        if (parts.count(part) == 0) return Error(ErrorCode::usage, "ingest.bad_dialect_part", {{"found", part}});
    return {};
}

std::size_t line_start(std::string_view text, int lines) {
    std::size_t at = 0;
    for (int i = 0; i < lines && at < text.size(); ++i) {
        at = text.find_first_of("\r\n", at);
        if (at == std::string_view::npos) return text.size();
        at += text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1;
    }
    return at;
}

bool looks_binary(std::string_view sample) {
    static constexpr std::string_view starts[] = {
        "\x7f"
        "ELF",
        "\x89PNG",
        "%PDF-",
        "PK\x03\x04",
        "GIF8",
        "\xff\xd8\xff",
        "SQLite format 3",
        "BZh",
        "\xfd"
        "7zXZ",
        "7z\xbc\xaf",
        "PAR1",
        "OggS",
        "RIFF"};
    for (const auto start : starts)
        if (sample.starts_with(start) && sample.find('\0') != std::string_view::npos) return true;
    // A text may hold a stray control character; one in fifty is no text. Some of them delimit.
    const auto odd = std::count_if(sample.begin(), sample.end(), [](char c) {
        const auto u = static_cast<unsigned char>(c);
        return u < 0x20 && std::string_view("\t\n\r\f\v\b\x01\x02\x07\x1b\x1c\x1d\x1e\x1f").find(c) == std::string_view::npos;
    });
    return odd > 0 && static_cast<std::size_t>(odd) * 50 >= sample.size();
}

std::vector<Cells> parse_sample(std::string_view sample, const Dialect& dialect, bool whole, std::size_t limit, std::size_t width) {
    std::vector<Cells> out;
    const auto take = [&](const Record& record) {
        if (!record.comment) out.emplace_back(record.cells.begin(), record.cells.end());
        return out.size() < limit;
    };
    if (limit > 0) parse_text(sample, dialect, whole, take, width);
    // One row that is longer than the sample.
    if (out.empty() && !whole && !sample.empty()) return parse_sample(sample, dialect, true, limit);
    return out;
}

bool is_number_or_time(std::string_view cell) {
    const auto text = trimmed(cell);
    if (parse_real(text) || is_number_or_time(cell_kind(text))) return true;
    static thread_local TimeParser parser = std::move(*TimeParser::make("UTC"));
    return parser.parse(text).has_value();
}

std::vector<std::size_t> number_columns(const std::vector<Cells>& rows, std::size_t from) {
    std::vector<std::size_t> out;
    if (rows.size() <= from) return out;
    for (std::size_t c = 0; c < usual_width(rows); ++c) {
        std::size_t present = 0, numbers = 0;
        for (std::size_t r = from; r < rows.size(); ++r) {
            if (c >= rows[r].size() || is_missing(trimmed(rows[r][c]))) continue;
            ++present;
            numbers += is_number_or_time(rows[r][c]);
        }
        if (present > 0 && numbers * 10 >= present * 9) out.push_back(c);
    }
    return out;
}

std::size_t header_rows(const std::vector<Cells>& rows) {
    if (rows.empty() || !looks_like_header(rows)) return 0;
    constexpr std::size_t most = 4;
    std::size_t count = 1;
    // The same names again and again, then something else.
    while (count < most && count < rows.size() && rows[count] == rows[0]) ++count;
    if (count > 1 && count < rows.size() &&
        std::find(rows.begin() + static_cast<std::ptrdiff_t>(count),
                  rows.begin() + static_cast<std::ptrdiff_t>(std::min(rows.size(), count + 5)),
                  rows[0]) == rows.begin() + static_cast<std::ptrdiff_t>(std::min(rows.size(), count + 5)))
        return count;
    count = 1;
    const auto empty = [](const std::string& c) { return trimmed(c).empty(); };
    while (count < most && count + 1 < rows.size() && rows[count].size() == rows[0].size()) {
        const auto columns = number_columns(rows, count + 1);
        const auto& row = rows[count];
        std::size_t texts = 0, values = 0, units = 0;
        for (const auto c : columns) {
            if (c >= row.size() || empty(row[c])) continue;
            const auto cell = trimmed(row[c]);
            (is_number_or_time(cell) || is_missing(cell) ? values : texts) += 1;
            units += cell.front() == '(' || cell.front() == '[';
        }
        // A header goes on when nothing in the row is a value, and something shows that names are split over rows.
        const bool gaps = std::any_of(rows[count - 1].begin(), rows[count - 1].end(), empty) || std::any_of(row.begin(), row.end(), empty);
        if (values > 0 || texts == 0 || !(gaps || units > 0 || texts >= 2)) break;
        ++count;
    }
    return count;
}

Cells join_header(const std::vector<Cells>& rows, std::size_t count) {
    Cells out = rows.empty() ? Cells() : rows[0];
    for (std::size_t r = 1; r < count && r < rows.size(); ++r)
        for (std::size_t c = 0; c < out.size() && c < rows[r].size(); ++c)
            if (!rows[r][c].empty()) out[c] += (out[c].empty() ? "" : " ") + rows[r][c];
    return out;
}

std::size_t usual_width(const std::vector<Cells>& rows) {
    struct Width {
        std::size_t rows = 0, first = 0;
    };
    std::map<std::size_t, Width> widths;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (auto& w = widths[rows[i].size()]; ++w.rows == 1) w.first = i;
    std::size_t best = 0;
    double most = 0;
    // Of nearly as many narrow rows (titles, notes) and wide ones the wide ones are the table.
    for (const auto& [width, n] : widths)
        if (const double weight = static_cast<double>(n.rows) * static_cast<double>(width) / (static_cast<double>(width) + 1);
            weight >= most)
            best = width, most = weight;
    // Of two tables one below the other the first is.
    for (const auto& [width, n] : widths)
        if (width > 1 && best > 1 && n.first < widths[best].first && n.rows * 5 >= widths[best].rows * 4) best = width;
    return best;
}

bool looks_like_header(const std::vector<Cells>& rows) {
    if (rows.empty()) return true;
    std::set<std::string> names;
    std::size_t empty = 0, twice = 0;
    for (const auto& cell : rows[0]) {
        if (cell.empty()) {
            ++empty;
            continue;
        }
        if (is_number_or_time(cell)) return false;
        twice += !names.insert(cell).second;
    }
    // Names are different; where some are not, the rows below must have values where this one has names.
    if (twice > 0 && rows[0].size() > 2 && (2 * twice > rows[0].size() || number_columns(rows, 1).empty())) return false;
    if (empty * 2 <= rows[0].size()) return true;
    // Names of groups, with the names themselves in the row below.
    return empty < rows[0].size() && rows.size() > 1 && rows[1].size() == rows[0].size() &&
           std::none_of(rows[1].begin(), rows[1].end(), [](const auto& cell) { return cell.empty() || is_number_or_time(cell); });
}

Result<Dialect> sniff(std::string_view sample, bool whole, const std::map<std::string, std::string>& given) {
    ADSCOPE_TRY(check_dialect_parts(given));
    Dialect dialect;
    const auto part = [&](const char* name) -> const std::string* {
        const auto found = given.find(name);
        return found == given.end() ? nullptr : &found->second;
    };
    if (const auto* value = part("quote")) {
        ADSCOPE_ASSIGN(c, single("quote", *value));
        dialect.quote = c;
    }
    if (const auto* value = part("escape")) {
        ADSCOPE_ASSIGN(c, single("escape", *value));
        dialect.escape = c;
    }
    if (const auto* value = part("delimiter")) {
        ADSCOPE_ASSIGN(text, delimiter_of(*value));
        dialect.delimiter = text.empty() ? '\0' : text[0];
        dialect.delimiter_rest = text.empty() ? "" : text.substr(1);
    }
    dialect = guess_dialect(body_below_comments(sample), whole, dialect, given);
    auto rows = parse_sample(sample.substr(0, kTop), dialect, whole && sample.size() <= kTop, kRows);
    dialect.comment = comment_sign(sample, dialect, usual_width(rows));
    dialect.skipped_lines = preamble_lines(sample, dialect, whole);
    ADSCOPE_TRY(tell_header(sample, whole, given, dialect));
    return dialect;
}

Result<Dialect> sniff_rows(std::string_view sample, bool whole, const std::map<std::string, std::string>& given) {
    Dialect dialect;
    dialect.skipped_lines = preamble_lines(sample, dialect, whole);
    ADSCOPE_TRY(tell_header(sample, whole, given, dialect));
    return dialect;
}

}  // namespace adscope::ingest
