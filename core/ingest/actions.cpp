#include "core/ingest/actions.h"

#include <charconv>

#include "core/ingest/guess.h"

namespace adscope::ingest {
namespace {

struct Meaning {
    ActionKind kind;
    const char* name;
    std::string_view words;  // in plain form
};

constexpr Meaning kMeanings[] = {
    {ActionKind::show, "",
     " show shown shows impression impressions imp impress exposure expose exposed view views viewed pv display displayed serve served "
     "曝光 展示 展现 浏览 广告曝光 广告展示 "},
    {ActionKind::click, "", " click clicks clicked clk tap 点击 广告点击 点开 "},
    {ActionKind::conversion, "",
     " conversion conversions convert converted buy buys bought purchase purchased order ordered pay paid payment checkout transaction "
     "转化 购买 下单 支付 付款 成交 订单 "},
    {ActionKind::other, "like", " like liked thumbsup 点赞 喜欢 赞 "},
    {ActionKind::other, "dislike", " dislike hate close hide notinterested 不喜欢 不感兴趣 关闭 屏蔽 "},
    {ActionKind::other, "favourite", " fav favorite favourite collect collected bookmark wishlist 收藏 加入收藏 "},
    {ActionKind::other, "cart", " cart addtocart addcart basket 加购 加购物车 加入购物车 购物车 "},
    {ActionKind::other, "share", " share shared forward repost 分享 转发 "},
    {ActionKind::other, "comment", " comment commented reply 评论 回复 "},
    {ActionKind::other, "follow", " follow followed subscribe 关注 订阅 "},
    {ActionKind::other, "download", " download downloaded install installed activate 下载 安装 激活 "},
    {ActionKind::other, "register", " register registered signup lead 注册 留资 "},
    {ActionKind::other, "play", " play played watch complete finish 播放 完播 观看 "}};

bool has_word(std::string_view list, const std::string& word) { return list.find(' ' + word + ' ') != std::string_view::npos; }

std::optional<Action> meaning_of(const std::string& text) {
    const std::string plain = plain_name(text);
    if (plain.empty()) return std::nullopt;
    for (const auto& m : kMeanings)
        if (has_word(m.words, plain)) return Action{m.kind, m.name};
    return std::nullopt;
}

Action given_meaning(const std::string& meaning) {
    if (meaning == "show") return {ActionKind::show, ""};
    if (meaning == "click") return {ActionKind::click, ""};
    if (meaning == "conversion") return {ActionKind::conversion, ""};
    return {ActionKind::other, meaning};
}

std::optional<std::int64_t> duration(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc() || end + 1 != text.data() + text.size() || value < 0 || value > 1'000'000) return std::nullopt;
    switch (*end) {
        case 's': return value * 1000;
        case 'm': return value * 60'000;
        case 'h': return value * 3'600'000;
        case 'd': return value * 86'400'000;
        default: return std::nullopt;
    }
}

}  // namespace

const Action* ActionWords::find(std::string_view cell) const {
    const std::string text(cell);
    auto known = known_.find(text);
    if (known == known_.end()) {
        // A column of free text would fill the table: beyond a thousand words there are no new ones to remember.
        if (known_.size() > 1000) known_.clear();
        const auto given = given_.find(text);
        known = known_.emplace(text, given != given_.end() ? std::optional(given_meaning(given->second)) : meaning_of(text)).first;
    }
    return known->second ? &*known->second : nullptr;
}

Result<JoinWindow> parse_window(const std::string& text) {
    JoinWindow out;
    std::string_view rest = text;
    while (!rest.empty()) {
        const auto comma = rest.find(',');
        std::string_view part = rest.substr(0, comma);
        rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
        std::int64_t* to = &out.action;
        if (const auto equals = part.find('='); equals != std::string_view::npos) {
            const auto name = part.substr(0, equals);
            if (name == "conversion") to = &out.conversion;
            else if (name != "click" && name != "action") to = nullptr;
            part = part.substr(equals + 1);
        }
        const auto length = duration(part);
        if (!length || !to) return Error(ErrorCode::usage, "mapping.bad_window", {{"found", text}});
        *to = *length;
    }
    return out;
}

}  // namespace adscope::ingest
