// The entry of adscope_torch: what core opens at first use.
#include <torch/torch.h>
#include <torch/version.h>

#include "core/models/gpu.h"
#include "core/models/torch/deepfm.h"

namespace adscope {
namespace {

class Backend final : public TorchBackend {
public:
    Result<std::unique_ptr<Model>> make(const std::string& model) override {
        if (model == "deepfm") return make_deepfm();
        return Error(ErrorCode::internal, "base.internal", {{"detail", "adscope_torch has no model " + model}});
    }

    std::vector<DeviceInfo> devices() override {
        std::vector<DeviceInfo> out;
        if (!torch::cuda::is_available()) return out;
        for (std::size_t i = 0; i < static_cast<std::size_t>(torch::cuda::device_count()); ++i) {
            const auto [name, memory] = describe_gpu(static_cast<int>(i));
            out.push_back({"cuda:" + std::to_string(i), name, memory});
        }
        return out;
    }

    std::string version() override { return TORCH_VERSION; }
};

}  // namespace
}  // namespace adscope

extern "C" __attribute__((visibility("default"))) adscope::TorchBackend* adscope_torch_backend() {
    static adscope::Backend backend;
    return &backend;
}
