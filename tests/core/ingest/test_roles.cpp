// Roles: as text, and guessed in both languages.
#include "core/ingest/guess.h"
#include "core/ingest/preset.h"
#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::ingest;

class TestRoles : public QObject {
    Q_OBJECT

    // The roles of a table as texts, by column.
    static std::map<std::string, std::string> guess(const std::vector<std::string>& names, const std::vector<Cells>& rows) {
        std::vector<ColumnFacts> facts;
        for (std::size_t i = 0; i < names.size(); ++i) facts.push_back(facts_of(names[i], rows, i));
        const auto roles = guess_roles(facts);
        std::map<std::string, std::string> out;
        for (std::size_t i = 0; i < names.size(); ++i) out[names[i]] = to_string(roles[i]);
        return out;
    }

private slots:
    void texts_data() {
        QTest::addColumn<QString>("text");
        for (const char* t : {"time",
                              "user",
                              "ad",
                              "click",
                              "conversion",
                              "cost",
                              "revenue",
                              "position",
                              "rating",
                              "propensity",
                              "split",
                              "weight",
                              "sequence",
                              "ignore",
                              "outcome.is_like",
                              "user.age:number",
                              "ad.title:text",
                              "context.tab:category",
                              "kept.date",
                              "ad.a.b",
                              "user.年龄",
                              "context",
                              "outcome:flag"})
            QTest::addRow("%s", t) << QString(t);
    }
    void texts() {
        QFETCH(QString, text);
        const auto role = parse_role(text.toStdString());
        QVERIFY_OK(role);
        QCOMPARE(QString::fromStdString(to_string(*role)), text);
    }
    void wrongTexts() {
        for (const char* t : {"", "nonsense", "time.x", "user.", "ad.title:poem", "clickz"}) {
            const auto role = parse_role(t);
            QVERIFY2(!role, t);
            QCOMPARE(role.error().code, ErrorCode::usage);
        }
    }
    void english() {
        const auto roles =
            guess({"ts", "user_id", "ad_id", "campaign", "device", "slot", "age", "gender", "region", "cost", "click", "conversion",
                   "is_like", "notes", "position"},
                  {{"2026-01-01T00:00:00", "u1", "a1", "c1", "phone", "4", "45", "f", "r1", "0.2", "0", "0", "1", "x", "3"},
                   {"2026-01-01T00:00:01", "u2", "a2", "c1", "desktop", "2", "33", "", "r2", "0.3", "1", "0", "0", "y", "1"}});
        const std::map<std::string, std::string> want{{"ts", "time"},
                                                      {"user_id", "user"},
                                                      {"ad_id", "ad"},
                                                      {"campaign", "ad.campaign"},
                                                      {"device", "context.device"},
                                                      {"slot", "context.slot"},
                                                      {"age", "user.age"},
                                                      {"gender", "user.gender"},
                                                      {"region", "user.region"},
                                                      {"cost", "cost"},
                                                      {"click", "click"},
                                                      {"conversion", "conversion"},
                                                      {"is_like", "outcome.is_like"},
                                                      {"notes", "kept.notes"},
                                                      {"position", "position"}};
        QCOMPARE(roles, want);
    }
    void chinese() {
        const auto roles = guess({"曝光时间", "用户ID", "广告ID", "是否点击", "是否转化", "花费", "收入", "广告位", "年龄", "性别",
                                  "广告标题", "播放时长", "备注"},
                                 {{"2026-01-01 00:00:00", "甲", "a1", "是", "否", "¥0.2", "0", "首页", "45", "男", "春季大促", "12", "x"},
                                  {"2026-01-01 00:00:01", "乙", "a2", "否", "否", "0.3", "8", "侧栏", "33", "女", "新品", "3", "y"}});
        const std::map<std::string, std::string> want{{"曝光时间", "time"},  {"用户ID", "user"},           {"广告ID", "ad"},
                                                      {"是否点击", "click"}, {"是否转化", "conversion"},   {"花费", "cost"},
                                                      {"收入", "revenue"},   {"广告位", "context.广告位"}, {"年龄", "user.年龄"},
                                                      {"性别", "user.性别"}, {"广告标题", "ad.广告标题"},  {"播放时长", "outcome.播放时长"},
                                                      {"备注", "kept.备注"}};
        QCOMPARE(roles, want);
    }
    void valuesDecideAgainstNames() {
        // A column called click that holds counts is no click; a moment is a time whatever its name.
        const auto roles = guess({"when_it_was", "uid", "item_id", "click"},
                                 {{"2026-01-01T00:00:00Z", "1", "7", "12"}, {"2026-01-02T00:00:00Z", "2", "8", "35"}});
        QCOMPARE(roles.at("when_it_was"), std::string("time"));
        QCOMPARE(roles.at("uid"), std::string("user"));
        QCOMPARE(roles.at("item_id"), std::string("ad"));
        QCOMPARE(roles.at("click"), std::string("kept.click"));
    }
    void theSurerColumnWins() {
        const auto roles = guess({"date", "timestamp", "campaign_id", "ad_id", "address"},
                                 {{"2026-01-01", "1767225600", "5", "a", "x"}, {"2026-01-02", "1767312000", "6", "b", "y"}});
        QCOMPARE(roles.at("timestamp"), std::string("time"));
        QCOMPARE(roles.at("date"), std::string("kept.date"));
        QCOMPARE(roles.at("ad_id"), std::string("ad"));
        QCOMPARE(roles.at("campaign_id"), std::string("ad.campaign_id"));
        QCOMPARE(roles.at("address"), std::string("kept.address"));
    }
    void unsureOnesSaySo() {
        std::vector<ColumnFacts> facts{facts_of("label", {{"0"}, {"1"}}, 0)};
        const auto roles = guess_roles(facts);
        QCOMPARE(roles[0].role, Role::click);
        QVERIFY(roles[0].confidence < 0.5);
        QVERIFY(has_message(roles[0].reason.id(), Language::zh));
    }
    void whatNamesDoNotSayValuesMay() {
        std::vector<std::vector<std::string>> rows;
        for (int i = 0; i < 60; ++i)
            rows.push_back(
                {"2026-03-01 10:00:0" + std::to_string(i % 10), std::to_string(i % 20), std::to_string(i % 7), i % 5 ? "0" : "1", "x"});
        const auto roles = guess({"when", "who_id", "what_id", "z", "note"}, rows);
        QCOMPARE(roles.at("who_id"), std::string("user"));
        QCOMPARE(roles.at("what_id"), std::string("ad"));
        QCOMPARE(roles.at("z"), std::string("click"));
        QCOMPARE(roles.at("note"), std::string("kept.note"));
    }
    void countsComeTogether() {
        auto roles = guess({"日期", "广告名称", "展示次数", "点击次数", "转化次数", "花费"},
                           {{"2026-03-01", "a", "1,000", "20", "2", "3.5"}, {"2026-03-02", "b", "500", "7", "0", "1"}});
        QCOMPARE(roles.at("展示次数"), std::string("impressions"));
        QCOMPARE(roles.at("点击次数"), std::string("clicks"));
        QCOMPARE(roles.at("转化次数"), std::string("conversions"));
        // Alone, a count of impressions is a weight.
        roles =
            guess({"time", "user", "ad", "click", "impressions"}, {{"2026-03-01", "u", "a", "1", "5"}, {"2026-03-02", "u", "b", "0", "3"}});
        QCOMPARE(roles.at("impressions"), std::string("weight"));
    }
    void kinds_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("values");
        QTest::addColumn<QString>("kind");
        QTest::addRow("number") << "price" << QStringList{"1.5", "2", ""} << "number";
        QTest::addRow("id") << "author_id" << QStringList{"17", "18"} << "category";
        QTest::addRow("flag") << "is_x" << QStringList{"0", "1", "1"} << "flag";
        QTest::addRow("yes and no") << "x" << QStringList{"是", "否"} << "flag";
        QTest::addRow("time") << "upload" << QStringList{"2026-01-01", "2026-02-01"} << "time";
        QTest::addRow("tags") << "interests" << QStringList{"a|b", "c", "a"} << "tags";
        QTest::addRow("tags by name") << "tag" << QStringList{"39,68", "12"} << "tags";
        QTest::addRow("text") << "title" << QStringList{"Big sale", "New shoes"} << "text";
        QTest::addRow("image") << "creative" << QStringList{"creatives/a.png", "b.JPG"} << "image";
        QTest::addRow("category") << "device" << QStringList{"phone", "desktop"} << "category";
        QTest::addRow("nothing") << "empty" << QStringList{"", ""} << "category";
    }
    void kinds() {
        QFETCH(QString, name);
        QFETCH(QStringList, values);
        QFETCH(QString, kind);
        std::vector<Cells> rows;
        for (const auto& v : values) rows.push_back({v.toStdString()});
        ColumnRole role{Role::kept, "x", guess_kind(facts_of(name.toStdString(), rows, 0))};
        QCOMPARE(QString::fromStdString(to_string(role)), "kept.x:" + kind);
    }
    void presets() {
        QVERIFY(preset_names().size() >= 4);
        for (const auto& name : preset_names()) QVERIFY_OK(load_preset(name));
        const auto kuairand = load_preset("kuairand");
        QCOMPARE(to_string(Preset::find(kuairand->events, "is_click")->roles.front()), std::string("click"));
        QCOMPARE(to_string(Preset::find(kuairand->events, "play_time_ms")->roles.front()), std::string("outcome.play_time_ms:number"));
        QCOMPARE(to_string(Preset::find(kuairand->ads, "tag")->roles.front()), std::string("ad.tag:tags"));
        QCOMPARE(kuairand->derived.size(), std::size_t{1});
        const auto unknown = load_preset("nope");
        QCOMPARE(unknown.error().code, ErrorCode::usage);
    }
};

ADSCOPE_TEST(TestRoles);
#include "test_roles.moc"
