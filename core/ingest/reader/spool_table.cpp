// Which format a file has, told from its first bytes, and what turns it into rows.
#include <vector>

#include "core/ingest/reader/access_log.h"
#include "core/ingest/reader/database_table.h"
#include "core/ingest/reader/json_table.h"
#include "core/ingest/reader/workbook/workbook.h"

namespace adscope::ingest {
namespace {

// The file itself, or what it holds where it is packed; then `input` has been read to its end, as its hash wants.
class Unpacked {
public:
    Result<std::string> of(Input& input, const SpoolRequest& request) {
        const bool preview = request.most_rows != ~std::uint64_t{0};
        if (input.packed()) {
            ADSCOPE_ASSIGN(spool, Spool::empty());
            spool_.emplace(std::move(spool));
        } else if (preview) {
            return request.path;
        }
        ADSCOPE_TRY(input.decode_as("UTF-8"));
        std::vector<char> block(1 << 20);
        std::uint64_t size = 0;
        while (true) {
            ADSCOPE_ASSIGN(n, input.read(block.data(), block.size()));
            if (n == 0) break;
            size += n;
            if (spool_ && size > ZipFile::kMost)
                return Error(ErrorCode::invalid_input, "ingest.huge_table",
                             {{"path", request.shown}, {"gigabytes", static_cast<std::int64_t>(ZipFile::kMost >> 30)}});
            if (spool_) ADSCOPE_TRY(spool_->write({block.data(), n}));
        }
        return spool_ ? spool_->path() : request.path;
    }

private:
    std::optional<Spool> spool_;
};

}  // namespace

Result<std::optional<SpooledTable>> spool_table(std::unique_ptr<Input>& input, const SpoolRequest& request, const JobContext& job) {
    const auto head = input->head();
    if (opens_old_workbook(head)) return Error(ErrorCode::invalid_input, "ingest.workbook.old", {{"path", request.shown}});
    const bool sheets = opens_archive(head), database = opens_database(head);
    if (request.given.count("sheet") > 0 && !sheets) return Error(ErrorCode::usage, "ingest.no_sheets", {{"path", request.shown}});
    if (request.given.count("table") > 0 && !database) return Error(ErrorCode::usage, "ingest.no_tables", {{"path", request.shown}});
    if (sheets || database) {
        Unpacked file;
        ADSCOPE_ASSIGN(path, file.of(*input, request));
        ADSCOPE_ASSIGN(table, sheets ? spool_workbook(path, request, job) : spool_database(path, request, job));
        return std::optional<SpooledTable>(std::move(table));
    }
    if (request.given.count("delimiter") > 0) return std::optional<SpooledTable>();
    ADSCOPE_ASSIGN(json, spool_json(input, request, job));
    if (json) return json;
    return spool_access_log(input, request, job);
}

}  // namespace adscope::ingest
