#include <map>
#include <set>

#include "core/features/dataset.h"
#include "core/workspace/iso_time.h"
#include "tests/core/features/tables.h"
#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::testing;
using Rows = std::vector<std::uint32_t>;

class TestSplit : public QObject {
    Q_OBJECT
    static constexpr std::int64_t kDay = 86'400'000, kMay = 1'651'363'200'000;  // 2022-05-01 UTC

    static EventTablePtr ten() {
        std::vector<std::int64_t> times;
        std::vector<double> date;
        std::vector<std::string> week;
        for (int i = 0; i < 10; ++i) {
            times.push_back(kMay + i * kDay);
            date.push_back(20220501 + i);
            week.push_back(i < 5 ? "w9" : i < 8 ? "w10" : "w11");
        }
        return TableBuilder(10)
            .users({"a", "a", "b", "b", "a", "c", "c", "c", "a", "b"})
            .times(times)
            .numbers("date", date)
            .texts("week", week)
            .make();
    }

private slots:
    void forms_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<quint32>>("valid");
        QTest::addColumn<QList<quint32>>("test");
        using L = QList<quint32>;
        QTest::newRow("time shares") << "time:0.6,0.2,0.2" << L{6, 7} << L{8, 9};
        QTest::newRow("no valid part") << "time:0.7,0,0.3" << L{} << L{7, 8, 9};
        QTest::newRow("dates") << "time:2022-05-06,2022-05-08" << L{5, 6} << L{7, 8, 9};
        QTest::newRow("instants") << "time:2022-05-06T12:00,2022-05-08T00:00:00.5Z" << L{6, 7} << L{8, 9};
        QTest::newRow("offset") << "time:2022-05-06T08:00:00+08:00,2022-05-08" << L{5, 6} << L{7, 8, 9};
        QTest::newRow("numbers") << "field:date:20220506,20220507" << L{5} << L{6, 7, 8, 9};
        QTest::newRow("texts in their order") << "field:week:w11,w9" << L{8, 9} << L{0, 1, 2, 3, 4};
        QTest::newRow("by a time") << "field:time:2022-05-06,2022-05-07" << L{5} << L{6, 7, 8, 9};
    }
    void forms() {
        QFETCH(QString, text);
        QFETCH(QList<quint32>, valid);
        QFETCH(QList<quint32>, test);
        const auto split = Split::make(text.toStdString(), *ten(), 1);
        QVERIFY_OK(split);
        QCOMPARE(split->valid, Rows(valid.begin(), valid.end()));
        QCOMPARE(split->test, Rows(test.begin(), test.end()));
        QCOMPARE(split->train.size() + split->valid.size() + split->test.size(), std::size_t{10});
    }
    void errors_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("id");
        QTest::addColumn<int>("code");
        const int usage = static_cast<int>(ErrorCode::usage), invalid = static_cast<int>(ErrorCode::invalid_input);
        QTest::newRow("nothing") << ""
                                 << "features.split_form" << usage;
        QTest::newRow("another word") << "weekly"
                                      << "features.split_form" << usage;
        QTest::newRow("two shares") << "random:0.5,0.5"
                                    << "features.split_form" << usage;
        QTest::newRow("too much") << "time:0.8,0.2,0.2"
                                  << "features.split_shares" << usage;
        QTest::newRow("negative") << "user:1.2,-0.1,-0.1"
                                  << "features.split_shares" << usage;
        QTest::newRow("no training") << "random:0,0.5,0.5"
                                     << "features.split_shares" << usage;
        QTest::newRow("no number") << "random:a,b,c"
                                   << "features.split_shares" << usage;
        QTest::newRow("no date") << "time:2022-05-06,2022-13-01"
                                 << "features.split_date" << usage;
        QTest::newRow("no such day") << "time:2022-02-29,2022-05-07"
                                     << "features.split_date" << usage;
        QTest::newRow("backwards") << "time:2022-05-08,2022-05-06"
                                   << "features.split_order" << usage;
        QTest::newRow("no bounds") << "field:date"
                                   << "features.split_form" << usage;
        QTest::newRow("no number to a number") << "field:date:May,June"
                                               << "features.split_bound" << usage;
        QTest::newRow("field backwards") << "field:date:20220509,20220505"
                                         << "features.split_order" << usage;
        QTest::newRow("no such field") << "field:month:4,5"
                                       << "features.unknown_source" << static_cast<int>(ErrorCode::not_found);
        QTest::newRow("empty part") << "time:2023-01-01,2023-01-02"
                                    << "features.split_empty" << invalid;
        QTest::newRow("empty training") << "field:date:20220501,20220505"
                                        << "features.split_empty" << invalid;
        QTest::newRow("no split role") << "column"
                                       << "features.split_no_column" << invalid;
    }
    void errors() {
        QFETCH(QString, text);
        QFETCH(QString, id);
        QFETCH(int, code);
        const auto split = Split::make(text.toStdString(), *ten(), 1);
        QVERIFY(!split.ok());
        QCOMPARE(QString::fromStdString(split.error().message.id()), id);
        QCOMPARE(static_cast<int>(split.error().code), code);
    }
    void needsWhatTheLogLacks() {
        const auto table = TableBuilder(10).make();
        QCOMPARE(Split::make("time:0.8,0.1,0.1", *table, 1).error().message.id(), std::string("features.split_no_time"));
        QCOMPARE(Split::make("user:0.8,0.1,0.1", *table, 1).error().message.id(), std::string("features.split_no_user"));
        QCOMPARE(Split::make("leave-one-out", *table, 1).error().message.id(), std::string("features.split_no_user"));
    }
    void markedEventsAndRowsOutsideTheSliceAreInNone() {
        TableBuilder builder(10);
        builder.marked({0, 5});
        Selection within(10, true);
        within.clear(9);
        const auto split = Split::make("random:0.5,0.25,0.25", *builder.make(), 1, &within);
        QVERIFY_OK(split);
        Rows all = split->train;
        all.insert(all.end(), split->valid.begin(), split->valid.end());
        all.insert(all.end(), split->test.begin(), split->test.end());
        std::sort(all.begin(), all.end());
        QCOMPARE(all, (Rows{1, 2, 3, 4, 6, 7, 8}));
        within = Selection(10);
        QCOMPARE(Split::make("random:0.5,0.25,0.25", *builder.make(), 1, &within).error().message.id(), std::string("features.no_events"));
    }
    void chanceFollowsTheSeed() {
        const auto table = TableBuilder(1000).make();
        const auto a = Split::make("random:0.8,0.1,0.1", *table, 7), b = Split::make("random:0.8,0.1,0.1", *table, 7),
                   c = Split::make("random:0.8,0.1,0.1", *table, 8);
        QCOMPARE(a->train.size(), std::size_t{800});
        QCOMPARE(a->valid.size(), std::size_t{100});
        QCOMPARE(a->test, b->test);
        QVERIFY(a->test != c->test);
        QVERIFY(std::is_sorted(a->train.begin(), a->train.end()));
    }
    void usersStayTogether() {
        std::vector<std::string> users;
        for (int i = 0; i < 300; ++i) users.push_back(i % 31 == 30 ? "" : std::to_string(i % 31));
        const auto table = TableBuilder(300).users(users).make();
        const auto split = Split::make("user:0.6,0.2,0.2", *table, 1);
        QVERIFY_OK(split);
        std::map<std::uint32_t, std::set<int>> parts;
        int part = 0, placed = 0;
        for (const auto* rows : {&split->train, &split->valid, &split->test}) {
            for (const auto r : *rows) parts[table->user[r]].insert(part);
            placed += static_cast<int>(rows->size());
            ++part;
        }
        QCOMPARE(parts.size(), std::size_t{30});
        for (const auto& [user, in] : parts) QCOMPARE(in.size(), std::size_t{1});
        QCOMPARE(placed, static_cast<int>(300 - std::count(users.begin(), users.end(), std::string())));
    }
    void leaveOneOutTakesTheLastTwoPositives() {
        // u: n p n p n p n by time (rows shuffled); v has two positives only.
        const auto table = TableBuilder(10)
                               .users({"u", "u", "u", "u", "u", "u", "u", "v", "v", ""})
                               .times({7, 6, 5, 4, 3, 2, 1, 1, 2, 3})
                               .clicks({0, 1, 0, 1, 0, 1, 0, 1, 1, 1})
                               .make();
        const auto split = Split::make("leave-one-out", *table, 1);
        QVERIFY_OK(split);
        QCOMPARE(split->test, (Rows{1}));
        QCOMPARE(split->valid, (Rows{3}));
        QCOMPARE(split->train, (Rows{4, 5, 6, 7, 8}));
    }
    void theSplitRole() {
        TableBuilder builder(5);
        builder.edit().split = {1, 1, 2, 3, 0};
        const auto split = Split::make("column", *builder.make(), 1);
        QVERIFY_OK(split);
        QCOMPARE(split->train, (Rows{0, 1}));
        QCOMPARE(split->valid, (Rows{2}));
        QCOMPARE(split->test, (Rows{3}));
    }
    void tiesOfTimeGoByEvent() {
        const auto split = Split::make("time:0.5,0.25,0.25", *TableBuilder(4).times({5, 5, 5, 5}).make(), 1);
        QVERIFY_OK(split);
        QCOMPARE(split->train, (Rows{0, 1}));
        QCOMPARE(split->test, (Rows{3}));
    }
    void datesAreOfTheReportingZone() {
        TableBuilder builder(1);
        builder.edit().zone_transitions_ = {{std::numeric_limits<std::int64_t>::min(), 8 * 3'600'000}};
        QCOMPARE(parse_iso_time("2022-05-01", builder.edit()), std::optional(kMay - 8 * 3'600'000));
        QCOMPARE(parse_iso_time("20220501", builder.edit()), std::optional(kMay - 8 * 3'600'000));
        QCOMPARE(parse_iso_time("2022-05-01 08:00", builder.edit()), std::optional(kMay));
        QCOMPARE(parse_iso_time("2022-05-01T00:00:00.250Z", builder.edit()), std::optional(kMay + 250));
        QCOMPARE(parse_iso_time("2022-05-01T02:30-01:30", builder.edit()), std::optional(kMay + 4 * 3'600'000));
        for (const char* bad : {"", "2022", "2022-5-1", "2022-05-01T", "2022-05-01T24:00", "2022-05-01T10:00x", "2022-00-10", "0.8"})
            QVERIFY2(!parse_iso_time(bad, builder.edit()), bad);
    }
};

ADSCOPE_TEST(TestSplit);
#include "test_split.moc"
