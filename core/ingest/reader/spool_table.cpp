#include "core/ingest/reader/json_table.h"

namespace adscope::ingest {

Result<std::optional<SpooledTable>> spool_table(std::unique_ptr<Input>& input, const SpoolRequest& request, const JobContext& job) {
    if (request.given.count("delimiter") == 0) return spool_json(input, request, job);
    return std::optional<SpooledTable>();
}

}  // namespace adscope::ingest
