#include "app/cli/cli.h"
// Subcommands that are not built yet register nothing. The file goes when the last one is there.
namespace adscope::cli {
#define PENDING(name) __attribute__((weak)) void add_##name(Cli&) {}
PENDING(import) PENDING(preview) PENDING(info) PENDING(profile) PENDING(query) PENDING(ctr) PENDING(train) PENDING(models) PENDING(evaluate)
PENDING(score) PENDING(recommend) PENDING(feedback) PENDING(explain) PENDING(diversity) PENDING(report) PENDING(generate) PENDING(tour) PENDING(bench)
}  // namespace adscope::cli
