// The window: rail, top bar, slice bar, pages, details, status. Pages are made when they are first shown.
#pragma once

#include <QMainWindow>
#include <QStackedWidget>
#include <QTimer>
#include <map>
#include <set>

#include "ui/shell/app_state.h"
#include "ui/shell/page.h"

namespace adscope::ui {

class CommandPalette;
class DetailsPane;
class NoticeBar;
class Rail;
class SliceBar;
class StatusBar;
class TopBar;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(AppState* state, QWidget* parent = nullptr);
    ~MainWindow() override;

    AppState* state() const { return state_; }
    // `place`: the id of a page, or id/part. Unknown ids are ignored.
    void showPage(const QString& place);
    QString currentId() const { return current_; }
    Page* currentPage() const;
    Page* page(const QString& id);  // made where it is missing; null: there is no such page
    // True when nothing runs and the page has drawn everything.
    bool settled() const;

    void back();
    void forward();
    void openPalette();
    void openFileDialog();
    void addFilter();
    void editFilter(int index);
    void takeFiles(const QStringList& paths);
    // A file named when the program was started: a workspace, or a log to import.
    void openArgument(const QString& path);
    void setDetailsOpen(bool open);
    QString notice() const;

signals:
    void pageShown(const QString& id);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    struct Place {
        QString page;
        QList<SliceChip> slice;
        bool operator==(const Place&) const = default;
    };
    void build();
    void connectState();
    void addShortcuts();
    void present(const QString& place);
    void remember();
    void goTo(std::size_t index);
    void outdate();
    void refreshCurrent();
    void retranslate();
    void showDetails();
    void updateTitle();

    AppState* state_;
    Rail* rail_;
    TopBar* top_;
    SliceBar* slice_;
    NoticeBar* notice_;
    QStackedWidget* stack_;
    DetailsPane* details_;
    StatusBar* status_;
    QPointer<CommandPalette> palette_;
    std::map<QString, Page*> pages_;
    std::set<QString> outdated_;
    QString current_;
    std::vector<Place> history_;
    std::size_t here_ = 0;
    bool walking_ = false, details_wanted_ = true;
    QTimer refresh_;
};

}  // namespace adscope::ui
