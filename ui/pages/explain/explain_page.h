// Explain: for one user, one ad and one model the way from the base rate to the prediction, the table of
// attributions, and how far to trust it.
#pragma once

#include <QComboBox>
#include <QLabel>

#include "ui/charts/chart_card.h"
#include "ui/charts/table_card.h"
#include "ui/pages/explain/entity_picker.h"
#include "ui/pages/working.h"
#include "ui/shell/page.h"
#include "ui/widgets/card.h"
#include "ui/widgets/model_choice.h"
#include "ui/widgets/page_layout.h"
#include "ui/widgets/stateful_area.h"

namespace adscope::ui {

class ExplainPage : public Page {
    Q_OBJECT
public:
    explicit ExplainPage(AppState* state, QWidget* parent = nullptr);

    QString pageTitle() const override;
    void refresh() override;
    void retranslate() override;
    bool settled() const override { return !running_; }

    const std::shared_ptr<const ExplainData>& data() const { return data_; }

private:
    QWidget* makeHead();
    QWidget* makeContent();
    QWidget* makeTrust();
    void fillModels();
    std::int64_t chosenModel() const { return model_->model(); }
    void start();
    void run(const ScorerPtr& scorer);
    void show(Result<std::shared_ptr<const ExplainData>> result);
    void fail(const Error& error);
    void showData();
    void setEmptyWords();

    StatefulArea* area_;
    EmptyState* empty_;
    QPushButton* empty_button_;
    PageHead* head_;
    Card *words_card_, *trust_card_;
    QLabel *user_label_, *ad_label_, *model_label_;
    EntityPicker *user_, *ad_;
    ModelChoice* model_;
    QComboBox* background_;
    ChartCard* waterfall_;
    TableCard* table_card_;
    DataTableModel* table_model_;
    QLabel *sentence_, *prediction_, *prediction_note_, *rank_, *rank_note_;
    QLabel *background_label_, *verdict_text_;
    QLabel* trust_names_[5];
    QLabel* trust_values_[5];
    QLabel* verdict_;
    std::shared_ptr<const ExplainData> data_;
    std::uint32_t user_code_ = 0, ad_code_ = 0;
    std::int64_t shown_model_ = 0;
    QString workspace_;
    JobId job_ = 0;
    bool running_ = false;
};

}  // namespace adscope::ui
