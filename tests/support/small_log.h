// A small log with two tastes, as a workspace: even users click even ads, odd users odd ads, mostly. Made through the
// importer; the same for the same seed.
#pragma once

#include "core/base/random.h"
#include "core/ingest/import.h"
#include "core/training/trainer.h"
#include "tests/support/testing.h"

namespace adscope::testing {

inline std::string small_log(std::uint64_t seed = 1, int events = 6000, bool clicks = true) {
    Random random(seed);
    std::string csv = clicks ? "time,user_id,ad_id,click,slot\n" : "time,user_id,ad_id,slot\n";
    for (int i = 0; i < events; ++i) {
        const auto user = random.below(60), ad = random.below(40);
        const double rate = (user % 2 == ad % 2 ? 0.5 : 0.08) + 0.006 * static_cast<double>(ad % 5);
        const int minute = i % 60, hour = i / 60 % 24, day = 1 + i / 1440;
        char line[120];
        std::snprintf(line, sizeof line, "2026-03-%02d %02d:%02d:00,u%02d,\"a,%02d\",%s%s\n", day, hour, minute, static_cast<int>(user),
                      static_cast<int>(ad), clicks ? (random.uniform() < rate ? "1," : "0,") : "", random.uniform() < 0.5 ? "top" : "side");
        csv += line;
    }
    return csv;
}
inline std::string small_ads() {
    std::string csv = "ad_id,category,title\n";
    for (int ad = 0; ad < 40; ++ad)
        csv += "\"a," + std::string(ad < 10 ? "0" : "") + std::to_string(ad) + "\"," + (ad % 2 ? "music" : "sport") + ",\n";
    return csv;
}
inline const std::map<std::string, std::string>& small_roles() {
    static const std::map<std::string, std::string> roles = {
        {"time", "time"}, {"user", "user_id"}, {"ad", "ad_id"}, {"click", "click"}, {"context.slot", "slot"}};
    return roles;
}

// The workspace's path; throws with the error's words when something fails.
inline std::string small_workspace(const QTemporaryDir& folder, const std::string& name = "small") {
    const auto at = [&](const std::string& file) { return folder.filePath(QString::fromStdString(file)).toStdString(); };
    write_file(at("log.csv"), small_log());
    write_file(at("ads.csv"), small_ads());
    ImportRequest request;
    request.files = {at("log.csv")};
    request.workspace = at(name + ".adscope");
    request.roles = small_roles();
    request.ads_file = at("ads.csv");
    request.ad_key = "ad_id";
    request.on_duplicate = OnDuplicate::keep;
    const auto imported = import_files(request);
    if (!imported) throw std::runtime_error(render(imported.error().message, Language::en));
    return request.workspace;
}

inline std::int64_t small_model(const std::string& workspace, const std::string& model, std::optional<Task> task = {},
                                std::map<std::string, std::string> settings = {}) {
    TrainRequest request;
    request.model = model;
    request.task = task;
    request.settings = std::move(settings);
    const auto trained = train(workspace, nullptr, request, {});
    if (!trained) throw std::runtime_error(render(trained.error().message, Language::en));
    return trained->model_id;
}

}  // namespace adscope::testing
