// Workbooks of ECMA-376 (XLSX).
#include <algorithm>
#include <charconv>
#include <map>

#include "core/ingest/reader/workbook/sheet_values.h"
#include "core/ingest/reader/workbook/workbook.h"
#include "core/ingest/reader/workbook/xml.h"

namespace adscope::ingest {
namespace {

int whole(std::string_view text, int otherwise) {
    int value = otherwise;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

bool truth(std::string_view text) { return text == "1" || text == "true"; }

// The escapes of characters that XML cannot hold: _x000D_.
std::string unescaped(std::string text) {
    for (auto at = text.find("_x"); at != std::string::npos; at = text.find("_x", at + 1)) {
        unsigned code = 0;
        const char* const digits = text.data() + at + 2;
        if (at + 7 > text.size() || text[at + 6] != '_' || std::from_chars(digits, digits + 4, code, 16).ptr != digits + 4) continue;
        std::string character;
        if (code < 0x80) character = static_cast<char>(code);
        else if (code < 0x800) character = {static_cast<char>(0xc0 | code >> 6), static_cast<char>(0x80 | (code & 63))};
        else if (code >= 0xd800 && code < 0xe000) continue;
        else
            character = {static_cast<char>(0xe0 | code >> 12), static_cast<char>(0x80 | (code >> 6 & 63)),
                         static_cast<char>(0x80 | (code & 63))};
        text.replace(at, 7, character);
    }
    return text;
}

struct Relation {
    std::string type, target;
};

class Relations : public XmlVisitor {
public:
    std::map<std::string, Relation> all;
    Result<void> begin(std::string_view name, const XmlAttributes& a) override {
        if (name == "Relationship") all[std::string(a("Id"))] = {std::string(a("Type")), std::string(a("Target"))};
        return {};
    }
};

class SheetNames : public XmlVisitor {
public:
    struct Sheet {
        std::string name, relation;
        bool hidden = false;
    };
    std::vector<Sheet> sheets;
    bool since_1904 = false;
    Result<void> begin(std::string_view name, const XmlAttributes& a) override {
        if (name == "workbookPr") since_1904 = truth(a("date1904"));
        // Both the sheet's own id and the relation's are called id, but for the first letters.
        if (name == "sheet") sheets.push_back({std::string(a("name")), std::string(a("id")), a("state").ends_with("idden")});
        return {};
    }
};

class Styles : public XmlVisitor {
public:
    std::vector<SheetFormat> formats;  // of a cell by its style
    Result<void> begin(std::string_view name, const XmlAttributes& a) override {
        if (name == "numFmt") codes_[whole(a("numFmtId"), 0)] = sheet_format(a("formatCode"));
        if (name == "cellXfs") inside_ = true;
        if (name == "xf" && inside_) {
            const int id = whole(a("numFmtId"), 0);
            const auto code = codes_.find(id);
            formats.push_back(code == codes_.end() ? built_in_format(id) : code->second);
        }
        return {};
    }
    Result<void> end(std::string_view name) override {
        if (name == "cellXfs") inside_ = false;
        return {};
    }

private:
    std::map<int, SheetFormat> codes_;
    bool inside_ = false;
};

// Texts that cells share, in a temporary file.
class SharedTexts : public XmlVisitor {
public:
    Result<void> open() {
        ADSCOPE_ASSIGN(spool, Spool::empty());
        spool_.emplace(std::move(spool));
        return {};
    }
    Result<void> begin(std::string_view name, const XmlAttributes&) override {
        if (name == "si") text_.clear();
        if (name == "rPh") reading_ = true;  // how a text is pronounced
        taking_ = name == "t" && !reading_;
        return {};
    }
    Result<void> end(std::string_view name) override {
        taking_ = false;
        if (name == "rPh") reading_ = false;
        if (name != "si") return {};
        const auto text = unescaped(std::move(text_));
        text_.clear();
        waiting_ += text;
        ends_.push_back((ends_.empty() ? 0 : ends_.back()) + text.size());
        return waiting_.size() < (1 << 20) ? Result<void>() : write();
    }
    void text(std::string_view text) override {
        if (taking_) text_ += text;
    }
    Result<void> finish() {
        ADSCOPE_TRY(write());
        ADSCOPE_ASSIGN(mapped, MappedText::of(std::move(*spool_)));
        mapped_.emplace(std::move(mapped));
        return {};
    }
    std::size_t size() const { return ends_.size(); }
    std::string_view at(std::size_t i) const {
        const auto from = i == 0 ? 0 : ends_[i - 1];
        return mapped_->text().substr(from, ends_[i] - from);
    }

private:
    Result<void> write() {
        const auto done = spool_->write(waiting_);
        waiting_.clear();
        return done;
    }
    std::optional<Spool> spool_;
    std::optional<MappedText> mapped_;
    std::string text_, waiting_;
    std::vector<std::size_t> ends_;
    bool taking_ = false, reading_ = false;
};

class Sheet : public XmlVisitor {
public:
    Sheet(const SharedTexts* texts, const Styles& styles, bool since_1904, std::uint64_t most_rows, const Error& damaged)
        : texts_(texts), styles_(styles), since_1904_(since_1904), most_rows_(most_rows), damaged_(damaged) {}

    RowSpool rows;

    Result<void> begin(std::string_view name, const XmlAttributes& a) override {
        taking_ = false;
        if (name == "row") return begin_row(a("r"));
        if (name == "c") return begin_cell(a);
        if (name == "rPh") reading_ = true;
        taking_ = in_cell_ && (name == "v" || (name == "t" && !reading_));
        return {};
    }
    void text(std::string_view text) override {
        if (taking_) value_ += text;
    }
    Result<void> end(std::string_view name) override {
        taking_ = false;
        if (name == "rPh") reading_ = false;
        if (name == "c" && in_cell_) return end_cell();
        return name == "row" ? end_row() : Result<void>();
    }

private:
    Result<void> begin_row(std::string_view number) {
        row_ = static_cast<std::uint64_t>(std::max(1, whole(number, static_cast<int>(std::min<std::uint64_t>(row_, 1u << 30)) + 1)));
        next_column_ = 0;
        cells_.clear();
        return {};
    }
    Result<void> begin_cell(const XmlAttributes& a) {
        const auto place = a("r");
        std::size_t column = 0, n = 0;
        while (n < place.size() && n < 4 && place[n] >= 'A' && place[n] <= 'Z')
            column = column * 26 + static_cast<std::size_t>(place[n++] - 'A' + 1);
        column_ = n > 0 ? column - 1 : next_column_;
        if (column_ >= SheetRow::kMostColumns) return damaged_;
        next_column_ = column_ + 1;
        type_ = a("t");
        style_ = whole(a("s"), 0);
        value_.clear();
        in_cell_ = true;
        return {};
    }
    Result<void> end_cell() {
        in_cell_ = false;
        if (value_.empty()) return {};
        if (type_ == "s") {
            const auto i = static_cast<std::size_t>(std::max(0, whole(value_, -1)));
            if (!texts_ || i >= texts_->size() || whole(value_, -1) < 0) return damaged_;
            cells_.set(column_, texts_->at(i));
        } else if (type_ == "b") {
            cells_.set(column_, truth(value_) ? "true" : "false");
        } else if (type_ == "inlineStr" || type_ == "str") {
            cells_.set(column_, unescaped(value_));
        } else if (type_ == "e" || type_ == "d") {
            cells_.set(column_, value_);
        } else {
            cells_.set(column_, number());
        }
        return {};
    }
    std::string number() const {
        const auto& formats = styles_.formats;
        const auto format = style_ >= 0 && static_cast<std::size_t>(style_) < formats.size() ? formats[static_cast<std::size_t>(style_)]
                                                                                             : SheetFormat::number;
        double value = 0;
        const bool valid = std::from_chars(value_.data(), value_.data() + value_.size(), value).ptr == value_.data() + value_.size();
        return valid && format != SheetFormat::number ? date_text(value, format, since_1904_) : number_text(value_);
    }
    Result<void> end_row() {
        if (cells_.cells().empty()) return {};
        // Rows without cells are not written down: one empty line stands for those before this one.
        if (rows.records() > 0 && row_ > last_row_ + 1) ADSCOPE_TRY(rows.row({}, 0));
        last_row_ = row_;
        ADSCOPE_TRY(rows.row(cells_.cells(), row_));
        enough = rows.records() >= most_rows_;
        return {};
    }

    const SharedTexts* texts_;
    const Styles& styles_;
    bool since_1904_;
    std::uint64_t most_rows_;
    const Error& damaged_;
    SheetRow cells_;
    std::uint64_t row_ = 0, last_row_ = 0;
    std::size_t column_ = 0, next_column_ = 0;
    std::string type_, value_;
    int style_ = 0;
    bool in_cell_ = false, taking_ = false, reading_ = false;
};

// The name of a part that is given relative to a folder, or from the root.
std::string resolved(const std::string& folder, std::string target) {
    std::string base = folder;
    if (target.starts_with('/')) return target.substr(1);
    while (target.starts_with("../")) {
        target.erase(0, 3);
        base.erase(base.find_last_of('/', base.empty() ? 0 : base.size() - 2) + 1);
    }
    return base + target;
}

class Xlsx {
public:
    Xlsx(ZipFile& zip, const SpoolRequest& request, const JobContext& job) : zip_(zip), request_(request), job_(job) {}
    Result<SpooledTable> run();

private:
    Result<void> walk(const std::string& part, XmlVisitor& visitor);
    Result<void> find_parts();
    Result<void> read_shared();
    Result<std::optional<SpooledTable>> read_sheet(const SheetNames::Sheet& sheet);

    ZipFile& zip_;
    const SpoolRequest& request_;
    const JobContext& job_;
    std::string folder_;
    SheetNames names_;
    Relations relations_;
    Styles styles_;
    SharedTexts texts_;
    bool shared_ = false;
};

Result<void> Xlsx::walk(const std::string& part, XmlVisitor& visitor) {
    ADSCOPE_ASSIGN(text, zip_.unpack(part, job_));
    return walk_xml(text, visitor, zip_.damaged(part), job_);
}

Result<void> Xlsx::find_parts() {
    std::string workbook = "xl/workbook.xml";
    if (zip_.has("_rels/.rels")) {
        Relations root;
        ADSCOPE_TRY(walk("_rels/.rels", root));
        for (const auto& [id, r] : root.all)
            if (r.type.ends_with("/officeDocument")) workbook = resolved("", r.target);
    }
    if (!zip_.has(workbook) || !workbook.ends_with(".xml"))
        return Error(ErrorCode::invalid_input, "ingest.zip_archive", {{"path", request_.shown}});
    const auto slash = workbook.find_last_of('/') + 1;
    folder_ = workbook.substr(0, slash);
    ADSCOPE_TRY(walk(workbook, names_));
    ADSCOPE_TRY(walk(folder_ + "_rels/" + workbook.substr(slash) + ".rels", relations_));
    std::erase_if(names_.sheets, [&](const auto& s) {
        const auto r = relations_.all.find(s.relation);
        return r == relations_.all.end() || !r->second.type.ends_with("/worksheet");
    });
    return names_.sheets.empty() ? Result<void>(Error(ErrorCode::invalid_input, "ingest.zip_archive", {{"path", request_.shown}}))
                                 : Result<void>();
}

Result<void> Xlsx::read_shared() {
    for (const auto& [id, r] : relations_.all) {
        if (r.type.ends_with("/styles")) ADSCOPE_TRY(walk(resolved(folder_, r.target), styles_));
        if (!r.type.ends_with("/sharedStrings") || shared_) continue;
        ADSCOPE_TRY(texts_.open());
        ADSCOPE_TRY(walk(resolved(folder_, r.target), texts_));
        ADSCOPE_TRY(texts_.finish());
        shared_ = true;
    }
    return {};
}

// Nothing: the sheet is empty.
Result<std::optional<SpooledTable>> Xlsx::read_sheet(const SheetNames::Sheet& sheet) {
    const auto part = resolved(folder_, relations_.all[sheet.relation].target);
    const auto damaged = zip_.damaged(part);
    ADSCOPE_ASSIGN(text, zip_.unpack(part, job_));
    for (const bool trim : {true, false}) {
        Sheet reader(shared_ ? &texts_ : nullptr, styles_, names_.since_1904, request_.most_rows, damaged);
        ADSCOPE_TRY(reader.rows.open(request_.shown));
        if (trim) reader.rows.trim_left();
        ADSCOPE_TRY(walk_xml(text, reader, damaged, job_));
        ADSCOPE_ASSIGN(table, reader.rows.finish());
        if (reader.rows.lost()) continue;
        if (table.places.records() == 0) break;
        table.part = sheet.name;
        return std::optional<SpooledTable>(std::move(table));
    }
    return std::optional<SpooledTable>();
}

Result<SpooledTable> Xlsx::run() {
    ADSCOPE_TRY(find_parts());
    Cells known;
    for (const auto& s : names_.sheets) known.push_back(s.name);
    const auto wanted = request_.given.find("sheet");
    const bool chosen = wanted != request_.given.end() && !wanted->second.empty();
    if (chosen && std::find(known.begin(), known.end(), wanted->second) == known.end())
        return no_such_sheet(request_, wanted->second, known);
    ADSCOPE_TRY(read_shared());
    for (const bool hidden : {false, true})
        for (const auto& s : names_.sheets) {
            if (chosen ? s.name != wanted->second || hidden : s.hidden != hidden) continue;
            ADSCOPE_ASSIGN(table, read_sheet(s));
            if (!table) continue;
            table->format = "xlsx";
            table->parts = known;
            table->header = SpooledTable::Header::in_rows;
            return std::move(*table);
        }
    return empty_workbook(request_);
}

}  // namespace

Result<SpooledTable> spool_xlsx(ZipFile& zip, const SpoolRequest& request, const JobContext& job) { return Xlsx(zip, request, job).run(); }

}  // namespace adscope::ingest
