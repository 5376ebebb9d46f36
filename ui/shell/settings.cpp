#include "ui/shell/settings.h"

#include <QDir>
#include <QStandardPaths>

namespace adscope::ui {

std::unique_ptr<QSettings> settings() {
    const QString folder = qEnvironmentVariable("ADSCOPE_SETTINGS_DIR");
    if (!folder.isEmpty()) return std::make_unique<QSettings>(folder + "/adscope.ini", QSettings::IniFormat);
    return std::make_unique<QSettings>(QSettings::IniFormat, QSettings::UserScope, "adscope", "adscope");
}

QString data_folder() {
    const QString folder = qEnvironmentVariable("ADSCOPE_SETTINGS_DIR");
    if (!folder.isEmpty()) return folder;
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/adscope";
}

}  // namespace adscope::ui
