// Access logs and addresses with queries as tables.
#include "core/ingest/import.h"
#include "core/ingest/reader/access_log.h"
#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::ingest;
using adscope::testing::write_file;

class TestAccessLog : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    std::string file(const char* name, std::string_view bytes) const {
        const auto path = folder_.filePath(name).toStdString();
        write_file(path, bytes);
        return path;
    }
    static Result<std::string> as_csv(const std::string& path) {
        PreviewRequest request;
        request.path = path;
        request.rows = std::numeric_limits<std::size_t>::max();
        std::string out;
        ADSCOPE_TRY(convert_to_csv(
            request, [&](std::string_view t) { out += t; }, [](std::string_view) {}));
        return out;
    }

private slots:
    void lines_data() {
        QTest::addColumn<QByteArray>("log");
        QTest::addColumn<QString>("csv");
        QTest::addRow("common")
            << QByteArray(
                   "1.2.3.4 - - [10/Oct/2026:13:55:36 +0200] \"GET /a.gif HTTP/1.0\" 200 43\n"
                   "::1 - frank [10/Oct/2026:13:55:37 +0200] \"GET /b HTTP/1.0\" 404 -\n")
            << "ip,time,method,path,status,bytes,remote_user\r\n1.2.3.4,2026-10-10T13:55:36+02:00,GET,/a.gif,200,43,\r\n"
               "::1,2026-10-10T13:55:37+02:00,GET,/b,404,,frank\r\n";
        QTest::addRow("combined with a query")
            << QByteArray(
                   "1.2.3.4 - - [01/Mar/2026:00:00:01 -0700] \"GET /i?u=7&ad=a%20b+c&t=%E5%A4%8F&x=100%&p=1&p=2&status=ok HTTP/1.1\" 200 0 "
                   "\"https://a.example/?q=1\" \"Agent \\\"5\\\" (x; y)\"\n")
            << QString::fromUtf8(
                   "ip,time,method,path,status,bytes,referer,agent,u,ad,t,x,p,query.status\r\n"
                   "1.2.3.4,2026-03-01T00:00:01-07:00,GET,/i,200,0,https://a.example/?q=1,\"Agent \"\"5\"\" (x; y)\",7,a b "
                   "c,夏,100%,1|2,ok\r\n");
        QTest::addRow("virtual host and more fields")
            << QByteArray(
                   "ads.example:443 1.2.3.4 - - [01/Mar/2026:00:00:01 +0000] \"GET / HTTP/2.0\" 200 5 \"-\" \"A\" \"10.0.0.1\" 0.003\n")
            << "host,ip,time,method,path,status,bytes,referer,agent,extra_1,extra_2\r\n"
               "ads.example:443,1.2.3.4,2026-03-01T00:00:01+00:00,GET,/,200,5,,A,10.0.0.1,0.003\r\n";
        QTest::addRow("what strangers send")
            << QByteArray(
                   "1.2.3.4 - - [01/Mar/2026:00:00:01 +0000] \"\\x16\\x03\\x01\" 400 0 \"-\" \"-\"\n1.2.3.4 - - [01/Mar/2026:00:00:02 "
                   "+0000] \"-\" 408 0 \"-\" \"-\"\n")
            << QString::fromUtf8(
                   "ip,time,method,path,status,bytes,referer,agent\r\n1.2.3.4,2026-03-01T00:00:01+00:00,,\x16\x03\x01,400,0,,\r\n"
                   "1.2.3.4,2026-03-01T00:00:02+00:00,,,408,0,,\r\n");
        QTest::addRow("addresses") << QByteArray("https://ad.example/i?u=1&a=x\r\n/i?u=2&a=%zz\r\n")
                                   << "path,u,a\r\nhttps://ad.example/i,1,x\r\n/i,2,%zz\r\n";
        QTest::addRow("queries") << QByteArray("u=1&a=x\nu=2&a=y&b=\n") << "u,a,b\r\n1,x,\r\n2,y,\r\n";
    }
    void lines() {
        QFETCH(QByteArray, log);
        QFETCH(QString, csv);
        const auto done = as_csv(file("access.log", {log.constData(), static_cast<std::size_t>(log.size())}));
        QVERIFY_OK(done);
        QCOMPARE(QString::fromStdString(*done), csv);
    }
    void otherTextsAreNone() {
        QVERIFY(!access_fields("1.2.3.4,[10/Oct/2026:13:55:36 +0200],\"GET / HTTP/1.1\",200"));
        QVERIFY(!address_fields("a,b?c=d"));
        QCOMPARE(QString::fromStdString(*as_csv(file("links.csv", "link,n\nhttps://a.example/?x=1,2\nhttps://a.example/?x=2,3\n"))),
                 "link,n\r\nhttps://a.example/?x=1,2\r\nhttps://a.example/?x=2,3\r\n");
    }
    void imports() {
        std::string log;
        for (int i = 0; i < 3000; ++i) {
            log += "10.0.0." + std::to_string(i % 200) + " - - [01/Mar/2026:10:" + (i / 60 % 60 < 10 ? "0" : "") +
                   std::to_string(i / 60 % 60) + ":00 +0000] \"GET /i?user=u" + std::to_string(i % 90) + "&ad=a" + std::to_string(i % 7) +
                   "&click=" + std::to_string(i % 9 == 0) + " HTTP/1.1\" 200 43 \"-\" \"Mozilla\"\n";
            if (i == 1500) log += "a line of something else\n";
        }
        ImportRequest request;
        request.files = {file("ads.log", log)};
        request.workspace = folder_.filePath("w.adscope").toStdString();
        request.roles = {{"user", "user"}, {"ad", "ad"}, {"click", "click"}, {"time", "time"}};
        const auto r = import_files(request);
        QVERIFY_OK(r);
        QCOMPARE(r->read, 3001u);
        QCOMPARE(r->rejected, 1u);
        const auto rejected = list_rejected(request.workspace, 1, "", 10, 0);
        QCOMPARE(rejected->at(0).line, 1502u);
        QCOMPARE(QString::fromStdString(rejected->at(0).reason), "bad_log_line");
        QCOMPARE(QString::fromStdString(rejected->at(0).raw), "a line of something else");
    }
};

ADSCOPE_TEST(TestAccessLog);
#include "test_access_log.moc"
