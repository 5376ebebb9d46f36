#include "core/ingest/reader/access_log.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>

#include "core/ingest/reader/parser.h"
#include "core/ingest/reader/text_window.h"
#include "core/ingest/values.h"

namespace adscope::ingest {
namespace {

constexpr std::size_t kBlock = 1 << 20;
constexpr std::size_t kTold = 50;          // lines that the format is told from
constexpr std::size_t kMostColumns = 600;  // parameters beyond them share a column

// A line without its end and the blanks around it.
std::string_view bare(std::string_view line) {
    while (line.ends_with('\r')) line.remove_suffix(1);
    return trimmed(line);
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// The byte of two hexadecimal digits; nothing where there are none.
std::optional<char> hex_byte(std::string_view text, std::size_t at) {
    if (at + 2 > text.size()) return std::nullopt;
    const int high = hex_digit(text[at]), low = hex_digit(text[at + 1]);
    if (high < 0 || low < 0 || high + low == 0) return std::nullopt;
    return static_cast<char>(high * 16 + low);
}

std::string url_decoded(std::string_view text) {
    std::string out, plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = text[i] == '%' ? hex_byte(text, i + 1) : std::nullopt;
        out += byte ? *byte : text[i] == '+' ? ' ' : text[i];
        plain += text[i] == '+' ? ' ' : text[i];
        if (byte) plain.append(text.substr(i + 1, 2)), i += 2;
    }
    return is_utf8(out) ? out : plain;
}

// A quoted field without its escapes: \" \\ \t \n and \xHH.
std::string log_decoded(std::string_view text) {
    if (text.find('\\') == std::string_view::npos) return std::string(text);
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 >= text.size()) {
            out += text[i];
            continue;
        }
        const char next = text[i + 1];
        const auto byte = next == 'x' ? hex_byte(text, i + 2) : std::nullopt;
        if (byte) out += *byte, i += 3;
        else if (next == '"' || next == '\\') out += next, ++i;
        else if (next == 'n' || next == 't' || next == 'r') out += next == 'n' ? '\n' : next == 't' ? '\t' : '\r', ++i;
        else out += '\\';
    }
    return is_utf8(out) ? out : std::string(text);
}

struct Token {
    std::string_view text;
    char kind = ' ';  // '[' or '"' around it
};

std::vector<Token> tokens_of(std::string_view line) {
    std::vector<Token> out;
    for (std::size_t at = 0; at < line.size();) {
        if (line[at] == ' ' || line[at] == '\t') {
            ++at;
            continue;
        }
        const char kind = line[at] == '[' || line[at] == '"' ? line[at] : ' ';
        std::size_t end = at + 1;
        if (kind == '[') {
            end = line.find(']', at);
            if (end == std::string_view::npos) return {};
        } else if (kind == '"') {
            while (end < line.size() && line[end] != '"') end += line[end] == '\\' ? 2 : 1;
            if (end >= line.size()) return {};
        } else {
            end = std::min(line.find_first_of(" \t", at), line.size());
        }
        out.push_back({kind == ' ' ? line.substr(at, end - at) : line.substr(at + 1, end - at - 1), kind});
        at = end + (kind != ' ');
    }
    return out;
}

// 10/Oct/2026:13:55:36 +0200 as 2026-10-10T13:55:36+02:00.
std::optional<std::string> iso_time(std::string_view t) {
    static constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto digits = [&](std::size_t at, std::size_t n) {
        return std::all_of(t.begin() + static_cast<std::ptrdiff_t>(at), t.begin() + static_cast<std::ptrdiff_t>(at + n),
                           [](char c) { return c >= '0' && c <= '9'; });
    };
    if (t.size() < 20 || t[2] != '/' || t[6] != '/' || t[11] != ':' || t[14] != ':' || t[17] != ':') return std::nullopt;
    if (!digits(0, 2) || !digits(7, 4) || !digits(12, 2) || !digits(15, 2) || !digits(18, 2)) return std::nullopt;
    const auto month = std::find(months.begin(), months.end(), t.substr(3, 3));
    if (month == months.end()) return std::nullopt;
    const auto number = std::to_string(month - months.begin() + 1);
    std::string out(t.substr(7, 4));
    out += (number.size() < 2 ? "-0" : "-") + number + "-" + std::string(t.substr(0, 2)) + "T" + std::string(t.substr(12, 8));
    auto rest = t.substr(20);
    if (rest.starts_with('.')) {  // thousandths
        const auto end = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
        out += rest.substr(0, end);
        rest.remove_prefix(end);
    }
    rest = trimmed(rest);
    if (rest.size() == 5 && (rest[0] == '+' || rest[0] == '-'))
        return out + std::string(rest.substr(0, 3)) + ":" + std::string(rest.substr(3));
    return rest.empty() ? std::optional(out) : std::nullopt;
}

std::string shown(const Token& token) {
    return token.text == "-" ? std::string() : token.kind == '"' ? log_decoded(token.text) : std::string(token.text);
}

void add_address(std::string_view address, Fields& fields, std::vector<std::string_view>& queries) {
    const auto question = address.find('?');
    fields.emplace_back("path", address.substr(0, question));
    if (question != std::string_view::npos) queries.push_back(address.substr(question + 1));
}

bool is_number(std::string_view text) { return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos; }

// Parameters behind the other fields; those whose names are taken are told apart.
void add_parameters(std::string_view query, Fields& fields) {
    static const std::array<std::string_view, 10> taken = {"host", "ip",     "remote_user", "time",    "method",
                                                           "path", "status", "bytes",       "referer", "agent"};
    for (auto& [name, value] : query_parameters(query)) {
        const bool is_taken = std::find(taken.begin(), taken.end(), name) != taken.end();
        fields.emplace_back(is_taken ? "query." + name : name, std::move(value));
    }
}

}  // namespace

Fields query_parameters(std::string_view query) {
    Fields out;
    query = query.substr(0, query.find('#'));
    while (!query.empty()) {
        const auto end = std::min(query.find_first_of("&;"), query.size());
        const auto pair = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (pair.empty()) continue;
        const auto equals = pair.find('=');
        auto name = url_decoded(pair.substr(0, equals));
        auto value = equals == std::string_view::npos ? std::string() : url_decoded(pair.substr(equals + 1));
        const auto same = std::find_if(out.begin(), out.end(), [&](const auto& p) { return p.first == name; });
        if (same == out.end()) out.emplace_back(std::move(name), std::move(value));
        else same->second += "|" + value;
    }
    return out;
}

std::optional<Fields> access_fields(std::string_view line) {
    const auto tokens = tokens_of(line);
    std::size_t t = 0;
    while (t < tokens.size() && tokens[t].kind != '[') ++t;
    // A host may stand first; some leave the names out, which are mostly "-".
    if (t < 1 || t > 4 || tokens.size() < t + 3 || tokens[t + 1].kind != '"' || !is_number(tokens[t + 2].text)) return std::nullopt;
    const auto time = iso_time(tokens[t].text);
    if (!time) return std::nullopt;
    Fields out;
    const std::size_t ip = t == 4 || t == 2 ? 1 : 0;
    if (ip == 1) out.emplace_back("host", shown(tokens[0]));
    out.emplace_back("ip", shown(tokens[ip]));
    if (t >= 3 && tokens[t - 1].text != "-") out.emplace_back("remote_user", shown(tokens[t - 1]));
    out.emplace_back("time", *time);
    // METHOD address PROTOCOL; what strangers send may be anything.
    const auto& request = tokens[t + 1].text;
    const auto first = request.find(' '), last = request.rfind(' ');
    const bool whole = first != std::string_view::npos && request.substr(last + 1).starts_with("HTTP/") && first < last;
    std::vector<std::string_view> queries;
    auto address = log_decoded(whole ? request.substr(first + 1, last - first - 1) : request);
    if (address == "-") address.clear();
    out.emplace_back("method", whole ? request.substr(0, first) : "");
    add_address(address, out, queries);
    out.emplace_back("status", tokens[t + 2].text);
    static constexpr const char* behind[] = {"bytes", "referer", "agent"};
    for (std::size_t i = t + 3; i < tokens.size(); ++i)
        out.emplace_back(i - t - 3 < 3 ? behind[i - t - 3] : "extra_" + std::to_string(i - t - 5), shown(tokens[i]));
    for (const auto query : queries) add_parameters(query, out);
    return out;
}

std::optional<Fields> address_fields(std::string_view line) {
    line = bare(line);
    if (line.find_first_of(" \t,\"") != std::string_view::npos || line.find('=') == std::string_view::npos) return std::nullopt;
    Fields out;
    std::vector<std::string_view> queries;
    if (line.find('?') != std::string_view::npos && line.find('?') < line.find('=')) {
        if (!line.starts_with('/') && line.find("://") == std::string_view::npos) return std::nullopt;
        add_address(line, out, queries);
    } else {
        if (line.find('&') == std::string_view::npos || line.find_first_of("/?") < line.find('=')) return std::nullopt;
        queries.push_back(line);
    }
    for (const auto query : queries) add_parameters(query, out);
    return out;
}

namespace {

using Reader = std::optional<Fields> (*)(std::string_view);

// What reads the first lines; null: neither does.
Reader reader_of(std::string_view text, bool whole) {
    std::size_t lines = 0, logs = 0, addresses = 0;
    for (std::size_t at = 0; at < text.size() && lines < kTold;) {
        auto end = text.find('\n', at);
        if (end == std::string_view::npos && !whole) break;
        end = std::min(end, text.size());
        const auto line = bare(text.substr(at, end - at));
        at = end + 1;
        if (line.empty() || line.size() > (1 << 16)) continue;
        ++lines;
        logs += access_fields(line).has_value();
        addresses += address_fields(line).has_value();
    }
    if (lines == 0) return nullptr;
    if (logs * 10 >= lines * 8) return access_fields;
    return addresses * 20 >= lines * 19 ? address_fields : nullptr;
}

// Columns in the order in which they come, those of every log first.
class LogColumns {
public:
    void place(const Fields& fields, Cells& cells) {
        cells.assign(std::max<std::size_t>(1, names_.size()), {});
        for (const auto& [name, value] : fields) {
            const bool full = names_.size() >= kMostColumns && places_.count(name) == 0;
            const auto [at, added] = places_.emplace(full ? "other_parameters" : name, names_.size());
            if (added) names_.push_back(at->first), cells.resize(names_.size());
            auto& cell = cells[at->second];
            if (full) cell += (cell.empty() ? "" : "&") + name + "=" + value;
            else cell = value;
        }
    }
    const Cells& names() const { return names_; }

private:
    std::unordered_map<std::string, std::size_t> places_;
    Cells names_;
};

Result<SpooledTable> read_lines(Input& input, TextWindow& window, Reader reader, const SpoolRequest& request, const JobContext& job) {
    RowSpool rows;
    ADSCOPE_TRY(rows.open(request.shown));
    LogColumns columns;
    Cells cells;
    std::uint64_t line = 1;
    std::size_t at = 0;
    while (rows.records() < request.most_rows) {
        const auto text = window.text();
        auto end = text.find('\n', at);
        if (end == std::string_view::npos && !window.last()) {
            if (job.cancelled()) return Error::cancelled();
            job.report(Message("ingest.converting"), input.fraction());
            window.drop(at);
            at = 0;
            if (window.size() > RecordParser::kLongestRecord)
                return Error(ErrorCode::invalid_input, "ingest.long_row",
                             {{"path", request.shown},
                              {"line", line},
                              {"megabytes", static_cast<std::int64_t>(RecordParser::kLongestRecord >> 20)}});
            ADSCOPE_TRY(window.fill(std::max(kBlock, window.size())));
            continue;
        }
        if (at >= text.size()) break;
        end = std::min(end, text.size());
        const auto one = bare(text.substr(at, end - at));
        at = end + 1;
        if (!one.empty()) {
            if (const auto fields = reader(one)) {
                columns.place(*fields, cells);
                ADSCOPE_TRY(rows.row(cells, line));
            } else {
                ADSCOPE_TRY(rows.fault(one, line));
            }
        }
        ++line;
    }
    ADSCOPE_ASSIGN(table, rows.finish());
    table.names = columns.names();
    return table;
}

}  // namespace

Result<std::optional<SpooledTable>> spool_access_log(std::unique_ptr<Input>& input, const SpoolRequest& request, const JobContext& job) {
    // A line of either has what few other texts have: look before reading.
    const auto head = input->head();
    const auto line = bare(head.substr(0, head.find('\n', std::min(head.find_first_not_of("\r\n"), head.size()))));
    const bool ascii =
        input->encoding() == "UTF-8" || input->encoding().starts_with("ISO-8859") || input->encoding().starts_with("windows");
    if (ascii && !access_fields(line) && !address_fields(line) && !reader_of(head, false)) return std::optional<SpooledTable>();
    const auto encoding = input->encoding();
    const bool mark = input->byte_order_mark();
    TextWindow window(*input);
    ADSCOPE_TRY(window.fill(kBlock));
    const Reader reader = reader_of(window.text(), window.last());
    if (!reader) {
        const auto given = request.given.find("encoding");
        ADSCOPE_ASSIGN(again, Input::open(request.path, given == request.given.end() ? "" : given->second, job));
        input = std::move(again);
        return std::optional<SpooledTable>();
    }
    ADSCOPE_ASSIGN(table, read_lines(*input, window, reader, request, job));
    table.format = "access_log";
    table.fault = "bad_log_line";
    table.encoding = encoding;
    table.byte_order_mark = mark;
    return std::optional<SpooledTable>(std::move(table));
}

}  // namespace adscope::ingest
