// Workbooks of OpenDocument (ODS): all sheets in one part.
#include <algorithm>
#include <charconv>

#include "core/ingest/reader/workbook/sheet_values.h"
#include "core/ingest/reader/workbook/workbook.h"
#include "core/ingest/reader/workbook/xml.h"

namespace adscope::ingest {
namespace {

constexpr std::size_t kMostRows = 1 << 20;
constexpr std::uint64_t kMostWritten = std::uint64_t{2} << 30;  // bytes that repetitions may write
constexpr std::size_t kMostInRow = 64 << 20;

std::size_t count_of(std::string_view text, std::size_t most) {
    std::size_t value = 1;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return std::clamp<std::size_t>(value, 1, most);
}

class Content : public XmlVisitor {
public:
    // `wanted` empty: the first sheet that is not empty.
    Content(std::string shown, std::string wanted, bool trim, std::uint64_t most_rows, const Error& damaged, const Error& bomb)
        : shown_(std::move(shown)), wanted_(std::move(wanted)), trim_(trim), most_rows_(most_rows), damaged_(damaged), bomb_(bomb) {}

    Cells names;
    std::string part;  // the sheet that was taken
    std::unique_ptr<RowSpool> rows;

    Result<void> begin(std::string_view name, const XmlAttributes& a) override {
        if (name == "spreadsheet") spreadsheet_ = true;
        if (!spreadsheet_) return {};
        if (name == "table") return begin_table(a);
        if (tables_ != 1) return {};
        if (name == "annotation" || name == "shapes" || name == "frame") ++aside_;
        if (name == "table-row") {
            row_repeats_ = count_of(a("number-rows-repeated"), kMostRows);
            column_ = in_row_ = 0;
            cells_.clear();
        }
        if (name == "table-cell" || name == "covered-table-cell") begin_cell(a);
        if (!in_cell_ || aside_ > 0) return {};
        if (name == "p") {
            if (paragraphs_++ > 0) text_ += '\n';
            ++in_paragraph_;
        }
        if (name == "s") text_.append(count_of(a("c"), 1 << 16), ' ');
        if (name == "tab") text_ += '\t';
        if (name == "line-break") text_ += '\n';
        return {};
    }
    void text(std::string_view text) override {
        if (in_cell_ && in_paragraph_ > 0 && aside_ == 0) text_ += text;
    }
    Result<void> end(std::string_view name) override {
        if (name == "spreadsheet") spreadsheet_ = false;
        if (!spreadsheet_) return {};
        if (name == "table") end_table();
        if (tables_ != 1) return {};
        if ((name == "annotation" || name == "shapes" || name == "frame") && aside_ > 0) --aside_;
        if (name == "p" && in_paragraph_ > 0 && aside_ == 0) --in_paragraph_;
        if ((name == "table-cell" || name == "covered-table-cell") && in_cell_) return end_cell();
        return name == "table-row" ? end_row() : Result<void>();
    }

private:
    Result<void> begin_table(const XmlAttributes& a) {
        if (++tables_ != 1) return {};
        names.emplace_back(a("name"));
        row_ = last_row_ = 0;
        taking_ = !done_ && (wanted_.empty() || wanted_ == names.back());
        if (!taking_) return {};
        rows = std::make_unique<RowSpool>();
        if (trim_) rows->trim_left();
        part = names.back();
        return rows->open(shown_);
    }
    void end_table() {
        if (tables_ > 0) --tables_;
        if (tables_ != 0 || !taking_) return;
        taking_ = false;
        done_ = !wanted_.empty() || rows->records() > 0;
    }
    void begin_cell(const XmlAttributes& a) {
        repeats_ = count_of(a("number-columns-repeated"), SheetRow::kMostColumns);
        in_cell_ = true;
        value_.clear();
        text_.clear();
        paragraphs_ = in_paragraph_ = 0;
        const auto type = a("value-type");
        is_text_ = false;
        if (type == "float" || type == "percentage" || type == "currency") value_ = number_text(a("value"));
        else if (type == "date") value_ = a("date-value");
        else if (type == "time") value_ = duration_text(a("time-value"));
        else if (type == "boolean") value_ = a("boolean-value");
        else value_ = a("string-value"), is_text_ = value_.empty();
    }
    Result<void> end_cell() {
        in_cell_ = false;
        const auto& value = is_text_ || value_.empty() ? text_ : value_;
        if (!value.empty() && column_ + repeats_ > SheetRow::kMostColumns) return damaged_;
        in_row_ += (value.size() + 1) * (value.empty() ? 0 : repeats_);
        if (in_row_ > kMostInRow) return bomb_;
        if (taking_) cells_.set(column_, value, repeats_);
        column_ = std::min(column_ + repeats_, SheetRow::kMostColumns);
        return {};
    }
    Result<void> end_row() {
        const auto from = row_;
        row_ += row_repeats_;
        if (!taking_ || cells_.cells().empty() || rows->records() >= most_rows_) return {};
        written_ += (in_row_ + cells_.cells().size()) * row_repeats_;
        if (written_ > kMostWritten) return bomb_;
        if (rows->records() > 0 && from > last_row_) ADSCOPE_TRY(rows->row({}, 0));
        last_row_ = row_;
        for (std::size_t i = 0; i < row_repeats_; ++i) ADSCOPE_TRY(rows->row(cells_.cells(), from + i + 1));
        return {};
    }

    std::string shown_, wanted_;
    bool trim_;
    std::uint64_t most_rows_;
    const Error &damaged_, &bomb_;
    SheetRow cells_;
    std::string value_, text_;
    std::uint64_t row_ = 0, last_row_ = 0, written_ = 0;
    std::size_t column_ = 0, in_row_ = 0, repeats_ = 1, row_repeats_ = 1, tables_ = 0, aside_ = 0, paragraphs_ = 0, in_paragraph_ = 0;
    bool spreadsheet_ = false, in_cell_ = false, is_text_ = false, taking_ = false, done_ = false;
};

// A workbook with a password says so in its list of parts.
class Manifest : public XmlVisitor {
public:
    bool locked = false;
    Result<void> begin(std::string_view name, const XmlAttributes&) override {
        locked = enough = name == "encryption-data" || name == "encrypted-key";
        return {};
    }
};

}  // namespace

Result<SpooledTable> spool_ods(ZipFile& zip, const SpoolRequest& request, const JobContext& job) {
    if (zip.has("META-INF/manifest.xml")) {
        Manifest manifest;
        ADSCOPE_ASSIGN(text, zip.unpack("META-INF/manifest.xml", job));
        ADSCOPE_TRY(walk_xml(text, manifest, zip.damaged("META-INF/manifest.xml"), job));
        if (manifest.locked) return Error(ErrorCode::invalid_input, "ingest.workbook.locked", {{"path", request.shown}});
    }
    const auto wanted = request.given.find("sheet");
    const std::string name = wanted == request.given.end() ? "" : wanted->second;
    const auto damaged = zip.damaged("content.xml");
    const Error bomb(ErrorCode::invalid_input, "ingest.workbook.bomb",
                     {{"path", request.shown}, {"part", "content.xml"}, {"megabytes", static_cast<std::int64_t>(kMostWritten >> 20)}});
    ADSCOPE_ASSIGN(text, zip.unpack("content.xml", job));
    for (const bool trim : {true, false}) {
        Content content(request.shown, name, trim, request.most_rows, damaged, bomb);
        ADSCOPE_TRY(walk_xml(text, content, damaged, job));
        if (content.names.empty()) return Error(ErrorCode::invalid_input, "ingest.zip_archive", {{"path", request.shown}});
        if (!name.empty() && std::find(content.names.begin(), content.names.end(), name) == content.names.end())
            return no_such_sheet(request, name, content.names);
        if (!content.rows || content.rows->records() == 0) break;
        ADSCOPE_ASSIGN(table, content.rows->finish());
        if (content.rows->lost()) continue;
        table.format = "ods";
        table.header = SpooledTable::Header::in_rows;
        table.parts = content.names;
        table.part = content.part;
        return table;
    }
    return empty_workbook(request);
}

}  // namespace adscope::ingest
