// k-means++ clusters (Arthur and Vassilvitskii 2007) and how well they are apart (silhouette, Rousseeuw 1987).
#pragma once

#include "core/profiles/vectors.h"

namespace adscope {

struct ClusterRequest {
    int k = 0;     // 2 to 50; 0: the best silhouette of 2 to `most`
    int most = 8;  // for k = 0
    std::uint64_t seed = 1;
    int repeats = 4;  // starts of k-means; the least inertia is kept
};
struct Clustering {
    int k = 0;
    std::vector<std::uint32_t> of;  // [row of the vectors]: cluster from 0, the largest first
    std::vector<std::size_t> sizes;
    double inertia = 0;                         // sum of squared distances to the centres
    double silhouette = 0;                      // mean over the sample
    std::size_t silhouette_sample = 0;          // rows it was measured on
    std::vector<std::pair<int, double>> tried;  // k, silhouette
};
// The same seed gives the same clusters for any number of threads. Errors: usage for k out of range; cancelled.
Result<Clustering> cluster(const EntityVectors& vectors, const ClusterRequest& request, const JobContext& job = {});

// Mean silhouette over the rows `sample` (distances among the sample only). A cluster of one has 0.
double silhouette(const EntityVectors& vectors, std::span<const std::uint32_t> of, int k, std::span<const std::uint32_t> sample);

}  // namespace adscope
