// Where models can run. LibTorch is only asked when the machine has a GPU: opening it takes its time.
#include <unistd.h>

#include <charconv>
#include <filesystem>
#include <fstream>

#include "core/models/model.h"

namespace adscope {
namespace {

DeviceInfo processor() {
    DeviceInfo info{"cpu", "CPU", static_cast<std::int64_t>(sysconf(_SC_PHYS_PAGES)) * sysconf(_SC_PAGESIZE)};
    std::ifstream in("/proc/cpuinfo");
    for (std::string line; std::getline(in, line);) {
        const auto colon = line.find(": ");
        if (line.starts_with("model name") && colon != std::string::npos) {
            info.name = line.substr(colon + 2);
            break;
        }
    }
    return info;
}

std::string ids_of(const std::vector<DeviceInfo>& devices) {
    std::string out;
    for (const auto& d : devices) out += (out.empty() ? "" : ", ") + d.id;
    return out;
}

// cuda or cuda:N.
bool is_cuda_name(const std::string& wished) {
    if (wished == "cuda") return true;
    if (!wished.starts_with("cuda:") || wished.size() > 8) return false;
    int number = -1;
    const char* end = wished.data() + wished.size();
    const auto parsed = std::from_chars(wished.data() + 5, end, number);
    return parsed.ec == std::errc() && parsed.ptr == end && number >= 0;
}

}  // namespace

bool machine_has_gpu() {
    std::error_code ignored;
    return std::filesystem::exists("/dev/nvidiactl", ignored) || std::filesystem::exists("/proc/driver/nvidia/version", ignored);
}

std::vector<DeviceInfo> list_devices() {
    std::vector<DeviceInfo> devices{processor()};
    if (!machine_has_gpu()) return devices;
    if (auto backend = torch_backend())
        for (auto& d : (*backend)->devices()) devices.push_back(std::move(d));
    return devices;
}

Result<std::string> resolve_device(const std::string& wished, Message* notice) {
    if (wished == "cpu") return wished;
    if (wished != "auto" && !is_cuda_name(wished)) return Error(ErrorCode::usage, "models.device_unknown", {{"found", wished}});
    const auto devices = list_devices();
    const std::string id = wished == "cuda" ? "cuda:0" : wished;
    if (wished == "auto") {
        if (devices.size() > 1) return devices[1].id;
        if (notice) *notice = machine_has_gpu() ? Message("models.gpu_not_built") : Message("models.device_fallback");
        return std::string("cpu");
    }
    for (const auto& d : devices)
        if (d.id == id) return id;
    if (!machine_has_gpu()) return Error(ErrorCode::unavailable, "models.no_gpu", {{"wished", wished}});
    if (devices.size() == 1) return Error(ErrorCode::unavailable, "models.no_cuda", {{"wished", wished}});
    return Error(ErrorCode::unavailable, "models.no_such_gpu", {{"wished", wished}, {"known", ids_of(devices)}});
}

}  // namespace adscope
