// Name and memory of a GPU, asked of the driver: CUDA's headers are not needed to build.
#pragma once

#include <cstdint>
#include <string>

namespace adscope {

struct GpuDescription {
    std::string name;
    std::int64_t memory = 0;  // bytes; 0 when the driver does not tell
};
GpuDescription describe_gpu(int number);

}  // namespace adscope
