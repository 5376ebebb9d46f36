// The Recommend page and its presenter on a small workspace whose ads have no titles: what an audience sees names nobody.
#include "tests/ui/pages/page_fixture.h"
#include "ui/pages/recommend/presenter.h"
#include "ui/pages/recommend/recommend_page.h"

using namespace adscope;
using namespace adscope::ui;
using adscope::testing::PageFixture;

class TestRecommend : public QObject {
    Q_OBJECT
    QTemporaryDir settings_;
    PageFixture fixture_;
    JobRunner jobs_;
    std::unique_ptr<AppState> state_;

    template <class Window>
    static bool settle(Window& window) {
        return QTest::qWaitFor([&] { return window.settled(); }, 30'000);
    }
    std::int64_t model(const QString& name) const {
        for (const auto& m : state_->models())
            if (QString::fromStdString(m.name) == name) return m.id;
        return 0;
    }
    void choose(const QString& name) { state_->pick({0, 0, model(name)}); }
    static QList<std::uint32_t> ads(const RecommendSession& session) {
        QList<std::uint32_t> out;
        for (const auto& i : session.items()) out << i.ad;
        return out;
    }
    static QList<AdCard*> cards(const QWidget& window) {
        QList<AdCard*> out;
        for (auto* c : window.findChildren<AdCard*>())
            if (!c->isHidden()) out << c;
        return out;
    }
    // Every text that a window shows, speaks or whispers.
    static QStringList texts(const QWidget& window) {
        QStringList out{window.windowTitle()};
        for (auto* w : window.findChildren<QWidget*>()) {
            out << w->accessibleName() << w->accessibleDescription() << w->toolTip();
            if (auto* label = qobject_cast<QLabel*>(w)) out << label->text();
            if (auto* button = qobject_cast<QAbstractButton*>(w)) out << button->text();
            if (auto* card = qobject_cast<AdCard*>(w)) {
                out << card->content().title << card->content().reason;
                for (const auto& [what, figure] : card->content().evidence) out << what << figure;
            }
        }
        out.removeAll(QString());
        return out;
    }
    static void namesNobody(const Presenter& presenter) {
        static const QRegularExpression key("\\b[ua][0-9]{2}\\b");  // as the log's keys are made
        for (const auto& text : texts(presenter)) QVERIFY2(!text.contains(key), qPrintable(text));
    }

private slots:
    void initTestCase() {
        // The language is changed below: tests beside this one keep theirs.
        qputenv("ADSCOPE_SETTINGS_DIR", settings_.path().toLocal8Bit());
        QVERIFY(fixture_.make(true));
        QCOMPARE(testing::run_adscope({"train", fixture_.at("w.adscope"), "--model", "popularity", "--name", "counts"}).exit_code, 0);
        state_ = std::make_unique<AppState>(&jobs_);
    }

    void nothingYetWithoutAWorkspace() {
        RecommendPage page(state_.get());
        page.refresh();
        QVERIFY(page.settled());
        QVERIFY(cards(page).isEmpty());
        QVERIFY(!page.findChild<QPushButton*>("present")->isEnabled());
        QVERIFY(fixture_.open(*state_));
    }

    void aUsersListHasReasons_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("folds");
        QTest::newRow("factor model") << "factors" << true;
        QTest::newRow("online feature model") << "lines" << true;
    }
    void aUsersListHasReasons() {
        QFETCH(QString, name);
        QFETCH(bool, folds);
        choose(name);
        RecommendPage page(state_.get());
        page.refresh();
        QVERIFY(settle(page));
        QCOMPARE(page.session()->folds(), folds);
        QCOMPARE(page.session()->items().size(), std::size_t(5));
        const auto shown = cards(page);
        QCOMPARE(shown.size(), 5);
        for (int i = 0; i < 5; ++i) {
            const AdCardContent& c = shown[i]->content();
            QCOMPARE(c.rank, i + 1);
            QVERIFY2(c.reason.endsWith('.') && c.reason.contains(' '), qPrintable(c.reason));
            QVERIFY(!c.evidence.isEmpty());
            QVERIFY(c.ctr.has_interval());
            QVERIFY(c.scale_high >= c.ctr.high);
            QCOMPARE(shown[i]->accessibleDescription(), c.reason);
        }
    }

    void aUserIsFoundByKey() {
        choose("factors");
        RecommendPage page(state_.get());
        page.refresh();
        QVERIFY(settle(page));
        auto* user = page.findChild<QLineEdit*>("recommendUser");
        user->clear();
        QTest::keyClicks(user, "u07");
        QTest::keyClick(user, Qt::Key_Return);
        QVERIFY(settle(page));
        QCOMPARE(page.session()->user(), state_->table()->users.code("u07"));
        QCOMPARE(state_->picked().user, page.session()->user());
        user->clear();
        QTest::keyClicks(user, "nobody");
        QTest::keyClick(user, Qt::Key_Return);
        auto* error = page.findChild<QLabel*>("recommendError");
        QVERIFY(!error->isHidden() && error->text().contains("nobody"));
        QCOMPARE(page.session()->user(), state_->table()->users.code("u07"));
    }

    void aClickChangesTheListAndShowsWhatMoved() {
        choose("factors");
        RecommendPage page(state_.get());
        page.refresh();
        QVERIFY(settle(page));
        const auto before = ads(*page.session());
        auto* undo = page.findChild<QPushButton*>("undoClick");
        QVERIFY(!undo->isEnabled());
        auto* moves = page.findChild<RankChange*>();
        QVERIFY(moves->parentWidget()->isHidden());
        page.session()->click(before[2]);
        QVERIFY(page.session()->busy());
        QVERIFY(settle(page));
        const auto after = ads(*page.session());
        QVERIFY(!after.contains(before[2]));
        QVERIFY(after != before);
        QVERIFY(!moves->parentWidget()->isHidden());
        // Every card says where it comes from.
        for (auto* card : cards(page)) QCOMPARE(card->content().rank_before, static_cast<int>(before.indexOf(card->content().ad)) + 1);
        undo->click();
        QVERIFY(settle(page));
        QCOMPARE(ads(*page.session()), before);
        QVERIFY(!undo->isEnabled());
    }

    void aModelThatLearnsLaterSaysSo() {
        for (const char* name : {"counts", "factors"}) {
            choose(name);
            RecommendPage page(state_.get());
            page.refresh();
            QVERIFY(settle(page));
            const bool later = QString(name) == "counts";
            QCOMPARE(page.session()->folds(), !later);
            page.session()->click(ads(*page.session())[0]);
            QVERIFY(settle(page));
            const auto* moves = page.findChild<RankChange*>();
            QCOMPARE(qobject_cast<const Card*>(moves->parentWidget())->title().contains("next training"), later);
        }
    }

    void aNewUserIsDescribed() {
        choose("lines");
        RecommendPage page(state_.get());
        page.refresh();
        QVERIFY(settle(page));
        page.findChild<QCheckBox*>("newUser")->setChecked(true);
        QVERIFY(settle(page));
        QCOMPARE(page.session()->user(), std::uint32_t(0));
        QVERIFY(!page.session()->failure());
        QCOMPARE(cards(page).size(), 5);
        QVERIFY(!page.findChild<QLineEdit*>("recommendUser")->isEnabled());
    }

    void diversityGivesAnotherList() {
        choose("lines");
        RecommendPage page(state_.get());
        page.refresh();
        QVERIFY(settle(page));
        const auto plain = ads(*page.session());
        page.findChild<QSlider*>("recommendDiversity")->setValue(100);
        QVERIFY(settle(page));
        QVERIFY(ads(*page.session()) != plain);
        QCOMPARE(ads(*page.session()).front(), plain.front());  // the first pick is by score alone
    }

    void thePresenterNamesNobody_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("factor model") << "factors";
        QTest::newRow("feature model") << "lines";
    }
    void thePresenterNamesNobody() {
        QFETCH(QString, name);
        choose(name);
        RecommendPage page(state_.get());
        page.refresh();
        QVERIFY(settle(page));
        QPointer<Presenter> presenter = page.openPresenter(false);
        QVERIFY(presenter->isVisible());
        QVERIFY(settle(*presenter));
        QCOMPARE(cards(*presenter).size(), 5);
        namesNobody(*presenter);
        for (const Language l : {Language::zh, Language::en}) {
            state_->setLanguage(l);
            QVERIFY(settle(*presenter));
            namesNobody(*presenter);
        }
        const auto before = ads(*presenter->session());
        QTest::keyClick(presenter, Qt::Key_2);
        QVERIFY(settle(*presenter));
        QVERIFY(!ads(*presenter->session()).contains(before[1]));
        QVERIFY(presenter->findChild<RankChange*>()->isVisible());
        namesNobody(*presenter);
        QTest::mouseClick(cards(*presenter)[0], Qt::LeftButton);
        QVERIFY(settle(*presenter));
        namesNobody(*presenter);
        QTest::keyClick(presenter, Qt::Key_Backspace);
        QTest::keyClick(presenter, Qt::Key_Backspace);
        QVERIFY(settle(*presenter));
        QCOMPARE(ads(*presenter->session()), before);
        const auto visitor = presenter->session()->user();
        QTest::keyClick(presenter, Qt::Key_N);
        QVERIFY(settle(*presenter));
        QVERIFY(presenter->session()->user() != visitor);
        namesNobody(*presenter);
        QTest::keyClick(presenter, Qt::Key_Escape);
        QTRY_VERIFY(!presenter);
    }
};

ADSCOPE_TEST(TestRecommend);
#include "test_recommend.moc"
