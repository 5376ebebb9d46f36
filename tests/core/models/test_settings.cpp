#include "core/models/model.h"
#include "tests/support/testing.h"

using namespace adscope;

class TestSettings : public QObject {
    Q_OBJECT
    using Type = Parameter::Type;
    const std::vector<Parameter> parameters_ = {
        {.name = "size", .type = Type::integer, .otherwise = "8", .minimum = 1, .maximum = 256},
        {.name = "rate", .type = Type::real, .otherwise = "0.5", .minimum = 0, .maximum = 1},
        {.name = "layers", .type = Type::text, .otherwise = "64,32", .minimum = 1, .maximum = 512, .integers = true},
        {.name = "mode", .type = Type::choice, .otherwise = "a", .choices = {"a", "b"}},
        {.name = "exact", .type = Type::flag, .otherwise = "true"},
        {.name = "note", .type = Type::text, .otherwise = ""},
    };

private slots:
    void fillsInDefaults() {
        const auto s = Settings::make(parameters_, {{"size", "16"}});
        QVERIFY_OK(s);
        QCOMPARE(s->integer("size"), 16);
        QCOMPARE(s->real("rate"), 0.5);
        QCOMPARE(s->integers("layers"), (std::vector<std::int64_t>{64, 32}));
        QCOMPARE(s->text("mode"), std::string("a"));
        QVERIFY(s->flag("exact"));
        QVERIFY(s->has("note") && !s->has("other"));
        QCOMPARE(s->all().size(), std::size_t(6));
    }
    void impossibleValuesNameTheRange_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("words");
        QTest::newRow("too large") << "size"
                                   << "257"
                                   << "1 – 256";
        QTest::newRow("too small") << "size"
                                   << "0"
                                   << "1 – 256";
        QTest::newRow("no integer") << "size"
                                    << "1.5"
                                    << "whole number";
        QTest::newRow("out of all bounds") << "size"
                                           << "99999999999999999999"
                                           << "1 – 256";
        QTest::newRow("empty") << "rate"
                               << ""
                               << "0 – 1";
        QTest::newRow("not a number") << "rate"
                                      << "nan"
                                      << "0 – 1";
        QTest::newRow("infinite") << "rate"
                                  << "inf"
                                  << "0 – 1";
        QTest::newRow("trailing") << "rate"
                                  << "0.5x"
                                  << "0 – 1";
        QTest::newRow("choice") << "mode"
                                << "c"
                                << "a, b";
        QTest::newRow("flag") << "exact"
                              << "yes"
                              << "true, false";
        QTest::newRow("list with a gap") << "layers"
                                         << "64,,32"
                                         << "1 – 512";
        QTest::newRow("list out of range") << "layers"
                                           << "64,513"
                                           << "1 – 512";
        QTest::newRow("too many layers") << "layers"
                                         << "1,1,1,1,1,1,1,1,1"
                                         << "at most 8";
    }
    void impossibleValuesNameTheRange() {
        QFETCH(QString, name);
        QFETCH(QString, value);
        QFETCH(QString, words);
        const auto s = Settings::make(parameters_, {{name.toStdString(), value.toStdString()}});
        QVERIFY(!s.ok());
        QCOMPARE(s.error().code, ErrorCode::usage);
        const auto text = QString::fromStdString(render(s.error().message, Language::en));
        QVERIFY2(text.contains(words) && text.contains(name) && text.contains("\"" + value + "\""), qPrintable(text));
    }
    void unknownNamesListWhatThereIs() {
        const auto s = Settings::make(parameters_, {{"sise", "3"}});
        QCOMPARE(s.error().code, ErrorCode::usage);
        QVERIFY(QString::fromStdString(render(s.error().message, Language::en)).contains("size, rate, layers, mode, exact, note"));
    }
    void archivesCheckTheirParts() {
        Archive archive;
        const std::vector<float> values{1, 2, 3};
        archive.put_array<float>("a", values);
        archive.put("odd", "12345");
        QCOMPARE(*archive.get_array<float>("a"), values);
        QCOMPARE(archive.get_array<float>("odd").error().code, ErrorCode::corrupt);
        QCOMPARE(archive.get_array<float>("none").error().code, ErrorCode::corrupt);
        QCOMPARE(archive.get("none"), std::string());
    }
};

ADSCOPE_TEST(TestSettings);
#include "test_settings.moc"
