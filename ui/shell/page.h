// A page of the window. Pages are made when first shown. They have four states: nothing yet, working, failed, done;
// StatefulArea (ui/widgets) draws the first three over the page's content.
#pragma once

#include <QWidget>

#include "ui/shell/app_state.h"

namespace adscope::ui {

class Page : public QWidget {
    Q_OBJECT
public:
    Page(AppState* state, QWidget* parent = nullptr) : QWidget(parent), state_(state) {}

    AppState* state() const { return state_; }
    virtual QString pageTitle() const = 0;
    // Called when the page is shown and whenever workspace, slice, models, language or theme changed while it is
    // visible (or on the next show): the page takes what it needs from state() and starts its jobs.
    virtual void refresh() = 0;
    // Set all words again after a change of language.
    virtual void retranslate() = 0;
    // Content for the details pane; null: the pane stays closed.
    virtual QWidget* details() { return nullptr; }
    // A part of the page to show, such as "rejected" of navigate("data/rejected").
    virtual void openPart(const QString&) {}
    // Parts that a tour takes a picture of besides the page as it opens.
    virtual QStringList parts() const { return {}; }
    // Files that were dropped on the window; false: not for this page.
    virtual bool takeFiles(const QStringList&) { return false; }
    // True when everything that refresh() started has been drawn; the tour waits for it.
    virtual bool settled() const = 0;

signals:
    void navigate(const QString& page);  // ask the shell for another page, by id or id/part
    void detailsChanged();               // open the pane with details()

private:
    AppState* state_;
};

}  // namespace adscope::ui
