#include "core/ingest/reader/sniff.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/ingest/reader/parser.h"
#include "core/ingest/values.h"

namespace adscope::ingest {
namespace {

constexpr std::string_view kDelimiters = ",\t;|^~\x01:";
constexpr std::size_t kRows = 300;

// How often a quote character stands at the edge of a cell: before or behind a delimiter or line end.
std::size_t edges(std::string_view text, char quote) {
    std::size_t n = 0;
    const auto edge = [&](char c) { return c == '\n' || c == '\r' || kDelimiters.find(c) != std::string_view::npos; };
    for (auto at = text.find(quote); at != std::string_view::npos; at = text.find(quote, at + 1))
        n += at == 0 || edge(text[at - 1]) || at + 1 == text.size() || edge(text[at + 1]);
    return n;
}

std::size_t count(std::string_view text, std::string_view what) {
    std::size_t n = 0;
    for (auto at = text.find(what); at != std::string_view::npos; at = text.find(what, at + what.size())) ++n;
    return n;
}

// How much a delimiter makes a table of the sample: the share of rows of the usual width, more for more columns, less
// when quotes are left over.
double score(const std::vector<Cells>& rows) {
    if (rows.empty()) return 0;
    const std::size_t width = usual_width(rows);
    if (width < 2) return 0;
    const auto same = static_cast<double>(std::count_if(rows.begin(), rows.end(), [&](const Cells& r) { return r.size() == width; }));
    const double share = same / static_cast<double>(rows.size());
    // A single row says nothing about whether its width repeats.
    const double evidence = std::min(1.0, 0.5 + 0.25 * static_cast<double>(rows.size()));
    return share * share * evidence * (1 + 0.1 * std::log2(static_cast<double>(width)));
}

Result<char> single(const std::string& part, const std::string& value) {
    if (value == "tab" || value == "\\t") return '\t';
    if (value == "space") return ' ';
    if (value == "none" || (value.empty() && part != "delimiter")) return '\0';
    if (value.size() == 1 && value[0] != '\n' && value[0] != '\r') return value[0];
    return Error(ErrorCode::usage, "ingest.bad_dialect_value", {{"part", part}, {"found", value}});
}

Result<void> check_parts(const std::map<std::string, std::string>& given) {
    for (const auto& [part, value] : given)
        if (part != "delimiter" && part != "quote" && part != "escape" && part != "encoding" && part != "header")
            return Error(ErrorCode::usage, "ingest.bad_dialect_part", {{"found", part}});
    return {};
}

// Lines at the top that belong to no table: comments, titles, and what is narrower than the table below.
int preamble_lines(std::string_view sample, const std::vector<Cells>& rows, const Dialect& dialect) {
    const std::size_t width = usual_width(rows);
    std::size_t at = 0;
    int lines = 0;
    while (at < sample.size()) {
        auto end = sample.find_first_of("\r\n", at);
        if (end == std::string_view::npos) break;
        const auto line = sample.substr(at, end - at);
        const auto cells = parse_sample(line, dialect, true, 1);
        const bool blank = trimmed(line).empty();
        const bool comment = line.starts_with('#') || line.starts_with("//");
        const bool title = width > 1 && !cells.empty() && cells[0].size() < width && (dialect.quote == 0 || line.find(dialect.quote) == std::string_view::npos) &&
                           std::count_if(cells[0].begin(), cells[0].end(), [](const auto& c) { return !c.empty(); }) <= 2 && 2 * cells[0].size() <= width + 1;
        if (!blank && !comment && !title) break;
        if (sample[end] == '\r' && end + 1 < sample.size() && sample[end + 1] == '\n') ++end;
        at = end + 1;
        ++lines;
    }
    return at >= sample.size() ? 0 : lines;
}

}  // namespace

bool looks_binary(std::string_view sample) {
    // Control bytes that no text has; 0x01 is a delimiter of Hive.
    const auto odd = std::count_if(sample.begin(), sample.end(), [](char c) { return c == 0; });
    return odd > 0;
}

std::vector<Cells> parse_sample(std::string_view sample, const Dialect& dialect, bool whole, std::size_t limit) {
    std::string padded(sample);
    padded.resize(sample.size() + Scanner::kPadding);
    RecordParser parser(dialect);
    parser.feed(padded.data(), sample.size(), whole);
    std::vector<Cells> out;
    Record record;
    while (out.size() < limit && parser.next(record)) out.emplace_back(record.cells.begin(), record.cells.end());
    // One row that is longer than the sample.
    if (out.empty() && !whole && !sample.empty()) return parse_sample(sample, dialect, true, limit);
    return out;
}

bool is_number_or_time(std::string_view cell) {
    const auto text = trimmed(cell);
    if (parse_real(text)) return true;
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
    if (!looks_like_header(rows)) return 0;
    constexpr std::size_t most = 4;
    std::size_t count = 1;
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
    std::map<std::size_t, std::size_t> widths;
    for (const auto& r : rows) ++widths[r.size()];
    std::size_t best = 0, most = 0;
    for (const auto& [width, n] : widths)
        if (n >= most) best = width, most = n;
    return best;
}

bool looks_like_header(const std::vector<Cells>& rows) {
    if (rows.empty()) return true;
    std::set<std::string> names;
    std::size_t empty = 0;
    for (const auto& cell : rows[0]) {
        if (cell.empty()) {
            ++empty;
            continue;
        }
        if (is_number_or_time(cell)) return false;
        if (!names.insert(cell).second && rows[0].size() > 2) return false;
    }
    if (empty * 2 <= rows[0].size()) return true;
    // Names of groups, with the names themselves in the row below.
    return empty < rows[0].size() && rows.size() > 1 && rows[1].size() == rows[0].size() &&
           std::none_of(rows[1].begin(), rows[1].end(), [](const auto& cell) { return cell.empty() || is_number_or_time(cell); });
}

Result<Dialect> sniff(std::string_view sample, bool whole, const std::map<std::string, std::string>& given) {
    ADSCOPE_TRY(check_parts(given));
    Dialect dialect;
    const auto part = [&](const char* name) -> const std::string* {
        const auto found = given.find(name);
        return found == given.end() ? nullptr : &found->second;
    };
    const auto text = sample.substr(0, 1 << 16);
    if (const auto* value = part("quote")) {
        ADSCOPE_ASSIGN(c, single("quote", *value));
        dialect.quote = c;
    } else if (edges(text, '\'') > 4 && edges(text, '"') == 0) {
        dialect.quote = '\'';
    }
    if (const auto* value = part("escape")) {
        ADSCOPE_ASSIGN(c, single("escape", *value));
        dialect.escape = c;
    } else if (dialect.quote) {
        const std::string q(1, dialect.quote);
        // \" inside cells, and no doubled quotes beside empty cells.
        const auto escaped = count(text, "\\" + q), doubled = count(text, q + q);
        if (escaped > 0 && escaped > doubled) dialect.escape = '\\';
    }
    if (const auto* value = part("delimiter")) {
        ADSCOPE_ASSIGN(c, single("delimiter", *value));
        if (c == 0) return Error(ErrorCode::usage, "ingest.bad_dialect_value", {{"part", "delimiter"}, {"found", *value}});
        dialect.delimiter = c;
    } else {
        double best = 0;
        for (const char candidate : kDelimiters) {
            if (text.find(candidate) == std::string_view::npos) continue;
            Dialect trial = dialect;
            trial.delimiter = candidate;
            // A colon is in every time of day: it needs to be far better.
            const double s = score(parse_sample(text, trial, whole && text.size() == sample.size(), kRows)) * (candidate == ':' ? 0.5 : 1);
            if (s > best + 1e-9) best = s, dialect.delimiter = candidate;
        }
    }
    auto rows = parse_sample(text, dialect, whole && text.size() == sample.size(), kRows);
    dialect.skipped_lines = preamble_lines(text, rows, dialect);
    if (dialect.skipped_lines > 0) {
        std::size_t at = 0;
        for (int i = 0; i < dialect.skipped_lines; ++i) {
            at = text.find_first_of("\r\n", at);
            at += text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1;
        }
        rows = parse_sample(text.substr(at), dialect, whole && text.size() == sample.size(), kRows);
    }
    if (const auto* value = part("header")) {
        const auto flag = parse_flag(*value);
        if (!flag) return Error(ErrorCode::usage, "ingest.bad_dialect_value", {{"part", "header"}, {"found", *value}});
        dialect.header = *flag == 1;
    } else {
        dialect.header = looks_like_header(rows);
    }
    return dialect;
}

}  // namespace adscope::ingest
