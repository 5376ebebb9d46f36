// Metrics of a model that is being trained, on one part of its dataset, by the variants of DEFINITIONS.md.
#pragma once

#include "core/training/trainer.h"

namespace adscope {

enum class PartName { train, valid, test };
std::string part_name(PartName part);
const Part& part_of(const Dataset& data, PartName part);

// What early stopping watches on the validation part: auc for clicks, ndcg@10 for rankings.
std::string watched_metric(Task task);

struct MeasureRequest {
    PartName part = PartName::valid;
    bool brief = false;      // after an epoch: auc and log_loss, or ndcg@10; else every figure
    std::uint64_t seed = 1;  // draws the rows or users where a part is large
};
// Task click: of the training part at most 200,000 rows are drawn. Task ranking: at most 20,000 users; on the training part
// (2,000 users) nothing is left out of the lists, so that it says how well the model reproduces what it saw.
// A metric's n is the number of rows or users that it was computed on; an empty part has no metrics.
Result<PartMetrics> measure(const Model& model, const Dataset& data, const MeasureRequest& request, const JobContext& job);

}  // namespace adscope
