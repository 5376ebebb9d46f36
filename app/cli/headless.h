// The window's classes used by commands that print or draw: an application, without a display where there is none.
#pragma once

#include <QApplication>

namespace adscope::cli {

class Headless {
public:
    Headless() : application_(prepared(), arguments_) {}

private:
    // The platform is chosen while the application is made.
    int& prepared() {
        const bool chosen = !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"),
                   display = !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
        if (!chosen && !display) qputenv("QT_QPA_PLATFORM", "offscreen");
        return count_;
    }

    // QApplication keeps references to both.
    int count_ = 1;
    char name_[8] = "adscope";
    char* arguments_[2] = {name_, nullptr};
    QApplication application_;
};

}  // namespace adscope::cli
