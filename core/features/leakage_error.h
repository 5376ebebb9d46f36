// The refusal that leakage warnings become.
#pragma once

#include "core/features/dataset.h"

namespace adscope {

// Error(refused) with the reasons of the first warnings, how many more there are, and the remedy. `warnings` is not empty.
Error leakage_error(const std::vector<LeakageWarning>& warnings);

}  // namespace adscope
