// Short jobs end before anybody would read what they do: the working state is shown only for those that last.
#pragma once

#include <QTimer>

#include "ui/widgets/stateful_area.h"

namespace adscope::ui {

// After a quarter of a second, if `still` says that the job runs: what is shown becomes "working".
template <class Still>
void show_working_later(StatefulArea* area, JobId job, const QString& title, bool old, QObject* owner, Still still) {
    QTimer::singleShot(250, owner, [=] {
        if (still(job)) area->showWorking(job, title, old);
    });
}

}  // namespace adscope::ui
