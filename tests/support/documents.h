// The documents that the executable prints with --json.
#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "tests/support/testing.h"

namespace adscope::testing {

// Empty when what was printed is no document.
inline QJsonObject document_of(const Run& run) { return QJsonDocument::fromJson(QByteArray::fromStdString(run.out)).object(); }

// Runs the executable with --json. An empty document, with a warning that shows the message, when it did not exit with
// `exit_code`.
inline QJsonObject run_json(std::vector<std::string> arguments, int exit_code = 0, int timeout_ms = 300000) {
    arguments.push_back("--json");
    const Run run = run_adscope(arguments, {}, timeout_ms);
    if (run.exit_code == exit_code) return document_of(run);
    qWarning("%s: exit %d: %s", arguments[0].c_str(), run.exit_code, run.err.c_str());
    return {};
}

// Trains each of these models in the workspace; their numbers by name. A number of 0: it could not be trained.
inline std::map<std::string, std::string> train_models(const std::string& workspace, const std::vector<std::string>& models) {
    std::map<std::string, std::string> numbers;
    for (const auto& model : models) numbers[model] = std::to_string(run_json({"train", workspace, "--model", model})["model"].toInt());
    return numbers;
}

}  // namespace adscope::testing
