// Training: models | settings, split, device | live curves; the leaderboard below.
#pragma once

#include <QCheckBox>
#include <QComboBox>
#include <QListWidget>
#include <QSortFilterProxyModel>
#include <QTableView>

#include "ui/charts/chart_card.h"
#include "ui/pages/training/leaderboard_model.h"
#include "ui/pages/training/settings_form.h"
#include "ui/pages/training/split_bar.h"
#include "ui/pages/training/training_queue.h"
#include "ui/shell/page.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/segmented.h"

namespace adscope::ui {

class TrainingPage : public Page {
    Q_OBJECT
public:
    explicit TrainingPage(AppState* state, QWidget* parent = nullptr);

    QString pageTitle() const override { return tr("Training"); }
    void refresh() override;
    void retranslate() override;
    QWidget* details() override;
    bool settled() const override;

    TrainingQueue* queue() const { return queue_; }
    void chooseModel(const std::string& name);
    // What the form asks for now.
    TrainRequest request() const;

private:
    QWidget* makeModels();
    QWidget* makeForm();
    QWidget* makeLive();
    QWidget* makeLeaderboard();
    void fillModels();
    void fillDevices();
    void modelChosen();
    void splitEdited();
    void start();
    void showLive();
    void showRun(std::int64_t id);
    void compareChosen();
    void exportOrRemove(const QPoint& at);
    const ModelInfo* model() const;

    TrainingQueue* queue_;
    LeaderboardModel* board_;
    QSortFilterProxyModel* sorted_;

    QLabel *title_, *subtitle_, *error_;
    QPushButton *start_, *waiting_;
    QLabel *models_title_, *models_hint_, *models_count_;
    QListWidget* models_;
    QLabel *form_title_, *form_hint_, *task_label_, *split_label_, *device_label_, *device_note_, *seed_label_;
    SettingsForm* form_;
    QComboBox *task_, *split_;
    QLineEdit* seed_;
    SplitBar* split_bar_;
    QLabel* split_error_;
    SegmentedControl* device_;
    QCheckBox* allow_leakage_;
    QLabel *live_title_, *live_hint_;
    QPushButton *pause_, *cancel_;
    ChartCard *loss_, *metric_;
    QLabel *rate_label_, *rate_, *time_label_, *time_, *best_label_, *best_, *stop_label_, *stop_;
    QLabel *board_title_, *board_hint_;
    QPushButton* compare_;
    QTableView* table_;
    std::vector<DeviceInfo> devices_;
    std::int64_t shown_run_ = 0;
    int pending_ = 0;
    bool devices_listed_ = false;
};

}  // namespace adscope::ui
