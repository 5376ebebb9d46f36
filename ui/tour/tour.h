// A picture of every page on real data, and a report: proof without a display, and the pictures of the guides.
#pragma once

#include <QSize>
#include <QString>
#include <QStringList>

#include "core/base/job.h"

namespace adscope::ui {

struct TourRequest {
    QString workspace, out;
    Language language = Language::en;
    bool dark = false;
    QSize size = {1280, 720};
};
struct TourPicture {
    QString name, path;
};
struct TourResult {
    QList<TourPicture> pictures;
    QString report;
};
// Shows each page in a real window, waits until it has settled, grabs it. Needs a QApplication in the calling thread; spins its
// event loop. A page that does not settle within a minute is an error that names it.
Result<TourResult> run_tour(const TourRequest& request);

}  // namespace adscope::ui
