// The hash that a run carries of what it was trained on.
#pragma once

#include "core/features/dataset.h"

namespace adscope {

// What Dataset::data_hash is for these events and this request: when it differs from a stored run's, that run saw other data.
std::string data_hash(const EventTable& table, const DatasetRequest& request);

}  // namespace adscope
