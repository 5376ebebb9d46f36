// Who a list is for: a known user, one with actions of this session, or a new one told by attributes; and the scores that
// follow from what is known (the ladder of evidence: own actions, attributes, what everyone likes).
#pragma once

#include "core/explain/history.h"
#include "core/recommend/recommend.h"

namespace adscope {

struct Audience {
    std::uint32_t user = 0;  // table code; 0: new
    Context context;
    std::map<std::string, std::string> attributes;
    std::optional<HistoryParts> history;  // factor models: actions that the user's factor was made of
    std::vector<std::uint32_t> actions;   // table codes of history->ads()
    std::vector<float> factor;            // factor models: the user
    std::int64_t like = 0;                // new users of factor models: how many known users with these attributes were averaged
};

// Checks keys and attributes; errors name what is unknown and what there is.
Result<Audience> find_audience(const Scorer& scorer, const RecommendRequest& request);
// Scores of ads (table codes).
Result<std::vector<float>> score_for(const Scorer& scorer, const Audience& audience, std::span<const std::uint32_t> ads);
// The batch behind the scores, of feature models.
Result<FeatureBatch> batch_for(const Scorer& scorer, const Audience& audience, std::span<const std::uint32_t> ads);

}  // namespace adscope
