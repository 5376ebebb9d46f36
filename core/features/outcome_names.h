// Names that mean an outcome: what is known only after an impression.
#pragma once

#include <string_view>

namespace adscope {

// True for names such as "is_click", "Purchased", "play_time_ms", "点赞", "是否购买", "播放时长". A name that merely holds
// such a word ("follow_user_num", "关注数量") does not count.
bool name_means_outcome(std::string_view name);

}  // namespace adscope
