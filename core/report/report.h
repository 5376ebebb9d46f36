// Reports: a document of sections, tables and series, written as HTML, XLSX and CSV. The window prints the same
// document to PDF.
#pragma once

#include <functional>
#include <map>

#include "core/base/job.h"
#include "core/base/series.h"

namespace adscope {

struct ReportBlock {
    std::variant<Message, Series, DataTable> content;  // a paragraph, a chart, a table
};
struct ReportSection {
    std::string id;  // summary, data, performance, model, diversity, explanation, recommendations, method, provenance, saved
    Message title;
    std::vector<ReportBlock> blocks;
};
struct ReportDocument {
    std::string title, advertiser;  // data
    Language language = Language::en;
    std::string currency;
    std::vector<ReportSection> sections;
    Message provenance;
    Message period;           // what the cover says of the slice: period and events
    std::int64_t newest = 0;  // time of the newest thing told of (ms UTC): stands in files in place of the clock
};
// The table of headline figures: columns after the first are figures, rows are value, low and high. Drawn as cards.
inline constexpr const char* kHeadlineTable = "headline";

enum class PrivacyLevel { pseudonymous, raw };
struct ReportRequest {
    std::string out_directory;
    std::vector<std::string> formats = {"html", "xlsx", "csv"};
    std::vector<std::string> sections;  // empty: those of the template
    Language language = Language::en;
    std::string report_template = "advertiser";
    PrivacyLevel privacy = PrivacyLevel::pseudonymous;
    std::string title, advertiser;
    std::string where;                  // slice
    std::optional<std::int64_t> model;  // else the best done model
};
struct ReportResult {
    std::vector<std::string> files, sections;
    double seconds = 0;
};
// The templates there are, and the sections that one has, in order; empty for an unknown one.
std::vector<std::string> report_templates();
std::vector<std::string> report_sections(const std::string& report_template);

Result<ReportDocument> build_report(const std::string& workspace_path, const ReportRequest& request, const JobContext& job = {});
// Prints a document to a PDF file; the window gives it.
using PdfPrinter = std::function<Result<void>(const ReportDocument& document, const std::string& path)>;
// Written beside and renamed: a report is whole or not there. PDF without a printer (the window's) is an error that says so.
// Every export is logged in the workspace, unless it can only be read.
Result<ReportResult> write_report(const std::string& workspace_path, const ReportRequest& request, const JobContext& job = {},
                                  const PdfPrinter& print_pdf = {});
// One file, offline, no scripts, strict content policy; charts as SVG with a table for screen readers.
std::string to_html(const ReportDocument& document);
std::string to_svg(const Series& series, Language language, const std::string& currency, int width = 720, int height = 320);

}  // namespace adscope
