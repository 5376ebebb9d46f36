// The file of a run under way, beside its workspace: W.run-ID.ckpt. It is replaced whole (write, fsync, rename, fsync of the
// folder) and locked while a process trains on it, so that a run is continued by one process only and a run
// whose process died can be told from one that lives.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace adscope {

class CheckpointFile {
public:
    using Parts = std::map<std::string, std::string>;

    explicit CheckpointFile(std::string path) : path_(std::move(path)) {}
    ~CheckpointFile();
    CheckpointFile(const CheckpointFile&) = delete;
    CheckpointFile& operator=(const CheckpointFile&) = delete;

    // Replaces the file's content; what was there before stays whole until then.
    Result<void> write(const Parts& parts);
    // Reads and locks. not_found: there is none; busy: another process trains on it; corrupt: the SHA-256 does not fit.
    Result<Parts> take();
    void remove();

    static std::string path_of(const std::string& workspace_path, std::int64_t model_id);
    static bool exists(const std::string& path);
    // True while a process holds it.
    static bool is_held(const std::string& path);
    // Model ids of all checkpoints beside a workspace, ascending, those half written included.
    static std::vector<std::int64_t> ids_beside(const std::string& workspace_path);
    // Removes a checkpoint and what is half written of it, unless a process holds either.
    static void remove_unheld(const std::string& path);

private:
    void hold(int descriptor);

    std::string path_;
    int held_ = -1;
};

}  // namespace adscope
