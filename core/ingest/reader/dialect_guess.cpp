#include "core/ingest/reader/dialect_guess.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <vector>

#include "core/ingest/reader/cell_kind.h"
#include "core/ingest/reader/parser.h"
#include "core/ingest/reader/sniff.h"
#include "core/ingest/values.h"

namespace adscope::ingest {
namespace {

constexpr std::size_t kRows = 200;
constexpr std::size_t kText = 1 << 16;
constexpr double kEnough = 0.3;  // a score below this is no table

std::size_t count(std::string_view text, std::string_view what) {
    std::size_t n = 0;
    for (auto at = text.find(what); at != std::string_view::npos; at = text.find(what, at + what.size())) ++n;
    return n;
}

// How likely a delimiter is before anything is known; 0: never. Of one character and several that stand wherever it
// does, the several are it.
double prior(const std::string& delimiter) {
    const auto bare = trimmed(delimiter);
    if (bare.empty()) return delimiter[0] == '\t' ? (delimiter.size() > 1 ? 1.01 : 1) : 0.5;
    const double more = 1 + 0.01 * static_cast<double>(delimiter.size() - (static_cast<unsigned char>(bare[0]) >= 0x80 ? bare.size() : 1));
    const char c = bare[0];
    if (std::string_view(",;|\x01\x1f\x1e\x07").find(c) != std::string_view::npos) return more;
    if (c == '^' || c == '~') return 0.95 * more;
    if (static_cast<unsigned char>(c) >= 0x80) return 0.8;
    if (bare.size() > 1) return 0.9;
    if (c == ':') return 0.5;
    if (std::string_view("/-._").find(c) != std::string_view::npos) return 0.4;
    if (c == '#' || c == '*') return 0.6;
    return std::string_view("&%$!=+<>?@").find(c) != std::string_view::npos ? 0.45 : 0;
}

bool is_weak(const std::string& delimiter) { return prior(delimiter) <= 0.5; }

std::vector<std::string_view> lines_of(std::string_view text, std::size_t most) {
    std::vector<std::string_view> out;
    for (std::size_t at = 0; at < text.size() && out.size() < most;) {
        auto end = std::min(text.find_first_of("\r\n", at), text.size());
        if (end > at) out.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return out;
}

// Whether a delimiter of several characters stands wherever its first sign does: nearly everywhere, and in the whole
// first line that has it. At the end of a line its blanks may be gone.
bool stands_for(const std::vector<std::string_view>& lines, const std::string& sign, const std::string& longer) {
    const auto in = [&](std::string_view part) {
        const std::size_t signs = longer == sign + sign ? 2 : 1;
        return count(part, longer) * signs + (longer == sign + " " && (part.ends_with(sign)) ? 1 : 0);
    };
    const auto first = std::find_if(lines.begin(), lines.end(), [&](std::string_view l) { return l.find(sign) != std::string_view::npos; });
    if (first == lines.end() || in(*first) != count(*first, sign)) return false;
    std::size_t all = 0, whole = 0, on = 0;
    for (const auto line : lines) all += count(line, sign), whole += in(line), on += count(line, longer) > 0;
    // A doubled sign is the delimiter even where values have the sign alone.
    return whole * 50 >= all * 49 || (longer == sign + sign && on * 10 >= lines.size() * 9);
}

// Characters that stand on many lines and are no letters, digits or quotes; with each the combinations it mostly
// stands in (", ", "||", " | ").
std::vector<std::string> delimiter_candidates(std::string_view text) {
    const auto lines = lines_of(text, kRows);
    std::map<std::string, std::size_t> on_lines;
    for (const auto line : lines) {
        std::set<std::string> seen;
        for (std::int32_t i = 0; i < static_cast<std::int32_t>(line.size());) {
            const auto begin = i;
            UChar32 c;
            U8_NEXT(reinterpret_cast<const std::uint8_t*>(line.data()), i, static_cast<std::int32_t>(line.size()), c);
            if (c <= 0 || u_isalnum(c) || c == '"' || c == '\'' || c == '\\' || c == '`') continue;
            if (c >= 0x80 && !u_ispunct(c) && u_charType(c) < U_DASH_PUNCTUATION) continue;
            seen.emplace(line.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(i - begin)));
        }
        for (const auto& c : seen) ++on_lines[c];
    }
    std::vector<std::string> out;
    for (const auto& [c, n] : on_lines) {
        if (prior(c) == 0 || 3 * n < lines.size()) continue;
        out.push_back(c);
        for (const auto& longer : {c + " ", " " + c + " ", c + c})
            if (stands_for(lines, c, longer)) out.push_back(longer);
    }
    // Two characters of different kinds, such as ~| or :; or <>.
    for (const auto& [a, n] : on_lines)
        for (const auto& [b, m] : on_lines)
            if (a != b && a != " " && b != " " && n == m && 2 * n >= lines.size() && a.size() == 1 && b.size() == 1 &&
                count(text, a + b) == count(text, a) && count(text, a) == count(text, b))
                out.push_back(a + b);
    return out;
}

struct Trial {
    Dialect dialect;
    double score = 0, table = 0;  // table: before what is known of the delimiter
    std::size_t width = 0;
};

std::vector<Record> parse(const std::string& padded, std::size_t size, bool whole, RecordParser& parser) {
    parser.feed(padded.data(), size, whole);
    std::vector<Record> out;
    Record record;
    while (out.size() < kRows && parser.next(record)) out.push_back(record);
    return out;
}

// The width that makes most of a table, and from which record on.
std::pair<std::size_t, std::size_t> body_of(const std::vector<Record>& rows) {
    std::map<std::size_t, std::size_t> widths;
    for (const auto& r : rows)
        if (!r.comment) ++widths[r.cells.size()];
    double best = 0;
    std::size_t width = 0, begin = 0;
    for (const auto& [w, n] : widths) {
        const double weight = static_cast<double>(n) * static_cast<double>(w) / (static_cast<double>(w) + 1);
        if (w > 1 && weight >= best) best = weight, width = w;
    }
    if (width == 0) return {0, 0};
    while (begin < rows.size() && rows[begin].cells.size() != width) ++begin;
    return {width, begin};
}

double value_of(CellKind kind, bool quoted) {
    switch (kind) {
        case CellKind::number:
        case CellKind::time:
        case CellKind::link: return 1;
        case CellKind::word: return 0.95;
        case CellKind::empty: return 0.7;
        case CellKind::text: return quoted ? 0.95 : 0.8;
        default: return quoted ? 0.9 : 0.1;
    }
}

// Share of the cells that look like values; `numbers`: columns that hold little else than numbers and times.
double type_score(const std::vector<Record>& rows, std::size_t begin, std::size_t width, char quote, std::size_t& numbers) {
    double sum = 0;
    std::size_t cells = 0;
    std::vector<std::size_t> typed(width), present(width);
    for (std::size_t r = begin; r < rows.size(); ++r)
        for (std::size_t c = 0; c < rows[r].cells.size(); ++c) {
            const auto cell = rows[r].cells[c];
            const bool quoted = quote && !cell.empty() && cell.data() > rows[r].raw.data() &&
                                cell.data() <= rows[r].raw.data() + rows[r].raw.size() && cell.data()[-1] == quote;
            const auto kind = cell_kind(cell);
            sum += value_of(kind, quoted);
            ++cells;
            if (c < width && r > begin) present[c] += kind != CellKind::empty, typed[c] += is_number_or_time(kind);
        }
    numbers = 0;
    for (std::size_t c = 0; c < width; ++c) numbers += present[c] > 0 && typed[c] * 10 >= present[c] * 8;
    return cells == 0 ? 0 : sum / static_cast<double>(cells);
}

void weigh(Trial& t, const std::string& padded, std::size_t size, bool whole) {
    RecordParser parser(t.dialect);
    const auto rows = parse(padded, size, whole, parser);
    const auto [width, begin] = body_of(rows);
    t.width = width;
    t.score = 0;
    if (width < 2) return;
    std::size_t same = 0, all = 0, bad = 0, numbers = 0, changes = 0;
    for (std::size_t r = begin; r < rows.size(); ++r) {
        if (rows[r].comment) continue;
        ++all;
        same += rows[r].cells.size() == width;
        changes += r > begin && rows[r].cells.size() != rows[r - 1].cells.size();
        bad += rows[r].unterminated || rows[r].strays > 0;
    }
    // Two tables one below the other are as regular as one.
    const double share = std::max(static_cast<double>(same), 0.95 * static_cast<double>(all - changes)) / static_cast<double>(all);
    const double fair = 1 - 0.5 * static_cast<double>(bad) / static_cast<double>(all);
    // A single row says nothing about whether its width repeats.
    const double evidence = std::min(1.0, 0.5 + 0.25 * static_cast<double>(all));
    const double types = type_score(rows, begin, width, t.dialect.quote, numbers);
    t.table = share * share * fair * evidence * types * types * (1 + 0.1 * std::log2(static_cast<double>(width)));
    // What stands above the table takes some of it away: another delimiter may have them all in.
    t.table *= 1 - 0.3 * static_cast<double>(begin) / static_cast<double>(rows.size());
    const auto delimiter = t.dialect.delimiter_text();
    t.score = t.table * prior(delimiter);
    // Apostrophes are no quotes: as such they stand in order.
    if (t.dialect.quote && t.dialect.quote != '"' && bad * 10 > all) t.score = 0;
    // A few stray quotes do not make a file one without quotes.
    if (!t.dialect.quote) t.score *= 0.96;
    if (is_weak(delimiter)) {
        // Blanks, points and dashes stand inside values: the table must be plain, from its first line on.
        if (share < 0.9 || begin > 0 || (width < 4 && numbers == 0) || (delimiter != " " && delimiter != ":" && width < 4)) t.score = 0;
    }
}

std::vector<char> quote_candidates(std::string_view text, char delimiter) {
    const auto opens = [&](char quote) {
        std::size_t n = 0;
        for (auto at = text.find(quote); at != std::string_view::npos; at = text.find(quote, at + 1))
            n += at == 0 || text[at - 1] == '\n' || text[at - 1] == '\r' || text[at - 1] == delimiter;
        return n;
    };
    std::vector<char> out{'"'};
    const auto single = opens('\''), twice = opens('"');
    if (single > 0) out.push_back('\'');
    if (opens('`') > 1) out.push_back('`');
    if (twice > 0) out.push_back('\0');
    return out;
}

std::vector<char> escape_candidates(std::string_view text, const std::string& delimiter, char quote) {
    std::vector<char> out{'\0'};
    if (count(text, "\\" + delimiter) > 0 || (quote && count(text, std::string("\\") + quote) > 0)) out.push_back('\\');
    if (!quote) return out;
    // Another sign right before quotes inside cells: none of what may stand before a closing quote by itself.
    std::map<char, std::size_t> before;
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
        const char c = text[i - 1], next = text[i + 1];
        const bool inside = next != '\n' && next != '\r' && next != quote && delimiter.find(next) == std::string::npos;
        if (text[i] == quote && inside && std::string_view("^~/!#%&*$@+=?|<>").find(c) != std::string_view::npos &&
            delimiter.find(c) == std::string::npos)
            ++before[c];
    }
    for (const auto& [c, n] : before)
        if (n >= 2) out.push_back(c);
    return out;
}

// Every line as it stands is one value of a strict kind, whatever signs stand inside it.
bool whole_lines_are_values(std::string_view text) {
    const auto lines = lines_of(text, kRows);
    std::size_t values = 0;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const auto kind = cell_kind(lines[i]);
        values += kind == CellKind::number || kind == CellKind::time || kind == CellKind::link;
    }
    return lines.size() > 1 && values * 20 >= (lines.size() - 1) * 19;
}

// No dialect makes a table: one column, unless the first line has a plain delimiter, so that the rest is ragged.
void settle_without_table(std::string_view text, Dialect& dialect) {
    const auto lines = lines_of(text, kRows);
    if (lines.empty()) return;
    std::size_t most = 0;
    for (const char c : std::string_view(",;\t|")) {
        std::size_t n = 0;
        for (std::size_t i = 0; i < std::min<std::size_t>(lines.size(), 2); ++i)
            n = std::max(n, static_cast<std::size_t>(std::count(lines[i].begin(), lines[i].end(), c)));
        const bool sentences = c == ',' && count(text, ", ") * 10 >= count(text, ",") * 8 && count(lines[0], ",") == 0;
        if (n > most && !sentences) most = n, dialect.delimiter = c;
    }
    if (most > 0) return;
    dialect.delimiter = text.find(',') == std::string_view::npos ? ',' : '\0';
}

}  // namespace

Dialect guess_dialect(std::string_view sample, bool whole, const Dialect& start, const std::map<std::string, std::string>& fixed) {
    const auto text = sample.substr(0, kText);
    whole = whole && text.size() == sample.size();
    std::string padded(text);
    padded.resize(text.size() + Scanner::kPadding);
    std::vector<std::string> delimiters =
        fixed.count("delimiter") ? std::vector<std::string>{start.delimiter_text()} : delimiter_candidates(text);
    Trial best{start};
    const bool single_values = !fixed.count("delimiter") && whole_lines_are_values(text);
    for (const auto& delimiter : delimiters) {
        Trial t{start};
        t.dialect.delimiter = delimiter.empty() ? '\0' : delimiter[0];
        t.dialect.delimiter_rest = delimiter.empty() ? "" : delimiter.substr(1);
        if (single_values && prior(delimiter.empty() ? "," : delimiter) < 0.9) continue;
        const auto quotes =
            fixed.count("quote") ? std::vector<char>{start.quote} : quote_candidates(text, delimiter.empty() ? ',' : delimiter.back());
        for (const char quote : quotes) {
            t.dialect.quote = quote;
            for (const char escape : fixed.count("escape") ? std::vector<char>{start.escape}
                                                           : escape_candidates(text, delimiter.empty() ? "," : delimiter, quote)) {
                t.dialect.escape = escape;
                weigh(t, padded, text.size(), whole);
                if (t.score > best.score * 1.0001 + 1e-9) best = t;
            }
        }
    }
    if (best.score >= kEnough || (fixed.count("delimiter") && best.score > 0)) return best.dialect;
    Dialect out = start;
    if (!fixed.count("delimiter")) settle_without_table(text, out);
    if (!fixed.count("quote") && text.find('"') == std::string_view::npos && count(text, "\n'") > 1 &&
        count(text, "'\n") + count(text, "'\r") > 1)
        out.quote = '\'';
    if (!fixed.count("escape") && out.quote && count(text, std::string("\\") + out.quote) > count(text, std::string(2, out.quote)))
        out.escape = '\\';
    return out;
}

std::string comment_sign(std::string_view sample, const Dialect& dialect, std::size_t width) {
    for (const std::string sign : {"#", "//", "--", "%", ";", "!"}) {
        if (dialect.delimiter && sign[0] == dialect.delimiter) continue;
        std::size_t odd = 0, rows = 0;
        for (const auto line : lines_of(sample.substr(0, kText), 2000)) {
            if (!line.starts_with(sign)) continue;
            // A signed number is none; nor is a row like the others.
            const auto cells = parse_sample(line, dialect, true, 1);
            const bool table_row =
                width > 1 ? !cells.empty() && cells[0].size() == width : sign != "#" || (line.size() > 1 && line[1] != ' ');
            (table_row || is_number_or_time(cell_kind(line)) ? rows : odd) += 1;
        }
        if (odd > 0 && rows <= odd / 10) return sign;
    }
    return {};
}

}  // namespace adscope::ingest
