// A map: many numbers of a user or an ad as a place in the plane, by principal components or t-SNE (van der Maaten and Hinton 2008).
#pragma once

#include <span>
#include <vector>

#include "core/base/job.h"

namespace adscope {

struct ProjectionRequest {
    enum class Method { pca, tsne } method = Method::pca;
    std::uint64_t seed = 1;
    double perplexity = 30;     // t-SNE: how many neighbours count, roughly; less where there are few rows
    int iterations = 400;       // t-SNE
    std::size_t sample = 1500;  // t-SNE places this many rows; the others stand among their 5 nearest of them
};
struct Projection {
    std::vector<float> x, y;       // of each row
    double explained[2] = {0, 0};  // PCA: share of the variance on each axis
    std::size_t placed = 0;        // rows that were placed by the method itself: all, or the sample
    double divergence = 0;         // t-SNE: Kullback-Leibler divergence of the sample's places
};
// `values`: rows x dimensions, row-major, finite. The sign of a component is such that its largest loading is positive. The same seed gives
// the same places for any number of threads. Errors: usage for less than 3 rows or no dimension that varies; cancelled.
Result<Projection> project(std::span<const float> values, std::size_t dimensions, const ProjectionRequest& request,
                           const JobContext& job = {});

}  // namespace adscope
