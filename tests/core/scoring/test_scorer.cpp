#include "core/scoring/scorer.h"

#include "core/scoring/export.h"
#include "core/scoring/score_file.h"
#include "tests/support/small_log.h"

using namespace adscope;
using namespace adscope::testing;

class TestScorer : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    std::string workspace_;
    std::int64_t als_ = 0, logistic_ = 0, popularity_ = 0;
    EventTablePtr table_;

    ScorerPtr load(std::int64_t id) {
        auto scorer = Scorer::load(workspace_, id, table_);
        return scorer ? *scorer : nullptr;
    }
    std::string at(const char* name) { return folder_.filePath(name).toStdString(); }

private slots:
    void initTestCase() {
        workspace_ = small_workspace(folder_);
        als_ = small_model(workspace_, "als", {}, {{"iterations", "5"}});
        logistic_ = small_model(workspace_, "logistic");
        popularity_ = small_model(workspace_, "popularity", Task::click);
        const auto table = EventTable::read(workspace_);
        QVERIFY_OK(table);
        table_ = *table;
    }
    void loadsEveryFamily() {
        const auto als = load(als_), logistic = load(logistic_), popularity = load(popularity_);
        QVERIFY(als && logistic && popularity);
        QVERIFY(als->ranking() && als->fold_in() && !als->recipe());
        QVERIFY(!logistic->ranking() && logistic->recipe());
        QCOMPARE(als->candidates().size(), 40u);
        QCOMPARE(logistic->candidates().size(), 40u);
    }
    void scoresOfRowsAndOfAdsAgree() {
        for (const auto id : {als_, popularity_}) {
            const auto scorer = load(id);
            const std::vector<std::uint32_t> rows{0, 17, 5999};
            const auto scores = scorer->score_rows(rows);
            QVERIFY_OK(scores);
            for (std::size_t i = 0; i < rows.size(); ++i) {
                const std::uint32_t ad = table_->ad[rows[i]];
                const auto one = scorer->score_ads(table_->user[rows[i]], std::span(&ad, 1), {});
                QVERIFY_OK(one);
                QCOMPARE((*one)[0], (*scores)[i]);
            }
        }
    }
    void codesAndIndicesAreInverse() {
        const auto als = load(als_);
        for (std::uint32_t ad = 1; ad <= table_->ads.count; ++ad) {
            QCOMPARE(als->table_ad(als->model_ad(ad)), ad);
            QCOMPARE(als->ranking()->ad_keys()[als->model_ad(ad)], table_->ads.keys[ad]);
        }
        QCOMPARE(als->model_user(0), FeatureBatch::kUnknown);
        QCOMPARE(als->table_ad(FeatureBatch::kUnknown), 0u);
    }
    void trainingPositivesAreTheTrainingClicks() {
        const auto als = load(als_);
        const auto split = als->split();
        QVERIFY_OK(split);
        std::map<std::uint32_t, std::map<std::uint32_t, float>> clicks;
        for (const auto row : split->train)
            if (table_->click[row]) clicks[table_->user[row]][table_->ad[row]] += 1;
        for (const auto& [user, ads] : clicks) {
            const auto history = als->training_history(user);
            QVERIFY((std::map<std::uint32_t, float>(history.begin(), history.end()) == ads));
            QCOMPARE(als->training_positives(user).size(), ads.size());
            QCOMPARE(als->seen().of(als->model_user(user)).size(), ads.size());
        }
        QVERIFY(als->training_positives(0).empty());
        QVERIFY(als->training_positives(9999).empty());
    }
    void unknownUsersAreScored() {
        for (const auto id : {als_, logistic_, popularity_}) {
            const auto scores = load(id)->score_ads(0, std::vector<std::uint32_t>{1, 2}, default_context(*table_, 0));
            QVERIFY_OK(scores);
            QVERIFY(std::isfinite((*scores)[0]));
        }
    }
    void impossibleCodesAreErrors() {
        const auto scorer = load(logistic_);
        QVERIFY(!scorer->score_ads(1000, std::vector<std::uint32_t>{1}, {}));
        QVERIFY(!scorer->score_ads(1, std::vector<std::uint32_t>{1000}, {}));
        QVERIFY(!scorer->score_rows(std::vector<std::uint32_t>{60000}));
    }
    void aModelThatIsNotThereIsNamed() {
        const auto scorer = Scorer::load(workspace_, 99, table_);
        QVERIFY(!scorer);
        QCOMPARE(scorer.error().code, ErrorCode::not_found);
    }
    void anUnfinishedModelIsRefused() {
        auto workspace = Workspace::open(workspace_);
        QVERIFY_OK(workspace);
        StoredModel failed = *models_repository::get(*workspace, als_);
        failed.state = "failed";
        const auto id = models_repository::insert(*workspace, failed);
        QVERIFY_OK(id);
        const auto scorer = Scorer::load(workspace_, *id, table_);
        QVERIFY(!scorer);
        QCOMPARE(scorer.error().code, ErrorCode::invalid_input);
        QCOMPARE(scorer.error().message.id(), std::string("scoring.not_finished"));
    }
    void contextIsTheUsersLastElseTheMostFrequent() {
        const std::uint32_t user = table_->user[5999];
        const auto* slot = table_->find("slot")->column->category();
        const auto own = default_context(*table_, user);
        QCOMPARE(own.values.at("slot"), slot->names[slot->codes[5999]]);
        QCOMPARE(own.time, table_->time[5999]);
        std::map<std::string, int> counts;
        for (std::size_t row = 0; row < table_->rows; ++row) ++counts[slot->names[slot->codes[row]]];
        QCOMPARE(default_context(*table_, 0).values.at("slot"), std::string(counts["top"] >= counts["side"] ? "top" : "side"));
    }
    void exportIsWholeOrNothing() {
        const auto scorer = load(logistic_);
        const std::vector<std::uint32_t> rows{0, 1, 2};
        const std::vector<std::int64_t> names{10, 11, 12};
        QVERIFY_OK(export_scores(*scorer, rows, names, true, at("out.csv"), {}));
        const auto lines = QString::fromStdString(read_file(at("out.csv"))).split('\n');
        QCOMPARE(lines.size(), 5);
        QCOMPARE(lines[0], QString("event,user,ad,label,prediction"));
        QVERIFY(lines[1].startsWith(QString("10,%1,\"%2\",%3,")
                                        .arg(table_->users.keys[table_->user[0]].c_str(), table_->ads.keys[table_->ad[0]].c_str())
                                        .arg(table_->click[0])));
        std::stop_source stop;
        stop.request_stop();
        const auto cancelled = export_scores(*scorer, rows, names, true, at("never.csv"), JobContext(stop.get_token(), {}));
        QVERIFY(!cancelled && cancelled.error().is_cancelled());
        QCOMPARE(QDir(folder_.path()).entryList({"never*"}).size(), 0);
        QCOMPARE(export_scores(*scorer, rows, names, true, at("no/such/folder.csv"), {}).error().code, ErrorCode::io);
    }
    void aFileIsScoredWithoutTouchingTheWorkspace() {
        write_file(at("new.csv"), small_log(9, 200, false) + "nonsense\n");
        const auto before = read_file(workspace_);
        ScoreFileRequest request;
        request.workspace = workspace_;
        request.model = logistic_;
        request.file = at("new.csv");
        request.out = at("new_scores.csv");
        const auto scored = score_file(request, {});
        QVERIFY_OK(scored);
        QCOMPARE(scored->exported.rows, 200);
        QCOMPARE(scored->rejected, 1u);
        const auto lines = QString::fromStdString(read_file(request.out)).split('\n');
        QCOMPARE(lines.size(), 202);
        QVERIFY(lines[1].startsWith("2,u"));                        // the first line after the header
        QVERIFY2(lines[1].contains("\",,"), qPrintable(lines[1]));  // no label
        QVERIFY(read_file(workspace_) == before);
    }
};

ADSCOPE_TEST(TestScorer);
#include "test_scorer.moc"
