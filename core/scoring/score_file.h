// Scoring events of a file that is no part of the workspace.
#pragma once

#include "core/ingest/import.h"
#include "core/scoring/export.h"

namespace adscope {

struct ScoreFileRequest {
    std::string workspace;  // holds the model; is not changed
    std::int64_t model = 0;
    std::string file;
    std::map<std::string, std::string> roles, dialect;  // as in ImportRequest
    std::string preset;  // empty: columns mean what they meant in the workspace's last log, where the file has them
    std::string out;
};
struct ScoreFileResult {
    ExportResult exported;
    std::uint64_t read = 0, rejected = 0;
    std::map<std::string, std::uint64_t> reasons;
};
// The file is imported into a copy of the workspace in the folder for temporary files, so that its users and ads have
// their attributes and past. The CSV's column event holds the file's line numbers; rows that could not be events are missing.
Result<ScoreFileResult> score_file(const ScoreFileRequest& request, const JobContext& job);

}  // namespace adscope
