// What a long function gets: where to report progress and whether to stop.
#pragma once

#include <functional>
#include <stop_token>

#include "core/base/message.h"
#include "core/base/result.h"

namespace adscope {

struct Progress {
    Message stage;           // what is being done
    double fraction = 0;     // of the whole job, 0 to 1; negative when it cannot be known
    bool finishing = false;  // a commit is being finished: a cancel no longer has an effect
};

// Thread-safe as far as its sink is. Copied freely; a default one never stops and reports nowhere.
class JobContext {
public:
    using Sink = std::function<void(const Progress&)>;

    JobContext() = default;
    JobContext(std::stop_token stop, Sink sink) : stop_(std::move(stop)), sink_(std::move(sink)) {}

    // Long loops ask at least every 100 ms of work and then return Error::cancelled().
    bool cancelled() const { return stop_.stop_requested(); }
    const std::stop_token& stop_token() const { return stop_; }

    void report(const Progress& progress) const;
    void report(Message stage, double fraction) const { report({std::move(stage), scale(fraction), false}); }
    void finishing(Message stage, double fraction) const { report({std::move(stage), scale(fraction), true}); }

    // A context for a part of the job: its fractions 0 to 1 become `from` to `to` of this one.
    JobContext part(double from, double to) const;

private:
    double scale(double f) const { return f < 0 ? f : from_ + f * (to_ - from_); }

    std::stop_token stop_;
    Sink sink_;
    double from_ = 0, to_ = 1;
};

}  // namespace adscope
