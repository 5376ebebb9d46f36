// TF-IDF against scikit-learn's numbers, and what the settings leave out.
#include "core/text/tfidf.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::text;
using adscope::testing::read_file;
using adscope::testing::shared_path;

class TestTfidf : public QObject {
    Q_OBJECT

private slots:
    void agreesWithTheReference() {
        const auto golden = nlohmann::json::parse(read_file(shared_path("golden/tfidf.json")));
        const auto documents = golden["documents"].get<std::vector<Document>>();
        const auto fitted = Tfidf::fit(documents);
        QVERIFY_OK(fitted);
        QCOMPARE(fitted->terms(), golden["vocabulary"].get<std::vector<std::string>>());
        const auto rows = fitted->transform(documents);
        QCOMPARE(rows.rows(), documents.size());
        for (std::size_t r = 0; r < rows.rows(); ++r) {
            std::vector<double> dense(rows.columns, 0.0);
            for (std::size_t i = 0; i < rows.columns_of(r).size(); ++i) dense[rows.columns_of(r)[i]] = rows.values_of(r)[i];
            for (std::size_t c = 0; c < rows.columns; ++c) QVERIFY(std::abs(dense[c] - golden["matrix"][r][c].get<double>()) < 1e-9);
            for (std::size_t o = 0; o < rows.rows(); ++o) {
                QVERIFY(std::abs(rows.dot(r, o) - golden["cosine"][r][o].get<double>()) < 1e-9);
                QVERIFY(std::abs(jaccard(documents[r], documents[o]) - golden["jaccard"][r][o].get<double>()) < 1e-9);
            }
        }
    }
    void settingsLeaveTermsOut() {
        const std::vector<Document> documents{{"a", "b", "b"}, {"a", "c"}, {"a", "c", "d"}};
        QCOMPARE(Tfidf::fit(documents, {.min_documents = 2})->terms(), (std::vector<std::string>{"a", "c"}));
        QCOMPARE(Tfidf::fit(documents, {.max_document_share = 0.7})->terms(), (std::vector<std::string>{"b", "c", "d"}));
        // b and c both occur twice: the lesser term stays.
        QCOMPARE(Tfidf::fit(documents, {.max_terms = 2})->terms(), (std::vector<std::string>{"a", "b"}));
    }
    void sublinearCountsGrowSlowly() {
        const std::vector<Document> documents{{"a", "a", "a", "b"}};
        const auto rows = Tfidf::fit(documents, {.sublinear = true})->transform(documents);
        QVERIFY(std::abs(rows.values[0] / rows.values[1] - (1 + std::log(3.0))) < 1e-12);
    }
    void unknownAndEmptyDocumentsAreZero() {
        const std::vector<Document> documents{{"a"}}, others{{"z"}, {}, {"a", "z"}};
        const auto rows = Tfidf::fit(documents)->transform(others);
        QCOMPARE(rows.offsets, (std::vector<std::size_t>{0, 0, 0, 1}));
        QCOMPARE(rows.values[0], 1.0);
        QVERIFY(Tfidf::fit(std::span<const Document>{})->terms().empty());
    }
    void partsMakeTheSame() {
        const std::vector<Document> documents{{"a", "b"}, {"b", "c"}};
        const auto fitted = Tfidf::fit(documents);
        const Tfidf again(fitted->terms(), fitted->idf(), fitted->sublinear());
        QCOMPARE(again.transform(documents).values, fitted->transform(documents).values);
    }
    void cancelEnds() {
        std::stop_source stop;
        stop.request_stop();
        const std::vector<Document> documents{{"a"}};
        QVERIFY(Tfidf::fit(documents, {}, JobContext(stop.get_token(), {})).error().is_cancelled());
    }
};

ADSCOPE_TEST(TestTfidf);
#include "test_tfidf.moc"
