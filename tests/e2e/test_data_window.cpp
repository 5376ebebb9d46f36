// The analyst's first hour, by what is dropped, picked and clicked in the real window.
#include <iconv.h>

#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QMimeData>
#include <QPlainTextEdit>

#include "tests/support/window.h"
#include "ui/pages/data/data_page.h"

using namespace adscope;
using namespace adscope::ui;

class TestDataWindow : public QObject {
    Q_OBJECT
    testing::Desk desk_;

    static std::string gb18030(const QString& text) {
        std::string in = text.toStdString(), out(in.size() * 2 + 16, '\0');
        char *from = in.data(), *to = out.data();
        std::size_t left = in.size(), room = out.size();
        iconv_t converter = iconv_open("GB18030", "UTF-8");
        if (iconv(converter, &from, &left, &to, &room) == static_cast<std::size_t>(-1)) out.clear();
        iconv_close(converter);
        out.resize(out.size() - room);
        return out;
    }
    // A log of GB18030 with Chinese names: 人群 is a column that no guess can know; two rows are ragged.
    QString log() const {
        QString text = "曝光时间,用户编号,广告编号,是否点击,人群,设备\n";
        for (int i = 0; i < 60; ++i)
            text += QString("2026-03-%1 10:00:00,用户%2,广告%3,%4,%5,%6\n")
                        .arg(1 + i % 14, 2, 10, QChar('0'))
                        .arg(i % 17)
                        .arg(i % 5)
                        .arg(i % 6 == 0 ? "是" : "否", i % 2 ? "老客" : "新客", i % 3 ? "手机" : "电脑");
        text += "2026-03-05 11:00:00,用户3,广告1,是,老客\n";                 // a cell short
        text += "2026-03-05 12:00:00,用户4,广告2,否,新客,手机,多余,多余\n";  // two too many
        testing::write_file(desk_.path("log.csv").toStdString(), gb18030(text));
        return desk_.path("log.csv");
    }
    static void drop(QWidget* on, const QString& path) {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter(on->rect().center(), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(on, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent event(on->rect().center(), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(on, &event);
    }
    static void mend(testing::Desktop& d, DataPage* page, const QString& raw) {
        auto* editor = d.window.findChild<QPlainTextEdit*>("rawEditor");
        editor->setPlainText(raw);
        const int before = page->rejectedTab()->model()->rowCount();
        testing::click(&d.window, "retryRow");
        QTRY_VERIFY_WITH_TIMEOUT(page->settled() && d.window.settled() && page->rejectedTab()->model()->rowCount() < before, 20000);
    }

private slots:
    void fromAForeignFileToMendedRows() {
        testing::Desktop d;
        d.show();
        drop(&d.window, log());
        auto* page = qobject_cast<DataPage*>(d.window.page("data"));
        QVERIFY(QTest::qWaitFor([&] { return page->settled() && page->session()->checked(); }, 20000));
        auto* session = page->session();
        QCOMPARE(session->file()->preview.dialect.encoding, std::string("GB18030"));
        QCOMPARE(session->checked()->read, std::uint64_t{62});
        QCOMPARE(session->checked()->rejected, std::uint64_t{2});
        // The role of 人群 is picked in the head of its column; the guess and its reason can be read there.
        auto* picker = d.window.findChild<QComboBox*>("role.人群");
        QVERIFY(picker && picker->isVisible());
        QVERIFY(picker->toolTip().contains("%"));
        const int wanted = picker->findData(static_cast<int>(Role::user_field));
        QVERIFY(wanted >= 0 && wanted != picker->currentIndex());
        picker->setCurrentIndex(wanted);
        emit picker->activated(wanted);
        QVERIFY(QTest::qWaitFor([&] { return page->settled() && session->checked(); }, 20000));
        QCOMPARE(session->checked()->mapping.at("user.人群"), std::string("人群"));
        testing::click(&d.window, "runImport");
        QVERIFY(QTest::qWaitFor([&] { return d.state.table() && d.window.settled() && page->settled(); }, 20000));
        QCOMPARE(d.state.totalCount(), std::int64_t{60});
        QVERIFY(d.state.table()->find("user.人群"));
        // Both ragged rows are mended, and become events.
        page->openPart("rejected");
        QTRY_COMPARE_WITH_TIMEOUT(page->rejectedTab()->model()->rowCount(), 2, 20000);
        mend(d, page, "2026-03-05 11:00:00,用户3,广告1,是,老客,手机");
        mend(d, page, "2026-03-05 12:00:00,用户4,广告2,否,新客,手机");
        QTRY_COMPARE_WITH_TIMEOUT(d.state.totalCount(), std::int64_t{62}, 20000);
        const auto sources = list_sources(d.state.workspacePath().toStdString());
        QVERIFY_OK(sources);
        QCOMPARE(sources->front().accepted, std::uint64_t{62});
        QCOMPARE(sources->front().rejected, std::uint64_t{0});
    }
    void allOfAReasonAtOnceAndAgain() {
        testing::Desktop d;
        d.show();
        drop(&d.window, log());
        auto* page = qobject_cast<DataPage*>(d.window.page("data"));
        QVERIFY(QTest::qWaitFor([&] { return page->settled() && page->session()->checked(); }, 20000));
        page->session()->setTarget(desk_.path("all.adscope"));
        QVERIFY(QTest::qWaitFor([&] { return page->settled() && page->session()->checked(); }, 20000));
        testing::click(&d.window, "runImport");
        QVERIFY(QTest::qWaitFor([&] { return d.state.table() && d.window.settled() && page->settled(); }, 20000));
        page->openPart("rejected");
        QTRY_COMPARE_WITH_TIMEOUT(page->rejectedTab()->model()->rowCount(), 2, 20000);
        testing::click(&d.window, "fitCells");
        testing::click(&d.window, "retryAll");
        QTRY_COMPARE_WITH_TIMEOUT(d.state.totalCount(), std::int64_t{62}, 20000);
        // The same file once more is known before anything is written.
        QVERIFY(d.settle());
        drop(&d.window, log());
        QVERIFY(QTest::qWaitFor([&] { return page->settled() && page->session()->checked(); }, 20000));
        const auto& notices = page->session()->checked()->notices;
        QVERIFY(std::any_of(notices.begin(), notices.end(), [](const Message& m) { return m.id() == "mapping.seen_before_dry"; }));
    }
};

ADSCOPE_TEST(TestDataWindow);
#include "test_data_window.moc"
