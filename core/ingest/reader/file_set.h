// Files as they are named on a command line: one, a folder, a pattern such as logs/*.csv.gz, or - for standard input.
#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"

namespace adscope::ingest {

// Every file that is meant, in the order in which they were named; those of a folder or a pattern by name, hidden ones and
// folders in it left out. A name that is a file is that file, whatever signs it has. A folder without files, and a pattern
// that nothing matches, are errors of their own; what is there and cannot be read is the reader's matter.
Result<std::vector<std::string>> expand_files(const std::vector<std::string>& named);

}  // namespace adscope::ingest
