// Reports as PDF from the command line: the window's printer, without a display where there is none.
#include "app/cli/headless.h"
#include "app/cli/pdf.h"
#include "ui/pages/reports/report_text.h"

namespace adscope::cli {

PdfPrinter pdf_printer() {
    return [](const ReportDocument& document, const std::string& path) {
        const Headless application;
        return ui::print_pdf(document, path);
    };
}

}  // namespace adscope::cli
