// Conditions made from picked values mean what they say, and can be edited again.
#include "tests/support/window.h"
#include "ui/viewmodels/filter_fields.h"

using namespace adscope;
using namespace adscope::ui;
using Mode = FilterSpec::Mode;

class TestFilterFields : public QObject {
    Q_OBJECT
    testing::Desk desk_;
    EventTablePtr table_;

    std::size_t count(const std::string& condition) {
        auto filter = Filter::parse(condition);
        if (!filter) return 0;
        auto rows = filter->select(*table_);
        return rows ? rows->count() : 0;
    }

private slots:
    void initTestCase() {
        auto table = EventTable::read(desk_.campaign().toStdString());
        QVERIFY_OK(table);
        table_ = *table;
    }
    void everyFieldCanBeFiltered() {
        const auto fields = filter_fields(*table_);
        QStringList names;
        for (const auto& f : fields) names << f.name;
        for (const char* wanted : {"time", "click", "user", "ad", "event.device", "user.taste", "ad.topic", "hour", "weekday"})
            QVERIFY2(names.contains(wanted), wanted);
        for (const auto& f : fields) {
            auto filter = Filter::parse(condition_of({f.name, Mode::missing, {}}));
            QVERIFY_OK(filter);
            QVERIFY_OK(filter->select(*table_));
        }
    }
    void conditions_data() {
        QTest::addColumn<int>("mode");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QStringList>("values");
        QTest::addColumn<QString>("chip");
        QTest::newRow("one") << int(Mode::one_of) << "event.device" << QStringList{"phone"} << "device = phone";
        QTest::newRow("two") << int(Mode::one_of) << "event.device" << QStringList{"phone", "desk"} << "device = phone, desk";
        QTest::newRow("not") << int(Mode::none_of) << "event.device" << QStringList{"phone"} << QString::fromUtf8("device ≠ phone");
        QTest::newRow("or empty") << int(Mode::one_of) << "event.device" << QStringList{"phone", ""} << "device = phone, (empty)";
        QTest::newRow("not empty") << int(Mode::none_of) << "event.device" << QStringList{"phone", ""}
                                   << QString::fromUtf8("device ≠ phone, (empty)");
        QTest::newRow("contains") << int(Mode::contains) << "event.device" << QStringList{"hon"} << "device contains hon";
        QTest::newRow("missing") << int(Mode::missing) << "event.device" << QStringList{} << "device is empty";
        QTest::newRow("days") << int(Mode::between) << "time" << QStringList{"2022-04-15", "2022-04-16"} << "2022-04-15 .. 04-16";
        QTest::newRow("least") << int(Mode::between) << "time" << QStringList{"2022-04-15", ""} << QString::fromUtf8("time ≥ 2022-04-15");
        QTest::newRow("most") << int(Mode::between) << "time" << QStringList{"", "2022-04-16"} << QString::fromUtf8("time ≤ 2022-04-16");
        QTest::newRow("odd text") << int(Mode::one_of) << "event.device" << QStringList{"it's \"odd\""} << "device = it's \"odd\"";
    }
    void conditions() {
        QFETCH(int, mode);
        QFETCH(QString, field);
        QFETCH(QStringList, values);
        QFETCH(QString, chip);
        const FilterSpec spec{field, static_cast<Mode>(mode), values};
        QVERIFY(spec.valid());
        QCOMPARE(chip_text(spec), chip);
        const std::string condition = condition_of(spec);
        auto filter = Filter::parse(condition);
        QVERIFY_OK(filter);
        QVERIFY_OK(filter->select(*table_));
        const FilterSpec again = spec_of(condition);
        QCOMPARE(again.field, field);
        QCOMPARE(int(again.mode), mode);
        QCOMPARE(again.values, values);
    }
    void picksAndTheirOppositeAreEverything() {
        const auto yes = count(condition_of({"event.device", Mode::one_of, {"phone"}})),
                   no = count(condition_of({"event.device", Mode::none_of, {"phone"}}));
        QVERIFY(yes > 0 && no > 0);
        QCOMPARE(yes + no, table_->rows);
    }
    void nothingPickedIsNoCondition() {
        QVERIFY(!FilterSpec({"x", Mode::one_of, {}}).valid());
        QVERIFY(!FilterSpec({"x", Mode::between, {"", ""}}).valid());
        QVERIFY(!FilterSpec({"", Mode::missing, {}}).valid());
        QVERIFY(!spec_of("device = 'a' and device = 'b'").valid());
        QVERIFY(!spec_of("((").valid());
    }
};

ADSCOPE_TEST(TestFilterFields);
#include "test_filter_fields.moc"
