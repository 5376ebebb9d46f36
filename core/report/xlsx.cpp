// The report as a workbook.
#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "core/report/export.h"
#include "core/report/markup.h"

namespace adscope {
namespace {

constexpr std::size_t kLongestText = 32'767;  // what a cell takes
constexpr std::size_t kMostRows = 1'048'000;

std::string cut(std::string text) {
    if (text.size() <= kLongestText) return text;
    std::size_t end = kLongestText - 3;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    return text.substr(0, end) + "…";
}

// Characters that XML cannot hold become U+FFFD; the library escapes the rest.
std::string clean(const std::string& text) {
    std::string out;
    for (const char c : text)
        if (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n') out += "\ufffd";
        else out += c;
    return cut(out);
}

class Book {
public:
    Book(const ReportDocument& document, const std::string& path, std::int64_t created)
        : document_(document), workbook_(workbook_new(path.c_str())) {
        static const char* kCodes[] = {"0.0000", "#,##0", "0.00%", "#,##0.00", "0.00\" s\"", "yyyy\\-mm\\-dd", "yyyy\\-mm\\-dd\\ hh:mm"};
        for (std::size_t f = 0; f < formats_.size(); ++f) {
            formats_[f] = workbook_add_format(workbook_);
            format_set_num_format(formats_[f], kCodes[f]);
        }
        heading_ = workbook_add_format(workbook_);
        format_set_bold(heading_);
        format_set_bottom(heading_, LXW_BORDER_THIN);
        format_set_text_wrap(heading_);
        title_ = workbook_add_format(workbook_);
        format_set_bold(title_);
        format_set_font_size(title_, 14);
        wrapped_ = workbook_add_format(workbook_);
        format_set_text_wrap(wrapped_);
        format_set_align(wrapped_, LXW_ALIGN_VERTICAL_TOP);
        lxw_doc_properties properties = {};
        const std::string title = clean(document.title);
        properties.title = const_cast<char*>(title.c_str());
        properties.created = static_cast<time_t>(std::max<std::int64_t>(created / 1000, 86400));
        workbook_set_properties(workbook_, &properties);
    }

    void add_text_sheet() {
        auto* sheet = add_sheet(render(Message("report.sheet_text"), document_.language));
        worksheet_set_column(sheet, 0, 0, 110, nullptr);
        lxw_row_t row = 0;
        write_text(sheet, row++, 0, document_.title, title_);
        if (!document_.advertiser.empty()) write_text(sheet, row++, 0, document_.advertiser, nullptr);
        for (const auto& section : document_.sections) {
            ++row;
            write_text(sheet, row++, 0, render(section.title, document_.language), heading_);
            for (const auto& block : section.blocks)
                if (const auto* words = std::get_if<Message>(&block.content))
                    write_text(sheet, row++, 0, render(*words, document_.language), wrapped_);
        }
        ++row;
        write_text(sheet, row, 0, render(document_.provenance, document_.language), wrapped_);
    }

    void add_table(const NamedTable& named) {
        auto* sheet = add_sheet(named.name);
        const auto& table = named.table;
        write_text(sheet, 0, 0, render(table.title, document_.language), title_);
        write_text(sheet, 1, 0, render(table.subtitle, document_.language), nullptr);
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            const std::string head = render(table.columns[c].title, document_.language);
            write_text(sheet, 3, c, head, heading_);
            worksheet_set_column(sheet, static_cast<lxw_col_t>(c), static_cast<lxw_col_t>(c), column_width(table, c, head), nullptr);
        }
        worksheet_freeze_panes(sheet, 4, 0);
        for (std::size_t r = 0; r < table.rows.size() && r < kMostRows; ++r)
            for (std::size_t c = 0; c < table.rows[r].size() && c < table.columns.size(); ++c)
                write_cell(sheet, static_cast<lxw_row_t>(r + 4), c, table.rows[r][c], table.columns[c].format);
        if (!table.rows.empty() && !table.columns.empty())
            worksheet_autofilter(sheet, 3, 0, static_cast<lxw_row_t>(3 + std::min(table.rows.size(), kMostRows)),
                                 static_cast<lxw_col_t>(table.columns.size() - 1));
    }

    lxw_error close() { return workbook_close(workbook_); }

private:
    static constexpr std::size_t kMostWidth = 60;

    double column_width(const DataTable& table, std::size_t column, const std::string& head) const {
        double widest = std::min(text_width(head) * 1.9, 24.0);
        for (std::size_t r = 0; r < table.rows.size() && r < 200; ++r)
            if (column < table.rows[r].size())
                widest = std::max(widest,
                                  1.9 * text_width(cell_text(table.rows[r][column], table.columns[column].format, document_.language, {})));
        return std::min(widest + 2, static_cast<double>(kMostWidth));
    }

    // At most 31 characters, none of []:*?/\, unique without regard to case.
    lxw_worksheet* add_sheet(const std::string& wanted) {
        std::string base;
        for (const char c : wanted) base += std::string_view("[]:*?/\\").find(c) == std::string_view::npos ? c : '_';
        if (base.size() > 28) base.resize(28);
        std::string name = base;
        const auto folded = [](std::string text) {
            std::transform(text.begin(), text.end(), text.begin(),
                           [](unsigned char c) { return c < 0x80 ? static_cast<char>(std::tolower(c)) : static_cast<char>(c); });
            return text;
        };
        for (int n = 2; !names_.insert(folded(name)).second; ++n) name = base.substr(0, 25) + "_" + std::to_string(n);
        return workbook_add_worksheet(workbook_, name.c_str());
    }

    // Always as a string: a text is never run as a formula.
    void write_text(lxw_worksheet* sheet, lxw_row_t row, std::size_t column, const std::string& text, lxw_format* format) {
        if (!text.empty()) worksheet_write_string(sheet, row, static_cast<lxw_col_t>(column), clean(text).c_str(), format);
    }

    void write_cell(lxw_worksheet* sheet, lxw_row_t row, std::size_t column, const DataTable::Cell& cell, NumberFormat format) {
        if (const auto* s = std::get_if<std::string>(&cell)) return write_text(sheet, row, column, *s, nullptr);
        if (const auto* m = std::get_if<Message>(&cell)) return write_text(sheet, row, column, render(*m, document_.language), nullptr);
        double value = std::numeric_limits<double>::quiet_NaN();
        if (const auto* d = std::get_if<double>(&cell)) value = *d;
        if (const auto* i = std::get_if<std::int64_t>(&cell)) value = static_cast<double>(*i);
        if (!std::isfinite(value)) return;
        // Spreadsheets count days since 1899-12-30.
        if (format == NumberFormat::date || format == NumberFormat::date_hour) value = value / 86'400'000 + 25'569;
        worksheet_write_number(sheet, row, static_cast<lxw_col_t>(column), value, formats_[static_cast<std::size_t>(format)]);
    }

    const ReportDocument& document_;
    lxw_workbook* workbook_;
    std::array<lxw_format*, 7> formats_{};
    lxw_format *heading_ = nullptr, *title_ = nullptr, *wrapped_ = nullptr;
    std::set<std::string> names_;
};

}  // namespace

Result<void> write_xlsx(const ReportDocument& document, const std::string& path, std::int64_t created) {
    Book book(document, path, created);
    book.add_text_sheet();
    for (const auto& table : tables_of(document)) book.add_table(table);
    if (const auto error = book.close(); error != LXW_NO_ERROR)
        return Error(ErrorCode::io, "base.file_write", {{"path", path}, {"cause", lxw_strerror(error)}});
    return {};
}

}  // namespace adscope
