// Ads: the catalogue with creatives, one ad's content, fatigue, life and audience, similar ads, near duplicates.
#pragma once

#include <QLineEdit>
#include <QListView>

#include "ui/charts/chart_card.h"
#include "ui/charts/table_card.h"
#include "ui/pages/ads/ad_facts.h"
#include "ui/pages/ads/recipe_tab.h"
#include "ui/shell/page.h"
#include "ui/viewmodels/ad_list_model.h"
#include "ui/widgets/card.h"
#include "ui/widgets/page_layout.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/stateful_area.h"

class QComboBox;

namespace adscope::ui {

class AdsPage : public Page {
    Q_OBJECT
public:
    explicit AdsPage(AppState* state, QWidget* parent = nullptr);

    QString pageTitle() const override;
    void refresh() override;
    void retranslate() override;
    void openPart(const QString& part) override;
    QStringList parts() const override { return {"recipe", "fatigue"}; }
    bool settled() const override { return running_ == 0 && recipe_->settled(); }

    AdListModel* catalogueModel() const { return list_model_; }
    AdListModel* similarModel() const { return similar_model_; }
    const std::optional<AdRates>& rates() const { return rates_; }
    std::uint32_t shownAd() const { return ad_; }
    StatefulArea* area() const { return area_; }
    RecipeTab* recipeTab() const { return recipe_; }

private:
    enum Tab { kCatalogue, kRecipe, kDuplicates, kFatigue };
    QWidget* makeCatalogue();
    QWidget* makeList();
    QWidget* makeAd();
    QWidget* makeSimilar();
    QWidget* makeDuplicates();
    QWidget* makeFatigue();
    void setEmptyWords();
    void readCatalogue();
    void readSlice();
    void readAd();
    void fail(const Error& error);
    void showSlice();
    void showAd();
    void showDuplicateNotice();
    void pickAd(std::uint32_t ad);
    void selectRow();
    void setTab(int tab);
    std::string slice() const { return state()->sliceText().toStdString(); }
    QString number(double v, NumberFormat format) const;

    PageHead* head_;
    SegmentedControl* tabs_;
    QStackedWidget* stack_;
    StatefulArea* area_;
    EmptyState* empty_;
    QPushButton* import_;
    RecipeTab* recipe_;
    // Catalogue
    QLabel *list_title_, *list_foot_, *cap_, *duplicate_note_;
    QLineEdit* search_;
    QComboBox* sort_;
    QListView *list_, *similar_;
    AdListModel *list_model_, *similar_model_;
    AdFacts* facts_;
    ChartCard *fatigue_, *life_, *positions_, *all_fatigue_, *ad_fatigue_;
    TableCard *audience_, *duplicates_;
    DataTableModel *audience_model_, *duplicates_model_;
    Card *similar_card_, *caveat_card_;
    QPushButton* to_duplicates_;
    QLabel* caveat_;

    QString workspace_;
    EventTablePtr table_;
    std::optional<AdsData> data_;
    std::shared_ptr<const AdsSlice> slice_;
    std::shared_ptr<const Selection> slice_rows_;
    std::uint32_t ad_ = 0;
    std::optional<AdRates> rates_;
    int running_ = 0;
    JobId job_ = 0;
};

}  // namespace adscope::ui
