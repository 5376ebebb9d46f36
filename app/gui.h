#pragma once

namespace adscope {

// True for `adscope` and `adscope W` where W is no subcommand but a file.
bool wants_window(int argc, char** argv);
int run_window(int argc, char** argv);

}  // namespace adscope
