// What the subcommands share: one file a subcommand in this folder, each adding itself to the parser.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/base/series.h"

namespace adscope::cli {

// State of one run of the command line.
struct Cli {
    CLI::App app{"AdScope"};
    bool json = false;
    Language language = Language::en;
    int exit_code = 0;

    // A job that stops on SIGINT and SIGTERM and, on a terminal, draws progress to standard error.
    JobContext job() const;

    // Adds a subcommand with the common options (--json, --language). `run` returns the exit code.
    CLI::App* command(const std::string& name, const std::string& help, std::function<int()> run);

    // Prints an error to standard error and gives its exit code: 2 usage, 130 cancelled, 1 anything else.
    int fail(const Error& error) const;
    void note(const Message& message) const;           // standard error
    void print(const nlohmann::json& document) const;  // standard output, one line
    void print(const DataTable& table) const;          // readable columns on standard output
    void line(const std::string& text) const;
};

nlohmann::json to_json(const Metric& metric);  // {value, low, high, n}; NaN is null

// One function a file: app/cli/NAME.cpp
void add_import(Cli&);
void add_preview(Cli&);
void add_info(Cli&);
void add_profile(Cli&);
void add_query(Cli&);
void add_ctr(Cli&);
void add_features(Cli&);
void add_train(Cli&);
void add_models(Cli&);
void add_evaluate(Cli&);
void add_score(Cli&);
void add_recommend(Cli&);
void add_feedback(Cli&);
void add_explain(Cli&);
void add_diversity(Cli&);
void add_report(Cli&);
void add_generate(Cli&);
void add_tour(Cli&);
void add_bench(Cli&);

int run(int argc, char** argv);

}  // namespace adscope::cli
