// Tables of a document, and CSV.
#include <array>
#include <charconv>
#include <set>

#include "core/report/export.h"

namespace adscope {
namespace {

std::string plain_name(const std::string& text) {
    std::string out;
    for (const char c : text)
        out += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ? c : '_';
    if (out.size() > 40) out.resize(40);
    return out.empty() ? "table" : out;
}

// A cell that a spreadsheet would take for a formula (OWASP, "CSV Injection").
std::string defused(const std::string& text) {
    const bool dangerous = !text.empty() && std::string_view("=+-@\t\r\n").find(text[0]) != std::string_view::npos;
    // Full-width forms are taken for formulas too.
    const bool wide = text.starts_with("\uff1d") || text.starts_with("\uff0b") || text.starts_with("\uff0d") || text.starts_with("\uff20");
    return dangerous || wide ? "'" + text : text;
}

std::string quoted(const std::string& text) {
    if (text.find_first_of("\",\r\n") == std::string::npos) return text;
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
    return out + "\"";
}

std::string full_number(double v) {
    if (!std::isfinite(v)) return {};
    std::array<char, 64> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), v).ptr;
    return std::string(buffer.data(), end);
}

std::string csv_cell(const DataTable::Cell& cell, NumberFormat format, Language language) {
    if (const auto* s = std::get_if<std::string>(&cell)) return quoted(defused(*s));
    if (const auto* m = std::get_if<Message>(&cell)) return quoted(defused(render(*m, language)));
    if (const auto* i = std::get_if<std::int64_t>(&cell))
        return format == NumberFormat::date || format == NumberFormat::date_hour ? format_number(static_cast<double>(*i), format, language)
                                                                                 : std::to_string(*i);
    if (const auto* d = std::get_if<double>(&cell))
        return format == NumberFormat::date || format == NumberFormat::date_hour ? format_number(*d, format, language) : full_number(*d);
    return {};
}

}  // namespace

std::string cell_text(const DataTable::Cell& cell, NumberFormat format, Language language, const std::string& currency) {
    if (const auto* s = std::get_if<std::string>(&cell)) return *s;
    if (const auto* m = std::get_if<Message>(&cell)) return render(*m, language);
    if (const auto* i = std::get_if<std::int64_t>(&cell)) return format_number(static_cast<double>(*i), format, language, currency);
    if (const auto* d = std::get_if<double>(&cell)) return format_number(*d, format, language, currency);
    return "—";
}

std::vector<NamedTable> tables_of(const ReportDocument& document) {
    std::vector<NamedTable> out;
    std::set<std::string> used;
    for (const auto& section : document.sections)
        for (const auto& block : section.blocks) {
            const auto* table = std::get_if<DataTable>(&block.content);
            const auto* series = std::get_if<Series>(&block.content);
            if (!table && !series) continue;
            NamedTable named{section.id, {}, table ? *table : table_of(*series)};
            const std::string base = plain_name(named.table.id);
            named.name = base;
            for (int n = 2; !used.insert(named.name).second; ++n) named.name = base + "_" + std::to_string(n);
            out.push_back(std::move(named));
        }
    return out;
}

std::string to_csv(const DataTable& table, Language language) {
    std::string out = "\xef\xbb\xbf";
    const auto end_line = [&] { out += "\r\n"; };
    for (std::size_t c = 0; c < table.columns.size(); ++c)
        out += (c ? "," : "") + quoted(defused(render(table.columns[c].title, language)));
    end_line();
    for (const auto& row : table.rows) {
        for (std::size_t c = 0; c < table.columns.size(); ++c)
            out += (c ? "," : "") + (c < row.size() ? csv_cell(row[c], table.columns[c].format, language) : std::string());
        end_line();
    }
    return out;
}

}  // namespace adscope
