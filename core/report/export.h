// A report document in its file formats.
#pragma once

#include <string>
#include <vector>

#include "core/report/report.h"

namespace adscope {

// A cell as text in the reader's language.
std::string cell_text(const DataTable::Cell& cell, NumberFormat format, Language language, const std::string& currency);

// A table with its section, for the formats that hold tables only: charts come as the table of their numbers.
struct NamedTable {
    std::string section, name;  // name: unique in the document, [A-Za-z0-9_-]
    DataTable table;
};
std::vector<NamedTable> tables_of(const ReportDocument& document);

// RFC 4180 with a byte order mark, numbers in full precision; text that a spreadsheet would run as a formula is
// prefixed by an apostrophe.
std::string to_csv(const DataTable& table, Language language);

// A workbook: a sheet of text, then one a table, with typed cells, formats and frozen heads. `created` (ms UTC) is
// stored in the file in place of the clock.
Result<void> write_xlsx(const ReportDocument& document, const std::string& path, std::int64_t created);

}  // namespace adscope
