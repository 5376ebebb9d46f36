// What the program remembers between starts: language, theme, recent workspaces, size of the window.
// Kept in $ADSCOPE_SETTINGS_DIR when that is set, else where the system keeps settings.
#pragma once

#include <QSettings>
#include <memory>

namespace adscope::ui {

std::unique_ptr<QSettings> settings();
// Folder for the sample workspace and other files of the user.
QString data_folder();

}  // namespace adscope::ui
