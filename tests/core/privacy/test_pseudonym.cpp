#include "core/privacy/pseudonym.h"

#include <QDir>
#include <QFileInfo>

#include "core/base/hash.h"
#include "tests/support/testing.h"

using namespace adscope;
using adscope::testing::read_file;
using adscope::testing::write_file;

class TestPseudonym : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    std::string at(const char* name) { return folder_.filePath(name).toStdString(); }

private slots:
    void theKeyIsMadeOnceForItsOwnerAlone() {
        const auto first = Pseudonyms::open(at("settings/deep"));
        QVERIFY_OK(first);
        const QString key = folder_.filePath("settings/deep/pseudonym.key");
        QCOMPARE(QFileInfo(key).permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
                 QFile::Permissions());
        const std::string bytes = read_file(key.toStdString());
        QCOMPARE(bytes.size(), std::size_t(65));
        QCOMPARE(QDir(folder_.filePath("settings/deep")).entryList(QDir::Files).size(), 1);
        const auto second = Pseudonyms::open(at("settings/deep"));
        QVERIFY_OK(second);
        QCOMPARE(read_file(key.toStdString()), bytes);
        QCOMPARE(second->user("42"), first->user("42"));
    }
    void pseudonymsAreHmacs() {
        const std::string secret(64, 'a');
        write_file(at("pseudonym.key"), secret + "\n");
        const auto p = Pseudonyms::open(folder_.path().toStdString());
        QVERIFY_OK(p);
        QString expected = QString::fromStdString(hmac_sha256_hex(secret, "user:42")).left(10).toUpper();
        QCOMPARE(QString::fromStdString(p->user("42")), "u_" + expected);
        QVERIFY(p->user("42") != p->user("43"));
        QCOMPARE(p->user(""), std::string());
    }
    void anotherKeyGivesOtherNames() {
        const auto a = Pseudonyms::open(at("a")), b = Pseudonyms::open(at("b"));
        QVERIFY(a.ok() && b.ok());
        QVERIFY(a->user("42") != b->user("42"));
    }
    void aDamagedKeyIsAnErrorAndStays() {
        QDir().mkpath(folder_.filePath("damaged"));
        write_file(at("damaged/pseudonym.key"), "not a key");
        const auto p = Pseudonyms::open(at("damaged"));
        QCOMPARE(p.error().code, ErrorCode::corrupt);
        QCOMPARE(read_file(at("damaged/pseudonym.key")), std::string("not a key"));
        QVERIFY(render(p.error().message, Language::en).find("pseudonym.key") != std::string::npos);
    }
};

ADSCOPE_TEST(TestPseudonym);
#include "test_pseudonym.moc"
