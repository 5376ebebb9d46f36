// Reports: a document of sections, tables and series, written as HTML, XLSX and CSV. The window prints the same
// document to PDF.
#pragma once

#include "core/base/job.h"
#include "core/base/series.h"

namespace adscope {

struct ReportBlock {
    std::variant<Message, Series, DataTable> content;  // a paragraph, a chart, a table
};
struct ReportSection {
    std::string id;     // summary, data, performance, model, diversity, explanation, recommendations, method, provenance, saved
    Message title;
    std::vector<ReportBlock> blocks;
};
struct ReportDocument {
    std::string title, advertiser;        // data
    Language language = Language::en;
    std::string currency;
    std::vector<ReportSection> sections;
    Message provenance;
};

enum class PrivacyLevel { pseudonymous, raw };
struct ReportRequest {
    std::string out_directory;
    std::vector<std::string> formats = {"html", "xlsx", "csv"};
    std::vector<std::string> sections;    // empty: those of the template
    Language language = Language::en;
    std::string report_template = "advertiser";
    PrivacyLevel privacy = PrivacyLevel::pseudonymous;
    std::string title, advertiser;
    std::string where;                    // slice
    std::optional<std::int64_t> model;    // else the best done model
};
struct ReportResult {
    std::vector<std::string> files, sections;
    double seconds = 0;
};
// The sections that a template has, in order.
std::vector<std::string> report_sections(const std::string& report_template);

Result<ReportDocument> build_report(const std::string& workspace_path, const ReportRequest& request, const JobContext& job = {});
// Written beside and renamed: a report is whole or not there. PDF without the window is an error that says so.
Result<ReportResult> write_report(const std::string& workspace_path, const ReportRequest& request, const JobContext& job = {});
// One file, offline, no scripts, strict content policy; charts as SVG with a table for screen readers.
std::string to_html(const ReportDocument& document);
std::string to_svg(const Series& series, Language language, const std::string& currency, int width = 720, int height = 320);

}  // namespace adscope
