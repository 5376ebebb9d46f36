// Exact t-SNE of a few thousand rows; private to the projection.
#pragma once

#include <vector>

#include "core/profiles/projection.h"

namespace adscope {

struct Embedding {
    std::vector<float> x, y;
    double divergence = 0;
};
// `values`: rows x dimensions. Starts from `start_x`, `start_y` (scaled to a small cloud), so that the map looks alike each time.
Result<Embedding> tsne(const std::vector<float>& values, std::size_t dimensions, const std::vector<float>& start_x,
                       const std::vector<float>& start_y, const ProjectionRequest& request, const JobContext& job);

}  // namespace adscope
