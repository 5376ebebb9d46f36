#include "core/features/leakage_error.h"

#include <algorithm>

namespace adscope {

Error leakage_error(const std::vector<LeakageWarning>& warnings) {
    constexpr std::size_t kShown = 8;
    // Those with a figure first, the worst before the others.
    std::vector<LeakageWarning> ordered = warnings;
    std::stable_sort(ordered.begin(), ordered.end(),
                     [](const auto& a, const auto& b) { return a.auc > b.auc || (a.auc == a.auc && b.auc != b.auc); });
    Message list = ordered[0].reason;
    std::string names = ordered[0].feature;
    for (std::size_t i = 1; i < ordered.size(); ++i) {
        if (i < kShown) list = Message("features.leak_list", {{"first", list}, {"second", ordered[i].reason}});
        names += ", " + ordered[i].feature;
    }
    const std::size_t more = ordered.size() > kShown ? ordered.size() - kShown : 0;
    return Error(ErrorCode::refused, "features.leakage", {{"count", ordered.size()}, {"reasons", list}, {"more", more}, {"names", names}});
}

}  // namespace adscope
