// The Explain page on a small workspace: a sensible first case, the parts add up, another user can be asked.
#include "tests/ui/pages/page_fixture.h"
#include "ui/pages/explain/explain_page.h"

using namespace adscope;
using namespace adscope::ui;
using adscope::testing::PageFixture;

class TestExplain : public QObject {
    Q_OBJECT
    PageFixture fixture_;
    JobRunner jobs_;
    std::unique_ptr<AppState> state_;

    static bool settle(Page& page) {
        return QTest::qWaitFor([&] { return page.settled(); }, 60'000);
    }
    std::int64_t model(const char* name) const {
        for (const auto& m : state_->models())
            if (m.name == name) return m.id;
        return 0;
    }

private slots:
    void initTestCase() {
        QVERIFY(fixture_.make(true));
        state_ = std::make_unique<AppState>(&jobs_);
        ExplainPage page(state_.get());
        page.refresh();
        QVERIFY(page.settled());
        QVERIFY(fixture_.open(*state_));
    }

    void explainsAFirstCase_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("feature model") << "lines";
        QTest::newRow("factor model") << "factors";
    }
    void explainsAFirstCase() {
        QFETCH(QString, name);
        QVERIFY(model(qPrintable(name)) > 0);
        state_->pick({0, 0, model(qPrintable(name))});
        ExplainPage page(state_.get());
        page.resize(1100, 640);
        page.refresh();
        QVERIFY(settle(page));
        QVERIFY(page.data());
        const auto& d = *page.data();
        QVERIFY(d.user > 0 && d.ad > 0);
        double sum = d.explanation.base;
        for (const auto& a : d.explanation.attributions) sum += a.attribution;
        QVERIFY(std::abs(sum - d.explanation.prediction) <= d.explanation.additivity_error + 1e-9);
        QVERIFY(d.holds());
        QVERIFY(d.rank >= 1 && d.rank <= d.candidates);
        QCOMPARE(d.table.rows.size(), d.explanation.attributions.size());
        const auto& points = d.waterfall.traces.at(0).points;
        QCOMPARE(points.front().y, d.explanation.base);
        QCOMPARE(points.back().y, d.explanation.prediction);
        QCOMPARE(page.findChild<EntityPicker*>("user")->text(), QString::fromStdString(d.user_key));
        QVERIFY(page.findChild<ChartCard*>()->series().traces.size() == 1);
    }

    void anotherUserIsFoundByKey() {
        state_->pick({0, 0, model("lines")});
        ExplainPage page(state_.get());
        page.refresh();
        QVERIFY(settle(page));
        auto* picker = page.findChild<EntityPicker*>("user");
        picker->setText("u07");
        QTest::keyClick(picker, Qt::Key_Return);
        QTRY_VERIFY(page.data() && page.data()->user_key == "u07" && page.settled());
        QCOMPARE(state_->picked().user, page.data()->user);
    }

    void keysAreFoundInOrder() {
        const auto found = find_keys(*state_->table(), false, "u1", 5, {});
        QCOMPARE(found.size(), std::size_t(5));
        for (const auto& m : found) QVERIFY(m.key.find("u1") == 0);
        QCOMPARE(find_keys(*state_->table(), true, "A03", 5, {}).at(0).key, std::string("a03"));
        QVERIFY(find_keys(*state_->table(), true, "nothing like it", 5, {}).empty());
    }
};

ADSCOPE_TEST(TestExplain);
#include "test_explain.moc"
