// The Diversity page on a small workspace: figures of the chosen model, all models in the front, lambda re-ranks.
#include "tests/ui/pages/page_fixture.h"
#include "ui/pages/diversity/diversity_page.h"

using namespace adscope;
using namespace adscope::ui;
using adscope::testing::PageFixture;

class TestDiversity : public QObject {
    Q_OBJECT
    PageFixture fixture_;
    JobRunner jobs_;
    std::unique_ptr<AppState> state_;

    static bool settle(Page& page) {
        return QTest::qWaitFor([&] { return page.settled(); }, 60'000);
    }

private slots:
    void initTestCase() {
        QVERIFY(fixture_.make(true));
        state_ = std::make_unique<AppState>(&jobs_);
        DiversityPage page(state_.get());
        page.refresh();
        QVERIFY(page.settled());
        QVERIFY(fixture_.open(*state_));
    }

    void measuresAndCompares() {
        DiversityPage page(state_.get());
        page.resize(1200, 700);
        page.refresh();
        QVERIFY(settle(page));
        QVERIFY(page.shown());
        const DiversityMetrics& m = page.shown()->metrics;
        QVERIFY(m.coverage > 0 && m.coverage <= 1);
        QVERIFY(m.gini >= 0 && m.gini <= 1);
        QCOMPARE(page.findChildren<FigureCard*>().size(), 6);
        std::size_t in_front = 0;
        for (auto* card : page.findChildren<ChartCard*>())
            if (card->series().kind == ChartKind::scatter)
                for (const auto& t : card->series().traces)
                    if (t.style == Trace::Style::points) in_front += t.points.size();
        QCOMPARE(in_front, std::size_t(2));
    }

    void lambdaReRanks() {
        DiversityPage page(state_.get());
        page.resize(1200, 700);
        page.refresh();
        QVERIFY(settle(page));
        QVERIFY(page.rerank());
        QCOMPARE(page.rerank()->lambda, 0.7);
        page.findChild<QSlider*>("lambda_slider")->setValue(100);
        QVERIFY(!page.settled());
        QVERIFY(settle(page));
        QCOMPARE(page.rerank()->lambda, 1.0);
        // At lambda = 1 only relevance counts: nothing moves.
        QCOMPARE(page.rerank()->before.size(), page.rerank()->after.size());
        for (std::size_t i = 0; i < page.rerank()->before.size(); ++i) QCOMPARE(page.rerank()->after[i].ad, page.rerank()->before[i].ad);
        for (const auto& e : page.rerank()->exchanges)
            if (e.what == Exchange::What::coverage) QCOMPARE(e.outcome(), 0);
        page.findChild<QPushButton*>("other_user")->click();
        const std::string before = page.rerank()->user;
        QVERIFY(settle(page));
        QVERIFY(page.rerank()->user != before);
    }

    void exchangesKnowWhatIsBetter() {
        using What = Exchange::What;
        QCOMPARE((Exchange{What::ild, 0.5, 0.6}).outcome(), 1);
        QCOMPARE((Exchange{What::gini, 0.5, 0.6}).outcome(), -1);
        QCOMPARE((Exchange{What::accuracy, 0.5, 0.4}).outcome(), -1);
        QCOMPARE((Exchange{What::novelty, kMissing, 0.4}).outcome(), 0);
    }

    void listsSayWhatMoved() {
        RerankView view;
        const auto item = [](std::uint32_t ad, const char* title) {
            RecommendedItem i;
            i.ad = ad;
            i.title = title;
            return i;
        };
        view.setLists({item(1, "one"), item(2, "two"), item(3, "three")}, {item(2, "two"), item(1, "one"), item(9, "nine")}, 0.5, 0.1, 0.2,
                      {});
        QCOMPARE(view.moves(),
                 QStringList({QString::fromUtf8("one 1 → 2"), QString::fromUtf8("two 2 → 1"), "three gone from 3", "nine new at 3"}));
        QImage image(520, 200, QImage::Format_RGB32);
        image.fill(Qt::white);
        view.resize(520, 200);
        view.render(&image);
        int inked = 0;
        for (int y = 30; y < 180; ++y)
            for (int x = 235; x < 285; ++x) inked += image.pixel(x, y) != image.pixel(260, 190);
        QVERIFY(inked > 60);
    }
};

ADSCOPE_TEST(TestDiversity);
#include "test_diversity.moc"
