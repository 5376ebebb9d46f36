// The curves of a run: of the one that trains now, else of the one chosen on the leaderboard, else of the latest.
#pragma once

#include <QStackedWidget>

#include "ui/charts/chart_card.h"
#include "ui/pages/training/curves.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_state.h"

namespace adscope::ui {

class RunCard : public Card {
    Q_OBJECT
public:
    RunCard(AppState* state, TrainingQueue* queue, QWidget* parent = nullptr);

    // A stored run, shown while nothing trains. 0: what trained last, else the latest stored.
    void choose(std::int64_t id);
    void refresh();
    void retranslate();
    bool settled() const { return !reading_ && loss_->settled() && metric_->settled(); }

private:
    struct Fact {
        QLabel *name, *value;
    };
    Fact addFact(QHBoxLayout* row);
    bool showsQueue() const;
    const StoredModel* stored() const;
    void present();
    void showQueue();
    void showStored();
    void showCurves(const CurvesOfRun& curves, const TrainProgress& progress);
    void showFacts(const TrainProgress& progress, bool running);
    void read(const StoredModel& model);

    AppState* state_;
    TrainingQueue* queue_;
    QPushButton *pause_, *cancel_;
    QStackedWidget* stack_;
    EmptyState* empty_;
    ChartCard *loss_, *metric_;
    Fact rate_, time_, best_, stop_;
    std::int64_t chosen_ = 0, read_ = 0, reading_ = 0;  // read_: the run that stored_curves_ belongs to
    CurvesOfRun stored_curves_;
};

}  // namespace adscope::ui
