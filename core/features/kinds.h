// The kinds of features, described once: the check of recipes, the editor's form, `features --kinds` and the docs come from here.
#pragma once

#include <string>
#include <vector>

#include "core/base/parameter.h"
#include "core/features/batch.h"

namespace adscope {

// Stored in artefacts: new ones come at the end.
enum class FeatureKind {
    category,
    bucket,
    number,
    tags,
    hour,
    weekday,
    cross,
    hash,
    past_count,
    past_rate,
    cyclic,
    past_gap,
    sequence,
    tfidf,
    topics,
    style
};

struct FeatureSetting {
    Parameter parameter;
    // What a text stands for: a field of the workspace, an outcome whose past is read, a length of time such as 7d, or nothing of these.
    enum class Names { nothing, field, outcome, window } names = Names::nothing;
};

// Its words are the messages "feature.NAME" and "feature.NAME.help"; its settings' are "feature.NAME.SETTING" and the same with ".help".
struct FeatureKindInfo {
    std::string name;
    FeatureKind kind;
    FeatureInfo::Form form;
    enum class Reads { anything, numbers, times, texts } reads = Reads::anything;
    std::vector<FeatureSetting> settings;

    const FeatureSetting* setting(const std::string& setting_name) const;
    bool reads_past() const {
        return kind == FeatureKind::past_count || kind == FeatureKind::past_rate || kind == FeatureKind::past_gap ||
               kind == FeatureKind::sequence;
    }
};

const std::vector<FeatureKindInfo>& feature_kinds();
// Null where there is none of that name.
const FeatureKindInfo* find_feature_kind(const std::string& name);

// Milliseconds of "90s", "30m", "12h", "7d" or "2w"; 0 where it is none of these or not above 0.
std::int64_t parse_window(const std::string& text);

}  // namespace adscope
