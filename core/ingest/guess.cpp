#include "core/ingest/guess.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_set>

#include "core/ingest/actions.h"
#include "core/ingest/values.h"

namespace adscope::ingest {
namespace {

// Names in plain form; the first names of a list are surer than the last.
struct Synonyms {
    Role role;
    std::string_view sure;    // 0.95
    std::string_view likely;  // 0.7
    std::string_view weak;    // 0.45: taken only where nothing better is there, and said
};

constexpr Synonyms kSynonyms[] = {
    {Role::time,
     "time timestamp ts datetime eventtime impressiontime exposuretime showtime timems eventtimestamp 时间 时间戳 曝光时间 展示时间 "
     "展现时间 事件时间 发生时间 日志时间",
     "logtime requesttime createdat createtime servertime clicktime viewtime timestampms unixtime 点击时间 请求时间 创建时间",
     "date day dt 日期 天"},
    {Role::user, "user userid uid userkey 用户 用户id 用户编号 用户标识",
     "customerid customer memberid visitorid clientid openid cookieid viewerid buyerid 客户id 客户编号 会员id 会员编号 访客id",
     "deviceid imei idfa cookie ip 设备id 设备号"},
    {Role::ad, "ad adid aid advertid advertisementid adkey 广告 广告id 广告编号 广告标识",
     "item itemid videoid creativeid creative materialid bannerid productid goodsid skuid sku articleid newsid contentid movieid postid "
     "创意id 创意 素材id 物品id 商品id 商品编号 视频id 内容id 文章id",
     "adgroupid adgroup campaignid product 商品 视频 单元id"},
    {Role::click, "click clicked isclick isclicked clk 点击 是否点击 是否点击广告", "hasclicked wasclicked 有无点击 点击标识",
     "label target y 标签值"},
    {Role::impressions,
     "impressions impressioncount impr impressionstotal 展示数 展示次数 曝光数 曝光次数 展现量 展现次数 曝光量 展示量 展现数",
     "imps views pv 浏览次数", "shows"},
    {Role::clicks, "clicks clickcount linkclicks clicksall totalclicks 点击数 点击次数 点击量 链接点击量", "", ""},
    {Role::conversions, "conversions conversioncount purchases 转化数 转化次数 转化量", "results orders 成交数 订单数 订单量 成效", ""},
    {Role::action,
     "action actiontype event eventtype eventname behavior behaviortype behaviour useraction 行为 行为类型 用户行为 动作 事件类型 操作",
     "type operation btag 类型 事件", "op"},
    {Role::conversion, "conversion converted isconversion isconverted cv conv 转化 是否转化",
     "purchase purchased ispurchase isbuy 成交 是否成交 购买 是否购买 是否下单", "order orders install installed 下单"},
    {Role::cost, "cost adcost spend 花费 消耗 成本 广告花费", "costs spending expense clickcost bidcost 费用 支出 点击成本",
     "bid bidprice payprice 出价"},
    {Role::revenue, "revenue income 收入 营收 收益",
     "gmv sales salesamount ordervalue conversionvalue 成交额 成交金额 销售额 订单金额 转化价值", "amount value payment 金额"},
    {Role::position, "position pos adposition 位置 展示位置 广告位置",
     "rankposition slotposition displayposition rank itemposition 排名 位次 展示位次", ""},
    {Role::rating, "rating stars 评分", "userrating 打分 星级", "score 得分"},
    {Role::propensity, "propensity propensityscore pscore 倾向 倾向得分", "actionprob actionprobability 展示概率", ""},
    {Role::split, "split datasetsplit 划分 数据划分", "fold subset 数据集", ""},
    {Role::weight, "weight sampleweight 权重 样本权重", "", ""},
    {Role::sequence, "sequence historysequence clickhistory 历史序列 行为序列",
     "history hist behaviorsequence viewhistory userhistory 历史 点击历史 浏览历史", ""},
    {Role::outcome,
     "like islike liked follow isfollow comment iscomment share isshare forward isforward hate ishate favorite isfavorite longview "
     "playtime playtimems watchtime dwelltime staytime profilestaytime "
     "commentstaytime isprofileenter skip isskip dislike 点赞 是否点赞 关注 是否关注 评论数 是否评论 分享 是否分享 转发 是否转发 收藏 "
     "是否收藏 播放时长 观看时长 停留时长 跳过 是否跳过",
     "dwell duration viewduration watchduration addtocart addcart download downloaded install registered signup 加购 是否加购 下载 "
     "是否下载 注册 是否注册",
     ""},
    {Role::user_field,
     "age gender sex agegroup ageband agerange occupation education income maritalstatus membership memberlevel interests interest userage "
     "usergender usersex userregion usercity userlevel userinterests "
     "年龄 年龄段 性别 学历 职业 收入水平 婚姻 会员等级 会员 兴趣 兴趣标签 用户年龄 用户性别 用户地区 用户标签",
     "region province city country state registerdays language lang 地区 省份 城市 地域 国家 语言", ""},
    {Role::ad_field,
     "campaign campaignid campaignname advertiser advertiserid advertisername title adtitle headline body adbody description brand brandid "
     "category categoryid adcategory creativeurl imageurl landingpage adformat "
     "adtype topic itemcategory 广告计划 计划 计划id 广告主 广告主id 标题 广告标题 正文 描述 广告描述 品牌 类目 品类 广告类型 广告形式 "
     "主题 落地页 图片",
     "image picture creativetype format price tags tag authorid author publisher 价格 标签 作者 素材 格式", ""},
    {Role::context,
     "device devicetype os osversion platform browser placement slot adslot slotid channel page pageid network networktype hour weekday "
     "dayofweek site siteid app appid media referrer query tab connectiontype "
     "设备 设备类型 操作系统 广告位 广告位id 渠道 页面 网络 网络类型 平台 媒体 小时 星期 浏览器 场景 流量来源",
     "source medium scene model devicemodel carrier hourofday 来源 机型 运营商", ""}};

bool has_word(std::string_view list, std::string_view word) {
    for (std::size_t at = list.find(word); at != std::string_view::npos; at = list.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        if ((at == 0 || list[at - 1] == ' ') && (end == list.size() || list[end] == ' ')) return true;
    }
    return false;
}

struct Candidate {
    Role role = Role::kept;
    double confidence = 0;
    Message reason;
};

bool share_of(const ColumnFacts& f, double share, bool (*test)(const std::string&)) {
    const auto n = std::count_if(f.examples.begin(), f.examples.end(), test);
    return !f.examples.empty() && static_cast<double>(n) >= share * static_cast<double>(f.examples.size());
}

bool is_action(const std::string& value) { return ActionWords().find(value) != nullptr; }

// Whether the values can be what the name says. The surer the name, the more faulty values are believed to be faults.
bool values_fit(Role role, const ColumnFacts& f, double by_name) {
    if (f.present == 0) return true;
    const double share = by_name > 0.9 ? 0.5 : by_name > 0.6 ? 0.75 : 0.9;
    switch (role) {
        case Role::time: return f.times >= share;
        case Role::click:
        case Role::conversion: return f.flags >= share;
        case Role::cost:
        case Role::revenue: return f.money >= share;
        case Role::action: return f.numbers == 0 && f.distinct >= 2 && f.distinct <= 40 && share_of(f, 0.75, is_action);
        case Role::impressions:
        case Role::clicks:
        case Role::conversions: return f.money >= share;
        case Role::position:
        case Role::weight: return f.integers >= share;
        case Role::rating:
        case Role::propensity: return f.numbers >= share;
        case Role::split: return f.distinct <= 3;
        default: return true;
    }
}

// Roles that only one column can have.
bool is_single(Role role) {
    return role != Role::outcome && role != Role::user_field && role != Role::ad_field && role != Role::context && role != Role::kept &&
           role != Role::ignore;
}

Candidate by_prefix(const std::string& plain) {
    static constexpr std::pair<std::string_view, Role> prefixes[] = {
        {"user", Role::user_field}, {"用户", Role::user_field}, {"ad", Role::ad_field},    {"item", Role::ad_field},
        {"广告", Role::ad_field},   {"商品", Role::ad_field},   {"video", Role::ad_field}, {"creative", Role::ad_field}};
    for (const auto& [prefix, role] : prefixes)
        if (plain.starts_with(prefix) && plain.size() > prefix.size() + 2)
            return {role, 0.6, Message("ingest.reason.prefix", {{"word", prefix}})};
    return {};
}

std::vector<Candidate> candidates_of(const ColumnFacts& f) {
    const std::string plain = plain_name(f.name);
    std::vector<Candidate> out;
    for (const auto& s : kSynonyms) {
        const double by_name = has_word(s.sure, plain) ? 0.95 : has_word(s.likely, plain) ? 0.7 : has_word(s.weak, plain) ? 0.45 : 0;
        if (by_name == 0 || !values_fit(s.role, f, by_name)) continue;
        out.push_back({s.role, by_name, Message(by_name > 0.9 ? "ingest.reason.name" : "ingest.reason.near_name", {{"column", f.name}})});
    }
    if (out.empty()) {
        // The names with a separator only ("user_age", never "address").
        const auto separator = f.name.find_first_of("_. -");
        const bool chinese = static_cast<unsigned char>(f.name.empty() ? 'a' : f.name[0]) >= 0x80;
        if (separator != std::string::npos || chinese)
            if (auto c = by_prefix(plain); c.confidence > 0) out.push_back(std::move(c));
    }
    std::stable_sort(out.begin(), out.end(), [](const Candidate& a, const Candidate& b) { return a.confidence > b.confidence; });
    return out;
}

// Counts belong together: impressions with their clicks are a table of counts. A count alone is a weight or a flag.
void settle_counts(const std::vector<ColumnFacts>& facts, std::vector<ColumnRole>& roles) {
    const auto place = [&](Role role) -> std::optional<std::size_t> {
        for (std::size_t i = 0; i < roles.size(); ++i)
            if (roles[i].role == role) return i;
        return std::nullopt;
    };
    const auto impressions = place(Role::impressions), clicks = place(Role::clicks), conversions = place(Role::conversions);
    const auto keep = [&](std::size_t i) { roles[i] = {Role::kept, {}, std::nullopt, 0, {}}; };
    if (impressions && clicks) {
        for (const Role flag : {Role::click, Role::conversion, Role::weight})
            if (const auto i = place(flag)) keep(*i);
        return;
    }
    // What the user did is one word a row or one flag a column.
    if (const auto action = place(Role::action)) {
        if (place(Role::click)) keep(*action);
        else if (const auto i = place(Role::conversion)) keep(*i);
    }
    const auto demote = [&](std::optional<std::size_t> i, Role to) {
        if (!i) return;
        if (place(to) || !values_fit(to, facts[*i], 0.7)) return keep(*i);
        roles[*i].role = to;
        roles[*i].confidence = std::min(roles[*i].confidence, 0.7);
    };
    demote(impressions, Role::weight);
    demote(clicks, Role::click);
    demote(conversions, Role::conversion);
}

// A moment in ISO form is a time whatever its column is called.
void find_time_by_values(const std::vector<ColumnFacts>& facts, std::vector<ColumnRole>& roles) {
    if (std::any_of(roles.begin(), roles.end(), [](const ColumnRole& r) { return r.role == Role::time && r.confidence > 0.5; })) return;
    for (std::size_t i = 0; i < facts.size(); ++i) {
        if (roles[i].role != Role::kept || facts[i].times < 0.95 || facts[i].numbers > 0.5 || facts[i].present == 0) continue;
        for (auto& r : roles)
            if (r.role == Role::time) r.role = Role::kept;
        roles[i].role = Role::time;
        roles[i].confidence = 0.6;
        roles[i].reason = Message("ingest.reason.values_time", {{"column", facts[i].name}});
        return;
    }
}

bool has_role(const std::vector<ColumnRole>& roles, std::initializer_list<Role> wanted) {
    return std::any_of(roles.begin(), roles.end(),
                       [&](const ColumnRole& r) { return std::find(wanted.begin(), wanted.end(), r.role) != wanted.end(); });
}

void take_by_values(const ColumnFacts& f, Role role, const char* reason, ColumnRole& out) {
    out.role = role;
    out.confidence = 0.4;
    out.reason = Message(reason, {{"column", f.name}, {"distinct", f.distinct}, {"rows", f.present}});
}

// The only column of nothing but 0 and 1 that nothing else explains is likely the click.
void find_click_by_values(const std::vector<ColumnFacts>& facts, std::vector<ColumnRole>& roles) {
    if (has_role(roles, {Role::click, Role::clicks, Role::action, Role::rating, Role::impressions})) return;
    std::optional<std::size_t> only;
    for (std::size_t i = 0; i < facts.size(); ++i) {
        if (roles[i].role != Role::kept || facts[i].flags < 1 || facts[i].distinct != 2) continue;
        if (only) return;
        only = i;
    }
    if (only) take_by_values(facts[*only], Role::click, "mapping.reason.values_flag", roles[*only]);
}

// Columns that are called an id, whose values come again and again: the one with the most is the user, the next the ad.
void find_keys_by_values(const std::vector<ColumnFacts>& facts, std::vector<ColumnRole>& roles) {
    const bool event = has_role(roles, {Role::time, Role::click, Role::action, Role::rating});
    for (const Role role : {Role::user, Role::ad}) {
        if (!event || has_role(roles, {role, Role::impressions})) continue;
        std::optional<std::size_t> best;
        for (std::size_t i = 0; i < facts.size(); ++i) {
            const auto& f = facts[i];
            const std::string plain = plain_name(f.name);
            const bool named = plain.ends_with("id") || plain.ends_with("key") || plain.ends_with("编号") || plain.ends_with("标识");
            if (roles[i].role != Role::kept || !named || f.distinct < 3 || f.distinct >= f.present) continue;
            if (!best || f.distinct > facts[*best].distinct) best = i;
        }
        if (best) take_by_values(facts[*best], role, "mapping.reason.values_key", roles[*best]);
    }
}

std::size_t characters(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

bool looks_like_image(const std::string& value) {
    const std::string plain = plain_name(value.substr(value.size() > 5 ? value.size() - 5 : 0));
    for (std::string_view end : {"png", "jpg", "jpeg", "gif", "webp", "bmp"})
        if (plain.ends_with(end) && value.size() > end.size() + 1 && value[value.size() - end.size() - 1] == '.') return true;
    return false;
}

}  // namespace

std::string plain_name(const std::string& name) {
    std::string out;
    for (const char c : name) {
        if (c == '_' || c == ' ' || c == '-' || c == '.' || c == '\t') continue;
        out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    return out;
}

ColumnFacts facts_of(const std::string& name, const std::vector<Cells>& rows, std::size_t index) {
    constexpr std::size_t kCap = 10000, kExamples = 40;
    static thread_local TimeParser time = std::move(*TimeParser::make("UTC"));
    ColumnFacts f;
    f.name = name;
    std::unordered_set<std::string_view> seen;
    std::size_t numbers = 0, integers = 0, times = 0, flags = 0, money = 0, length = 0;
    for (const auto& row : rows) {
        if (index >= row.size() || is_missing(trimmed(row[index]))) {
            ++f.missing;
            continue;
        }
        ++f.present;
        const std::string& cell = row[index];
        length += characters(cell);
        numbers += parse_real(cell).has_value();
        integers += parse_integer(cell).has_value();
        times += time.parse(cell).has_value();
        // A letter alone is as likely a name of something (f for female).
        flags += parse_flag(cell).has_value() && !(cell.size() == 1 && cell[0] >= 'A');
        money += parse_micros(cell).has_value();
        if (seen.size() < kCap && seen.insert(cell).second && f.examples.size() < kExamples) f.examples.push_back(cell);
    }
    f.distinct = seen.size();
    if (f.present == 0) return f;
    const double n = static_cast<double>(f.present);
    f.numbers = static_cast<double>(numbers) / n;
    f.integers = static_cast<double>(integers) / n;
    f.times = static_cast<double>(times) / n;
    f.flags = static_cast<double>(flags) / n;
    f.money = static_cast<double>(money) / n;
    f.mean_length = static_cast<double>(length) / n;
    return f;
}

FieldKind guess_kind(const ColumnFacts& f) {
    const std::string plain = plain_name(f.name);
    if (f.present == 0) return FieldKind::category;
    if (share_of(f, 0.9, looks_like_image)) return FieldKind::image;
    if (f.flags >= 1 && f.distinct <= 2) return FieldKind::flag;
    const bool identifier =
        plain.ends_with("id") || plain.ends_with("编号") || plain.ends_with("code") || plain.ends_with("zip") || plain.ends_with("版本");
    if (f.numbers >= 1) return identifier ? FieldKind::category : FieldKind::number;
    if (f.times >= 1) return FieldKind::time;
    const bool tag_name = plain.ends_with("tags") || plain.ends_with("tag") || plain.ends_with("interests") ||
                          plain.ends_with("keywords") || plain.ends_with("标签") || plain.ends_with("兴趣") || plain.ends_with("关键词") ||
                          plain.ends_with("genres");
    const auto separated = [](const std::string& v) { return v.find('|') != std::string::npos; };
    if ((tag_name &&
         std::any_of(f.examples.begin(), f.examples.end(), [](const std::string& v) { return split_tags(v, false).size() > 1; })) ||
        share_of(f, 0.5, separated))
        return FieldKind::tags;
    static constexpr std::string_view texts =
        "title headline body description text adtitle adbody content 标题 正文 描述 文案 广告标题 广告描述 内容";
    const auto words = [](const std::string& v) { return v.find(' ') != std::string::npos || characters(v) > 12; };
    if (has_word(texts, plain) || (f.mean_length > 24 && f.distinct * 2 > f.present && share_of(f, 0.6, words))) return FieldKind::text;
    return FieldKind::category;
}

std::vector<ColumnRole> guess_roles(const std::vector<ColumnFacts>& facts) {
    std::vector<ColumnRole> roles(facts.size());
    std::vector<std::vector<Candidate>> all;
    for (const auto& f : facts) all.push_back(candidates_of(f));
    std::set<Role> taken;
    std::vector<bool> done(facts.size());
    // The surest pair first; ties go to the earlier column.
    while (true) {
        double best = 0;
        std::size_t column = 0;
        const Candidate* chosen = nullptr;
        for (std::size_t i = 0; i < facts.size(); ++i) {
            if (done[i]) continue;
            for (const auto& c : all[i])
                if (c.confidence > best && !(is_single(c.role) && taken.count(c.role))) best = c.confidence, column = i, chosen = &c;
        }
        if (!chosen) break;
        done[column] = true;
        taken.insert(chosen->role);
        roles[column].role = chosen->role;
        roles[column].confidence = chosen->confidence;
        roles[column].reason = chosen->reason;
    }
    settle_counts(facts, roles);
    find_time_by_values(facts, roles);
    find_click_by_values(facts, roles);
    find_keys_by_values(facts, roles);
    for (std::size_t i = 0; i < facts.size(); ++i) {
        auto& r = roles[i];
        r.name = facts[i].name;
        if (r.role == Role::kept && r.reason.empty()) r.confidence = 1, r.reason = Message("ingest.reason.kept");
    }
    return roles;
}

}  // namespace adscope::ingest
