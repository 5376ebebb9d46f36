// A report document as rich text, for the preview and the PDF: headings, paragraphs, tables, charts as pictures. Names are
// inserted as text, never as markup.
#pragma once

#include <QTextDocument>
#include <memory>

#include "core/report/report.h"

namespace adscope::ui {

// `section`: only this one; empty: all. Always in the light theme. `width`: of the page's text in pixels.
std::unique_ptr<QTextDocument> report_text(const ReportDocument& document, const QString& section, int width);

// Writes a PDF (A4, page numbers, title) beside its place and renames it. May run on a worker.
Result<void> print_pdf(const ReportDocument& document, const std::string& path);

}  // namespace adscope::ui
