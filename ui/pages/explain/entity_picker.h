// A box that finds a user or an ad by key or title while one types. The search runs on a worker.
#pragma once

#include <QCompleter>
#include <QLineEdit>
#include <QStandardItemModel>

#include "ui/shell/app_state.h"
#include "ui/viewmodels/explain_data.h"

namespace adscope::ui {

class EntityPicker : public QLineEdit {
    Q_OBJECT
public:
    enum class Kind { user, ad };
    EntityPicker(AppState* state, Kind kind, QWidget* parent = nullptr);

    // What is shown without being picked by the user.
    void setShown(std::uint32_t code, const QString& text);
    std::uint32_t code() const { return code_; }
    bool searching() const { return searching_; }

signals:
    void picked(quint32 code);

protected:
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void search();
    void take(const std::vector<KeyMatch>& matches);
    void choose(quint32 code, const QString& text);

    AppState* state_;
    Kind kind_;
    QCompleter* completer_;
    QStandardItemModel* matches_;
    std::uint32_t code_ = 0;
    QString shown_;
    bool searching_ = false, choose_first_ = false;
};

}  // namespace adscope::ui
