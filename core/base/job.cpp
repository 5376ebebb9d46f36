#include "core/base/job.h"

namespace adscope {

void JobContext::report(const Progress& progress) const {
    if (sink_) sink_(progress);
}

JobContext JobContext::part(double from, double to) const {
    JobContext child = *this;
    child.from_ = scale(from);
    child.to_ = scale(to);
    return child;
}

}  // namespace adscope
