// Reports of a small campaign: sections, privacy, files that are whole or not there.
#include <QDir>
#include <QFileInfo>

#include "core/base/hash.h"
#include "core/report/report.h"
#include "core/training/trainer.h"
#include "tests/support/small_campaign.h"
#include "tests/support/testing.h"

using namespace adscope;
using adscope::testing::read_file;

class TestReport : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    std::string at(const char* name) { return folder_.filePath(name).toStdString(); }
    std::string workspace() { return at("w.adscope"); }
    ReportRequest request(const char* out) { return {.out_directory = at(out)}; }
    static std::string words(const Error& e) { return render(e.message, Language::en); }
    static const ReportSection* section(const ReportDocument& d, const std::string& id) {
        for (const auto& s : d.sections)
            if (s.id == id) return &s;
        return nullptr;
    }
    QStringList hidden(const char* out) {
        return QDir(folder_.filePath(out)).entryList({".adscope*"}, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }

private slots:
    void initTestCase() {
        qputenv("ADSCOPE_SETTINGS_DIR", folder_.filePath("settings").toUtf8());
        adscope::testing::make_small_campaign(workspace());
        auto w = Workspace::open(workspace());
        QVERIFY_OK(w);
        QVERIFY_OK(w->database().execute("UPDATE users SET key = 'secret-user-' || id; UPDATE ads SET key = '<b>ad ' || id || '</b>';"));
        Series saved;
        saved.id = "kept";
        saved.title = Message::verbatim("Kept chart");
        saved.traces.push_back({Message::verbatim("t"), TraceRole::current, Trace::Style::line, {{.x = 1, .y = 2}, {.x = 2, .y = 3}}});
        auto insert = w->database().prepare("INSERT INTO report_items(position, kind, content, created_at) VALUES (?1, 'series', ?2, 0)");
        QVERIFY_OK(insert);
        insert->bind(1, 1).bind(2, std::string_view(to_json(saved)));
        QVERIFY_OK(insert->run());
        insert->bind(1, 2).bind(2, std::string_view("{broken"));
        QVERIFY_OK(insert->run());
    }
    void aReportWithoutAModelSaysSo() {
        const auto d = build_report(workspace(), request("x"));
        QVERIFY_OK(d);
        QCOMPARE(d->sections.size(), report_sections("advertiser").size());
        const auto* performance = section(*d, "performance");
        QVERIFY(performance && performance->blocks.size() >= 3);
        const std::string html = to_html(*d);
        QVERIFY(html.find("No model has been trained yet") != std::string::npos);
        QVERIFY(html.find("Kept chart") != std::string::npos);
        QVERIFY(html.find("1 saved item could not be read") != std::string::npos);
    }
    void everySectionWithAModel_data() {
        QTest::addColumn<QString>("model");
        for (const char* m : {"popularity", "als", "logistic"}) QTest::newRow(m) << m;
    }
    void everySectionWithAModel() {
        QFETCH(QString, model);
        const auto trained = train(workspace(), nullptr, {.model = model.toStdString()}, {});
        QVERIFY_OK(trained);
        for (const auto language : {Language::en, Language::zh}) {
            ReportRequest r = request("x");
            r.language = language;
            r.model = trained->model_id;
            const auto d = build_report(workspace(), r);
            QVERIFY_OK(d);
            for (const auto& s : d->sections) QVERIFY2(!s.blocks.empty(), s.id.c_str());
            const std::string html = to_html(*d);
            QVERIFY2(html.find("secret-user") == std::string::npos, "a user's key stands in a pseudonymous report");
            QVERIFY(html.find("<b>ad") == std::string::npos);
            QVERIFY(html.find("&lt;b&gt;ad") != std::string::npos);
            QVERIFY(html.find("u_") != std::string::npos);
            const auto* list = section(*d, "recommendations");
            const bool has_list = std::any_of(list->blocks.begin(), list->blocks.end(), [](const ReportBlock& b) {
                const auto* t = std::get_if<DataTable>(&b.content);
                return t && t->rows.size() == 15;
            });
            QVERIFY2(has_list, html.c_str());
            if (model != "popularity") {
                const auto* e = section(*d, "explanation");
                QVERIFY(std::any_of(e->blocks.begin(), e->blocks.end(), [](const ReportBlock& b) {
                    const auto* s = std::get_if<Series>(&b.content);
                    return s && s->kind == ChartKind::waterfall;
                }));
            }
        }
    }
    // Unless one is asked for, the best click model is told of and the best ranking model's lists are shown.
    void clicksAreExplainedAndRankingsShown() {
        const auto d = build_report(workspace(), request("x"));
        QVERIFY_OK(d);
        const std::string html = to_html(*d);
        QVERIFY(html.find("Model card: logistic") != std::string::npos);
        QVERIFY(html.find("for example users, by als") != std::string::npos ||
                html.find("for example users, by popularity") != std::string::npos);
    }
    void rawKeysOnlyWhenAskedFor() {
        ReportRequest r = request("x");
        r.privacy = PrivacyLevel::raw;
        const auto d = build_report(workspace(), r);
        QVERIFY_OK(d);
        QVERIFY(to_html(*d).find("secret-user") != std::string::npos);
    }
    void filesAreWrittenLoggedAndTheSameEachTime() {
        ReportRequest r = request("out");
        const auto first = write_report(workspace(), r);
        QVERIFY_OK(first);
        QVERIFY(first->files.size() > 5);
        std::map<std::string, std::string> hashes;
        for (const auto& f : first->files) {
            QVERIFY2(QFileInfo(QString::fromStdString(f)).size() > 0, f.c_str());
            hashes[f] = *sha256_file(f);
        }
        QVERIFY(hidden("out").isEmpty());
        const auto second = write_report(workspace(), r);
        QVERIFY_OK(second);
        for (const auto& f : second->files) QCOMPARE(*sha256_file(f), hashes[f]);
        auto w = Workspace::open(workspace(), Database::Access::read_only);
        QVERIFY_OK(w);
        QCOMPARE(*w->database().integer("SELECT count(*) FROM exports"), static_cast<std::int64_t>(2 * first->files.size()));
        QCOMPARE(*w->database().text("SELECT sha256 FROM exports ORDER BY id LIMIT 1"), hashes[first->files[0]]);
    }
    void leftoversOfAKilledReportAreSwept() {
        QDir().mkpath(folder_.filePath("swept/.adscope-report-999999999-0"));
        QDir().mkpath(folder_.filePath("swept/.adscope-report-1-0"));  // process 1 lives
        ReportRequest r = request("swept");
        r.formats = {"html"};
        QVERIFY_OK(write_report(workspace(), r));
        QCOMPARE(hidden("swept"), QStringList{".adscope-report-1-0"});
        QVERIFY(QFileInfo::exists(folder_.filePath("swept/report.html")));
    }
    void aCancelledReportLeavesNothing() {
        std::stop_source stop;
        stop.request_stop();
        const auto r = write_report(workspace(), request("cancelled"), JobContext(stop.get_token(), {}));
        QVERIFY(!r.ok() && r.error().is_cancelled());
        QVERIFY(!QFileInfo::exists(folder_.filePath("cancelled")));
    }
    void wrongRequestsAreExplained() {
        ReportRequest pdf = request("pdf");
        pdf.formats = {"html", "pdf"};
        const auto no_printer = write_report(workspace(), pdf);
        QCOMPARE(no_printer.error().code, ErrorCode::unavailable);
        QVERIFY(words(no_printer.error()).find("window") != std::string::npos);
        QVERIFY(!QFileInfo::exists(folder_.filePath("pdf")));
        const auto printed = write_report(workspace(), pdf, {}, [](const ReportDocument& d, const std::string& path) -> Result<void> {
            adscope::testing::write_file(path, "%PDF " + d.title);
            return {};
        });
        QVERIFY_OK(printed);
        QVERIFY(QFileInfo::exists(folder_.filePath("pdf/report.pdf")));

        ReportRequest r = request("x");
        r.formats = {"docx"};
        QCOMPARE(write_report(workspace(), r).error().code, ErrorCode::usage);
        r = request("x");
        r.report_template = "none";
        QVERIFY(words(build_report(workspace(), r).error()).find("advertiser, performance, model") != std::string::npos);
        r = request("x");
        r.sections = {"summary", "nothing"};
        QCOMPARE(build_report(workspace(), r).error().code, ErrorCode::usage);
        r = request("x");
        r.where = "device = 'fridge'";
        QVERIFY(!build_report(workspace(), r).ok());
        r = request("x");
        r.model = 4711;
        QCOMPARE(build_report(workspace(), r).error().code, ErrorCode::not_found);
        adscope::testing::write_file(at("file"), "x");
        QVERIFY(!write_report(workspace(), request("file")).ok());
    }
    void aSliceIsTold() {
        ReportRequest r = request("x");
        r.where = "device = phone";
        r.sections = {"summary", "provenance"};
        const auto d = build_report(workspace(), r);
        QVERIFY_OK(d);
        QCOMPARE(d->sections.size(), std::size_t(2));
        QVERIFY(to_html(*d).find("device = phone") != std::string::npos);
    }
};

ADSCOPE_TEST(TestReport);
#include "test_report.moc"
