#include "core/base/message.h"

#include "tests/support/testing.h"

using namespace adscope;

class TestMessage : public QObject {
    Q_OBJECT
private slots:
    void rendersNamedArgumentsInBothLanguages() {
        const Message m("base.file_open", {{"path", "a.csv"}, {"cause", "gone"}});
        QCOMPARE(QString::fromStdString(render(m, Language::en)),
                 QString("Cannot open a.csv: gone. Check the path and that you may read it."));
        QVERIFY(QString::fromStdString(render(m, Language::zh)).contains(QString::fromUtf8("无法打开")));
    }
    void userTextIsNeverAPattern() {
        QCOMPARE(render(Message::verbatim("{a} 'b' <c>"), Language::zh), std::string("{a} 'b' <c>"));
        QVERIFY(QString::fromStdString(render(Message("base.file_open", {{"path", "{cause}"}, {"cause", "x"}}), Language::en))
                    .contains("{cause}: x"));
    }
    void survivesJson() {
        const Message inner("base.cancelled");
        const Message m("x.y", {{"inner", inner}, {"n", 3}, {"r", 0.5}, {"text", "t"}});
        const Message back = message_from_json(message_to_json(m));
        QCOMPARE(render(back, Language::en), render(m, Language::en));
        QVERIFY(message_from_json("nonsense").empty());
    }
    void catalogueIsCompleteInBothLanguages() {
        QCOMPARE(catalogue_ids(Language::en), catalogue_ids(Language::zh));
        QVERIFY(!catalogue_ids(Language::en).empty());
    }
};

ADSCOPE_TEST(TestMessage);
#include "test_message.moc"
