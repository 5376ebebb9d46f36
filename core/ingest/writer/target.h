// Where an import writes: a new workspace, made beside its place and moved there whole; an existing one, in one
// transaction; or nowhere (a dry run). What is not committed is gone when the object goes.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/workspace/workspace.h"

namespace adscope::ingest {

class Target {
public:
    // `time_zone` is the reporting zone of a new workspace; empty is UTC.
    static Result<std::unique_ptr<Target>> open(const std::string& path, const std::string& time_zone, bool dry_run);
    ~Target();

    // Null for a dry run into a workspace that is not there; of a dry run, read only.
    Database* database() const { return workspace_ ? &workspace_->database() : nullptr; }
    bool writes() const { return !dry_run_; }
    bool is_new() const { return is_new_; }
    const std::string& time_zone() const { return time_zone_; }

    // Everything becomes there at once, on disk when this returns.
    Result<void> commit();

private:
    Target() = default;
    Result<void> make_new(const std::string& time_zone);
    Result<void> open_existing();
    Result<void> move_into_place();

    std::string path_, temporary_, time_zone_ = "UTC";
    bool dry_run_ = false, is_new_ = false;
    std::optional<Workspace> workspace_;
    std::optional<Transaction> transaction_;
};

}  // namespace adscope::ingest
