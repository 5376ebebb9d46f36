// DeepFM (Guo, Tang, Ye, Li and He 2017): a factorisation machine and a deep network over the same embeddings.
#pragma once

#include "core/models/model.h"

namespace adscope {

Result<std::unique_ptr<Model>> make_deepfm();

}  // namespace adscope
