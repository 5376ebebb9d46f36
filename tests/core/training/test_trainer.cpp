#include <filesystem>

#include "core/training/checkpoint.h"
#include "core/training/runs.h"
#include "core/training/trainer.h"
#include "tests/support/small_campaign.h"
#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::testing;

class TestTrainer : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    int number_ = 0;

    std::string fresh() {
        const auto path = folder_.filePath(QString("w%1.adscope").arg(++number_)).toStdString();
        make_small_campaign(path);
        return path;
    }
    static TrainRequest request_for(const QString& model) {
        TrainRequest request;
        request.model = model.toStdString();
        if (model == "als") request.settings = {{"iterations", "3"}, {"factors", "4"}};
        if (model == "logistic") request.settings = {{"epochs", "3"}, {"patience", "0"}};
        if (model == "deepfm") request.settings = {{"epochs", "3"}, {"patience", "0"}, {"batch_size", "256"}, {"learning_rate", "0.01"}};
        return request;
    }
    static StoredModel stored(const std::string& path, std::int64_t id) {
        auto workspace = Workspace::open(path);
        if (!workspace) throw std::runtime_error("no workspace");
        auto model = models_repository::get(*workspace, id);
        if (!model) throw std::runtime_error(render(model.error().message, Language::en));
        return *model;
    }
    static std::map<std::string, std::string> artefacts(const std::string& path, std::int64_t id) {
        auto workspace = Workspace::open(path);
        if (!workspace) throw std::runtime_error("no workspace");
        auto parts = models_repository::artefacts(*workspace, id);
        if (!parts) throw std::runtime_error(render(parts.error().message, Language::en));
        return *parts;
    }

private slots:
    // A process may die between the first checkpoint and the row of its run, or in the middle of a checkpoint.
    void strayCheckpointsGoWhenATrainingStarts() {
        const auto path = fresh();
        const auto interrupted = [&]() -> std::int64_t {
            const auto trainer = Trainer::start(path, nullptr, request_for("als"), {});
            return trainer ? (*trainer)->model_id() : 0;
        }();
        const auto kept = CheckpointFile::path_of(path, interrupted), stray = CheckpointFile::path_of(path, 77),
                   half = CheckpointFile::path_of(path, 78) + ".tmp", held = CheckpointFile::path_of(path, 79),
                   other = path + ".run-5.ckpt.mine";
        for (const auto& file : {stray, half, other}) write_file(file, "x");
        CheckpointFile alive(held);
        QVERIFY_OK(alive.write({{"part", "x"}}));
        QVERIFY_OK(train(path, nullptr, request_for("popularity"), {}));
        QVERIFY(!CheckpointFile::exists(stray) && !CheckpointFile::exists(half));
        QVERIFY(CheckpointFile::exists(kept) && CheckpointFile::exists(held) && CheckpointFile::exists(other));
        QVERIFY_OK(Trainer::resume(path, interrupted, {}));
    }
    void trainsAndStores_data() {
        QTest::addColumn<QString>("model");
        for (const char* name : {"popularity", "als", "logistic", "deepfm"}) QTest::newRow(name) << name;
    }
    void trainsAndStores() {
        QFETCH(QString, model);
        const auto path = fresh();
        const auto result = train(path, nullptr, request_for(model), {});
        QVERIFY_OK(result);
        const bool click = result->task == Task::click;
        for (const char* part : {"train", "valid", "test"}) {
            QVERIFY(result->metrics.contains(part));
            const auto& figure = result->metrics.at(part).at(click ? "auc" : "ndcg@10");
            QVERIFY2(figure.value > 0 && figure.value <= 1 && figure.n > 0, part);
        }
        const auto row = stored(path, result->model_id);
        QCOMPARE(row.state, std::string("done"));
        QCOMPARE(row.name, model.toStdString() + " 1");
        QCOMPARE(row.data_hash.size(), std::size_t(64));
        QVERIFY(row.threads > 0 && row.epochs > 0 && row.versions.contains("adscope"));
        QCOMPARE(row.versions.contains("libtorch"), model == "deepfm");
        QVERIFY(!CheckpointFile::exists(CheckpointFile::path_of(path, result->model_id)));
        // What was stored is a model: it loads, and a feature model has its recipe beside it.
        const auto parts = artefacts(path, result->model_id);
        auto again = (*find_model(row.model))->make();
        QVERIFY_OK(again);
        QVERIFY_OK((*again)->load(model_archive(parts)));
        QCOMPARE(parts.contains(kRecipePart), click);
        auto workspace = Workspace::open(path);
        QVERIFY_OK(workspace);
        const auto curves = models_repository::curves(*workspace, result->model_id);
        QVERIFY_OK(curves);
        QVERIFY(std::ranges::any_of(*curves, [&](const auto& p) { return p.name == (click ? "valid.auc" : "valid.ndcg@10"); }));
    }
    void goesOnWithTheSameBits_data() {
        QTest::addColumn<QString>("model");
        QTest::addColumn<int>("epochs");
        for (const char* name : {"als", "logistic", "deepfm"}) {
            QTest::addRow("%s from the start", name) << name << 0;
            QTest::addRow("%s after an epoch", name) << name << 1;
            QTest::addRow("%s after two", name) << name << 2;
        }
    }
    void goesOnWithTheSameBits() {
        QFETCH(QString, model);
        QFETCH(int, epochs);
        const auto path = fresh();
        const auto whole = train(path, nullptr, request_for(model), {});
        QVERIFY_OK(whole);
        std::int64_t id = 0;
        {
            auto trainer = Trainer::start(path, nullptr, request_for(model), {});
            QVERIFY_OK(trainer);
            id = (*trainer)->model_id();
            for (int epoch = 0; epoch < epochs;) {
                const auto progress = (*trainer)->step({});
                QVERIFY_OK(progress);
                epoch = progress->epoch;
            }
        }
        QVERIFY(run_status(path, stored(path, id)) == RunStatus::interrupted);
        auto again = Trainer::resume(path, id, {});
        QVERIFY_OK(again);
        QVERIFY(run_status(path, stored(path, id)) == RunStatus::running);
        const auto rest = run_to_end(**again, {});
        QVERIFY_OK(rest);
        QCOMPARE(rest->epochs, whole->epochs);
        const auto a = artefacts(path, whole->model_id), b = artefacts(path, id);
        QCOMPARE(a.size(), b.size());
        for (const auto& [name, bytes] : a) QVERIFY2(b.contains(name) && b.at(name) == bytes, name.c_str());
        for (const auto& [part, metrics] : whole->metrics)
            for (const auto& [name, metric] : metrics) QCOMPARE(rest->metrics.at(part).at(name).value, metric.value);
    }
    void stopsEarlyAndKeepsTheBest() {
        auto request = request_for("deepfm");
        request.settings = {{"epochs", "60"}, {"patience", "2"}, {"batch_size", "64"}, {"learning_rate", "0.05"}, {"embedding_l2", "0"}};
        TrainProgress last;
        const auto result = train(fresh(), nullptr, request, {}, [&](const TrainProgress& p) { last = p; });
        QVERIFY_OK(result);
        QVERIFY(last.finished && last.stopped_early && last.epoch < 60);
        QCOMPARE(last.watched, std::string("valid.auc"));
        QCOMPARE(last.epoch, last.best_epoch + 2);
        QCOMPARE(result->metrics.at("valid").at("auc").value, last.best_value);
    }
    void cancelLeavesNothingHalf() {
        const auto path = fresh();
        std::stop_source stop;
        const auto result = train(path, nullptr, request_for("deepfm"), JobContext(stop.get_token(), {}),
                                  [&](const TrainProgress&) { stop.request_stop(); });
        QVERIFY(result.error().is_cancelled());
        QCOMPARE(stored(path, 1).state, std::string("cancelled"));
        QVERIFY(artefacts(path, 1).empty());
        QVERIFY(!CheckpointFile::exists(CheckpointFile::path_of(path, 1)));
        QCOMPARE(Trainer::resume(path, 1, {}).error().message.id(), std::string("training.not_resumable"));
    }
    void aFailureIsToldAndCanBeContinued() {
        const auto path = fresh();
        auto trainer = Trainer::start(path, nullptr, request_for("deepfm"), {});
        QVERIFY_OK(trainer);
        // The checkpoint's temporary file cannot be made where a folder stands.
        const auto obstacle = CheckpointFile::path_of(path, 1) + ".tmp";
        std::filesystem::create_directory(obstacle);
        const auto result = run_to_end(**trainer, {});
        QCOMPARE(result.error().message.id(), std::string("training.checkpoint_write"));
        trainer->reset();
        const auto row = stored(path, 1);
        QCOMPARE(row.state, std::string("failed"));
        QVERIFY(QString::fromStdString(render(run_reason(row), Language::en)).contains("Cannot write the checkpoint"));
        std::filesystem::remove(obstacle);
        auto again = Trainer::resume(path, 1, {});
        QVERIFY_OK(again);
        QVERIFY_OK(run_to_end(**again, {}));
        QCOMPARE(stored(path, 1).state, std::string("done"));
        QVERIFY(run_reason(stored(path, 1)).empty());
    }
    void oneProcessTrainsARun() {
        const auto path = fresh();
        auto trainer = Trainer::start(path, nullptr, request_for("logistic"), {});
        QVERIFY_OK(trainer);
        QCOMPARE(Trainer::resume(path, 1, {}).error().code, ErrorCode::busy);
    }
    void damagedCheckpointsAreRefused() {
        const auto path = fresh();
        QVERIFY_OK(Trainer::start(path, nullptr, request_for("logistic"), {}));
        const auto file = CheckpointFile::path_of(path, 1);
        auto bytes = read_file(file);
        bytes[bytes.size() / 2] ^= 1;
        write_file(file, bytes);
        QCOMPARE(Trainer::resume(path, 1, {}).error().code, ErrorCode::corrupt);
        write_file(file, "");
        QCOMPARE(Trainer::resume(path, 1, {}).error().code, ErrorCode::corrupt);
        std::filesystem::remove(file);
        QCOMPARE(Trainer::resume(path, 1, {}).error().message.id(), std::string("training.no_checkpoint"));
        QVERIFY(run_status(path, stored(path, 1)) == RunStatus::lost);
    }
    void changedDataIsRefused() {
        const auto path = fresh();
        QVERIFY_OK(Trainer::start(path, nullptr, request_for("logistic"), {}));
        {
            auto workspace = Workspace::open(path);
            QVERIFY_OK(workspace);
            QVERIFY_OK(workspace->database().execute("UPDATE events SET click = 1 - click WHERE id = 7"));
        }
        QCOMPARE(Trainer::resume(path, 1, {}).error().message.id(), std::string("training.data_changed"));
    }
    void wrongRequestsLeaveNoRun_data() {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("words");
        QTest::newRow("model") << "deepfn"
                               << ""
                               << "deepfm";
        QTest::newRow("task") << "deepfm"
                              << "task"
                              << "click";
        QTest::newRow("recipe") << "als"
                                << "recipe"
                                << "no features";
        QTest::newRow("slice") << "logistic"
                               << "where"
                               << "nosuch";
        QTest::newRow("split") << "logistic"
                               << "split"
                               << "leave-one-out";
        QTest::newRow("device") << "logistic"
                                << "device"
                                << "cuda";
    }
    void wrongRequestsLeaveNoRun() {
        QFETCH(QString, model);
        QFETCH(QString, what);
        QFETCH(QString, words);
        const auto path = fresh();
        TrainRequest request;
        request.model = model.toStdString();
        if (what == "task") request.task = Task::ranking;
        if (what == "recipe") request.recipe = Recipe{};
        if (what == "where") request.where = "nosuch = 3";
        if (what == "split") request.split = "halves";
        if (what == "device") request.device = "gpu";
        const auto result = train(path, nullptr, request, {});
        QVERIFY(!result.ok());
        const auto text = QString::fromStdString(render(result.error().message, Language::en));
        QVERIFY2(text.contains(words), qPrintable(text));
        auto workspace = Workspace::open(path);
        QVERIFY_OK(workspace);
        QVERIFY(models_repository::list(*workspace)->empty());
    }
    void aSliceTrainsOnItsEvents() {
        const auto path = fresh();
        auto request = request_for("logistic");
        const auto all = train(path, nullptr, request, {});
        request.where = "device = phone";
        const auto phone = train(path, nullptr, request, {});
        QVERIFY_OK(all);
        QVERIFY_OK(phone);
        const auto rows = [](const TrainResult& r) { return static_cast<double>(r.metrics.at("test").at("auc").n); };
        QVERIFY(rows(*phone) < rows(*all) * 0.6 && rows(*phone) > rows(*all) * 0.4);
        QCOMPARE(stored(path, phone->model_id).split, std::string("time:0.8,0.1,0.1 where device = phone"));
    }
};

ADSCOPE_TEST(TestTrainer);
#include "test_trainer.moc"
