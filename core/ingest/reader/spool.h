// Standard input as a file that can be read more than once.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "core/base/job.h"
#include "core/base/result.h"

namespace adscope::ingest {

class Spool {
public:
    // A path as it is; for "-", and for a pipe, a temporary file without a name that holds what it gave, gone with the spool.
    static Result<Spool> of(const std::string& path, const JobContext& job);
    // A temporary file to write to.
    static Result<Spool> empty();
    Result<void> write(std::string_view bytes);
    Spool(Spool&& other) noexcept;
    Spool& operator=(Spool&& other) noexcept {
        std::swap(path_, other.path_);
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }
    ~Spool();

    const std::string& path() const { return path_; }

private:
    Spool() = default;
    std::string path_;
    int descriptor_ = -1;
};

}  // namespace adscope::ingest
