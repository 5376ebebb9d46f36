// Figures of lists beyond accuracy against reference values.
#include "core/evaluation/lists.h"

#include <nlohmann/json.hpp>

#include "tests/support/numbers.h"

using namespace adscope;
using adscope::testing::close;
using adscope::testing::read_file;
using adscope::testing::shared_path;
using Lists = std::vector<std::vector<std::uint32_t>>;

class TestLists : public QObject {
    Q_OBJECT
private slots:
    void agreesWithReference() {
        const auto golden = nlohmann::json::parse(read_file(shared_path("golden/ranking.json")));
        const auto vectors = golden["vectors"].get<std::vector<std::vector<double>>>();
        const Similarity cosine = [&](std::uint32_t a, std::uint32_t b) {
            double ab = 0, aa = 0, bb = 0;
            for (std::size_t k = 0; k < vectors[a].size(); ++k)
                ab += vectors[a][k] * vectors[b][k], aa += vectors[a][k] * vectors[a][k], bb += vectors[b][k] * vectors[b][k];
            return ab / std::sqrt(aa * bb);
        };
        Catalogue catalogue;
        catalogue.items = golden["items"];
        catalogue.count.resize(static_cast<std::size_t>(catalogue.items));
        for (const auto& pair : golden["interactions"]) catalogue.count[pair[0]] = pair[1], catalogue.total += pair[1].get<double>();
        const auto lists = golden["recommended"].get<Lists>(), history = golden["history"].get<Lists>();
        auto relevant = golden["relevant"].get<Lists>();
        std::vector<double> shown(catalogue.count.size(), 0.0);
        for (std::size_t u = 0; u < lists.size(); ++u) {
            std::ranges::sort(relevant[u]);
            const auto f = list_figures(lists[u], history[u], relevant[u], catalogue, cosine);
            const auto& expected = golden["per_user"][u];
            close(f.ild, expected["intra_list_diversity"]);
            close(f.novelty, expected["novelty_bits"]);
            close(f.serendipity, expected["serendipity"]);
            close(f.popularity, expected["average_popularity"]);
            for (const auto ad : lists[u]) shown[ad] += 1;
        }
        const auto e = exposure_of(shown);
        close(e.coverage, golden["catalogue_coverage"]);
        close(e.gini, golden["gini"]);
        close(e.entropy, golden["shannon_entropy_bits"]);
        const auto lorenz = golden["lorenz"].get<std::vector<double>>();
        QCOMPARE(e.lorenz.size(), lorenz.size());
        for (std::size_t i = 0; i < lorenz.size(); ++i) close(e.lorenz[i], lorenz[i]);
    }
    void whatHasNoMeaningHasNoValue() {
        const Similarity same = [](std::uint32_t, std::uint32_t) { return 1.0; };
        const auto f = list_figures(std::vector<std::uint32_t>{1}, {}, {}, {}, same);
        QVERIFY(std::isnan(f.ild) && std::isnan(f.serendipity));
        QVERIFY(std::isnan(exposure_of({}).gini) && std::isnan(exposure_of({0, 0}).coverage));
        QVERIFY(std::isnan(gini({})));
        close(gini(std::vector<double>{3, 3, 3}), 0);
        close(gini(std::vector<double>{0, 0, 0, 8}), 0.75);
    }
    void adsAreComparedByTagsThenTextThenAttributes() {
        EventTable table;
        table.ads.count = 3;
        table.ads.keys = {"", "a", "b", "c"};
        CodeArray codes(4, 2);
        codes.set(1, 1), codes.set(2, 1), codes.set(3, 2);
        table.ads.columns.push_back({{.owner = Owner::ad, .name = "brand", .role = FieldRole::attribute, .kind = FieldKind::category},
                                     CategoryValues{std::move(codes), {"", "x", "y"}}});
        const auto attributes = AdSpace::make(table);
        QCOMPARE(attributes.name.id(), std::string("evaluation.space_attributes"));
        close(attributes.similarity(1, 2), 1);
        close(attributes.similarity(1, 3), 0);
        close(attributes.similarity(0, 1), 0);
        CodeArray texts(4, 3);
        texts.set(1, 1), texts.set(2, 2), texts.set(3, 3);
        table.ads.columns.push_back({{.owner = Owner::ad, .name = "title", .role = FieldRole::attribute, .kind = FieldKind::text},
                                     CategoryValues{std::move(texts), {"", "新款跑鞋 Running shoes", "跑鞋特惠 running", "音乐节"}}});
        const auto text = AdSpace::make(table);
        QCOMPARE(text.name.id(), std::string("evaluation.space_text"));
        QVERIFY(text.similarity(1, 2) > 0.2);
        close(text.similarity(1, 3), 0);
        table.ads.columns.push_back({{.owner = Owner::ad, .name = "tags", .role = FieldRole::attribute, .kind = FieldKind::tags},
                                     TagValues{{0, 0, 2, 3, 4}, {1, 2, 2, 1}, {"", "s", "t"}}});
        const auto tags = AdSpace::make(table);
        QCOMPARE(tags.name.id(), std::string("evaluation.space_tags"));
        QVERIFY(std::abs(tags.similarity(1, 2) - std::sqrt(0.5)) < 1e-6);
        close(tags.similarity(2, 3), 0);
        QCOMPARE(AdSpace::make(EventTable()).name.id(), std::string("evaluation.space_none"));
    }
};

ADSCOPE_TEST(TestLists);
#include "test_lists.moc"
