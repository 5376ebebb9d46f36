// The rules of the house that a compiler does not check: which folder may include which, and what must not
// stand in a header.
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <map>
#include <set>

#include "tests/support/testing.h"

namespace {

struct Source {
    QString path;  // below the project's folder
    QStringList includes;
    QString text;
};

std::vector<Source> sources() {
    std::vector<Source> out;
    const QDir root(ADSCOPE_SOURCE_DIR);
    static const QRegularExpression include("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]", QRegularExpression::MultilineOption);
    for (const char* top : {"core", "ui", "app"}) {
        QDirIterator it(root.filePath(top), {"*.h", "*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            QFile file(it.next());
            if (!file.open(QIODevice::ReadOnly)) throw std::runtime_error("cannot read " + file.fileName().toStdString());
            Source s{root.relativeFilePath(file.fileName()), {}, QString::fromUtf8(file.readAll())};
            for (auto m = include.globalMatch(s.text); m.hasNext();) s.includes << m.next().captured(1);
            out.push_back(std::move(s));
        }
    }
    return out;
}

// Folders of core in the order of the way of the data: a folder may include itself and those before it.
const QStringList kOrder = {"base",    "workspace",  "text",      "image",     "ingest",   "profiles", "features",  "models",  "training",
                            "scoring", "evaluation", "analytics", "diversity", "fairness", "explain",  "recommend", "privacy", "report"};
// Parts that stand beside the way: analytics reads only the workspace, privacy only base; others may use them.
const std::map<QString, QStringList> kAlsoAllowed = {
    {"profiles", {"analytics"}}, {"training", {"scoring", "evaluation"}}, {"ingest", {}}, {"recommend", {"privacy"}}};

bool is_qt(const QString& include) { return include.startsWith('Q') || include.startsWith("Qt"); }

}  // namespace

class TestArchitecture : public QObject {
    Q_OBJECT
    std::vector<Source> sources_;

private slots:
    void initTestCase() {
        sources_ = sources();
        QVERIFY(sources_.size() > 40);
    }
    void arrowsPointFromAppToUiToCore() {
        for (const auto& s : sources_)
            for (const auto& i : s.includes) {
                const QString what = s.path + " includes " + i;
                if (s.path.startsWith("core/")) QVERIFY2(!i.startsWith("ui/") && !i.startsWith("app/") && !is_qt(i), qPrintable(what));
                if (s.path.startsWith("ui/")) QVERIFY2(!i.startsWith("app/"), qPrintable(what));
            }
    }
    void insideCoreArrowsPointLeft() {
        for (const auto& s : sources_) {
            if (!s.path.startsWith("core/")) continue;
            const QString from = s.path.section('/', 1, 1);
            QVERIFY2(kOrder.contains(from), qPrintable(s.path + " is in a folder that the order does not name"));
            for (const auto& i : s.includes) {
                if (!i.startsWith("core/")) continue;
                const QString to = i.section('/', 1, 1);
                const auto also = kAlsoAllowed.find(from);
                const bool allowed =
                    kOrder.indexOf(to) <= kOrder.indexOf(from) || (also != kAlsoAllowed.end() && also->second.contains(to));
                QVERIFY2(allowed, qPrintable(s.path + " includes " + i + ", which comes after it on the way of the data"));
            }
        }
    }
    void torchAndSqliteStayOutOfHeadersAndOfUi() {
        static const QRegularExpression foreign("^(torch/|ATen/|c10/|sqlite3)");
        for (const auto& s : sources_)
            for (const auto& i : s.includes) {
                if (!i.contains(foreign)) continue;
                const QString what = s.path + " includes " + i;
                QVERIFY2(!s.path.endsWith(".h"), qPrintable(what));
                QVERIFY2(s.path.startsWith("core/"), qPrintable(what));
                if (!i.startsWith("sqlite3")) QVERIFY2(s.path.startsWith("core/models/torch/"), qPrintable(what));
            }
    }
    void theWindowNeverSpinsTheLoopByHand() {
        for (const auto& s : sources_)
            if (s.path.startsWith("ui/")) QVERIFY2(!s.text.contains("processEvents("), qPrintable(s.path));
    }
    void noFileGrowsWithoutBound() {
        for (const auto& s : sources_) QVERIFY2(s.text.count('\n') <= 700, qPrintable(s.path + " has more than 700 lines: split it"));
    }
    void everyMessageIdIsInBothCatalogues() {
        std::map<QString, std::set<QString>> ids;
        const QDir folder(ADSCOPE_SOURCE_DIR "/resources/messages");
        static const QRegularExpression line("^([A-Za-z0-9_.@-]+) = ", QRegularExpression::MultilineOption);
        for (const auto& name : folder.entryList(QDir::Files)) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QString text = QString::fromUtf8(file.readAll());
            for (auto m = line.globalMatch(text); m.hasNext();) ids[name.section('.', -1)].insert(m.next().captured(1));
        }
        for (const auto& id : ids["en"]) QVERIFY2(ids["zh"].count(id), qPrintable(id + " is missing in Chinese"));
        for (const auto& id : ids["zh"]) QVERIFY2(ids["en"].count(id), qPrintable(id + " is missing in English"));
        // Ids are written as literals "area.name" where a Message or an Error is made.
        std::set<QString> areas;
        for (const auto& id : ids["en"]) areas.insert(id.section('.', 0, 0));
        static const QRegularExpression use(
            "(?:Message\\(|Error\\(\\s*ErrorCode::\\w+,|ErrorCode::\\w+,|stage\\(|report\\(|finishing\\()\\s*\\{?\\s*\"([a-z_]+\\.[a-z0-9_."
            "]+)\"");
        for (const auto& s : sources_)
            for (auto m = use.globalMatch(s.text); m.hasNext();) {
                const QString id = m.next().captured(1);
                if (id.endsWith('.') || id.endsWith('_')) continue;  // a prefix that is joined with a name
                if (areas.count(id.section('.', 0, 0)))
                    QVERIFY2(ids["en"].count(id), qPrintable(s.path + " uses " + id + ", which no catalogue has"));
            }
    }
};

ADSCOPE_TEST(TestArchitecture);
#include "test_architecture.moc"
