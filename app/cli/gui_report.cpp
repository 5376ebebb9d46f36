// Reports as PDF from the command line: the window's printer, without a display where there is none.
#include <QApplication>

#include "app/cli/pdf.h"
#include "ui/pages/reports/report_text.h"

namespace adscope::cli {

PdfPrinter pdf_printer() {
    return [](const ReportDocument& document, const std::string& path) {
        if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM") && qEnvironmentVariableIsEmpty("DISPLAY") &&
            qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY"))
            qputenv("QT_QPA_PLATFORM", "offscreen");
        int argc = 1;
        char name[] = "adscope";
        char* argv[] = {name, nullptr};
        const QApplication application(argc, argv);
        return ui::print_pdf(document, path);
    };
}

}  // namespace adscope::cli
