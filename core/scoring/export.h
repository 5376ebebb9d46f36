// Scores of many events as a CSV: event, user, ad, label, prediction.
#pragma once

#include "core/scoring/scorer.h"

namespace adscope {

struct ExportResult {
    std::int64_t rows = 0;
    double seconds = 0;  // of scoring and writing
};
// `names` are written in the column event: one a row (event ids, or lines of a file). The label is empty without
// `labels`. The file is written beside its place and renamed once whole; on failure or cancel nothing stays behind.
Result<ExportResult> export_scores(const Scorer& scorer, std::span<const std::uint32_t> rows, std::span<const std::int64_t> names,
                                   bool labels, const std::string& path, const JobContext& job);

}  // namespace adscope
