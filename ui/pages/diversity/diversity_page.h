// Diversity: how varied a model's lists are, how exposure is shared out, accuracy against diversity for all models, and
// a slider that re-ranks at once and shows what is won and lost.
#pragma once

#include <QPointer>
#include <set>

#include "ui/charts/chart_card.h"
#include "ui/pages/diversity/diversity_pane.h"
#include "ui/pages/diversity/rerank_card.h"
#include "ui/pages/performance/figure_card.h"
#include "ui/pages/working.h"
#include "ui/shell/page.h"
#include "ui/widgets/model_choice.h"
#include "ui/widgets/page_layout.h"
#include "ui/widgets/stateful_area.h"

namespace adscope::ui {

class DiversityPage : public Page {
    Q_OBJECT
public:
    explicit DiversityPage(AppState* state, QWidget* parent = nullptr);
    ~DiversityPage() override;

    QString pageTitle() const override;
    void refresh() override;
    void retranslate() override;
    QWidget* details() override { return figure_ < 0 ? nullptr : pane_; }
    bool settled() const override { return !measuring_ && !comparing_ && rerank_->settled(); }

    const std::optional<RerankData>& rerank() const { return rerank_->data(); }
    const ModelDiversity* shown() const;
    RerankView* lists() const { return rerank_->lists(); }

private:
    QWidget* makeHead();
    QWidget* makeContent();
    void fillModels();
    void start();
    void measure(const ScorerPtr& scorer);
    void measureOthers();
    void fail(const Error& error);
    void showFigures();
    void showFront();
    void showPane();
    void setEmptyWords();
    ChartWords chartWords() const { return {state()->language(), {}}; }

    StatefulArea* area_;
    EmptyState* empty_;
    QPushButton* empty_button_;
    PageHead* head_;
    QLabel* model_label_;
    ModelChoice* model_;
    std::vector<FigureCard*> figures_;
    ChartCard *front_card_, *lorenz_card_;
    RerankCard* rerank_;
    QPointer<DiversityPane> pane_;  // lies in the details pane while it is shown there

    QString workspace_;
    EventTablePtr table_;
    std::map<std::int64_t, ModelDiversity> known_;
    std::set<std::int64_t> unmeasurable_;
    ScorerPtr scorer_;
    std::shared_ptr<const AdSpace> space_;
    int figure_ = -1;
    JobId job_ = 0;
    bool measuring_ = false, comparing_ = false;
};

}  // namespace adscope::ui
