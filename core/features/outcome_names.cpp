#include "core/features/outcome_names.h"

#include <array>
#include <cctype>
#include <set>
#include <string>
#include <vector>

namespace adscope {
namespace {

// Lower-case words of a name: parted at anything that is no letter or digit, and at a capital after a small letter.
std::vector<std::string> words_of(std::string_view name) {
    std::vector<std::string> words(1);
    bool small_before = false;
    for (const char raw : name) {
        const auto c = static_cast<unsigned char>(raw);
        const bool letter = std::isalnum(c) != 0;
        if (!letter || (std::isupper(c) && small_before)) {
            if (!words.back().empty()) words.emplace_back();
        }
        if (letter) words.back() += static_cast<char>(std::tolower(c));
        small_before = std::islower(c) != 0 || std::isdigit(c) != 0;
    }
    if (words.back().empty()) words.pop_back();
    return words;
}

const std::set<std::string> kOutcomes = {
    "click",    "clicks",    "clicked",   "convert",   "converted", "conversion", "conversions", "purchase",  "purchased", "purchases",
    "buy",      "bought",    "order",     "ordered",   "paid",      "payment",    "like",        "liked",     "likes",     "follow",
    "followed", "comment",   "commented", "forward",   "forwarded", "share",      "shared",      "hate",      "hated",     "dislike",
    "disliked", "favourite", "favorite",  "favorited", "collect",   "collected",  "install",     "installed", "revenue",   "label",
    "target",   "outcome",   "ctr",       "cvr",       "response",  "responded",  "subscribed",  "signup"};
// Around an outcome, these say that it was counted, flagged or timed.
const std::set<std::string> kBefore = {"is", "has", "did", "was", "y", "num", "n", "total", "user", "event"};
const std::set<std::string> kAfter = {"flag", "label", "time",  "ms",  "ts",  "timestamp", "y", "n",
                                      "yn",   "rate",  "count", "cnt", "num", "value",     "at"};
const std::array<std::vector<std::string>, 10> kPhrases = {{{"play", "time"},
                                                            {"watch", "time"},
                                                            {"stay", "time"},
                                                            {"dwell", "time"},
                                                            {"view", "time"},
                                                            {"play", "duration"},
                                                            {"watch", "ratio"},
                                                            {"long", "view"},
                                                            {"add", "to"},
                                                            {"click", "through"}}};

bool has_phrase(const std::vector<std::string>& words) {
    for (const auto& phrase : kPhrases)
        for (std::size_t i = 0; i + 1 < words.size(); ++i)
            if (words[i] == phrase[0] && words[i + 1] == phrase[1]) return true;
    return false;
}

bool english(std::string_view name) {
    const auto words = words_of(name);
    if (has_phrase(words)) return true;
    std::size_t begin = 0, end = words.size();
    while (begin < end && kBefore.contains(words[begin])) ++begin;
    while (end > begin + 1 && kAfter.contains(words[end - 1])) --end;
    return end == begin + 1 && kOutcomes.contains(words[begin]);
}

bool chinese(std::string_view name) {
    for (const std::string_view phrase :
         {"播放时长", "停留时长", "观看时长", "浏览时长", "播放时间", "停留时间", "观看时间", "完播", "点击率", "转化率"})
        if (name.find(phrase) != std::string_view::npos) return true;
    const auto strip = [](std::string_view text, std::string_view piece, bool front) {
        if (front && text.starts_with(piece)) text.remove_prefix(piece.size());
        if (!front && text.ends_with(piece)) text.remove_suffix(piece.size());
        return text;
    };
    for (const std::string_view before : {"是否", "有无", "已经", "已", "有"}) name = strip(name, before, true);
    for (const std::string_view after : {"与否", "标志", "标记", "标签", "结果", "时间", "次数", "了", "数"})
        name = strip(name, after, false);
    static const std::set<std::string_view> outcomes = {"点击", "转化", "购买", "下单", "成交", "付费", "支付", "点赞", "喜欢",
                                                        "收藏", "评论", "转发", "分享", "关注", "加购", "注册", "安装"};
    return outcomes.contains(name);
}

}  // namespace

bool name_means_outcome(std::string_view name) { return english(name) || chinese(name); }

}  // namespace adscope
