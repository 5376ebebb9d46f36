// Composition of the window: state, jobs and window are made here and nowhere else.
#include "app/gui.h"

#include <QApplication>
#include <QFileInfo>

#include "app/cli/cli.h"
#include "ui/shell/main_window.h"

namespace adscope {
namespace {

bool is_subcommand(const std::string& word) {
    static const char* const names[] = {"import", "preview",  "info",  "profile",   "query",    "ctr",      "train",
                                        "models", "evaluate", "score", "recommend", "feedback", "explain",  "diversity",
                                        "report", "generate", "tour",  "bench",     "clean",    "features", "help"};
    return std::any_of(std::begin(names), std::end(names), [&](const char* n) { return word == n; });
}

}  // namespace

bool wants_window(int argc, char** argv) {
    if (argc == 1) return true;
    const std::string word = argv[1];
    if (argc != 2 || word.empty() || word[0] == '-' || is_subcommand(word)) return false;
    return word.ends_with(".adscope") || QFileInfo(QString::fromLocal8Bit(argv[1])).isFile();
}

int run_window(int argc, char** argv) {
    QApplication application(argc, argv);
    QApplication::setApplicationName("AdScope");
    QApplication::setApplicationVersion(ADSCOPE_VERSION);
    ui::JobRunner jobs;
    ui::AppState state(&jobs);
    ui::MainWindow window(&state);
    window.show();
    // The window stands first; the events are read beside it.
    if (argc > 1) {
        const QString path = QString::fromLocal8Bit(argv[1]);
        QMetaObject::invokeMethod(
            &window, [&window, path] { window.openArgument(path); }, Qt::QueuedConnection);
    }
    return application.exec();
}

}  // namespace adscope
