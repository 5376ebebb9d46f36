// Recommend: choose a model and a user, or describe a new one; the ranked ads as cards, each with a reason.
#pragma once

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QGridLayout>
#include <QLineEdit>
#include <QSlider>
#include <QSpinBox>
#include <QStringListModel>

#include "ui/pages/recommend/rank_change.h"
#include "ui/pages/recommend/session.h"
#include "ui/shell/page.h"
#include "ui/widgets/card.h"
#include "ui/widgets/model_choice.h"
#include "ui/widgets/page_layout.h"

namespace adscope::ui {

class Presenter;

class RecommendPage : public Page {
    Q_OBJECT
public:
    explicit RecommendPage(AppState* state, QWidget* parent = nullptr);
    QString pageTitle() const override { return tr("Recommend"); }
    void refresh() override;
    void retranslate() override;
    bool settled() const override { return !session_->busy(); }

    RecommendSession* session() const { return session_; }
    // Full screen for an audience; owned by the page, closed with Esc.
    Presenter* openPresenter(bool full_screen = true);

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeControls();
    QLayout* makeLists();
    void fillModels();
    void fillAttributes();
    void suggest(const QString& text);
    void takeUser();
    void takeNewUser();
    void present();
    void cardMenu(std::uint32_t ad, const QPoint& at);

    RecommendSession* session_;
    PageHead* head_;
    QLabel *persona_, *error_, *empty_;
    QPushButton *present_, *undo_, *train_;
    QLabel *model_label_, *user_label_, *count_label_, *diversity_label_, *diversity_value_, *new_label_;
    ModelChoice* model_;
    QLineEdit* user_;
    QStringListModel* suggestions_;
    QSpinBox* count_;
    QSlider* diversity_;
    QCheckBox *exclude_, *is_new_;
    QWidget* attributes_;
    QList<QPair<QString, QComboBox*>> attribute_boxes_;
    QWidget* cards_;
    QGridLayout* grid_;
    QList<AdCard*> pool_;
    RankChange* change_;
    Card* change_card_;
    QPointer<Presenter> presenter_;
    EventTablePtr shown_table_;
    bool was_shown_ = false;
};

}  // namespace adscope::ui
