// adscope report: a report as HTML, XLSX, CSV; PDF where the window is built in.
#include <nlohmann/json.hpp>

#include "app/cli/cli.h"
#include "app/cli/pdf.h"
#include "core/report/report.h"

namespace adscope::cli {
namespace {

struct Arguments {
    std::string workspace, privacy = "pseudonymous";
    std::int64_t model = 0;
    ReportRequest request;
};

Result<ReportResult> run_report(const Cli& cli, Arguments arguments) {
    auto& request = arguments.request;
    if (request.out_directory.empty()) return Error(ErrorCode::usage, "report.formats_required");
    if (arguments.privacy != "pseudonymous" && arguments.privacy != "raw")
        return Error(ErrorCode::usage, "report.privacy_unknown", {{"found", arguments.privacy}});
    request.privacy = arguments.privacy == "raw" ? PrivacyLevel::raw : PrivacyLevel::pseudonymous;
    request.language = cli.language;
    if (arguments.model > 0) request.model = arguments.model;
#ifdef ADSCOPE_GUI
    return write_report(arguments.workspace, request, cli.job(), pdf_printer());
#else
    return write_report(arguments.workspace, request, cli.job());
#endif
}

}  // namespace

void add_report(Cli& cli) {
    auto arguments = std::make_shared<Arguments>();
    auto* sub = cli.command("report", "A report on a workspace", [&cli, arguments] {
        const auto result = run_report(cli, *arguments);
        if (!result) return cli.fail(result.error());
        if (cli.json) {
            cli.print(nlohmann::json{{"files", result->files}, {"sections", result->sections}, {"seconds", result->seconds}});
        } else {
            cli.line(render(Message("report.done", {{"sections", result->sections.size()}, {"seconds", result->seconds}}), cli.language));
            for (const auto& f : result->files) cli.line(f);
        }
        return 0;
    });
    sub->add_option("workspace", arguments->workspace, "Workspace file")->required();
    sub->add_option("--out", arguments->request.out_directory, "Folder for the files");
    sub->add_option("--format", arguments->request.formats, "html, pdf, xlsx, csv")->delimiter(',');
    sub->add_option("--template", arguments->request.report_template, "advertiser, performance or model");
    sub->add_option("--sections", arguments->request.sections, "Only these sections, in this order")->delimiter(',');
    sub->add_option("--privacy", arguments->privacy, "pseudonymous or raw");
    sub->add_option("--title", arguments->request.title, "Title of the report");
    sub->add_option("--advertiser", arguments->request.advertiser, "Whom the report is for");
    sub->add_option("--where", arguments->request.where, "Condition: only these events");
    sub->add_option("--model", arguments->model, "Number of the model; else the best one");
}

}  // namespace adscope::cli
