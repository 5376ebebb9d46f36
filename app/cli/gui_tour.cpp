#include <nlohmann/json.hpp>

#include "app/cli/cli.h"
#include "app/cli/headless.h"
#include "ui/tour/tour.h"

namespace adscope::cli {
namespace {

struct Options {
    std::string workspace, out, theme = "light", size = "1280x720";
};

int run_tour(Cli& cli, const Options& o) {
    ui::TourRequest request;
    int width = 0, height = 0;
    if (std::sscanf(o.size.c_str(), "%dx%d", &width, &height) != 2 || width < 1024 || width > 7680 || height < 640 || height > 4320)
        return cli.fail({ErrorCode::usage, "tour.size", {{"found", o.size}}});
    request.workspace = QString::fromStdString(o.workspace);
    request.out = QString::fromStdString(o.out);
    request.language = cli.language;
    request.dark = o.theme == "dark";
    request.size = {width, height};
    const Headless application;
    const auto done = ui::run_tour(request);
    if (!done) return cli.fail(done.error());
    auto pages = nlohmann::json::array();
    for (const auto& p : done->pictures) pages.push_back({{"name", p.name.toStdString()}, {"picture", p.path.toStdString()}});
    if (cli.json) {
        cli.print(nlohmann::json{{"pages", pages}, {"report", done->report.toStdString()}});
    } else {
        for (const auto& p : done->pictures) cli.line(p.path.toStdString());
        cli.line(render({"tour.report", {{"path", done->report.toStdString()}}}, cli.language));
    }
    return 0;
}

}  // namespace

void add_tour(Cli& cli) {
    auto o = std::make_shared<Options>();
    auto* command = cli.command("tour", "A picture of every page, and a report", [&cli, o] { return run_tour(cli, *o); });
    command->add_option("W", o->workspace, "Workspace")->required();
    command->add_option("--out", o->out, "Folder for the pictures and the report")->required();
    command->add_option("--theme", o->theme, "light or dark")->check(CLI::IsMember({"light", "dark"}))->capture_default_str();
    command->add_option("--size", o->size, "Size of the window, WxH")->capture_default_str();
}

}  // namespace adscope::cli
