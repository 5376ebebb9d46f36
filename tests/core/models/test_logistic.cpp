#include "core/models/linear/logistic.h"

#include <nlohmann/json.hpp>

#include "core/models/linear/ftrl.h"
#include "tests/core/features/tables.h"
#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::testing;

class TestLogistic : public QObject {
    Q_OBJECT
    std::shared_ptr<const Dataset> data_;

    // Clicks drawn from a logistic regression: bias -0.5, tab 0/1/2 and a price.
    static double margin(int tab, double price) { return -0.5 + (tab == 0 ? -1.0 : tab == 1 ? 0.0 : 1.5) + 0.8 * price; }
    static std::shared_ptr<const Dataset> planted(std::size_t n, bool weighted = false) {
        Random random(4);
        std::vector<std::string> tab;
        std::vector<std::vector<std::string>> topics;
        std::vector<double> price;
        std::vector<int> clicks, weights;
        for (std::size_t i = 0; i < n; ++i) {
            const auto t = static_cast<int>(random.below(3));
            tab.push_back(std::to_string(t));
            price.push_back(random.normal());
            topics.push_back({std::to_string(random.below(4)), std::to_string(4 + random.below(4))});
            clicks.push_back(random.uniform() < sigmoid(margin(t, price.back())));
            weights.push_back(weighted ? static_cast<int>(1 + random.below(4)) : 1);
        }
        TableBuilder builder(n);
        builder.clicks(clicks).texts("tab", tab).numbers("price", price).tags("topics", topics);
        if (weighted) builder.weights(weights);
        DatasetRequest request;
        request.recipe.features = {{"tab", "category", "tab", {}}, {"price", "number", "price", {}}, {"topics", "tags", "topics", {}}};
        request.split = "random:0.8,0.1,0.1";
        auto data = make_dataset(builder.make(), request);
        if (!data) qFatal("%s", render(data.error().message, Language::en).c_str());
        return *data;
    }
    static FitContext context(std::shared_ptr<const Dataset> data, std::map<std::string, std::string> settings = {},
                              std::uint64_t seed = 1) {
        FitContext out;
        out.data = std::move(data);
        out.settings = *Settings::make(logistic_info().parameters, settings);
        out.seed = seed;
        return out;
    }
    // Learns to the end, or for a number of steps.
    static std::vector<StepReport> learn(Model& model, int steps = 1'000'000) {
        std::vector<StepReport> reports;
        while (steps-- > 0) {
            auto r = model.step({});
            if (!r) qFatal("%s", render(r.error().message, Language::en).c_str());
            reports.push_back(*r);
            if (r->finished) break;
        }
        return reports;
    }
    static std::vector<float> scores(const Model& model, const FeatureBatch& batch) {
        std::vector<float> out(batch.rows);
        if (auto r = model.score(batch, out); !r) qFatal("%s", render(r.error().message, Language::en).c_str());
        return out;
    }
    static Archive saved(const Model& model, bool state) {
        Archive a;
        if (!model.save(a, state)) qFatal("save");
        return a;
    }

private slots:
    void initTestCase() { data_ = planted(60'000); }

    void kernelAgreesWithAlgorithm1() {
        const auto golden = nlohmann::json::parse(read_file(shared_path("golden/ftrl.json")));
        const FtrlOptions<double> options{golden["alpha"], golden["beta"], golden["l1"], golden["l2"]};
        std::vector<FtrlCell<double>> cells(golden["dimension"].get<std::size_t>());
        const auto rows = golden["rows"].get<std::vector<std::vector<std::uint32_t>>>();
        const auto labels = golden["label"].get<std::vector<double>>(), predictions = golden["predictions"].get<std::vector<double>>(),
                   expected = golden["weights"].get<std::vector<double>>();
        QCOMPARE(rows.size(), std::size_t{300});
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const std::vector<double> values(rows[i].size(), 1.0);
            std::vector<double> weights(rows[i].size());
            const double p = sigmoid(FtrlRow<double>::margin(cells, rows[i], values, options, weights));
            QVERIFY(std::abs(p - predictions[i]) < 1e-9);
            FtrlRow<double>::update(cells, rows[i], values, weights, p - labels[i], options);
        }
        for (std::size_t k = 0; k < cells.size(); ++k) QVERIFY(std::abs(cells[k].weight(options) - expected[k]) < 1e-9);
    }
    void findsThePlantedModel() {
        Logistic model;
        QVERIFY_OK(model.begin(context(data_, {{"l2", "0.1"}, {"epochs", "15"}})));
        const auto reports = learn(model);
        QVERIFY(reports.back().loss < reports.front().loss);
        const auto p = scores(model, data_->test.features);
        double error = 0;
        for (std::size_t i = 0; i < p.size(); ++i) {
            const auto row = data_->test.rows[i];
            const auto& table = *data_->table;
            const int tab = std::stoi(table.columns[0].category()->names[table.columns[0].category()->codes[row]]);
            error += std::abs(p[i] - sigmoid(margin(tab, table.columns[1].number()->values[row])));
        }
        QVERIFY2(error / static_cast<double>(p.size()) < 0.02, std::to_string(error / static_cast<double>(p.size())).c_str());
    }
    void strongPenaltiesLeaveTheBaseRate() {
        const auto data = planted(2000);
        double clicks = 0;
        for (const float y : data->train.labels) clicks += y;
        const double rate = clicks / static_cast<double>(data->train.labels.size());
        for (const char* penalty : {"l1", "l2"}) {
            Logistic model;
            QVERIFY_OK(model.begin(context(data, {{penalty, penalty == std::string("l1") ? "1000" : "10000"}, {"epochs", "5"}})));
            learn(model);
            for (const float p : scores(model, data->test.features)) QVERIFY2(std::abs(p - rate) < 0.05, penalty);
        }
        Logistic model;
        QVERIFY_OK(model.begin(context(data, {{"l1", "1000"}, {"epochs", "1"}})));
        learn(model);
        const auto weights = *saved(model, false).get_array<float>("weights");
        QVERIFY(std::count(weights.begin(), weights.end(), 0.0f) >= static_cast<std::ptrdiff_t>(weights.size()) - 4);  // exactly 0
    }
    void theSameSeedGivesTheSameBits() {
        Logistic a, b, c;
        QVERIFY_OK(a.begin(context(data_, {{"epochs", "2"}}, 7)));
        QVERIFY_OK(b.begin(context(data_, {{"epochs", "2"}}, 7)));
        QVERIFY_OK(c.begin(context(data_, {{"epochs", "2"}}, 8)));
        learn(a);
        learn(b);
        learn(c);
        QCOMPARE(saved(a, true).parts(), saved(b, true).parts());
        QVERIFY(saved(a, true).parts() != saved(c, true).parts());
        QVERIFY_OK(a.begin(context(data_, {{"epochs", "2"}}, 8)));  // a second begin starts anew
        learn(a);
        QCOMPARE(saved(a, true).parts(), saved(c, true).parts());
    }
    void weightsAreRows() {
        // A row of weight n against n equal rows: the same fixed point.
        const auto weighted = planted(4000, true);
        auto repeated = std::make_shared<Dataset>(*weighted);
        std::vector<std::uint32_t> rows;
        for (std::uint32_t i = 0; i < weighted->train.rows.size(); ++i)
            rows.insert(rows.end(), static_cast<std::size_t>(weighted->train.weights[i]), i);
        repeated->train = {};
        for (const auto i : rows) {
            repeated->train.rows.push_back(weighted->train.rows[i]);
            repeated->train.labels.push_back(weighted->train.labels[i]);
            repeated->train.weights.push_back(1);
        }
        repeated->train.features = weighted->train.features.pick(rows);
        Logistic a, b;
        QVERIFY_OK(a.begin(context(weighted, {{"epochs", "200"}, {"l2", "5"}})));
        QVERIFY_OK(b.begin(context(repeated, {{"epochs", "200"}, {"l2", "5"}})));
        learn(a);
        learn(b);
        const auto p = scores(a, weighted->test.features), q = scores(b, weighted->test.features);
        for (std::size_t i = 0; i < p.size(); ++i) QVERIFY2(std::abs(p[i] - q[i]) < 0.02, std::to_string(p[i] - q[i]).c_str());
    }
    void savedAndLoaded() {
        Logistic model, loaded;
        QVERIFY_OK(model.begin(context(data_, {{"epochs", "2"}})));
        learn(model);
        const auto archive = saved(model, false);
        QVERIFY(!archive.has("position"));
        QVERIFY_OK(loaded.load(archive));
        QCOMPARE(scores(loaded, data_->test.features), scores(model, data_->test.features));
        QCOMPARE(saved(loaded, false).parts(), archive.parts());
    }
    void resumedAfterAnyStep_data() {
        QTest::addColumn<int>("steps");
        for (const int steps : {1, 2, 3, 4, 7}) QTest::newRow(std::to_string(steps).c_str()) << steps;  // three steps an epoch
    }
    void resumedAfterAnyStep() {
        QFETCH(int, steps);
        Logistic whole, first, second;
        QVERIFY_OK(whole.begin(context(data_, {{"epochs", "3"}})));
        learn(whole);
        QVERIFY_OK(first.begin(context(data_, {{"epochs", "3"}})));
        learn(first, steps);
        QVERIFY_OK(second.begin(context(data_, {{"epochs", "3"}})));
        QVERIFY_OK(second.resume(saved(first, true)));
        QCOMPARE(scores(second, data_->test.features), scores(first, data_->test.features));
        learn(second);
        QCOMPARE(saved(second, true).parts(), saved(whole, true).parts());
    }
    void stepsAreBoundedAndTellWhereTheyAre() {
        Logistic model;
        QVERIFY_OK(model.begin(context(data_, {{"epochs", "2"}})));
        const auto reports = learn(model);
        QCOMPARE(reports.size(), std::size_t{6});
        QVERIFY(reports[0].samples < data_->train.rows.size() && !reports[0].epoch_finished && reports[0].epoch_fraction > 0.3);
        QVERIFY(reports[2].epoch_finished && reports[2].epoch == 1 && !reports[2].finished);
        QVERIFY(reports[5].finished && reports[5].epoch == 2);
        std::size_t samples = 0;
        for (const auto& r : reports) samples += r.samples;
        QCOMPARE(samples, 2 * data_->train.rows.size());
        QVERIFY(learn(model, 1)[0].finished);  // nothing more to do
    }
    void cancelIsAnOutcome() {
        Logistic model;
        QVERIFY_OK(model.begin(context(data_)));
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(model.step(JobContext(stop.get_token(), {})).error().is_cancelled());
        QCOMPARE(learn(model, 1)[0].samples, std::size_t{16384});  // and it can go on
    }
    void learnsSingleExamples() {
        Logistic trained, model;
        QVERIFY_OK(trained.begin(context(data_, {{"epochs", "1"}})));
        learn(trained);
        QVERIFY_OK(model.load(saved(trained, false)));
        QVERIFY(model.can_learn());
        const std::vector<std::uint32_t> rows{3, 9};
        const auto two = data_->train.features.pick(rows);
        const std::vector<float> labels{1, 0};
        std::vector<float> before(2), after(2), again(2), untouched(2);
        QVERIFY_OK(model.score(two, before));
        const auto next = model.learned(two, labels);
        QVERIFY_OK(next);
        QVERIFY_OK((*next)->score(two, after));
        QVERIFY_OK((*model.learned(two, labels))->score(two, again));
        QVERIFY_OK(model.score(two, untouched));
        QVERIFY(after == again && before == untouched && after != before);
        // One at a time it is the same, and what was learned can be stored.
        const std::vector<std::uint32_t> first{3}, second{9};
        const auto one = model.learned(data_->train.features.pick(first), std::vector<float>{1});
        QVERIFY_OK(one);
        std::vector<float> towards(2);
        QVERIFY_OK((*one)->score(two, towards));
        QVERIFY(towards[0] > before[0]);
        const auto other = dynamic_cast<const OnlineModel&>(**one).learned(data_->train.features.pick(second), std::vector<float>{0});
        QVERIFY_OK(other);
        QVERIFY(saved(dynamic_cast<const Logistic&>(**other), false).parts() ==
                saved(dynamic_cast<const Logistic&>(**next), false).parts());

        QCOMPARE(model.learned(two, std::vector<float>{1}).error().code, ErrorCode::invalid_input);
        Archive bare;  // as models were stored before
        for (const char* part : {"coordinates", "weights"}) bare.put(part, saved(trained, false).get(part));
        QVERIFY_OK(model.load(bare));
        QVERIFY(!model.can_learn());
        QCOMPARE(model.learned(two, labels).error().code, ErrorCode::refused);
    }
    void badThingsAreErrors() {
        Logistic model;
        auto no_features = std::make_shared<Dataset>();
        QCOMPARE(model.begin(context(no_features)).error().message.id(), std::string("linear.no_features"));
        QVERIFY_OK(model.begin(context(data_, {{"epochs", "1"}})));
        learn(model);
        FeatureBatch other;
        other.rows = 2;
        std::vector<float> out(2);
        QCOMPARE(model.score(other, out).error().message.id(), std::string("linear.schema"));
        const auto archive = saved(model, true);
        for (const auto& [name, bytes] : archive.parts()) {
            for (const std::string& damaged : {std::string(), bytes.substr(0, bytes.size() / 2), bytes.substr(1), bytes + "x"}) {
                Archive bad = archive;
                bad.put(name, damaged);
                Logistic victim;
                QVERIFY_OK(victim.begin(context(data_)));
                QVERIFY2(!victim.resume(bad).ok() || name == "weights" || name == "rates", name.c_str());
                QVERIFY2(!victim.load(bad).ok() || name == "position", name.c_str());
            }
        }
        for (const auto& [name, value] :
             std::map<std::string, std::string>{{"alpha", "0"}, {"l2", "-1"}, {"epochs", "0"}, {"shuffle", "maybe"}, {"momentum", "1"}})
            QVERIFY2(!Settings::make(logistic_info().parameters, {{name, value}}).ok(), name.c_str());
    }
    void everySettingHasItsWords() {
        const auto info = logistic_info();
        for (const auto language : {Language::en, Language::zh}) {
            QVERIFY(has_message("model.logistic", language) && has_message("model.logistic.hint", language));
            for (const auto& p : info.parameters)
                QVERIFY2(has_message("parameter.logistic." + p.name, language) &&
                             has_message("parameter.logistic." + p.name + ".help", language),
                         p.name.c_str());
        }
        QVERIFY_OK(Settings::make(info.parameters, {}));
    }
};

ADSCOPE_TEST(TestLogistic);
#include "test_logistic.moc"
