// What columns hold: counted by hand on six events, and numbers against their formulas.
#include "core/analytics/column_summary.h"
#include "tests/support/small_workspace.h"
#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::testing;

class TestColumnSummary : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    EventTablePtr table_;
    std::vector<ColumnSummary> columns_;

    const ColumnSummary& column(const std::string& name) const {
        for (const auto& c : columns_)
            if (c.name == name) return c;
        throw std::runtime_error("no column " + name);
    }

private slots:
    void initTestCase() {
        const std::string path = folder_.filePath("w.adscope").toStdString();
        SmallWorkspace w(path);
        w.field("event", "price", "number");
        w.field("event", "device", "category", {"phone", "desk"});
        w.field("user", "taste", "tags", {"1", "1,2"}, {"sport", "music"}, "attribute");
        w.user("a", {1});
        w.user("b", {2});
        w.user("never seen", {2});
        const std::optional<double> none;
        w.event({.id = 1, .user = 1, .click = 1, .weight = 3, .fields = {1.0, 1.0}});
        w.event({.id = 2, .user = 1, .click = 0, .fields = {2.0, 2.0}});
        w.event({.id = 3, .user = 2, .click = 0, .fields = {none, 2.0}});
        w.event({.id = 4, .user = 2, .click = 0, .fields = {4.0, none}});
        table_ = take(EventTable::read(path));
        columns_ = take(summarise_columns(*table_, nullptr));
    }
    void numbersAreWeighted() {
        const auto& price = column("price");
        QCOMPARE(price.present, std::int64_t{5});
        QCOMPARE(price.missing, std::int64_t{1});
        QCOMPARE(price.distinct, std::size_t{3});
        QCOMPARE(price.frequent[0].text, std::string("1"));
        QCOMPARE(price.frequent[0].count, std::int64_t{3});
        QCOMPARE(price.numbers->mean, (3 * 1.0 + 2 + 4) / 5);
        // Squares of the deviations from 1.8: 3 (.64), .04, 4.84; over 4.
        QCOMPARE(price.numbers->deviation, std::sqrt((3 * .64 + .04 + 4.84) / 4));
        QCOMPARE(price.numbers->median, 2.0);
        QCOMPARE(price.numbers->upper_quartile, 3.0);
        QCOMPARE(price.bins.size(), std::size_t{4});  // whole numbers 1 to 4
        QCOMPARE(price.bins[0].count, std::int64_t{3});
        QCOMPARE(price.bins[2].count, std::int64_t{0});
        QCOMPARE(price.bins[3].count, std::int64_t{1});
    }
    void valuesAreCountedByEvents() {
        const auto& device = column("device");
        QCOMPARE(device.present, std::int64_t{5});
        QCOMPARE(device.missing, std::int64_t{1});
        QCOMPARE(device.frequent[0].text, std::string("phone"));
        QCOMPARE(device.frequent[0].count, std::int64_t{3});
        QCOMPARE(column("user").distinct, std::size_t{2});
        QCOMPARE(column("user").frequent[0].count, std::int64_t{4});
    }
    void attributesAreCountedByUsersThatOccur() {
        const auto& taste = column("taste");
        QCOMPARE(taste.owner, Owner::user);
        QCOMPARE(taste.present, std::int64_t{2});
        QCOMPARE(taste.frequent[0].text, std::string("sport"));
        QCOMPARE(taste.frequent[0].count, std::int64_t{2});
        QCOMPARE(taste.frequent[1].count, std::int64_t{1});
    }
    void aSliceIsAllThatCounts() {
        Selection rows(table_->rows);
        rows.set(3);
        const auto columns = take(summarise_columns(*table_, &rows));
        for (const auto& c : columns) {
            if (c.name == "price") QCOMPARE(c.numbers->maximum, 4.0);
            if (c.name == "device") QCOMPARE(c.missing, std::int64_t{1});
            QVERIFY2(c.present + c.missing == 1, c.name.c_str());
        }
        const Series series = series_of(column("device"), "all");
        QCOMPARE(series.condition, std::string("device"));
        QCOMPARE(series.traces[0].points.size(), std::size_t{2});
    }
    void aCancelIsSeen() {
        std::stop_source stop;
        stop.request_stop();
        const auto r = summarise_columns(*table_, nullptr, {stop.get_token(), {}});
        QVERIFY(!r && r.error().code == ErrorCode::cancelled);
    }
};

ADSCOPE_TEST(TestColumnSummary);
#include "test_column_summary.moc"
