#include "core/ingest/reader/workbook/workbook.h"

namespace adscope::ingest {

bool opens_archive(std::string_view head) {
    return head.starts_with(std::string_view("PK\x03\x04", 4)) || head.starts_with(std::string_view("PK\x05\x06", 4));
}

bool opens_old_workbook(std::string_view head) { return head.starts_with("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"); }

Error no_such_sheet(const SpoolRequest& request, const std::string& found, const Cells& known) {
    std::string names;
    for (const auto& name : known) names += (names.empty() ? "" : ", ") + name;
    return {ErrorCode::not_found, "ingest.workbook.no_sheet", {{"path", request.shown}, {"found", found}, {"known", names}}};
}

Error empty_workbook(const SpoolRequest& request) { return {ErrorCode::invalid_input, "ingest.empty_file", {{"path", request.shown}}}; }

Result<SpooledTable> spool_workbook(const std::string& path, const SpoolRequest& request, const JobContext& job) {
    ADSCOPE_ASSIGN(zip, ZipFile::open(path, request.shown));
    if (zip.has("xl/workbook.xml") || zip.has("_rels/.rels")) return spool_xlsx(zip, request, job);
    if (zip.has("content.xml")) return spool_ods(zip, request, job);
    return Error(ErrorCode::invalid_input, "ingest.zip_archive", {{"path", request.shown}});
}

}  // namespace adscope::ingest
