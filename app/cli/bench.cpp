// Timings of the program's own parts, in process. What other programs take on the same work is measured beside it.
#include <unistd.h>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "app/cli/cli.h"
#include "core/analytics/bench.h"
#include "core/explain/explain.h"
#include "core/ingest/generate.h"
#include "core/ingest/import.h"
#include "core/training/trainer.h"
#include "core/workspace/workspace.h"
#ifdef ADSCOPE_GUI
#include "app/gui_bench.h"
#endif

namespace adscope::cli {
namespace {

using Results = std::vector<BenchResult>;

double seconds_of(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

// A folder that goes with the object.
struct Scratch {
    std::filesystem::path path = std::filesystem::temp_directory_path() / ("adscope-bench-" + std::to_string(::getpid()));
    Scratch() { std::filesystem::create_directories(path); }
    ~Scratch() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
};

// The data to measure on: a log, a workspace, or nothing (a generated campaign of 200,000 events).
struct Data {
    std::string log, workspace;
};

Result<Data> make_data(const std::string& given, const Scratch& scratch, bool needs_workspace, const JobContext& job) {
    Data data;
    if (given.ends_with(".adscope")) {
        data.workspace = given;
        return data;
    }
    data.log = given;
    ImportRequest request;
    if (given.empty()) {
        const std::string folder = (scratch.path / "campaign").string();
        GenerateRequest campaign;
        campaign.out_directory = folder;
        campaign.events = 200000;
        campaign.users = 8000;
        ADSCOPE_TRY(generate(campaign, job));
        data.log = folder + "/events.csv";
        request.users_file = folder + "/users.csv";
        request.user_key = "user_id";
        request.ads_file = folder + "/ads.csv";
        request.ad_key = "ad_id";
    }
    if (!needs_workspace) return data;
    request.files = {data.log};
    request.workspace = data.workspace = (scratch.path / "bench.adscope").string();
    ADSCOPE_TRY(import_files(request, job));
    return data;
}

Result<Results> bench_import(const Data& data, const Scratch& scratch, const JobContext& job) {
    std::vector<double> times;
    std::uint64_t rows = 0;
    for (int i = 0; i < 5; ++i) {
        ImportRequest request;
        request.files = {data.log};
        request.workspace = (scratch.path / ("import" + std::to_string(i) + ".adscope")).string();
        ADSCOPE_ASSIGN(done, import_files(request, job));
        times.push_back(done.seconds);
        rows = done.read;
        std::filesystem::remove(request.workspace);
    }
    const double seconds = median(times);
    return Results{{"import", seconds, "s", 5}, {"import rate", static_cast<double>(rows) / seconds, "rows/s", 5}};
}

// One training run: the rate that the trainer saw, and the time of an epoch.
Result<Results> bench_model(const std::string& model, const std::string& workspace, const EventTablePtr& table, const JobContext& job) {
    TrainRequest request;
    request.model = model;
    request.task = model == "als" ? Task::ranking : Task::click;
    ADSCOPE_ASSIGN(trainer, Trainer::start(workspace, table, request, job));
    std::vector<double> epochs;
    double last = 0, rate = 0;
    while (true) {
        ADSCOPE_ASSIGN(progress, trainer->step(job));
        if (progress.epoch > static_cast<int>(epochs.size())) epochs.push_back(progress.seconds - std::exchange(last, progress.seconds));
        rate = progress.samples_per_second;
        if (progress.finished || epochs.size() >= 8) break;
    }
    trainer->cancel();
    return Results{{model + " epoch", epochs.empty() ? std::nan("") : median(epochs), "s", static_cast<std::int64_t>(epochs.size())},
                   {model + " rate", rate, "samples/s", 1}};
}

// A smooth game of 20 players without a model: what the explainer itself takes.
class SmoothGame : public CoalitionGame {
public:
    int players() const override { return 20; }
    Result<void> evaluate(std::span<const std::uint64_t> coalitions, std::span<double> values) override {
        for (std::size_t i = 0; i < coalitions.size(); ++i) {
            double sum = 0;
            for (int p = 0; p < 20; ++p) sum += (coalitions[i] >> p & 1) ? 0.1 * (p + 1) : 0;
            values[i] = 1 / (1 + std::exp(4 - sum));
        }
        return {};
    }
};

Result<Results> bench_explain(const JobContext& job) {
    Results results;
    SmoothGame game;
    for (std::int64_t budget : {256, 512, 1024, 2048}) {
        std::vector<double> times;
        for (int i = 0; i < 5; ++i) {
            std::optional<Error> failure;
            times.push_back(seconds_of([&] {
                if (auto done = kernel_shap(game, budget, 1, job); !done) failure = done.error();
            }));
            if (failure) return *failure;
        }
        results.push_back({"kernel-shap, 20 players, budget " + std::to_string(budget), median(times), "s", 5});
    }
    return results;
}

Result<Results> run_area(const std::string& area, const std::string& given, double seconds, const JobContext& job) {
    if (area == "explain") return bench_explain(job);
    const Scratch scratch;
    ADSCOPE_ASSIGN(data, make_data(given, scratch, area != "import", job));
    if (area == "import") {
        if (data.log.empty()) return Error(ErrorCode::usage, "bench.needs_log", {{"path", given}});
        return bench_import(data, scratch, job);
    }
    if (area == "ctr") return bench_ctr(data.workspace, job);
#ifdef ADSCOPE_GUI
    if (area == "ui") return bench_ui(data.workspace, seconds, job);
#else
    (void)seconds;
    if (area == "ui") return Error(ErrorCode::unavailable, "bench.no_window");
#endif
    // The models train on a copy: a measurement leaves no runs behind.
    const auto copy = scratch.path / "copy.adscope";
    if (data.workspace != (scratch.path / "bench.adscope").string()) std::filesystem::copy_file(data.workspace, copy);
    else std::filesystem::rename(data.workspace, copy);
    ADSCOPE_ASSIGN(table, EventTable::read(copy.string(), job));
    return bench_model(area == "cf" ? "als" : "deepfm", copy.string(), table, job);
}

}  // namespace

void add_bench(Cli& cli) {
    struct Options {
        std::string area, data;
        double seconds = 60;
    };
    auto options = std::make_shared<Options>();
    auto* command = cli.command("bench", "Measure the program's own parts", [&cli, options] {
        const std::vector<std::string> areas = options->area.empty() ? std::vector<std::string>{"import", "ctr", "cf", "neural", "explain"}
                                                                     : std::vector<std::string>{options->area};
        auto document = nlohmann::json::array();
        DataTable table;
        table.columns = {{Message("bench.name"), NumberFormat::number, true},
                         {Message("bench.value")},
                         {Message("bench.unit"), NumberFormat::number, true},
                         {Message("bench.n"), NumberFormat::integer}};
        for (const auto& area : areas) {
            const auto results = run_area(area, options->data, options->seconds, cli.job());
            if (!results) return cli.fail(results.error());
            for (const auto& r : *results) {
                document.push_back({{"name", r.name},
                                    {"value", std::isfinite(r.value) ? nlohmann::json(r.value) : nlohmann::json()},
                                    {"unit", r.unit},
                                    {"n", r.n}});
                table.rows.push_back({r.name, r.value, r.unit, r.n});
            }
        }
        if (cli.json) cli.print(nlohmann::json{{"results", document}});
        else cli.print(table);
        return 0;
    });
    command->add_option("--area", options->area, "import, ctr, cf, neural, explain or ui")
        ->check(CLI::IsMember({"import", "ctr", "cf", "neural", "explain", "ui"}));
    command->add_option("--data", options->data, "A log or a workspace; else a generated campaign");
    command->add_option("--seconds", options->seconds, "Length of the training in --area ui")->capture_default_str();
}

}  // namespace adscope::cli
