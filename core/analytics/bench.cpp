#include "core/analytics/bench.h"

#include <algorithm>

#include "core/analytics/breakdown.h"

namespace adscope {

Result<std::vector<BenchResult>> bench_ctr(const std::string& workspace_path, const JobContext& job) {
    ADSCOPE_ASSIGN(table, EventTable::read(workspace_path, job));
    std::vector<std::vector<std::string>> tasks;
    std::vector<std::string> small;
    for (const char* name : {"device", "slot", "position", "placement", "campaign", "tab"})
        if (table->find(name) || table->aliases.count(name) || (std::string(name) == "position" && !table->position.empty()))
            small.push_back(name);
    if (small.size() >= 2) tasks.push_back({small[0], small[1]});
    for (const auto& name : small) tasks.push_back({name});
    if (table->has_ad) tasks.push_back({"ad"});
    if (table->has_time) tasks.push_back({"day"});
    std::vector<BenchResult> results;
    for (const auto& by : tasks) {
        std::vector<double> seconds;
        for (int i = 0; i < 6; ++i) {
            BreakdownRequest request;
            request.by = by;
            ADSCOPE_ASSIGN(done, breakdown(*table, nullptr, request, job));
            if (i > 0) seconds.push_back(done.seconds);  // the first warms
        }
        std::sort(seconds.begin(), seconds.end());
        std::string name = "ctr by " + by[0];
        for (std::size_t i = 1; i < by.size(); ++i) name += ", " + by[i];
        results.push_back({name, seconds[2], "s", 5});
    }
    return results;
}

}  // namespace adscope
