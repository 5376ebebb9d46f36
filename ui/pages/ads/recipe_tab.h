// The feature recipe: every feature with what it tells of the click and what speaks against it; which are used, what each becomes, how
// alike they are; kept as versions that the Training page offers.
#pragma once

#include <QComboBox>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTableView>

#include "ui/charts/chart_card.h"
#include "ui/viewmodels/recipe_model.h"
#include "ui/widgets/card.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/stateful_area.h"

namespace adscope::ui {

class RecipeTab : public QWidget {
    Q_OBJECT
public:
    explicit RecipeTab(AppState* state, QWidget* parent = nullptr);

    void refresh();  // other events, another slice
    void retranslate();
    bool settled() const { return session_->job() == 0; }
    RecipeSession* session() const { return session_; }

signals:
    void importRequested();

private:
    void buildTools();
    void buildTable();
    void fillRecipes();
    void chooseRecipe(int index);
    void openDialog(std::optional<std::size_t> row);
    void openPreview();
    void openSave();
    void openMenu(const QPoint& at);
    void removeSelected();
    void started();
    void show();
    void showWords();
    std::optional<std::size_t> selected() const;

    AppState* state_;
    RecipeSession* session_;
    RecipeModel* model_;
    QSortFilterProxyModel* proxy_;
    Card* card_;
    QTableView* table_;
    ChartCard* alike_;
    QStackedWidget* stack_;
    SegmentedControl* view_;
    QComboBox* recipes_;
    QPushButton *add_, *preview_, *save_, *import_;
    QToolButton *report_, *remove_;
    QLabel* notice_;
    EmptyState* empty_;
    StatefulArea* area_;
};

}  // namespace adscope::ui
