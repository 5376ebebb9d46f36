// Sheets of XLSX and ODS as tables.
#include <xlsxwriter.h>

#include "core/ingest/import.h"
#include "core/ingest/reader/workbook/sheet_values.h"
#include "tests/core/ingest/workbook_files.h"
#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::ingest;
using adscope::testing::ods_of;
using adscope::testing::read_file;
using adscope::testing::write_file;
using adscope::testing::zip_of;

class TestWorkbook : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    std::string place(const char* name) const { return folder_.filePath(name).toStdString(); }
    std::string file(const char* name, std::string_view bytes) const {
        write_file(place(name), bytes);
        return place(name);
    }
    static Result<std::string> as_csv(const std::string& path, std::map<std::string, std::string> parts = {}) {
        PreviewRequest request;
        request.path = path;
        request.rows = std::numeric_limits<std::size_t>::max();
        request.dialect_parts = std::move(parts);
        std::string out;
        ADSCOPE_TRY(convert_to_csv(
            request, [&](std::string_view t) { out += t; }, [](std::string_view) {}));
        return out;
    }
    static std::string message(const std::string& path, std::map<std::string, std::string> parts = {}) {
        const auto done = as_csv(path, std::move(parts));
        return done ? "no error" : render(done.error().message, Language::en);
    }

    // Two sheets: an empty one, then numbers, times, truths, formulas and texts, one column and two rows in from the corner.
    std::string workbook() const {
        const auto path = place("book.xlsx");
        lxw_workbook* book = workbook_new(path.c_str());
        workbook_add_worksheet(book, "Empty");
        lxw_worksheet* sheet = workbook_add_worksheet(book, "Log 1");
        lxw_worksheet* other = workbook_add_worksheet(book, "Other");
        lxw_format* day = workbook_add_format(book);
        format_set_num_format(day, "yyyy\\-mm\\-dd");
        lxw_format* moment = workbook_add_format(book);
        format_set_num_format(moment, "dd/mm/yy hh:mm:ss.000");
        lxw_format* money = workbook_add_format(book);
        format_set_num_format(money, "[Red]#,##0.00 \"USD\"");
        const char* names[] = {"id", "day", "moment", "paid", "ok", "sum", "text"};
        for (lxw_col_t c = 0; c < 7; ++c) worksheet_write_string(sheet, 2, c + 1, names[c], nullptr);
        for (lxw_row_t r = 3; r < 8; ++r) {
            worksheet_write_number(sheet, r, 1, 1e6 * r + 7, nullptr);
            worksheet_write_number(sheet, r, 2, 46000 + r, day);
            worksheet_write_number(sheet, r, 3, 46000.5 + r / 86400.0, moment);
            worksheet_write_number(sheet, r, 4, r / 10.0, money);
            worksheet_write_boolean(sheet, r, 5, r % 2, nullptr);
            worksheet_write_formula_num(sheet, r, 6, "=B4*2", nullptr, 2.5 * r);
            if (r != 5) worksheet_write_string(sheet, r, 7, r == 4 ? "two\nlines, \"quoted\" & <b>" : " 夏季 ", nullptr);
        }
        worksheet_write_string(other, 0, 0, "a", nullptr);
        worksheet_write_string(other, 0, 1, "b", nullptr);
        worksheet_write_number(other, 1, 0, 1, nullptr);
        worksheet_write_formula_str(other, 1, 1, "=\"x\"", nullptr, "x");
        return workbook_close(book) == LXW_NO_ERROR ? path : "";
    }

private slots:
    void numbers() {
        QCOMPARE(QString::fromStdString(number_text(0.1)), "0.1");
        QCOMPARE(QString::fromStdString(number_text(100000.0)), "100000");
        QCOMPARE(QString::fromStdString(number_text(9007199254740993.0)), "9007199254740992");
        QCOMPARE(QString::fromStdString(number_text(1e300)), "1e+300");
        QCOMPARE(QString::fromStdString(number_text("0.30000000000000004")), "0.30000000000000004");
        QCOMPARE(QString::fromStdString(number_text("1E-3")), "0.001");
        QCOMPARE(QString::fromStdString(number_text("1,5")), "1,5");
    }
    void dates() {
        const auto text = [](double d, SheetFormat f, bool late = false) { return QString::fromStdString(date_text(d, f, late)); };
        QCOMPARE(text(1, SheetFormat::date), "1900-01-01");
        QCOMPARE(text(59, SheetFormat::date), "1900-02-28");
        QCOMPARE(text(60, SheetFormat::date), "1900-02-29");
        QCOMPARE(text(61, SheetFormat::date), "1900-03-01");
        QCOMPARE(text(45292, SheetFormat::date), "2024-01-01");
        QCOMPARE(text(45292, SheetFormat::date_time), "2024-01-01T00:00:00");
        QCOMPARE(text(45292.4999999999, SheetFormat::date_time), "2024-01-01T12:00:00");
        QCOMPARE(text(0.75, SheetFormat::time), "18:00:00");
        QCOMPARE(text(1.5, SheetFormat::duration), "36:00:00");
        QCOMPARE(text(43830, SheetFormat::date, true), "2024-01-01");
        QCOMPARE(text(-1, SheetFormat::date), "-1");
        QCOMPARE(text(3e6, SheetFormat::date), "3000000");
        QCOMPARE(QString::fromStdString(duration_text("PT36H05M01.500S")), "36:05:01.5");
        QCOMPARE(QString::fromStdString(duration_text("P1D")), "P1D");
    }
    void formats() {
        QVERIFY(sheet_format("yyyy-mm-dd") == SheetFormat::date);
        QVERIFY(sheet_format("mmm yy") == SheetFormat::date);
        QVERIFY(sheet_format("[$-409]d/m/yyyy h:mm AM/PM;@") == SheetFormat::date_time);
        QVERIFY(sheet_format("mm:ss") == SheetFormat::time);
        QVERIFY(sheet_format("[h]:mm:ss") == SheetFormat::duration);
        QVERIFY(sheet_format("[Red]#,##0.00 \"days\"") == SheetFormat::number);
        QVERIFY(sheet_format("0.0\\h") == SheetFormat::number);
        QVERIFY(sheet_format("General") == SheetFormat::number);
        QVERIFY(sheet_format("0.00E+00") == SheetFormat::number);
    }
    void sheetsOfXlsx() {
        const auto path = workbook();
        const auto csv = as_csv(path);
        QVERIFY_OK(csv);
        QCOMPARE(QString::fromStdString(*csv),
                 QString::fromUtf8("id,day,moment,paid,ok,sum,text\r\n"
                                   "3000007,2025-12-12,2025-12-09T12:00:03,0.3,true,7.5, 夏季 \r\n"
                                   "4000007,2025-12-13,2025-12-09T12:00:04,0.4,false,10,\"two\nlines, \"\"quoted\"\" & <b>\"\r\n"
                                   "5000007,2025-12-14,2025-12-09T12:00:05,0.5,true,12.5,\r\n"
                                   "6000007,2025-12-15,2025-12-09T12:00:06,0.6,false,15, 夏季 \r\n"
                                   "7000007,2025-12-16,2025-12-09T12:00:07,0.7,true,17.5, 夏季 \r\n"));
        QCOMPARE(QString::fromStdString(*as_csv(path, {{"sheet", "Other"}})), "a,b\r\n1,x\r\n");
        QVERIFY(message(path, {{"sheet", "Third"}}).find("Empty, Log 1, Other") != std::string::npos);
        PreviewRequest request;
        request.path = path;
        const auto p = preview(request);
        QVERIFY_OK(p);
        QCOMPARE(QString::fromStdString(p->dialect.format), "xlsx");
        QCOMPARE(QString::fromStdString(p->dialect.part), "Log 1");
        QCOMPARE(p->sheets.size(), 3u);
        QVERIFY(p->columns[1].type == FieldKind::time);
    }
    void packedXlsxIsRead() {
        // The same through standard input's way: a pipe is no file that can be sought in.
        const auto path = workbook();
        const auto piped = adscope::testing::run_adscope({"preview", "-", "--all", "--csv"}, read_file(path));
        QVERIFY2(piped.exit_code == 0, piped.err.c_str());
        QCOMPARE(QString::fromStdString(piped.out), QString::fromStdString(*as_csv(path)));
    }
    void importNamesRowsOfTheSheet() {
        const auto path = place("log.xlsx");
        lxw_workbook* book = workbook_new(path.c_str());
        lxw_worksheet* sheet = workbook_add_worksheet(book, nullptr);
        const char* names[] = {"time", "user", "ad", "click"};
        for (lxw_col_t c = 0; c < 4; ++c) worksheet_write_string(sheet, 4, c, names[c], nullptr);
        worksheet_write_string(sheet, 0, 0, "Log of March", nullptr);
        for (lxw_row_t r = 5; r < 25; ++r) {
            worksheet_write_string(sheet, r, 0, "2026-03-01 10:00:00", nullptr);
            worksheet_write_string(sheet, r, 1, ("u" + std::to_string(r)).c_str(), nullptr);
            worksheet_write_string(sheet, r, 2, "a1", nullptr);
            worksheet_write_string(sheet, r, 3, r == 15 ? "perhaps" : "1", nullptr);
        }
        workbook_close(book);
        ImportRequest request;
        request.files = {path};
        request.workspace = place("w.adscope");
        request.roles = {{"click", "click"}};
        const auto r = import_files(request);
        QVERIFY_OK(r);
        QCOMPARE(r->read, 20u);
        QCOMPARE(r->rejected, 1u);
        QCOMPARE(list_rejected(request.workspace, 1, "", 10, 0)->at(0).line, 16u);
        QCOMPARE(list_sources(request.workspace)->at(0).bytes, static_cast<std::uint64_t>(QFileInfo(QString::fromStdString(path)).size()));
        QCOMPARE(list_sources(request.workspace)->at(0).sha256.size(), 64u);
    }
    void sheetsOfOds() {
        const auto path = file(
            "book.ods",
            ods_of(
                "<table:table table:name=\"None\"><table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell "
                "table:number-columns-repeated=\"16384\"/></table:table-row></table:table>"
                "<table:table table:name=\"Log\"><table:table-row><table:table-cell "
                "office:value-type=\"string\"><text:p>day</text:p></table:table-cell>"
                "<table:table-cell "
                "office:value-type=\"string\"><text:p>n</text:p></table:table-cell><table:table-cell><text:p>ok</text:p></table:table-cell>"
                "<table:table-cell><text:p>t<text:s text:c=\"2\"/>x<text:span>y</text:span></text:p></table:table-cell></table:table-row>"
                "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell office:value-type=\"date\" "
                "office:date-value=\"2026-03-01\"><text:p>1.3.26</text:p></table:table-cell>"
                "<table:table-cell office:value-type=\"float\" office:value=\"0.1\"><text:p>0,10</text:p></table:table-cell>"
                "<table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"><text:p>WAHR</text:p></table:table-cell>"
                "<table:table-cell office:value-type=\"string\"><office:annotation><text:p>a "
                "note</text:p></office:annotation><text:p>a</text:p><text:p>b</text:p></table:table-cell>"
                "<table:table-cell table:number-columns-repeated=\"16380\"/></table:table-row>"
                "<table:table-row><table:table-cell office:value-type=\"time\" office:time-value=\"PT10H30M00S\"/><table:table-cell "
                "table:number-columns-repeated=\"2\" office:value-type=\"percentage\" office:value=\"0.5\"/>"
                "</table:table-row></table:table>"));
        const auto csv = as_csv(path);
        QVERIFY_OK(csv);
        QCOMPARE(QString::fromStdString(*csv),
                 "day,n,ok,t  xy\r\n2026-03-01,0.1,true,\"a\nb\"\r\n2026-03-01,0.1,true,\"a\nb\"\r\n10:30:00,0.5,0.5,\r\n");
        QVERIFY(message(path, {{"sheet", "x"}}).find("None, Log") != std::string::npos);
    }
    void whatCannotBeRead() {
        const auto whole = read_file(workbook());
        QVERIFY(message(file("cut.xlsx", whole.substr(0, whole.size() / 2))).find("cut") != std::string::npos);
        QVERIFY(message(file("zip.xlsx", zip_of({{"a.csv", "a,b\n1,2\n"}}))).find("archive") != std::string::npos);
        QVERIFY(message(file("old.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + std::string(600, '\0'))).find("old .xls") !=
                std::string::npos);
        QVERIFY(message(file("bad.ods", ods_of("<table:table table:name=\"x\"><table:table-row>"))).find("content.xml") !=
                std::string::npos);
        QVERIFY(message(file("none.ods", ods_of("<table:table table:name=\"x\"/>"))).find("no rows") != std::string::npos);
        const auto locked = zip_of({{"content.xml", "x"}, {"META-INF/manifest.xml", "<m:manifest><m:encryption-data/></m:manifest>"}});
        QVERIFY(message(file("locked.ods", locked)).find("password") != std::string::npos);
        // Repetitions that would write more than memory or disk hold.
        const auto bomb = ods_of(
            "<table:table table:name=\"x\"><table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell "
            "table:number-columns-repeated=\"16000\"><text:p>abc</text:p></table:table-cell></table:table-row></table:table>");
        QVERIFY(message(file("bomb.ods", bomb)).find("out of all proportion") != std::string::npos);
        QVERIFY(message(file("plain.csv", "a,b\n1,2\n"), {{"sheet", "x"}}).find("no workbook") != std::string::npos);
        // Every cut and many changed bytes: an error or a table, nothing else.
        for (std::size_t n = 4; n < whole.size(); n += 97) (void)as_csv(file("part.xlsx", whole.substr(0, n)));
        for (std::size_t n = 0; n < whole.size(); n += 61) {
            auto changed = whole;
            changed[n] = static_cast<char>(changed[n] ^ 0x55);
            (void)as_csv(file("changed.xlsx", changed));
        }
    }
};

ADSCOPE_TEST(TestWorkbook);
#include "test_workbook.moc"
