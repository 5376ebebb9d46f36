// Breakdowns: sums against plain counting, intervals against known values and formulas, series and tables.
#include <nlohmann/json.hpp>

#include "core/analytics/breakdown.h"
#include "core/base/parallel.h"
#include "core/base/random.h"
#include "tests/support/small_workspace.h"
#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::testing;

class TestBreakdown : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    EventTablePtr six_;
    int made_ = 0;

    // Random events without a workspace: a device, a position, users, money; weights if asked for.
    static std::shared_ptr<EventTable> random_table(std::size_t rows, bool weights, std::uint32_t ads = 50) {
        Random random(7);
        auto t = std::make_shared<EventTable>();
        t->rows = rows;
        t->has_click = t->has_user = t->has_ad = true;
        t->users.count = 40;
        t->ads.count = ads;
        for (std::size_t u = 0; u <= 40; ++u) t->users.keys.push_back(u ? "u" + std::to_string(u) : "");
        for (std::size_t a = 0; a <= ads; ++a) t->ads.keys.push_back(a ? "a" + std::to_string(a) : "");
        t->user = CodeArray(rows, 40);
        t->ad = CodeArray(rows, ads);
        CategoryValues device{CodeArray(rows, 3), {"", "phone", "desk", "tablet"}};
        t->marked = Selection(rows);
        for (std::size_t i = 0; i < rows; ++i) {
            t->user.set(i, static_cast<std::uint32_t>(random.below(41)));
            t->ad.set(i, static_cast<std::uint32_t>(random.below(ads + 1)));
            device.codes.set(i, static_cast<std::uint32_t>(random.below(4)));
            t->click.push_back(random.uniform() < 0.1 + 0.01 * t->user[i]);
            t->conversion.push_back(random.uniform() < 0.3);
            t->cost.push_back(static_cast<std::int64_t>(random.below(1'000'000)));
            t->revenue.push_back(static_cast<std::int64_t>(random.below(3'000'000)));
            t->position.push_back(static_cast<std::int32_t>(random.below(5)) + EventTable::kNoPosition);
            if (weights) t->weight.push_back(static_cast<std::int32_t>(random.below(4)));
            if (random.below(10) == 0) t->marked.set(i);
        }
        t->columns.push_back({{1, Owner::event, 1, "device", FieldRole::context, FieldKind::category, 1}, std::move(device)});
        t->usable_ = Selection(t->marked).invert();
        return t;
    }

    // The same sums by a map, row by row.
    static std::map<std::vector<std::string>, Totals> counted(const EventTable& t, const Selection& rows, bool ad) {
        std::map<std::vector<std::string>, Totals> out;
        const auto* device = t.columns[0].category();
        rows.for_each([&](std::size_t i) {
            const std::int64_t w = t.weight_of(i);
            if (w == 0) return;
            const std::string position = t.position[i] == EventTable::kNoPosition ? "" : std::to_string(t.position[i]);
            Totals& s = out[ad ? std::vector<std::string>{t.ads.keys[t.ad[i]]}
                               : std::vector<std::string>{device->names[device->codes[i]], position}];
            s.impressions += w;
            s.clicks += t.click[i] ? w : 0;
            s.conversions += t.conversion[i] ? w : 0;
            s.clicked_conversions += t.click[i] && t.conversion[i] ? w : 0;
            s.cost += w * t.cost[i];
            s.revenue += w * t.revenue[i];
        });
        return out;
    }
    static bool same(const Totals& a, const Totals& b) {
        return a.impressions == b.impressions && a.clicks == b.clicks && a.conversions == b.conversions &&
               a.clicked_conversions == b.clicked_conversions && a.cost == b.cost && a.revenue == b.revenue;
    }
    Breakdown by(const EventTable& t, std::vector<std::string> names, Measure measure = Measure::ctr,
                 IntervalKind interval = IntervalKind::wilson) {
        return take(breakdown(t, nullptr, {std::move(names), measure, interval, 0}));
    }
    static bool near(double a, double b, double tolerance = 1e-9) { return std::abs(a - b) <= tolerance; }

private slots:
    void initTestCase() {
        const auto path = folder_.filePath("w.adscope").toStdString();
        make_six_events(path);
        six_ = take(EventTable::read(path));
    }
    void wilsonAgreesWithStatsmodels() {
        const auto golden = nlohmann::json::parse(read_file(shared_path("golden/statistics.json")));
        QVERIFY(golden["wilson"].size() >= 4);
        for (const auto& g : golden["wilson"]) {
            const Metric m = wilson(g["clicks"], g["impressions"]);
            QVERIFY(near(m.low, g["low"]));
            QVERIFY(near(m.high, g["high"]));
            QVERIFY(near(m.value, g["clicks"].get<double>() / g["impressions"].get<double>()));
        }
        QVERIFY(!wilson(0, 0).has_value());
        QVERIFY(wilson(5, 10, 0.99).high > wilson(5, 10).high);
    }
    void sumsAreThoseOfPlainCounting_data() {
        QTest::addColumn<bool>("weights");
        QTest::addColumn<bool>("by_ad");
        QTest::addColumn<uint>("ads");
        QTest::addColumn<int>("threads");
        for (const int threads : {1, 2, 3})
            for (const bool weights : {false, true}) {
                const auto row = [&](const char* name, bool ad, uint ads) {
                    QTest::addRow("%s, weights %d, threads %d", name, weights, threads) << weights << ad << ads << threads;
                };
                row("device and position", false, 50);
                row("ad", true, 50);
                row("ad, wide codes", true, 70'000);
            }
    }
    void sumsAreThoseOfPlainCounting() {
        QFETCH(bool, weights);
        QFETCH(bool, by_ad);
        QFETCH(uint, ads);
        QFETCH(int, threads);
        const auto t = random_table(20'011, weights, ads);
        const int before = thread_count();
        set_thread_count(threads);
        Random random(3);
        Selection sparse(t->rows);
        for (std::size_t i = 9000; i < t->rows; ++i)
            if (random.below(3) == 0 && !t->marked[i]) sparse.set(i);
        for (const Selection* rows : {&t->usable(), static_cast<const Selection*>(&sparse)}) {
            const auto result =
                take(breakdown(*t, rows, {by_ad ? std::vector<std::string>{"ad"} : std::vector<std::string>{"device", "position"}}));
            const auto expected = counted(*t, *rows, by_ad);
            QCOMPARE(result.rows.size(), expected.size());
            Totals all;
            for (const auto& row : result.rows) {
                QVERIFY(expected.count(row.key));
                QVERIFY(same(row.totals, expected.at(row.key)));
                all += row.totals;
            }
            QVERIFY(same(all, result.total.totals));
            for (std::size_t i = 1; i < result.rows.size(); ++i)
                QVERIFY(result.rows[i - 1].totals.impressions >= result.rows[i].totals.impressions);
        }
        set_thread_count(before);
    }
    void aHugeNumberOfCellsIsCountedToo() {
        const auto t = random_table(5000, false, 3000);
        const auto result = by(*t, {"ad", "user", "device", "position"});
        std::int64_t sum = 0;
        for (const auto& row : result.rows) sum += row.totals.impressions;
        QCOMPARE(sum, static_cast<std::int64_t>(t->usable().count()));
        QVERIFY(!breakdown(*t, nullptr, {std::vector<std::string>(20, "ad")}));
    }
    void positionsMayBeginAtZero() {
        const auto path = folder_.filePath("zero.adscope").toStdString();
        {
            SmallWorkspace w(path);
            for (const std::optional<std::int64_t> position : {std::optional<std::int64_t>(0), std::optional<std::int64_t>(0),
                                                               std::optional<std::int64_t>(7), std::optional<std::int64_t>()})
                w.event({.click = 1, .position = position});
        }
        const auto result = by(*take(EventTable::read(path)), {"position"});
        std::map<std::string, std::int64_t> impressions;
        for (const auto& row : result.rows) impressions[row.key[0]] = row.totals.impressions;
        QVERIFY(impressions == (std::map<std::string, std::int64_t>{{"0", 2}, {"7", 1}, {"", 1}}));
    }
    // Every hour of 400 days, with both changes of the clock, against the calendar of single times.
    void calendarFollowsTheZone() {
        const auto path = folder_.filePath("clock.adscope").toStdString();
        {
            SmallWorkspace w(path);
            w.setting("time_zone", "Europe/Berlin");
            w.sql(
                "WITH RECURSIVE hour(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM hour WHERE k < 9599) "
                "INSERT INTO events(source, line, time, click) SELECT 1, k + 1, 1767222000000 + ((k * 7919) % 9600) * 3600000, 1 FROM "
                "hour");
            w.event({.id = 20000, .click = 1});
        }
        const auto t = take(EventTable::read(path));
        std::map<std::string, std::int64_t> days, hours;
        for (const auto time : t->time) {
            const std::int64_t local = time + (time == EventTable::kNoTime ? 0 : t->zone_offset(time));
            const bool none = time == EventTable::kNoTime;
            ++days[none ? "" : QDateTime::fromMSecsSinceEpoch(local, Qt::UTC).toString("yyyy-MM-dd").toStdString()];
            ++hours[none ? "" : std::to_string(local / 3'600'000 % 24)];
        }
        for (const auto& [name, expected] : {std::pair("day", days), std::pair("hour", hours)}) {
            const auto result = by(*t, {name});
            QCOMPARE(result.rows.size(), expected.size());
            for (const auto& row : result.rows) QCOMPARE(row.totals.impressions, expected.at(row.key[0]));
        }
        QCOMPARE(days.at("2026-03-29"), std::int64_t{23});
        QCOMPARE(days.at("2026-10-25"), std::int64_t{25});
    }
    void marksAreLeftOut() {
        const auto result = by(*six_, {"device"});
        QCOMPARE(result.total.totals.impressions, std::int64_t{5});
        QCOMPARE(result.total.totals.clicks, std::int64_t{3});
        QCOMPARE(result.rows[0].key[0], std::string("phone"));
        QVERIFY(result.rows[0].small_cell);
    }
    void tagsCountInEachOfTheirs() {
        const auto result = by(*six_, {"tags"});
        std::map<std::string, std::int64_t> impressions;
        for (const auto& row : result.rows) impressions[row.key[0]] = row.totals.impressions;
        QCOMPARE(impressions["red"], std::int64_t{3});
        QCOMPARE(impressions["blue"], std::int64_t{4});
        QCOMPARE(impressions[""], std::int64_t{1});
        QCOMPARE(result.total.totals.impressions, std::int64_t{5});
    }
    void attributesOfUsersAndAdsSlice() {
        const auto result = by(*six_, {"user.taste", "ad"});
        QCOMPARE(result.rows.size(), std::size_t{5});
        for (const auto& row : result.rows) QCOMPARE(row.totals.impressions, std::int64_t{1});
    }
    void theCalendarIsOfTheReportingZone() {
        const auto path = folder_.filePath("zone.adscope").toStdString();
        make_six_events(path);
        take(Workspace::open(path)).set_setting("time_zone", "Asia/Shanghai").ok();
        const auto t = take(EventTable::read(path));
        const auto days = by(*t, {"day"});
        QCOMPARE(days.rows.size(), std::size_t{3});
        QCOMPARE(days.rows[0].key[0], std::string("2026-03-01"));  // 20:00 and 21:00 there
        QCOMPARE(days.rows[0].totals.impressions, std::int64_t{2});
        QCOMPARE(days.rows[1].key[0], std::string("2026-03-02"));
        const auto hours = by(*t, {"hour"});
        QCOMPARE(hours.rows[0].key[0], std::string("7"));
        QCOMPARE(by(*t, {"month"}).rows[0].key[0], std::string("2026-03"));
        QCOMPARE(by(*t, {"week"}).rows[0].key[0], std::string("2026-02-23"));
        QCOMPARE(by(*t, {"weekday"}).rows.back().key[0], std::string("7"));
    }
    void positionsStandInTheirOrder() {
        const auto result = by(*six_, {"slot"});  // the log's own name of the position
        QCOMPARE(result.rows.size(), std::size_t{3});
        QCOMPARE(result.rows[2].key[0], std::string("3"));
    }
    void smallRowsCanBeLeftOut() {
        const auto result = take(breakdown(*six_, nullptr, {{"device"}, Measure::ctr, IntervalKind::wilson, 2}));
        QCOMPARE(result.rows.size(), std::size_t{1});
        QCOMPARE(result.total.totals.impressions, std::int64_t{5});
    }
    void measuresAreAsDefined() {
        const Totals& s = by(*six_, {}).total.totals;
        QCOMPARE(s.clicked_conversions, std::int64_t{2});
        QVERIFY(near(by(*six_, {}, Measure::ctr).total.metric.value, 3.0 / 5));
        QVERIFY(near(by(*six_, {}, Measure::cvr).total.metric.value, 2.0 / 3));
        QVERIFY(near(by(*six_, {}, Measure::cpc).total.metric.value, 2.0 / 3));
        QVERIFY(near(by(*six_, {}, Measure::ecpm).total.metric.value, 1000 * 2.0 / 5));
        QVERIFY(near(by(*six_, {}, Measure::roas).total.metric.value, 2.0 / 2));
        const auto by_ad = by(*six_, {"ad"}, Measure::cpc);
        for (const auto& row : by_ad.rows)
            if (row.totals.clicks == 0) QVERIFY(!row.metric.has_value());
    }
    void whatTheLogLacksHasNoValue() {
        const auto path = folder_.filePath("bare.adscope").toStdString();
        SmallWorkspace w(path);
        w.user("u"), w.ad("a");
        w.event({{}, 1, 1, 1});
        const auto t = take(EventTable::read(path));
        for (const Measure m : {Measure::ctr, Measure::cvr, Measure::cpc, Measure::ecpm, Measure::roas})
            QVERIFY(!by(*t, {}, m).total.metric.has_value());
        QVERIFY(!take(headline(*t, nullptr)).metrics.at(Measure::ctr).has_value());
    }
    // Delta method of a ratio with users as clusters: n/(n-1) sum (Y_u - r X_u)^2 / X^2.
    void clusteredIntervalsFollowTheFormula() {
        const auto t = random_table(4000, true);
        for (const Measure measure : {Measure::ctr, Measure::cpc, Measure::ecpm, Measure::roas}) {
            const auto whole = by(*t, {}, measure, IntervalKind::clustered).total;
            std::map<std::string, std::pair<double, double>> clusters;
            t->usable().for_each([&](std::size_t i) {
                // Rows without a user are clusters of their own.
                auto& [y, x] = clusters[t->user[i] ? t->users.keys[t->user[i]] : "row" + std::to_string(i)];
                const double w = static_cast<double>(t->weight_of(i)), click = t->click[i], cost = static_cast<double>(t->cost[i]) / 1e6,
                             revenue = static_cast<double>(t->revenue[i]) / 1e6;
                y += w * (measure == Measure::ctr    ? click
                          : measure == Measure::cpc  ? cost
                          : measure == Measure::ecpm ? 1000 * revenue
                                                     : revenue);
                x += w * (measure == Measure::cpc ? click : measure == Measure::roas ? cost : 1);
            });
            double sum_y = 0, sum_x = 0, squares = 0;
            for (const auto& [user, c] : clusters) sum_y += c.first, sum_x += c.second;
            const double ratio = sum_y / sum_x, n = static_cast<double>(clusters.size());
            for (const auto& [user, c] : clusters) squares += std::pow(c.first - ratio * c.second, 2);
            const double half = 1.959963984540054 * std::sqrt(squares * n / (n - 1)) / sum_x;
            QVERIFY(near(whole.metric.value, ratio, 1e-9 * ratio));
            QVERIFY(near(whole.metric.high, ratio + half, 1e-9 * (1 + ratio)));
            QVERIFY(near(whole.metric.low, std::max(0.0, ratio - half), 1e-9 * (1 + ratio)));
        }
    }
    void theWiderIntervalIsTheWider() {
        const auto t = random_table(4000, false);
        const auto w = by(*t, {"user"}), c = by(*t, {"device"}, Measure::ctr, IntervalKind::clustered),
                   both = by(*t, {"device"}, Measure::ctr, IntervalKind::wider), plain = by(*t, {"device"});
        QVERIFY(w.rows.size() > 30);
        for (std::size_t i = 0; i < both.rows.size(); ++i) {
            const double width = both.rows[i].metric.high - both.rows[i].metric.low;
            QVERIFY(
                near(width, std::max(c.rows[i].metric.high - c.rows[i].metric.low, plain.rows[i].metric.high - plain.rows[i].metric.low)));
        }
    }
    void headlineCountsWhatThereIs() {
        const auto h = take(headline(*six_, nullptr));
        QCOMPARE(h.totals.impressions, std::int64_t{5});
        QCOMPARE(h.users, std::int64_t{3});
        QCOMPARE(h.ads, std::int64_t{3});
        QCOMPARE(h.to - h.from, std::int64_t{36} * 3'600'000);
        QVERIFY(h.metrics.at(Measure::ctr).has_interval());
    }
    void mistakesListWhatThereIs() {
        const auto result = breakdown(*six_, nullptr, {{"nope"}});
        QVERIFY(!result && result.error().code == ErrorCode::usage);
        const auto text = render(result.error().message, Language::en);
        QVERIFY2(text.find("device") != std::string::npos && text.find("weekday") != std::string::npos, text.c_str());
        const auto measure = parse_measure("nope");
        QVERIFY(!measure && render(measure.error().message, Language::en).find("roas") != std::string::npos);
    }
    void cancelEnds() {
        std::stop_source stop;
        stop.request_stop();
        const auto result = breakdown(*six_, nullptr, {{"device"}}, JobContext(stop.get_token(), {}));
        QVERIFY(!result && result.error().is_cancelled());
    }
    void chartsCarryTheNumbers() {
        const auto days = by(*six_, {"day"});
        const auto line = series_over_time(days, "device = phone");
        QCOMPARE(line.traces.size(), std::size_t{1});
        QCOMPARE(line.traces[0].points.size(), days.rows.size());
        QCOMPARE(line.traces[0].points[0].x, 1'772'323'200'000.0);  // 2026-03-01
        QCOMPARE(line.traces[0].points[0].numerator, std::int64_t{2});
        QCOMPARE(line.traces[0].points[0].denominator, std::int64_t{3});
        QVERIFY(render(line.subtitle, Language::en).find("device = phone") != std::string::npos);
        const auto bars = series_by_dimension(by(*six_, {"ad"}), 2, "");
        QCOMPARE(bars.x.categories.size(), std::size_t{2});
        QCOMPARE(bars.condition, std::string("ad"));
        QVERIFY(render(bars.subtitle, Language::zh).find("3") != std::string::npos);
        const auto table = table_of(by(*six_, {"device", "ad"}));
        QCOMPARE(table.columns.size(), std::size_t{7});
        QCOMPARE(table.rows.size(), by(*six_, {"device", "ad"}).rows.size() + 1);
        for (const auto& row : table.rows) QCOMPARE(row.size(), table.columns.size());
    }
};

ADSCOPE_TEST(TestBreakdown);
#include "test_breakdown.moc"
