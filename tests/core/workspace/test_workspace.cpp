#include "core/workspace/workspace.h"

#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::testing;

class TestWorkspace : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    std::string at(const char* name) { return folder_.filePath(name).toStdString(); }

private slots:
    void createsAndOpensAgain() {
        {
            auto made = Workspace::create(at("w.adscope"), "Spring");
            QVERIFY_OK(made);
            QVERIFY_OK(made->set_setting("currency", "CNY"));
        }
        auto opened = Workspace::open(at("w.adscope"));
        QVERIFY_OK(opened);
        QCOMPARE(*opened->setting("name"), std::string("Spring"));
        QCOMPARE(*opened->setting("currency"), std::string("CNY"));
        QCOMPARE(*opened->setting("none", "otherwise"), std::string("otherwise"));
        QCOMPARE(Workspace::create(at("w.adscope")).error().message.id(), std::string("workspace.exists"));
    }
    void badFilesHaveTheirOwnErrors() {
        write_file(at("text"),
                   "this is a text and no database, long enough to be read as one page header ....................................");
        {
            auto other = Database::open(at("other.db"), Database::Access::create);
            QVERIFY_OK(other);
            QVERIFY_OK((*other)->execute("CREATE TABLE t(a)"));
        }
        {
            auto newer = Workspace::create(at("newer.adscope"));
            QVERIFY_OK(newer);
            QVERIFY_OK(newer->database().execute("PRAGMA user_version = 999"));
        }
        QCOMPARE(Workspace::open(at("none")).error().message.id(), std::string("workspace.missing"));
        QCOMPARE(Workspace::open(folder_.path().toStdString()).error().message.id(), std::string("workspace.is_folder"));
        QCOMPARE(Workspace::open(at("text")).error().message.id(), std::string("workspace.not_a_database"));
        QCOMPARE(Workspace::open(at("other.db")).error().message.id(), std::string("workspace.not_a_workspace"));
        const auto newer = Workspace::open(at("newer.adscope"));
        QCOMPARE(newer.error().code, ErrorCode::newer_version);
    }
    void aLockedFileIsBusy() {
        auto first = Workspace::create(at("locked.adscope"));
        QVERIFY_OK(first);
        auto lock = Transaction::begin(first->database());
        QVERIFY_OK(lock);
        auto second = Workspace::open(at("locked.adscope"));
        QVERIFY_OK(second);
        QVERIFY_OK(second->database().execute("PRAGMA busy_timeout = 50"));
        QCOMPARE(second->set_setting("a", "b").error().code, ErrorCode::busy);
    }
};

ADSCOPE_TEST(TestWorkspace);
#include "test_workspace.moc"
