// Opens adscope_torch, the library with the families that need LibTorch, once and at first use.
#include <dlfcn.h>

#include <filesystem>
#include <mutex>
#include <vector>

#include "core/models/model.h"

namespace adscope {
namespace {

// Beside this library, beside the executable, and where an installation puts it.
std::vector<std::filesystem::path> places() {
    std::vector<std::filesystem::path> folders;
    Dl_info here{};
    if (dladdr(reinterpret_cast<const void*>(&torch_backend), &here) && here.dli_fname)
        folders.push_back(std::filesystem::path(here.dli_fname).parent_path());
    std::error_code failed;
    const auto executable = std::filesystem::read_symlink("/proc/self/exe", failed);
    if (!failed) {
        folders.push_back(executable.parent_path());
        folders.push_back(executable.parent_path() / ".." / "lib" / "adscope");
    }
    return folders;
}

Result<TorchBackend*> open_backend() {
    std::string cause = "adscope_torch.so is missing";
    for (const auto& folder : places()) {
        const auto path = folder / "adscope_torch.so";
        std::error_code ignored;
        if (!std::filesystem::exists(path, ignored)) continue;
        void* library = dlopen(path.c_str(), RTLD_LAZY | RTLD_LOCAL);
        void* entry = library ? dlsym(library, "adscope_torch_backend") : nullptr;
        if (entry) return reinterpret_cast<TorchBackend* (*)()>(entry)();
        if (const char* detail = dlerror()) cause = detail;
        break;
    }
    return Error(ErrorCode::unavailable, "models.torch_missing", {{"cause", cause}});
}

}  // namespace

Result<TorchBackend*> torch_backend() {
    // A failure is not kept: the library may be installed while the window is open.
    static std::mutex mutex;
    static TorchBackend* opened = nullptr;
    std::lock_guard lock(mutex);
    if (opened) return opened;
    ADSCOPE_ASSIGN(backend, open_backend());
    opened = backend;
    return backend;
}

}  // namespace adscope
