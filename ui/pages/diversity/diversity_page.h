// Diversity: how varied a model's lists are, how exposure is shared out, accuracy against diversity for all models, and
// a slider that re-ranks at once and shows what is won and lost.
#pragma once

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QPointer>
#include <QSlider>
#include <QTimer>
#include <set>

#include "ui/charts/chart_card.h"
#include "ui/pages/details_base.h"
#include "ui/pages/diversity/rerank_view.h"
#include "ui/pages/performance/figure_card.h"
#include "ui/shell/page.h"
#include "ui/pages/working.h"
#include "ui/widgets/stateful_area.h"

namespace adscope::ui {

// The card of one figure: definition, denominator, what it was measured on.
class DiversityPane : public DetailsBase {
    Q_OBJECT
public:
    using DetailsBase::DetailsBase;
    void show(const QString& title, const QString& definition, const std::vector<std::pair<QString, QString>>& rows);
};

class DiversityPage : public Page {
    Q_OBJECT
public:
    explicit DiversityPage(AppState* state, QWidget* parent = nullptr);
    ~DiversityPage() override;

    QString pageTitle() const override;
    void refresh() override;
    void retranslate() override;
    QWidget* details() override { return figure_ < 0 ? nullptr : pane_; }
    bool settled() const override { return !measuring_ && !comparing_ && !reranking_ && !debounce_.isActive(); }

    const std::optional<RerankData>& rerank() const { return rerank_; }
    const ModelDiversity* shown() const;
    RerankView* lists() const { return lists_; }

private:
    QWidget* makeHead();
    QWidget* makeContent();
    QWidget* makeRerank();
    void fillModels();
    std::int64_t chosenModel() const { return model_->currentData().toLongLong(); }
    void start();
    void measure(const ScorerPtr& scorer);
    void measureOthers();
    void startRerank();
    void fail(const Error& error);
    void showFigures();
    void showFront();
    void showRerank();
    void showPane();
    void setEmptyWords();
    void setLambda(double lambda, bool now);
    ChartWords chartWords() const { return {state()->language(), {}}; }

    StatefulArea* area_;
    EmptyState* empty_;
    QPushButton* empty_button_;
    QLabel *title_, *small_, *model_label_;
    QComboBox* model_;
    std::vector<FigureCard*> figures_;
    ChartCard *front_card_, *lorenz_card_;
    QLabel *rerank_title_, *rerank_subtitle_, *lambda_label_, *less_label_, *more_label_, *exchange_title_, *user_label_, *note_;
    QDoubleSpinBox* lambda_;
    QSlider* slider_;
    QPushButton* other_user_;
    QGridLayout* exchange_grid_;
    std::vector<std::array<QLabel*, 4>> exchange_rows_;
    RerankView* lists_;
    QPointer<DiversityPane> pane_;   // lies in the details pane while it is shown there
    QTimer debounce_;

    QString workspace_;
    EventTablePtr table_;
    std::map<std::int64_t, ModelDiversity> known_;
    std::set<std::int64_t> unmeasurable_;
    ScorerPtr scorer_;
    std::shared_ptr<const AdSpace> space_;
    std::vector<std::uint32_t> users_;
    std::size_t user_ = 0;
    std::optional<DiversityMetrics> base_;   // of the sampled users, for the slider
    std::optional<RerankData> rerank_;
    int figure_ = -1;
    JobId job_ = 0;
    bool measuring_ = false, comparing_ = false, reranking_ = false;
};

}  // namespace adscope::ui
