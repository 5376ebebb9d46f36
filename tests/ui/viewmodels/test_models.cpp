// Item models keep the rules of item models, and say what they should.
#include <QAbstractItemModelTester>
#include <QDirIterator>
#include <QRegularExpression>

#include "tests/support/window.h"
#include "ui/shell/filter_values_model.h"
#include "ui/viewmodels/ad_list_model.h"
#include "ui/viewmodels/audience_model.h"
#include "ui/viewmodels/best_model.h"
#include "ui/viewmodels/home_figures.h"
#include "ui/viewmodels/palette_model.h"
#include "ui/viewmodels/preview_model.h"
#include "ui/viewmodels/recents_model.h"
#include "ui/viewmodels/rejected_model.h"
#include "ui/viewmodels/sources_model.h"

using namespace adscope;
using namespace adscope::ui;
using Strict = QAbstractItemModelTester;

class TestModels : public QObject {
    Q_OBJECT
    testing::Desk desk_;

private slots:
    void filterValues() {
        FilterValuesModel model;
        Strict tester(&model, Strict::FailureReportingMode::QtTest);
        Breakdown b;
        b.rows = {{{"phone"}, {100, 10}, wilson(10, 100)}, {{""}, {5, 0}, Metric()}};
        model.setBreakdown(b, true);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, FilterValuesModel::Rate).data().toString(), QString("10.00"));
        QCOMPARE(model.index(1, FilterValuesModel::Rate).data().toString(), QString::fromUtf8("—"));
        QVERIFY(model.setData(model.index(1, 0), Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(model.ticked(), QStringList{""});
        model.setTicked({"phone", "gone"});
        QCOMPARE(model.ticked(), QStringList({"phone", "gone"}));
        QVERIFY(!model.setData(model.index(0, 1), Qt::Checked, Qt::CheckStateRole));
    }
    void preview() {
        PreviewModel model;
        Strict tester(&model, Strict::FailureReportingMode::QtTest);
        FilePreview p;
        p.columns.resize(2);
        p.columns[0].name = "when";
        p.columns[1].name = "n";
        p.columns[1].type = FieldKind::number;
        p.rows = {{"2026-03-01", "1"}, {"2026-03-02", "2"}};
        p.odd_rows = {9};
        p.odd_cells = {{"2026/13/02", "x"}};
        p.sampled_rows = 10;
        model.setPreview(p);
        QCOMPARE(model.rowCount(), 5);
        QVERIFY(model.isHeading(0) && model.isHeading(3));
        QCOMPARE(model.index(1, 0).data().toString(), QString("2"));
        QCOMPARE(model.index(4, 0).data().toString(), QString("9"));
        QVERIFY(model.index(4, 1).data(PreviewModel::OddRole).toBool());
        QVERIFY(model.index(4, 2).data(PreviewModel::OddRole).toBool());
        QVERIFY(!model.index(1, 1).data(PreviewModel::OddRole).toBool());
        model.setPreview({});
        QCOMPARE(model.rowCount(), 0);
    }
    void shapesOfCells() {
        QCOMPARE(cell_shape("2026-03-01 00:05"), QString("0-0-0 0:0"));
        QCOMPARE(cell_shape("u11864"), QString("a0"));
        QCOMPARE(cell_shape(""), QString());
    }
    void sources() {
        SourcesModel model;
        Strict tester(&model, Strict::FailureReportingMode::QtTest);
        StoredSource s;
        s.name = "log.csv";
        s.content = "events";
        s.read = 1200;
        s.accepted = 1199;
        s.rejected = 1;
        s.sha256 = std::string(64, 'a');
        model.setSources({s});
        QCOMPARE(model.index(0, SourcesModel::Read).data().toString(), QString("1,200"));
        QCOMPARE(model.index(0, SourcesModel::Read).data(SourcesModel::SortRole).toInt(), 1200);
        QCOMPARE(model.index(0, SourcesModel::Content).data().toString(), QString("events"));
        QCOMPARE(model.index(0, SourcesModel::Hash).data().toString().size(), 12);
    }
    void rejected() {
        RejectedModel model;
        Strict tester(&model, Strict::FailureReportingMode::QtTest);
        model.setRows({{1, 3, 17, "bad_flag", Message("ingest.rejected.bad_flag", {{"column", "click"}, {"found", "?"}}), "a,b\nc"}},
                      {{3, "log.csv"}}, Language::en);
        QCOMPARE(model.index(0, RejectedModel::Source).data().toString(), QString("log.csv"));
        QVERIFY(model.index(0, RejectedModel::Reason).data().toString().contains("click"));
        QCOMPARE(model.index(0, RejectedModel::Raw).data().toString(), QString("a,b c"));
        QCOMPARE(reason_words("bad_flag", Language::en).isEmpty(), false);
        QCOMPARE(reason_words("never_heard", Language::en), QString("never_heard"));
    }
    void recentsAreKeptAndForgotten() {
        RecentWorkspaces recents;
        for (int i = 0; i < RecentWorkspaces::kMost + 3; ++i)
            recents.put({QString("/w/%1").arg(i), QString("w%1").arg(i), "m", 100, 10, 1, 2, 0, wilson(10, 100), i});
        QCOMPARE(recents.list().size(), RecentWorkspaces::kMost);
        RecentWorkspaces again;
        QCOMPARE(again.list().size(), RecentWorkspaces::kMost);
        QCOMPARE(again.list()[0].path, recents.list()[0].path);
        QCOMPARE(again.list()[0].ctr.low, recents.list()[0].ctr.low);
        again.forget(again.list()[0].path);
        QCOMPARE(RecentWorkspaces().list().size(), RecentWorkspaces::kMost - 1);
        JobRunner jobs;
        AppState state(&jobs);
        RecentsModel model(&state);
        Strict tester(&model, Strict::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), RecentWorkspaces::kMost - 1);
        model.setFilter("w3");
        QVERIFY(model.rowCount() < RecentWorkspaces::kMost - 1);
        QCOMPARE(model.index(0, RecentsModel::Ctr).data().toString(), QString("10.00 %"));
    }
    void paletteFindsPagesUsersAndAds() {
        JobRunner jobs;
        AppState state(&jobs);
        state.openWorkspace(desk_.campaign("palette.adscope"));
        QTRY_VERIFY(state.table() != nullptr);
        int opened = 0;
        std::uint32_t user = 0;
        PaletteModel model(&state, {{"Pages", "home", "Home", "", [&] { ++opened; }, {}}, {"Actions", "undo", "Undo", "", [] {}, {}}});
        Strict tester(&model, Strict::FailureReportingMode::QtTest);
        model.setOpeners([&](std::uint32_t code) { user = code; }, [](std::uint32_t) {});
        QVERIFY(model.at(0).heading);
        model.at(model.firstEntry()).act();
        QCOMPARE(opened, 1);
        QSignalSpy all(&model, &PaletteModel::searchedAll);
        model.search("u17");
        QTRY_COMPARE(all.count(), 1);
        const auto& hit = model.at(model.firstEntry());
        QCOMPARE(hit.text, QString("u17"));
        hit.act();
        QCOMPARE(user, 17u);
        QVERIFY(!hit.chip.condition.empty());
        model.search("nothing has this name");
        QTRY_COMPARE(all.count(), 2);
        QCOMPARE(model.firstEntry(), -1);
    }
    void adsAreListedSortedAndFound() {
        const std::string path = desk_.campaign("ads.adscope").toStdString();
        auto table = EventTable::read(path);
        QVERIFY_OK(table);
        auto ads = read_ads(path, *table, {});
        QVERIFY_OK(ads);
        auto slice = slice_ads(*ads, nullptr, {});
        QVERIFY_OK(slice);
        JobRunner jobs;
        AppState state(&jobs);
        AdListModel model(&state);
        Strict tester(&model, Strict::FailureReportingMode::QtTest);
        model.setData(ads->catalogue, *slice);
        QCOMPARE(model.rowCount(), 20);
        for (int row = 1; row < 20; ++row)
            QVERIFY((*slice)->counts[model.adAt(row - 1)].impressions >= (*slice)->counts[model.adAt(row)].impressions);
        model.setFilter("a17");
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.adAt(0), 17u);
        model.setFilter({});
        model.setSort(AdListModel::Sort::title);
        QCOMPARE(model.rowOf(model.adAt(5)), 5);
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }
    void usersAreRowsInTheOrderOfAWorker() {
        AudienceRequest request;
        auto table = EventTable::read(desk_.campaign("audience.adscope").toStdString());
        QVERIFY_OK(table);
        request.table = *table;
        auto data = compute_audience(request);
        QVERIFY_OK(data);
        AudienceModel model;
        Strict tester(&model, Strict::FailureReportingMode::QtTest);
        auto all = AudienceModel::order_of(**data, 0, false, {}, {});
        QVERIFY_OK(all);
        model.setData(*data, *all);
        QCOMPARE(model.rowCount(), 60);
        QCOMPARE(model.rowOf(model.user(3)), 3);
        auto some = AudienceModel::order_of(**data, model.clicksColumn(), true, "u17", {});
        QVERIFY_OK(some);
        model.setOrder(*some);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0, model.keyColumn()).data().toString(), QString("u17"));
    }
    // Reads the sources: a model that is added without such a test is found here.
    void everyItemModelIsUnderATester() {
        const QRegularExpression declares("class (\\w+) : public QAbstract(?:Item|Table|List)Model\\b");
        const auto files = [](const char* folder, const QString& ending) {
            QStringList out;
            QDirIterator it(QString(ADSCOPE_SOURCE_DIR) + "/" + folder, {ending}, QDir::Files, QDirIterator::Subdirectories);
            while (it.hasNext()) out << QString::fromStdString(testing::read_file(it.next().toStdString()));
            return out;
        };
        const auto tests = files("tests/ui", "*.cpp");
        int models = 0;
        for (const auto& header : files("ui", "*.h"))
            for (auto it = declares.globalMatch(header); it.hasNext();) {
                const QString name = it.next().captured(1);
                const QRegularExpression made("\\b" + name + " (\\w+)\\b[^\\n]*;\\s+\\w+ tester\\(&\\1,");
                const bool tested = std::any_of(tests.begin(), tests.end(), [&](const QString& t) {
                    return t.contains("QAbstractItemModelTester") && t.contains(made);
                });
                QVERIFY2(tested, qPrintable(name));
                ++models;
            }
        QVERIFY(models >= 9);
    }
    void theBestModelHasTheBestTest() {
        std::vector<StoredModel> models(3);
        for (int i = 0; i < 3; ++i) {
            models[static_cast<std::size_t>(i)].id = i + 1;
            models[static_cast<std::size_t>(i)].state = i == 2 ? "failed" : "done";
            models[static_cast<std::size_t>(i)].metrics["test"]["auc"] = {0.6 + 0.1 * i, 0, 1, 10};
        }
        QCOMPARE(best_model(models)->model->id, std::int64_t{2});
        models[0].metrics.clear();
        models[1].metrics.clear();
        QVERIFY(!best_model(models));
        models[0].metrics["valid"]["ndcg@10"] = {0.1, 0, 1, 10};
        QCOMPARE(best_model(models)->metric, std::string("ndcg@10"));
    }
    void aDayThatStandsOutIsNamed() {
        Breakdown b;
        for (int d = 1; d <= 14; ++d) {
            const std::int64_t clicks = d == 9 ? 100 : 380 + d % 3;
            b.rows.push_back({{"2026-03-" + std::string(d < 10 ? "0" : "") + std::to_string(d)}, {10000, clicks}, wilson(clicks, 10000)});
        }
        const auto odd = odd_days(b);
        QCOMPARE(odd.size(), std::size_t{1});
        QCOMPARE(odd[0].name, std::string("2026-03-09"));
        b.rows.resize(6);
        QVERIFY(odd_days(b).empty());
    }
};

ADSCOPE_TEST(TestModels);
#include "test_models.moc"
