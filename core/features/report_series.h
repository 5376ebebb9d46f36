// A diagnosis as a table and a picture, for the window and reports.
#pragma once

#include "core/base/series.h"
#include "core/features/diagnostics.h"

namespace adscope {

DataTable features_table(const Diagnostics& diagnostics);
// How alike the features are, each to each: a heat map of Cramer's V from 0 to 1. The diagnosis has its redundancy.
Series redundancy_series(const Diagnostics& diagnostics);

}  // namespace adscope
