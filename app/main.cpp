// Composition only: without arguments the window, with a subcommand the command line.
#include "app/cli/cli.h"
#ifdef ADSCOPE_GUI
#include "app/gui.h"
#endif

int main(int argc, char** argv) {
#ifdef ADSCOPE_GUI
    if (adscope::wants_window(argc, argv)) return adscope::run_window(argc, argv);
#endif
    return adscope::cli::run(argc, argv);
}
