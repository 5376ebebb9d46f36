// The description of DeepFM. Its code needs LibTorch and lives in adscope_torch.
#pragma once

#include "core/models/model.h"

namespace adscope {

ModelInfo deepfm_info();

}  // namespace adscope
