// Ads of a log whose every row is known: content, likeness, near duplicates, and rates by times seen, age, position and audience.
#include <cmath>
#include <filesystem>

#include "core/analytics/breakdown.h"
#include "core/profiles/ad_catalogue.h"
#include "core/profiles/ad_rates.h"
#include "core/workspace/filter.h"
#include "tests/support/small_workspace.h"
#include "tests/support/testing.h"

using namespace adscope;
using adscope::testing::Row;
using adscope::testing::SmallWorkspace;
using adscope::testing::take;

namespace {

constexpr std::int64_t kDay = 86'400'000, kStart = 1'772'323'200'000;  // 2026-03-01 UTC

// 1 and 2 are copies with another campaign; 3 has their picture and another text; 4 their text and another picture; 5 stands alone
// with an address for a picture.
void make_ads(const std::string& path) {
    SmallWorkspace w(path);
    w.field("ad", "body", "text",
            {"Light sunscreen SPF 50, no white cast", "Light sunscreen SPF 50, no white cast!", "Oat breakfast with berries, two bowls",
             "跑步鞋 春日上新"});
    w.field("ad", "title", "text", {"Sunscreen", "Oats", "Shoe"});
    w.field("ad", "creative", "image", {"a01.png", "a02.png", "http://example.com/a.png"});
    w.field("user", "gender", "category", {"f", "m"});
    w.ad("a1", {1, 1, 1}), w.ad("a2", {2, 1, 1}), w.ad("a3", {3, 2, 1}), w.ad("a4", {1, 1, 2}), w.ad("a5", {4, 3, 3});
    w.user("u1", {1}), w.user("u2", {2}), w.user("u3", {std::nullopt});
    // u1 sees a1 five times, out of the order of the file; u2 once, with a weight.
    for (const int day : {3, 0, 1, 2, 4}) w.event({{}, kStart + day * kDay, 1, 1, day == 0 ? 1 : 0, {}, {}, {}, day % 2 + 1});
    w.event({{}, kStart + 2 * kDay, 2, 1, 1, {}, {}, {}, 1, 7});
    w.event({{}, kStart, 3, 2, 0});
}

std::shared_ptr<const AdCatalogue> catalogue_of(const EventTablePtr& table) {
    return take(AdCatalogue::make(table, {ADSCOPE_SOURCE_DIR "/sample_data/creatives"}));
}

}  // namespace

class TestAds : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    EventTablePtr table_;
    std::shared_ptr<const AdCatalogue> ads_;
    std::shared_ptr<const AdExposure> exposure_;

private slots:
    void initTestCase() {
        const auto path = folder_.filePath("ads.adscope").toStdString();
        make_ads(path);
        table_ = take(EventTable::read(path));
        ads_ = catalogue_of(table_);
        exposure_ = take(AdExposure::make(table_));
    }
    void contentIsRead() {
        QCOMPARE(ads_->count(), std::size_t{5});
        QCOMPARE(ads_->ad(1).title, std::string("Sunscreen"));
        QCOMPARE(ads_->ad(1).body, std::string("Light sunscreen SPF 50, no white cast"));
        QVERIFY(ads_->ad(1).creative && ads_->ad(1).creative->width == 320);
        QVERIFY(!ads_->ad(1).thumbnail.empty() && ads_->ad(1).thumbnail.width <= 160);
        QVERIFY(!ads_->ad(5).creative && ads_->ad(5).image_problem.id() == "ads.image_address");
        QVERIFY(ads_->has_text() && ads_->has_images());
        QCOMPARE(ads_->space().id(), std::string("ads.space_text_image"));
        const auto words = ads_->words(3);
        QVERIFY(std::ranges::any_of(words, [](const auto& w) { return w.word == "berries"; }));
        QVERIFY(std::ranges::none_of(words, [](const auto& w) { return w.word == "with"; }));
        for (std::size_t i = 1; i < words.size(); ++i) QVERIFY(words[i].weight <= words[i - 1].weight);
        double sum = 0;
        for (const double s : ads_->ad(1).topic_shares) sum += s;
        QVERIFY(std::abs(sum - 1) < 1e-9);
    }
    void copiesAreFoundAndNothingElse() {
        QCOMPARE(ads_->duplicates().size(), std::size_t{1});
        QCOMPARE(ads_->duplicates()[0].ads, (std::vector<std::uint32_t>{1, 2}));
        QVERIFY(ads_->duplicates()[0].same_text && ads_->duplicates()[0].same_picture);
        QCOMPARE(ads_->ad(2).duplicate_group, 0);
        QCOMPARE(ads_->ad(3).duplicate_group, -1);
        QCOMPARE(*ads_->likeness(1, 4).text, 1.0);
        QVERIFY(*ads_->likeness(1, 4).picture > 4);
        QCOMPARE(*ads_->likeness(1, 3).picture, 0);
        QVERIFY(!ads_->likeness(1, 5).picture);
    }
    void similarityIsACosine() {
        QVERIFY(std::abs(ads_->similarity(1, 1) - 1) < 1e-9);
        QCOMPARE(ads_->similarity(1, 4), ads_->similarity(4, 1));
        const auto similar = ads_->similar(1, 3);
        QCOMPARE(similar[0].ad, std::uint32_t{2});
        for (std::size_t i = 1; i < similar.size(); ++i) QVERIFY(similar[i].similarity <= similar[i - 1].similarity);
        QVERIFY(std::ranges::none_of(similar, [](const auto& s) { return s.ad == 1; }));
    }
    void timesSeenGoByTimeAndNotByTheFile() {
        const auto r = take(exposure_->rates(1, nullptr));
        QCOMPARE(r.whole.impressions, std::int64_t{12});
        QCOMPARE(r.seen.size(), std::size_t{5});
        QCOMPARE(r.seen[0].counts.impressions, std::int64_t{8});  // u1's first and u2's of weight 7
        QCOMPARE(r.seen[0].counts.clicks, std::int64_t{8});
        for (std::size_t i = 1; i < 5; ++i) {
            QCOMPARE(r.seen[i].counts.impressions, std::int64_t{1});
            QCOMPARE(r.seen[i].counts.clicks, std::int64_t{0});
            QVERIFY(r.seen[i].small_cell);
        }
        const Metric expected = wilson(8, 8);
        QCOMPARE(r.seen[0].ctr.low, expected.low);
    }
    void aSliceCountsLessButKnowsTheSamePast() {
        const auto filter = take(Filter::parse("gender = f"));
        const auto rows = take(filter.select(*table_));
        const auto r = take(exposure_->rates(1, &rows));
        QCOMPARE(r.whole.impressions, std::int64_t{5});
        QCOMPARE(r.seen.size(), std::size_t{5});
        const auto late = take(take(Filter::parse("position = 1")).select(*table_));
        const auto of_position = take(exposure_->rates(1, &late));
        QCOMPARE(of_position.seen[4].counts.impressions, std::int64_t{1});  // the fifth time stays the fifth
        QCOMPARE(exposure_->counts(&rows)[1].impressions, std::int64_t{5});
    }
    void ageAndPosition() {
        const auto r = take(exposure_->rates(1, nullptr));
        QCOMPARE(r.age.size(), std::size_t{5});
        QCOMPARE(r.age[2].at, std::int64_t{2});
        QCOMPARE(r.age[2].counts.impressions, std::int64_t{8});
        QCOMPARE(r.positions.size(), std::size_t{2});
        QCOMPARE(r.positions[0].counts.impressions + r.positions[1].counts.impressions, std::int64_t{12});
    }
    void seriesAreDrawnFromThem() {
        const auto r = take(exposure_->rates(1, nullptr));
        const auto s = fatigue_series(r, wilson(1, 10), "Sunscreen", "all");
        QCOMPARE(s.traces.size(), std::size_t{2});
        QCOMPARE(s.traces[0].points[0].denominator, std::int64_t{8});
        QVERIFY(render(s.title, Language::zh).find("Sunscreen") != std::string::npos);
        QVERIFY(series_from_json(to_json(s)).has_value());
    }
    void audienceHasItsLifts() {
        const auto path = folder_.filePath("audience.adscope").toStdString();
        {
            SmallWorkspace w(path);
            w.field("user", "gender", "category", {"f", "m"});
            w.ad("a"), w.user("u1", {1}), w.user("u2", {2});
            // f: 40 of 100, m: 10 of 100.
            w.event({{}, kStart, 1, 1, 1, {}, {}, {}, {}, 40}), w.event({{}, kStart, 1, 1, 0, {}, {}, {}, {}, 60});
            w.event({{}, kStart, 2, 1, 1, {}, {}, {}, {}, 10}), w.event({{}, kStart, 2, 1, 0, {}, {}, {}, {}, 90});
        }
        const auto table = take(EventTable::read(path));
        const auto r = take(take(AdExposure::make(table))->rates(1, nullptr));
        QCOMPARE(r.audience.size(), std::size_t{2});
        const auto& f = r.audience[0];
        QCOMPARE(f.value, std::string("f"));
        QCOMPARE(f.lift, 4.0);
        QCOMPARE(f.click_share, 0.8);
        // Katz: exp(ln 4 -+ 1.96 sqrt(1/40 - 1/100 + 1/10 - 1/100)).
        const double spread = 1.959963984540054 * std::sqrt(1.0 / 40 - 0.01 + 0.1 - 0.01);
        QVERIFY(std::abs(f.low - 4 * std::exp(-spread)) < 1e-9 && std::abs(f.high - 4 * std::exp(spread)) < 1e-9);
        QVERIFY(f.q < 1e-5 && std::abs(f.q - r.audience[1].q) < 1e-12);
        QVERIFY(std::abs(r.audience[1].lift - 0.25) < 1e-12);
    }
    void logsWithoutTextUseTags() {
        const auto path = folder_.filePath("tags.adscope").toStdString();
        {
            SmallWorkspace w(path);
            w.field("ad", "tags", "tags", {"1,2", "3"}, {"music", "dance", "food"});
            w.ad("a", {1}), w.ad("b", {1}), w.ad("c", {2});
            w.event({{}, {}, {}, 1, 1});
        }
        const auto table = take(EventTable::read(path));
        const auto ads = catalogue_of(table);
        QVERIFY(ads->words_from() == AdCatalogue::Words::tags);
        QVERIFY(std::abs(ads->similarity(1, 2) - 1) < 1e-9);
        QCOMPARE(ads->similarity(1, 3), 0.0);
        QVERIFY(ads->duplicates().empty());  // the same tags are not the same ad
        QVERIFY(!ads->topics().empty());
        QCOMPARE(ads->space().id(), std::string("ads.space_tags"));
        QVERIFY(ads->ad(1).image_problem.id() == "ads.image_none");
        const auto exposure = take(AdExposure::make(table));
        QVERIFY(!exposure->has_seen());
        const auto r = take(exposure->rates(1, nullptr));
        QVERIFY(r.seen.empty() && r.age.empty() && r.positions.empty());
    }
    void logsThatSayNothingOfTheirAds() {
        const auto path = folder_.filePath("bare.adscope").toStdString();
        {
            SmallWorkspace w(path);
            w.ad("a"), w.ad("b");
            w.event({{}, kStart, {}, 2, {}});
        }
        const auto ads = catalogue_of(take(EventTable::read(path)));
        QVERIFY(ads->words(1).empty() && ads->topics().empty() && ads->similar(1).empty() && ads->duplicates().empty());
        QCOMPARE(ads->space().id(), std::string("ads.space_none"));
    }
    void cancelEnds() {
        std::stop_source stop;
        stop.request_stop();
        const JobContext job(stop.get_token(), {});
        QVERIFY(AdCatalogue::make(table_, {}, {}, job).error().is_cancelled());
        QVERIFY(AdExposure::make(table_, job).error().is_cancelled());
        QVERIFY(exposure_->rates(1, nullptr, job).error().is_cancelled());
    }
};

ADSCOPE_TEST(TestAds);
#include "test_ads.moc"
