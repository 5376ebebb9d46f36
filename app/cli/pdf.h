// The window's printer of reports, for the command line of a build that has it.
#pragma once

#include "core/report/report.h"

namespace adscope::cli {

PdfPrinter pdf_printer();

}  // namespace adscope::cli
