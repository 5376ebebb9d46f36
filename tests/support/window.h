// For tests of the window: settings of their own, a small workspace, waiting for what runs on workers.
#pragma once

#include <QAbstractButton>
#include <QTemporaryDir>
#include <QtTest>

#include "tests/support/small_campaign.h"
#include "tests/support/testing.h"
#include "ui/shell/main_window.h"

namespace adscope::testing {

// A folder for settings and files that goes with the test; the language is English and the theme light at first.
class Desk {
public:
    Desk() {
        qputenv("ADSCOPE_SETTINGS_DIR", folder_.path().toLocal8Bit());
        qputenv("LANG", "C.UTF-8");
    }
    QString path(const QString& name) const { return folder_.filePath(name); }
    QString campaign(const QString& name = "small.adscope", const SmallCampaign& size = {}) const {
        make_small_campaign(path(name).toStdString(), size);
        return path(name);
    }

private:
    QTemporaryDir folder_;
};

// Presses the button of this name somewhere inside `where`; fails the test when it cannot be pressed.
inline void click(QWidget* where, const QString& name) {
    auto* button = where->findChild<QAbstractButton*>(name);
    QVERIFY2(button && button->isVisible() && button->isEnabled(), qPrintable(name));
    QTest::mouseClick(button, Qt::LeftButton);
}

// Jobs, state and window as the program composes them.
struct Desktop {
    ui::JobRunner jobs;
    ui::AppState state{&jobs};
    ui::MainWindow window{&state};

    void show() {
        window.resize(1440, 900);
        window.show();
    }
    bool open(const QString& path) {
        state.openWorkspace(path);
        return QTest::qWaitFor([&] { return state.table() && window.settled(); }, 20000);
    }
    bool settle() {
        return QTest::qWaitFor([&] { return window.settled(); }, 20000);
    }
};

}  // namespace adscope::testing
