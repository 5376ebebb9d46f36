// What the command line says for the subcommands that need the window, in a build without it.
#ifndef ADSCOPE_GUI
#include "app/cli/cli.h"

namespace adscope::cli {

void add_tour(Cli& cli) {
    auto* command = cli.command("tour", "A picture of every page (needs a build with the window)", [&cli] {
        return cli.fail({ErrorCode::unavailable, "tour.no_window"});
    });
    command->allow_extras();
}

}  // namespace adscope::cli
#endif
