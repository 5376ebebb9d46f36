// Sheets of workbooks (XLSX, ODS) as tables: a cell is what is stored as its value, formulas their stored result.
#pragma once

#include <functional>
#include <string_view>

#include "core/ingest/reader/spooled_table.h"
#include "core/ingest/reader/workbook/zip_file.h"

namespace adscope::ingest {

// Whether these first bytes are an archive's, or those of an old or locked workbook (.xls).
bool opens_archive(std::string_view head);
bool opens_old_workbook(std::string_view head);

// The sheet that `given` names by its part "sheet", or the first that is not empty. An archive that is no workbook, a sheet
// that is not there, a damaged, cut, locked or huge workbook have their own errors.
Result<SpooledTable> spool_workbook(const std::string& path, const SpoolRequest& request, const JobContext& job);

// Collects a row of a sheet: empty cells at its end are none.
class SheetRow {
public:
    static constexpr std::size_t kMostColumns = 16384;

    void set(std::size_t column, std::string_view value, std::size_t repeats = 1) {
        if (value.empty()) return;
        cells_.resize(std::max(cells_.size(), column + repeats));
        for (std::size_t i = 0; i < repeats; ++i) cells_[column + i] = value;
    }
    const Cells& cells() const { return cells_; }
    void clear() { cells_.clear(); }

private:
    Cells cells_;
};

Result<SpooledTable> spool_xlsx(ZipFile& zip, const SpoolRequest& request, const JobContext& job);
Result<SpooledTable> spool_ods(ZipFile& zip, const SpoolRequest& request, const JobContext& job);

Error no_such_sheet(const SpoolRequest& request, const std::string& found, const Cells& known);
Error empty_workbook(const SpoolRequest& request);

}  // namespace adscope::ingest
