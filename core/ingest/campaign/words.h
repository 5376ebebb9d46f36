// The words of a generated campaign: topics, products, hooks, advertisers, in Chinese and English.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace adscope::campaign {

struct Topic {
    std::string_view key;  // the tag
    std::array<std::string_view, 6> products_zh, products_en;
    std::array<std::string_view, 2> advertisers;
    double price;  // of a typical order
};

inline constexpr std::array<Topic, 12> kTopics = {{
    {"sports",
     {"篮球鞋", "瑜伽垫", "跑步手环", "登山背包", "羽毛球拍", "速干运动服"},
     {"basketball shoes", "yoga mat", "running band", "hiking pack", "badminton racket", "dry-fit shirt"},
     {"飞驰体育", "Peak & Trail"},
     260},
    {"beauty",
     {"保湿面霜", "口红礼盒", "防晒喷雾", "精华眼霜", "护发精油", "卸妆水"},
     {"hydrating cream", "lipstick set", "sun spray", "eye serum", "hair oil", "cleansing water"},
     {"花漾美妆", "Lumière Lab"},
     180},
    {"travel",
     {"海岛机票", "高铁周末游", "亲子酒店", "露营套餐", "温泉民宿", "签证代办"},
     {"island flights", "weekend rail trip", "family hotel", "camping package", "hot spring stay", "visa service"},
     {"远行旅途", "Blue Compass"},
     900},
    {"games",
     {"策略手游", "电竞键盘", "赛车新作", "卡牌对战", "游戏耳机", "云游戏会员"},
     {"strategy game", "esports keyboard", "racing title", "card battler", "gaming headset", "cloud gaming pass"},
     {"像素工坊", "Nova Play"},
     90},
    {"food",
     {"低脂酸奶", "手冲咖啡", "川味火锅底料", "每日坚果", "鲜榨果汁", "半成品菜"},
     {"low-fat yogurt", "pour-over coffee", "hotpot base", "daily nuts", "fresh juice", "meal kit"},
     {"味觉集市", "Morning Cup"},
     70},
    {"phones",
     {"折叠屏手机", "无线耳机", "快充移动电源", "智能手表", "平板电脑", "手机云台"},
     {"foldable phone", "wireless earbuds", "power bank", "smart watch", "tablet", "phone gimbal"},
     {"星环数码", "Orbit Tech"},
     1400},
    {"home",
     {"扫地机器人", "乳胶床垫", "空气净化器", "收纳柜", "护眼台灯", "破壁机"},
     {"robot vacuum", "latex mattress", "air purifier", "storage cabinet", "desk lamp", "blender"},
     {"安居优选", "Nest & Oak"},
     600},
    {"fashion",
     {"羊绒大衣", "通勤西装", "帆布鞋", "真丝连衣裙", "牛仔外套", "银饰项链"},
     {"cashmere coat", "office suit", "canvas shoes", "silk dress", "denim jacket", "silver necklace"},
     {"素衣阁", "Atelier Nord"},
     380},
    {"education",
     {"英语口语课", "编程启蒙", "考研冲刺班", "绘画体验课", "职场写作", "少儿阅读"},
     {"spoken English course", "coding for kids", "exam sprint class", "painting lesson", "business writing", "reading club"},
     {"知行学堂", "Bright Desk"},
     450},
    {"cars",
     {"新能源SUV试驾", "车载冰箱", "轮胎保养", "行车记录仪", "儿童安全座椅", "充电桩安装"},
     {"electric SUV test drive", "car fridge", "tyre service", "dash cam", "child seat", "charger installation"},
     {"驰骋汽车", "Volt Motors"},
     1200},
    {"finance",
     {"定期理财", "信用卡权益", "家庭保险", "基金定投", "记账工具", "黄金积存"},
     {"savings plan", "credit card perks", "family insurance", "fund plan", "budget app", "gold savings"},
     {"稳盈金融", "Harbor Money"},
     300},
    {"parenting",
     {"婴儿推车", "益智积木", "有机辅食", "儿童绘本", "温奶器", "安抚玩偶"},
     {"baby stroller", "building blocks", "organic baby food", "picture books", "bottle warmer", "plush toy"},
     {"小树苗母婴", "Little Acorn"},
     320},
}};

inline constexpr std::array<std::string_view, 8> kHooksZh = {
    "限时五折，今晚截止", "新品首发，前 500 名有礼", "老用户专享，立减 30 元", "好评过万，口碑之选",
    "满 199 包邮",        "免费试用 7 天",           "达人同款，轻松入手",     "春日上新，抢先看"};
inline constexpr std::array<std::string_view, 8> kHooksEn = {"half price, ends tonight",   "new release, gifts for the first 500",
                                                             "members save 30 today",      "ten thousand happy reviews",
                                                             "free delivery over 199",     "try it free for 7 days",
                                                             "as seen on creators' feeds", "fresh for spring"};
inline constexpr std::array<std::string_view, 6> kBodiesZh = {"精选材料，七天无理由退换。",   "专业团队研发，日常使用更安心。",
                                                              "轻松上手，让生活多一点乐趣。", "品质保证，全国联保。",
                                                              "数量有限，售完为止。",         "扫码了解详情，领取专属优惠。"};
inline constexpr std::array<std::string_view, 6> kBodiesEn = {"Made with care, returns within seven days.",
                                                              "Designed by specialists for every day.",
                                                              "Easy to start, a little more joy.",
                                                              "Quality guaranteed, service nationwide.",
                                                              "While stocks last.",
                                                              "Tap to see details and claim your offer."};

inline constexpr std::array<std::string_view, 10> kRegions = {"北京", "上海", "广东", "浙江", "江苏",
                                                              "四川", "湖北", "山东", "福建", "陕西"};
inline constexpr std::array<std::string_view, 3> kDevices = {"phone", "tablet", "desktop"};
inline constexpr std::array<std::string_view, 4> kPlacements = {"feed", "search", "banner", "splash"};
inline constexpr std::array<std::string_view, 3> kMemberships = {"new", "regular", "plus"};
inline constexpr std::array<std::string_view, 3> kFormats = {"image", "carousel", "video"};

}  // namespace adscope::campaign
