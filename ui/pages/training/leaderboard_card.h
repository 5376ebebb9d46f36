// The stored runs: sorted by what they are measured by, two of them compared, one of them opened, used or removed.
#pragma once

#include <QSortFilterProxyModel>
#include <QTableView>

#include "ui/pages/training/leaderboard_model.h"
#include "ui/widgets/card.h"

namespace adscope::ui {

class LeaderboardCard : public Card {
    Q_OBJECT
public:
    explicit LeaderboardCard(AppState* state, QWidget* parent = nullptr);
    void refresh() { board_->reload(); }
    void retranslate();
    void remove(qint64 run);

signals:
    void picked(qint64 run);
    void settingsWanted(qint64 run);  // into the form
    void navigate(const QString& page);
    void failed(const QString& words);

private:
    void compareChosen();
    void showMenu(const QPoint& at);

    AppState* state_;
    LeaderboardModel* board_;
    QSortFilterProxyModel* sorted_;
    QTableView* table_;
    QPushButton* compare_;
};

}  // namespace adscope::ui
