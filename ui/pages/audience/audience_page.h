// Audience: facets, the users of the slice as a table over their map, one user in the details pane; segments; two segments compared.
#pragma once

#include <QComboBox>
#include <QLineEdit>
#include <QStackedWidget>

#include "ui/charts/table_card.h"
#include "ui/pages/audience/compare_tab.h"
#include "ui/pages/audience/facet_list.h"
#include "ui/pages/audience/lasso_card.h"
#include "ui/pages/audience/segments_tab.h"
#include "ui/pages/audience/user_map.h"
#include "ui/pages/audience/user_pane.h"
#include "ui/shell/page.h"
#include "ui/viewmodels/audience_model.h"
#include "ui/widgets/page_layout.h"
#include "ui/widgets/stateful_area.h"
#include "ui/widgets/table.h"

namespace adscope::ui {

// Draws the interval of a row on the scale that the model gives for all.
class RateBarDelegate : public TableDelegate {
    Q_OBJECT
public:
    using TableDelegate::TableDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

class AudiencePage : public Page {
    Q_OBJECT
public:
    explicit AudiencePage(AppState* state, QWidget* parent = nullptr);
    ~AudiencePage() override;

    QString pageTitle() const override { return tr("Audience"); }
    void refresh() override;
    void retranslate() override;
    QWidget* details() override { return pane_->empty() ? nullptr : pane_; }
    void openPart(const QString& part) override;
    bool settled() const override;

    const AudienceData* data() const { return data_.get(); }
    AudienceModel* model() const { return model_; }
    UserMap* map() const { return map_; }
    LassoCard* lasso() const { return lasso_; }
    SegmentsTab* segmentsTab() const { return segments_; }
    CompareTab* compareTab() const { return compare_; }
    UserPane* pane() const { return pane_; }

private:
    enum Tab { Users, SegmentsShown, Compare };
    QWidget* makeUsers();
    QWidget* makeTable();
    QWidget* makeMap();
    void start();
    void take(Result<std::shared_ptr<const AudienceData>> result);
    void orderRows();
    void startMap();
    void colourMap();
    void fillChoices();
    void takeLasso(const QList<quint32>& users);
    void saveLasso(bool compare);
    void toggleFacet(int facet, int value);
    void openUser(std::uint32_t user);
    void showPicked();
    void showTab(int tab);
    void showWords();
    void exportUsers();

    std::shared_ptr<const AudienceData> data_;
    std::shared_ptr<const MapData> map_data_;
    std::optional<UserField> colours_;
    std::vector<std::uint32_t> lasso_users_;
    bool running_ = false, ordering_ = false, mapping_ = false, lassoing_ = false;
    JobId job_ = 0;
    EventTablePtr table_;  // that the pane knows
    int sort_column_ = -1;
    bool descending_ = true;
    std::int64_t map_model_ = 0;

    PageHead* head_;
    SegmentedControl *tabs_, *tools_;
    QPushButton *empty_button_, *export_, *columns_;
    EmptyState* empty_;
    StatefulArea* area_;
    QStackedWidget* stack_;
    Card *facet_card_, *table_card_, *map_card_;
    FacetList* facets_;
    AudienceModel* model_;
    QTableView* view_;
    QLineEdit* find_;
    ElidedLabel* foot_;
    UserMap* map_;
    LassoCard* lasso_;
    QComboBox *colour_, *method_, *source_;
    SegmentsTab* segments_;
    CompareTab* compare_;
    UserPane* pane_;
    QLabel* map_failure_;
};

}  // namespace adscope::ui
