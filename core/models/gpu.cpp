#include "core/models/gpu.h"

#include <dlfcn.h>

namespace adscope {

GpuDescription describe_gpu(int number) {
    GpuDescription out{"CUDA " + std::to_string(number), 0};
    void* driver = dlopen("libcuda.so.1", RTLD_LAZY | RTLD_LOCAL);
    if (!driver) return out;
    const auto start = reinterpret_cast<int (*)(unsigned)>(dlsym(driver, "cuInit"));
    const auto get = reinterpret_cast<int (*)(int*, int)>(dlsym(driver, "cuDeviceGet"));
    const auto get_name = reinterpret_cast<int (*)(char*, int, int)>(dlsym(driver, "cuDeviceGetName"));
    const auto get_memory = reinterpret_cast<int (*)(std::size_t*, int)>(dlsym(driver, "cuDeviceTotalMem_v2"));
    int device = 0;
    if (!start || !get || start(0) != 0 || get(&device, number) != 0) return out;
    char name[256] = {};
    std::size_t memory = 0;
    if (get_name && get_name(name, sizeof name, device) == 0) out.name = name;
    if (get_memory && get_memory(&memory, device) == 0) out.memory = static_cast<std::int64_t>(memory);
    return out;
}

}  // namespace adscope
