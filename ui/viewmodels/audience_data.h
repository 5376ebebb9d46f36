// What the Audience page shows of a slice, computed on a worker: the users with their counts, the facets, what the map is coloured by.
#pragma once

#include <QString>
#include <memory>
#include <vector>

#include "core/profiles/projection.h"
#include "core/profiles/segments.h"
#include "core/workspace/models_repository.h"
#include "ui/viewmodels/filter_fields.h"

namespace adscope::ui {

// Values of users that a table column, a facet or the colours of a map are made of.
struct UserField {
    enum class Kind { category, number };
    std::string name;   // as a condition would write it: user.age, user.clicked.topic, user.active_days
    std::string title;  // as the log has it
    Kind kind = Kind::category;
    std::vector<std::string> names;    // category: by code; 0 is missing
    std::vector<std::uint32_t> codes;  // category: by user code; tags and interests: the foremost
    std::vector<double> numbers;       // number: by user code
};

struct FacetValue {
    QString text;            // shown; empty: missing
    std::int64_t users = 0;  // in the slice without this facet's own condition
    bool on = false;
};
struct Facet {
    QString field, title;
    bool ranges = false;                  // values are ranges of a number, one at a time
    std::vector<FacetValue> values;       // by users
    std::vector<std::string> conditions;  // ranges: of each value
};

struct AudienceRequest {
    EventTablePtr table;
    std::shared_ptr<const Selection> rows;  // null: all usable
    std::vector<std::string> conditions;    // of the slice's chips
};
struct AudienceData {
    EventTablePtr table;
    std::shared_ptr<const Selection> rows;                       // never null
    std::vector<std::uint32_t> users;                            // codes with an event in the slice, ascending
    std::vector<std::int64_t> impressions, clicks, active_days;  // by user code, in the slice
    std::vector<UserField> fields;                               // attributes, then interests
    std::vector<Facet> facets;
    std::int64_t all_users = 0;
    int segments = 0;
};
Result<std::shared_ptr<const AudienceData>> compute_audience(const AudienceRequest& request, const JobContext& job = {});

// The chips of a slice after a click on a value of a facet: the value is added to, or taken out of, the facet's own chip.
struct ChipEdit {
    int index = -1;  // of the chip that is replaced; -1: a new one
    bool remove = false;
    std::string condition;
    QString text;
};
ChipEdit toggled(const std::vector<std::string>& conditions, const Facet& facet, std::size_t value);

struct MapRequest {
    std::shared_ptr<const AudienceData> data;
    std::int64_t model = 0;  // a stored factor model, by whose vectors users stand; 0: by attributes and behaviour
    std::string workspace;
    ProjectionRequest projection;
};
struct MapData {
    std::vector<std::uint32_t> users;
    std::vector<float> x, y;
    double explained[2] = {0, 0};
    std::size_t placed = 0;
    bool pca = true;
    QString source;  // name of the model; empty: behaviour
};
Result<std::shared_ptr<const MapData>> compute_map(const MapRequest& request, const JobContext& job = {});

// Figures of a selection of users inside the slice, and the rule that describes it best.
struct LassoData {
    SegmentFigures figures;
    std::vector<std::string> keys;  // ascending
    std::string rule;               // one condition on users; empty: none is half right
    double precision = 0, recall = 0;
};
Result<std::shared_ptr<const LassoData>> compute_lasso(const std::shared_ptr<const AudienceData>& data, std::vector<std::uint32_t> users,
                                                       const JobContext& job = {});

}  // namespace adscope::ui
