// The Data page: preview, roles, dry run, import, sources, rejected rows.
#include "tests/support/window.h"
#include "ui/pages/data/data_page.h"

using namespace adscope;
using namespace adscope::ui;

namespace {

// 200 rows, two of which cannot be events.
QByteArray log_text() {
    QByteArray out = "when,who,creative_id,is_click,device\n";
    for (int i = 0; i < 200; ++i) {
        const QByteArray flag = i == 20 ? "maybe" : i % 7 == 0 ? "1" : "0";
        const QByteArray when =
            i == 40 ? "not a time" : QByteArray("2026-03-0") + QByteArray::number(1 + i % 9) + " 10:00:0" + QByteArray::number(i % 10);
        out += when + ",u" + QByteArray::number(i % 17) + ",a" + QByteArray::number(i % 5) + "," + flag + "," + (i % 2 ? "phone" : "desk") +
               "\n";
    }
    return out;
}

}  // namespace

class TestData : public QObject {
    Q_OBJECT
    testing::Desk desk_;
    QString log_;

    DataPage* page(testing::Desktop& d) { return qobject_cast<DataPage*>(d.window.page("data")); }
    // A new log of the same content.
    QString log(const QString& name) {
        testing::write_file(desk_.path(name).toStdString(), log_text().toStdString());
        return desk_.path(name);
    }
    bool prepare(testing::Desktop& d, const QString& file) {
        d.show();
        d.window.showPage("data/import");
        d.window.takeFiles({file});
        return QTest::qWaitFor([&] { return page(d)->settled() && (page(d)->session()->checked() || page(d)->session()->checkError()); },
                               20000);
    }

private slots:
    void rolesAreGuessedAndTheDryRunCounts() {
        testing::Desktop d;
        QVERIFY(prepare(d, log("guess.csv")));
        auto* session = page(d)->session();
        QVERIFY(!session->checkError());
        QCOMPARE(session->checked()->read, std::uint64_t{200});
        QCOMPARE(session->checked()->accepted + session->checked()->rejected, std::uint64_t{200});
        QCOMPARE(session->checked()->rejected, std::uint64_t{2});
        QVERIFY(!QFileInfo::exists(session->target()));  // nothing was written
        const auto* file = session->file();
        QCOMPARE(session->role(*file, 0).role, Role::time);
        QCOMPARE(session->role(*file, 3).role, Role::click);
        QVERIFY(page(d)->importTab()->dryRun()->importButton()->isEnabled());
        QCOMPARE(d.window.findChild<QLabel*>("dryRejected")->text(), QString("2"));
    }
    void aRoleCanBeCorrectedAndTakenBack() {
        testing::Desktop d;
        QVERIFY(prepare(d, log("role.csv")));
        auto* session = page(d)->session();
        const ColumnRole before = session->role(*session->file(), 4);
        auto* picker = page(d)->importTab()->header()->picker(4);
        QVERIFY(picker);
        const int outcome = picker->findData(static_cast<int>(Role::outcome));
        QVERIFY(outcome >= 0);
        picker->setCurrentIndex(outcome);
        emit picker->activated(outcome);
        QCOMPARE(session->role(*session->file(), 4).role, Role::outcome);
        QCOMPARE(session->request(true).roles.at("outcome.device"), std::string("device"));
        d.state.undo();
        QCOMPARE(session->role(*session->file(), 4).role, before.role);
        QCOMPARE(picker->currentData().toInt(), static_cast<int>(before.role));
        QTRY_VERIFY(page(d)->settled());
    }
    void aRoleThatIsThereOnceMoves() {
        testing::Desktop d;
        QVERIFY(prepare(d, log("once.csv")));
        auto* session = page(d)->session();
        session->setRole(4, {Role::click, {}, std::nullopt, 1, {}});
        QCOMPARE(session->role(*session->file(), 4).role, Role::click);
        QCOMPARE(session->role(*session->file(), 3).role, Role::kept);
        QTRY_VERIFY(page(d)->settled());
    }
    void severalColumnsCanBeIgnored() {
        testing::Desktop d;
        QVERIFY(prepare(d, log("ignore.csv")));
        auto* session = page(d)->session();
        for (const std::size_t c : {std::size_t{2}, std::size_t{4}})
            session->setRole(c, {Role::ignore, session->file()->preview.columns[c].name, std::nullopt, 1, {}});
        QVERIFY(QTest::qWaitFor([&] { return page(d)->settled() && session->checked(); }, 20000));
        QVERIFY(!session->checked()->mapping.contains("ad"));
        for (const auto& [role, column] : session->checked()->mapping)
            QVERIFY2(column != "device" || role.starts_with("ignore"), role.c_str());
    }
    void importUndoAndRejectedRows() {
        testing::Desktop d;
        QVERIFY(prepare(d, log("whole.csv")));
        auto* p = page(d);
        const QString target = p->session()->target();
        QTest::mouseClick(p->importTab()->dryRun()->importButton(), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return d.state.table() && d.window.settled(); }, 20000));
        QCOMPARE(d.state.workspacePath(), target);
        QCOMPARE(d.state.totalCount(), std::int64_t{198});
        // Rejected: two rows; one is mended.
        QCOMPARE(p->rejectedTab()->model()->rowCount(), 2);
        d.window.showPage("data/rejected");
        auto* table = d.window.findChild<QTableView*>("rejected");
        table->selectRow(0);
        auto* raw = d.window.findChild<QPlainTextEdit*>("rawEditor");
        QVERIFY(raw->toPlainText().contains("maybe"));
        QTest::mouseClick(d.window.findChild<QPushButton*>("retryRow"), Qt::LeftButton);
        QTRY_VERIFY(p->settled());
        QCOMPARE(p->rejectedTab()->model()->rowCount(), 2);  // still wrong
        raw->setPlainText(raw->toPlainText().replace("maybe", "1"));
        QTest::mouseClick(d.window.findChild<QPushButton*>("retryRow"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(d.state.totalCount(), std::int64_t{199}, 20000);
        QVERIFY(d.settle());
        QCOMPARE(p->rejectedTab()->model()->rowCount(), 1);
        // Export of what is left.
        p->rejectedTab()->exportTo(desk_.path("rejected.csv"));
        QTRY_VERIFY(QFileInfo::exists(desk_.path("rejected.csv")));
        QVERIFY(testing::read_file(desk_.path("rejected.csv").toStdString()).find("not a time") != std::string::npos);
        // The import is taken back.
        d.window.showPage("data/sources");
        auto* sources = d.window.findChild<QTableView*>("sources");
        sources->selectRow(0);
        QVERIFY(p->sourcesTab()->selected());
        p->sourcesTab()->removeSelected();
        QTRY_COMPARE_WITH_TIMEOUT(d.state.totalCount(), std::int64_t{0}, 20000);
        QVERIFY(d.settle());
    }
    void aFileThatCannotBeReadIsSaid() {
        testing::Desktop d;
        d.show();
        testing::write_file(desk_.path("binary.csv").toStdString(), std::string("\0\1\2\3\0\0", 6));
        d.window.takeFiles({desk_.path("binary.csv")});
        auto* session = page(d)->session();
        QTRY_COMPARE(session->files()[0].state, ImportFile::State::failed);
        QVERIFY(!session->canImport());
        QVERIFY(!page(d)->importTab()->dryRun()->importButton()->isEnabled());
    }
    // A spreadsheet must not run what a foreign row says.
    void exportedRowsAreNoFormulas() {
        ImportRequest request;
        testing::write_file(desk_.path("formula.csv").toStdString(),
                            "user_id,time,ad_id,click\nu1,2026-03-01,a1,1\n\"=cmd|' /c calc'!A0\",never,a1,1\n+1,never,a1,0\n");
        request.files = {desk_.path("formula.csv").toStdString()};
        request.workspace = desk_.path("formula.adscope").toStdString();
        request.roles = {{"time", "time"}};
        const auto made = import_files(request);
        QVERIFY_OK(made);
        QCOMPARE(made->rejected, std::uint64_t{2});
        const QString out = desk_.path("formulas.csv");
        QVERIFY_OK(export_rejected(request.workspace, 0, {}, out, Language::en, JobContext()));
        const auto text = testing::read_file(out.toStdString());
        QVERIFY2(text.find("\"'+1,never") != std::string::npos, text.c_str());
    }
    void aPresetOfTheUsersIsRemembered() {
        testing::Desktop d;
        QVERIFY(prepare(d, log("preset.csv")));
        auto* session = page(d)->session();
        session->setRole(4, {Role::outcome, "device", std::nullopt, 1, {}});
        session->savePreset("mine");
        QVERIFY(ImportSession::presets().contains("mine"));
        session->clear();
        session->setPreset("generic");
        session->setPreset("mine");
        session->addFiles({log("preset2.csv")});
        QVERIFY(QTest::qWaitFor([&] { return session->file() && session->file()->state == ImportFile::State::ready && page(d)->settled(); },
                                20000));
        QCOMPARE(session->role(*session->file(), 4).role, Role::outcome);
    }
    void usersAndAdsAreJoined() {
        testing::Desktop d;
        QVERIFY(prepare(d, log("joined.csv")));
        auto* session = page(d)->session();
        std::string users = "user_id,age\n";
        for (int i = 0; i < 17; ++i) users += "u" + std::to_string(i) + "," + std::to_string(20 + i) + "\n";
        testing::write_file(desk_.path("users.csv").toStdString(), users);
        session->addFiles({desk_.path("users.csv")});
        QVERIFY(QTest::qWaitFor([&] { return page(d)->settled() && (session->checked() || session->checkError()); }, 20000));
        session->setContent(1, ImportFile::Content::users);
        QCOMPARE(session->request(true).user_key, std::string("user_id"));
        QCOMPARE(session->request(true).files.size(), std::size_t{1});
        QVERIFY(QTest::qWaitFor([&] { return page(d)->settled() && session->checked(); }, 20000));
    }
};

ADSCOPE_TEST(TestData);
#include "test_data.moc"
