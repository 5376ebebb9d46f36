// Presenter mode: full screen, big type, no identifiers. A click on a card is the user's click: the list adapts, and the strip
// below shows what moved. Keys: 1 to 5 click, Backspace takes back, N or Page Down next user, Esc leaves.
#pragma once

#include <QLabel>
#include <QWidget>

#include "ui/pages/recommend/rank_change.h"
#include "ui/pages/recommend/session.h"
#include "ui/widgets/buttons.h"

namespace adscope::ui {

class Presenter : public QWidget {
    Q_OBJECT
public:
    Presenter(AppState* state, std::int64_t model, std::uint32_t user, QWidget* parent = nullptr);
    RecommendSession* session() const { return session_; }
    bool settled() const { return !session_->busy(); }
    void nextUser();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void show_();
    void retranslate();
    void showPersona();

    AppState* state_;
    RecommendSession* session_;
    std::vector<std::uint32_t> users_;
    std::size_t at_ = 0;
    QLabel *avatar_, *persona_, *attributes_, *workspace_, *model_, *error_;
    QWidget* interests_;
    QPushButton *leave_, *undo_, *next_;
    QList<AdCard*> cards_;
    QLabel *change_title_, *status_;
    ElidedLabel *clicked_, *moved_;
    RankChange* change_;
};

}  // namespace adscope::ui
