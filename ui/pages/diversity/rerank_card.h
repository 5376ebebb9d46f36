// Re-ranking that follows a slider: what is won and lost over the sampled users, and one user's list before and after.
#pragma once

#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QSlider>
#include <QTimer>

#include "ui/pages/diversity/rerank_view.h"
#include "ui/shell/app_state.h"
#include "ui/widgets/card.h"

namespace adscope::ui {

class RerankCard : public Card {
    Q_OBJECT
public:
    explicit RerankCard(AppState* state, QWidget* parent = nullptr);

    // Another model, or none: forgets what was ranked.
    void clear();
    void begin(const ScorerPtr& scorer, std::shared_ptr<const AdSpace> space, std::vector<std::uint32_t> users, const std::string& name);
    void retranslate();
    bool settled() const { return !running_ && !debounce_.isActive(); }
    const std::optional<RerankData>& data() const { return data_; }
    RerankView* lists() const { return lists_; }

private:
    QWidget* makeControls();
    void addLambda(QVBoxLayout* column);
    void addExchanges(QVBoxLayout* column);
    void setLambda(double lambda, bool now);
    void start();
    void present();

    AppState* state_;
    QLabel *lambda_label_, *less_label_, *more_label_, *exchange_title_, *user_label_, *note_;
    QDoubleSpinBox* lambda_;
    QSlider* slider_;
    QPushButton* other_user_;
    QGridLayout* exchange_grid_;
    std::vector<std::array<QLabel*, 4>> exchange_rows_;
    RerankView* lists_;
    QTimer debounce_;

    ScorerPtr scorer_;
    std::shared_ptr<const AdSpace> space_;
    std::vector<std::uint32_t> users_;
    std::size_t user_ = 0;
    std::string name_;                      // of the model
    std::optional<DiversityMetrics> base_;  // of the sampled users, not re-ranked
    std::optional<RerankData> data_;
    bool running_ = false;
};

}  // namespace adscope::ui
