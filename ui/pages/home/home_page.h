// Home: the open workspace at a glance, the five steps of the work, recent workspaces, what needs a look.
#pragma once

#include <QScrollArea>
#include <QTableView>

#include "ui/pages/home/attention_card.h"
#include "ui/pages/home/loop_picture.h"
#include "ui/pages/home/steps_card.h"
#include "ui/shell/page.h"
#include "ui/viewmodels/home_figures.h"
#include "ui/viewmodels/recents_model.h"
#include "ui/widgets/kpi_card.h"
#include "ui/widgets/page_layout.h"
#include "ui/widgets/stateful_area.h"

namespace adscope::ui {

class HomePage : public Page {
    Q_OBJECT
public:
    explicit HomePage(AppState* state, QWidget* parent = nullptr);

    QString pageTitle() const override { return tr("Home"); }
    void refresh() override;
    void retranslate() override;
    bool settled() const override { return job_ == 0; }

    enum Health { Events, Users, Ads, Period, Ctr, Best, Warnings, HealthCount };
    KpiCard* health(Health h) const { return health_[static_cast<std::size_t>(h)]; }
    const HomeFigures& figures() const { return figures_; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildHead(QVBoxLayout* column);
    QWidget* buildContent();
    QWidget* buildLower();
    void start();
    void showFigures();
    void showHealth();
    void showEventsAndEntities();
    void showPeriod();
    void showRates();
    void showSteps();
    void showLoop();
    void showAttention();
    void showSubtitle();
    AttentionItem words(const HomeWarning& w) const;
    void fitRecents();
    void keepCtr();

    PageHead* head_;
    QPushButton *sample_, *open_, *import_;
    StatefulArea* area_;
    EmptyState* empty_;
    QPushButton *empty_sample_, *empty_import_, *empty_open_;
    std::vector<KpiCard*> health_;
    StepsCard* steps_;
    Card *recents_card_, *loop_card_;
    AttentionCard* attention_;
    LoopPicture* loop_;
    RecentsModel* recents_;
    QTableView* recents_table_;
    QLabel* recents_note_;
    QLineEdit* recents_filter_;
    HomeFigures figures_;
    bool has_figures_ = false;
    JobId job_ = 0;
};

}  // namespace adscope::ui
