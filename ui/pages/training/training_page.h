// Training: models | settings, split, device | curves of a run; the leaderboard below.
#pragma once

#include "ui/pages/training/leaderboard_card.h"
#include "ui/pages/training/model_list.h"
#include "ui/pages/training/run_card.h"
#include "ui/pages/training/train_form.h"
#include "ui/shell/page.h"
#include "ui/widgets/page_layout.h"

namespace adscope::ui {

class TrainingPage : public Page {
    Q_OBJECT
public:
    explicit TrainingPage(AppState* state, QWidget* parent = nullptr);

    QString pageTitle() const override { return tr("Training"); }
    void refresh() override;
    void retranslate() override;
    QWidget* details() override;
    bool settled() const override { return form_->settled() && run_->settled(); }

    TrainingQueue* queue() const { return queue_; }
    void chooseModel(const std::string& name) { models_->choose(name); }
    // What the form asks for now.
    TrainRequest request() const { return form_->request(); }

private:
    void connectParts();
    void start();
    void showQueue();
    void showRun(qint64 id);
    void showError(const QString& words);  // empty: none

    TrainingQueue* queue_;
    PageHead* head_;
    QPushButton *start_, *waiting_;
    QLabel* error_;
    ModelList* models_;
    TrainForm* form_;
    RunCard* run_;
    LeaderboardCard* board_;
    qint64 shown_run_ = 0;
};

}  // namespace adscope::ui
