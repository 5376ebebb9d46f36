#include "ui/shell/language.h"

#include <QCoreApplication>
#include <QDir>
#include <QLocale>
#include <QTranslator>

namespace adscope::ui {

void applyLanguage(Language language) {
    static QList<QTranslator*> installed;
    for (QTranslator* t : installed) {
        QCoreApplication::removeTranslator(t);
        delete t;
    }
    installed.clear();
    QLocale::setDefault(language == Language::zh ? QLocale(QLocale::Chinese, QLocale::China)
                                                 : QLocale(QLocale::English, QLocale::UnitedStates));
    // English has files of its own for its plurals.
    const QDir folder(":/translations");
    for (const QString& name : folder.entryList({language == Language::zh ? "*_zh.qm" : "*_en.qm"})) {
        auto* t = new QTranslator(qApp);
        if (t->load(folder.filePath(name))) {
            QCoreApplication::installTranslator(t);
            installed.append(t);
        } else {
            delete t;
        }
    }
}

Language system_language() {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const QByteArray tag = qgetenv(name);
        if (!tag.isEmpty()) return language_from_tag(tag.toStdString());
    }
    return Language::en;
}

}  // namespace adscope::ui
