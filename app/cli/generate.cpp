#include "core/ingest/generate.h"

#include <nlohmann/json.hpp>

#include "app/cli/cli.h"

namespace adscope::cli {

void add_generate(Cli& cli) {
    auto request = std::make_shared<GenerateRequest>();
    auto* command = cli.command("generate", "Make a believable campaign with known truth", [&cli, request] {
        const auto made = generate(*request, cli.job());
        if (!made) return cli.fail(made.error());
        if (cli.json)
            cli.print(nlohmann::json{{"events", made->events}, {"users", made->users}, {"ads", made->ads}, {"files", made->files}});
        else
            cli.line(render({"generate.summary",
                             {{"events", made->events}, {"users", made->users}, {"ads", made->ads}, {"path", request->out_directory}}},
                            cli.language));
        return 0;
    });
    command->add_option("OUT", request->out_directory, "Folder to make")->required();
    command->add_option("--events", request->events, "Impressions")->capture_default_str();
    command->add_option("--users", request->users)->capture_default_str();
    command->add_option("--ads", request->ads)->capture_default_str();
    command->add_option("--seed", request->seed)->capture_default_str();
    command->add_option("--dirty", request->dirty, "Share of rows with a known flaw, 0 to 0.5")->capture_default_str();
}

}  // namespace adscope::cli
