// The workspaces that were opened, with what was in them then: shown without opening any.
#pragma once

#include <QList>
#include <QString>

#include "core/base/series.h"

namespace adscope::ui {

struct RecentWorkspace {
    QString path, name, best_model;
    qint64 events = 0, clicks = 0, from = 0, to = 0;  // times: ms UTC; 0 0: none
    qint64 zone_offset = 0;                           // of the reporting zone at `from`, ms
    Metric ctr;
    qint64 opened_at = 0;
};

class RecentWorkspaces {
public:
    RecentWorkspaces() { load(); }
    const QList<RecentWorkspace>& list() const { return list_; }  // latest first, at most kMost
    void put(const RecentWorkspace& workspace);
    void setCtr(const QString& path, const Metric& ctr);
    void forget(const QString& path);

    static constexpr int kMost = 14;

private:
    void load();
    void save() const;
    QList<RecentWorkspace> list_;
};

}  // namespace adscope::ui
