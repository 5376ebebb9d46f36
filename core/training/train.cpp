// The whole loop for callers that need nothing between the steps.
#include <algorithm>

#include "core/training/trainer.h"

namespace adscope {

Result<TrainResult> run_to_end(Trainer& trainer, const JobContext& job, const std::function<void(const TrainProgress&)>& watch) {
    const auto give_up = [&](const Error& error) {
        if (error.is_cancelled()) trainer.cancel();
        return error;
    };
    const JobContext loop = job.part(0.1, 0.95);
    for (bool finished = false; !finished;) {
        auto progress = trainer.step(job);
        if (!progress) return give_up(progress.error());
        finished = progress->finished;
        loop.report(Message("training.stage_epoch", {{"epoch", progress->epoch + (finished ? 0 : 1)}, {"epochs", progress->epochs}}),
                    (progress->epoch + progress->epoch_fraction) / std::max(1, progress->epochs));
        if (watch) watch(*progress);
    }
    auto result = trainer.finish(job.part(0.95, 1));
    if (!result) return give_up(result.error());
    return result;
}

Result<TrainResult> train(const std::string& workspace_path, EventTablePtr table, const TrainRequest& request, const JobContext& job,
                          const std::function<void(const TrainProgress&)>& watch) {
    ADSCOPE_ASSIGN(trainer, Trainer::start(workspace_path, std::move(table), request, job.part(0, 0.1)));
    return run_to_end(*trainer, job, watch);
}

}  // namespace adscope
