#include "ui/viewmodels/recent_workspaces.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "ui/shell/settings.h"

namespace adscope::ui {
namespace {

QJsonValue number(double v) { return std::isnan(v) ? QJsonValue() : QJsonValue(v); }
double number(const QJsonValue& v) { return v.isDouble() ? v.toDouble() : std::numeric_limits<double>::quiet_NaN(); }

QJsonObject to_object(const RecentWorkspace& w) {
    return {{"path", w.path},
            {"name", w.name},
            {"model", w.best_model},
            {"events", w.events},
            {"clicks", w.clicks},
            {"from", w.from},
            {"to", w.to},
            {"zone", w.zone_offset},
            {"ctr", number(w.ctr.value)},
            {"low", number(w.ctr.low)},
            {"high", number(w.ctr.high)},
            {"opened", w.opened_at}};
}

RecentWorkspace from_object(const QJsonObject& o) {
    RecentWorkspace w;
    w.path = o["path"].toString();
    w.name = o["name"].toString();
    w.best_model = o["model"].toString();
    w.events = o["events"].toInteger();
    w.clicks = o["clicks"].toInteger();
    w.from = o["from"].toInteger();
    w.to = o["to"].toInteger();
    w.zone_offset = o["zone"].toInteger();
    w.ctr = {number(o["ctr"]), number(o["low"]), number(o["high"]), w.events};
    w.opened_at = o["opened"].toInteger();
    return w;
}

}  // namespace

void RecentWorkspaces::load() {
    const auto stored = QJsonDocument::fromJson(settings()->value("recent").toByteArray()).array();
    for (const auto& v : stored)
        if (const auto w = from_object(v.toObject()); !w.path.isEmpty()) list_.append(w);
}

void RecentWorkspaces::save() const {
    QJsonArray out;
    for (const auto& w : list_) out.append(to_object(w));
    settings()->setValue("recent", QJsonDocument(out).toJson(QJsonDocument::Compact));
}

void RecentWorkspaces::put(const RecentWorkspace& workspace) {
    list_.removeIf([&](const auto& w) { return w.path == workspace.path; });
    list_.prepend(workspace);
    while (list_.size() > kMost) list_.removeLast();
    save();
}

void RecentWorkspaces::setCtr(const QString& path, const Metric& ctr) {
    for (auto& w : list_)
        if (w.path == path) w.ctr = ctr;
    save();
}

void RecentWorkspaces::forget(const QString& path) {
    list_.removeIf([&](const auto& w) { return w.path == path; });
    save();
}

}  // namespace adscope::ui
