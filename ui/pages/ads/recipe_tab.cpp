#include "ui/pages/ads/recipe_tab.h"

#include <QHeaderView>
#include <QInputDialog>
#include <QMenu>
#include <QShortcut>
#include <cmath>

#include "core/features/report_series.h"
#include "ui/pages/ads/feature_dialog.h"
#include "ui/pages/ads/information_delegate.h"
#include "ui/pages/ads/preview_dialog.h"
#include "ui/pages/working.h"
#include "ui/viewmodels/formats.h"

namespace adscope::ui {
namespace {

enum View { List, Alike };

}  // namespace

RecipeTab::RecipeTab(AppState* state, QWidget* parent)
    : QWidget(parent),
      state_(state),
      session_(new RecipeSession(state, this)),
      model_(new RecipeModel(state, session_, this)),
      proxy_(new QSortFilterProxyModel(this)),
      card_(new Card),
      table_(new QTableView),
      alike_(new ChartCard(state)),
      stack_(new QStackedWidget),
      notice_(text_label("error")),
      empty_(new EmptyState("ads")) {
    buildTools();
    buildTable();
    import_ = empty_->addButton(ButtonKind::primary);
    stack_->addWidget(table_);
    stack_->addWidget(alike_);
    card_->body()->addWidget(notice_);
    card_->body()->addWidget(stack_, 1);
    notice_->setObjectName("recipeNotice");
    notice_->hide();
    area_ = new StatefulArea(state, card_, empty_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(area_);
    connect(import_, &QPushButton::clicked, this, &RecipeTab::importRequested);
    connect(session_, &RecipeSession::entriesChanged, this, [this] {
        notice_->hide();
        showWords();
    });
    connect(session_, &RecipeSession::started, this, &RecipeTab::started);
    connect(session_, &RecipeSession::diagnosed, this, &RecipeTab::show);
    connect(session_, &RecipeSession::saved, this, [this](const QString&) { showWords(); });
    connect(session_, &RecipeSession::failed, this, [this](const Error& error) {
        // What goes wrong with a step of the user stands over the table; a diagnosis that failed takes its place.
        if (area_->state() == StatefulArea::State::working || !session_->diagnostics()) return area_->showFailed(error);
        notice_->setText(state_->words(error.message));
        notice_->show();
    });
    connect(state, &AppState::recipesChanged, this, &RecipeTab::fillRecipes);
    area_->showEmpty();
    retranslate();
}

void RecipeTab::buildTools() {
    view_ = new SegmentedControl(nullptr, true);
    view_->setObjectName("recipeView");
    recipes_ = new QComboBox;
    recipes_->setObjectName("recipeChoice");
    recipes_->setMinimumWidth(150);
    add_ = push_button(ButtonKind::outline, true, "plus");
    add_->setObjectName("addFeature");
    preview_ = push_button(ButtonKind::outline, true);
    preview_->setObjectName("previewRecipe");
    save_ = push_button(ButtonKind::primary, true);
    save_->setObjectName("saveRecipe");
    remove_ = icon_button("trash", true);
    remove_->setObjectName("removeFeature");
    report_ = icon_button("file", true);
    report_->setObjectName("recipeToReport");
    for (QWidget* w :
         {static_cast<QWidget*>(view_), static_cast<QWidget*>(recipes_), static_cast<QWidget*>(add_), static_cast<QWidget*>(preview_),
          static_cast<QWidget*>(save_), static_cast<QWidget*>(remove_), static_cast<QWidget*>(report_)})
        card_->addTool(w);
    connect(view_, &SegmentedControl::changed, this, [this](int which) { stack_->setCurrentIndex(which); });
    connect(recipes_, &QComboBox::activated, this, &RecipeTab::chooseRecipe);
    connect(add_, &QPushButton::clicked, this, [this] { openDialog({}); });
    connect(preview_, &QPushButton::clicked, this, &RecipeTab::openPreview);
    connect(save_, &QPushButton::clicked, this, &RecipeTab::openSave);
    connect(remove_, &QToolButton::clicked, this, &RecipeTab::removeSelected);
    connect(report_, &QToolButton::clicked, this, [this] {
        if (session_->diagnostics()) state_->addToReport(features_table(*session_->diagnostics()));
    });
}

void RecipeTab::buildTable() {
    proxy_->setSourceModel(model_);
    proxy_->setSortRole(RecipeModel::SortRole);
    table_->setObjectName("recipeTable");
    table_->setModel(proxy_);
    set_up_table(table_);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setItemDelegateForColumn(RecipeModel::Information, new InformationDelegate(table_));
    static constexpr int widths[] = {48, 170, 150, 84, 230, 64, 280};
    for (int c = 0; c < RecipeModel::ColumnCount; ++c) table_->setColumnWidth(c, widths[c]);
    table_->horizontalHeader()->setStretchLastSection(true);
    table_->sortByColumn(RecipeModel::Information, Qt::DescendingOrder);
    table_->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(table_, &QTableView::customContextMenuRequested, this, &RecipeTab::openMenu);
    connect(table_, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
        if (index.column() != RecipeModel::Used) openDialog(selected());
    });
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this] { remove_->setEnabled(selected().has_value()); });
    auto* gone = new QShortcut(QKeySequence::Delete, table_, nullptr, nullptr, Qt::WidgetShortcut);
    connect(gone, &QShortcut::activated, this, &RecipeTab::removeSelected);
    remove_->setEnabled(false);
}

std::optional<std::size_t> RecipeTab::selected() const {
    const auto rows = table_->selectionModel()->selectedRows();
    if (rows.isEmpty()) return {};
    return static_cast<std::size_t>(proxy_->mapToSource(rows.first()).row());
}

void RecipeTab::refresh() {
    if (!state_->table()) return area_->showEmpty();
    fillRecipes();
    session_->refresh();
    if (!session_->job() && session_->diagnostics()) show();
}

void RecipeTab::started() {
    const bool old = session_->diagnostics().has_value();
    show_working_later(area_, session_->job(), tr("Looking at what each feature tells"), old, this,
                       [this](JobId job) { return session_->job() == job; });
}

void RecipeTab::show() {
    area_->showDone();
    if (const auto& found = session_->diagnostics(); found && !found->redundancy.empty()) alike_->setSeries(redundancy_series(*found));
    showWords();
}

void RecipeTab::showWords() {
    const QString name = session_->label().isEmpty() ? tr("Standard recipe") : tr("Recipe %1").arg(session_->label());
    card_->setTitle((session_->changed() ? tr("%1, changed") : QString("%1")).arg(name) + tr(": what each feature tells about a click"));
    const auto& entries = session_->entries();
    std::size_t refused = 0;
    for (std::size_t i = 0; i < entries.size(); ++i)
        if (const auto* d = session_->diagnosis(i); d && d->level == FeatureDiagnosis::Level::refused) ++refused;
    QString text = tr("%1 of %2 features used").arg(session_->used()).arg(entries.size());
    if (refused) text += tr(", %1 refused").arg(refused);
    if (const auto& d = session_->diagnostics())
        text += tr(" · train %1 rows · drift: stability index train to test, watch over 0.10, act over 0.25")
                    .arg(count_text(static_cast<qint64>(d->train_rows)));
    card_->setSubtitle(text);
    const bool any = session_->used() > 0;
    preview_->setEnabled(any);
    save_->setEnabled(any);
}

void RecipeTab::fillRecipes() {
    const QSignalBlocker quiet(recipes_);
    recipes_->clear();
    recipes_->addItem(tr("Standard recipe"), QString());
    for (const auto& r : state_->recipes()) {
        const QString name = QString::fromStdString(r.label());
        recipes_->addItem(name, name);
    }
    recipes_->setCurrentIndex(std::max(0, recipes_->findData(session_->label())));
}

void RecipeTab::chooseRecipe(int index) {
    const std::string label = recipes_->itemData(index).toString().toStdString();
    const auto& all = state_->recipes();
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& r) { return r.label() == label; });
    session_->load(found == all.end() ? nullptr : &*found);
}

void RecipeTab::openDialog(std::optional<std::size_t> row) {
    if (!state_->table()) return;
    auto* dialog = new FeatureDialog(state_, session_, row, this);
    dialog->setObjectName("featureDialog");
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void RecipeTab::openPreview() {
    session_->preview(5, this, [this](Result<RecipePreview> found) {
        if (!found) {
            if (found.error().is_cancelled()) return;
            notice_->setText(state_->words(found.error().message));
            notice_->show();
            return;
        }
        auto* dialog = new PreviewDialog(*found, this);
        dialog->setObjectName("previewDialog");
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
}

void RecipeTab::openSave() {
    auto* dialog = new QInputDialog(this);
    dialog->setObjectName("saveDialog");
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Keep the recipe"));
    dialog->setLabelText(tr("Name; under a name that is there already it becomes the next version"));
    dialog->setTextValue(session_->label().isEmpty() ? tr("base") : session_->label().section('@', 0, 0));
    dialog->setOkButtonText(tr("Keep"));
    dialog->setCancelButtonText(tr("Cancel"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& name) { session_->save(name); });
    dialog->open();
}

void RecipeTab::openMenu(const QPoint& at) {
    const auto row = selected();
    if (!row) return;
    QMenu menu(this);
    const bool used = session_->entries()[*row].used;
    menu.addAction(used ? tr("Leave out") : tr("Use"), this, [this, row, used] { session_->setUsed(*row, !used); });
    menu.addAction(tr("Change…"), this, [this, row] { openDialog(row); });
    menu.addAction(tr("Remove"), this, &RecipeTab::removeSelected);
    menu.exec(table_->viewport()->mapToGlobal(at));
}

void RecipeTab::removeSelected() {
    if (const auto row = selected()) session_->remove(*row);
}

void RecipeTab::retranslate() {
    view_->setTexts({tr("List"), tr("How alike")});
    recipes_->setAccessibleName(tr("Recipe"));
    add_->setText(tr("Add feature"));
    preview_->setText(tr("Preview 5 rows"));
    save_->setText(tr("Keep as version"));
    name_button(remove_, tr("Remove the selected feature"), "Del");
    name_button(report_, tr("Add to report"));
    empty_->setWords(tr("No features yet"),
                     tr("Features are made of the fields of a log: import one, and see what each field tells about a click."));
    import_->setText(tr("Import a log"));
    table_->setAccessibleName(tr("Features"));
    model_->retranslate();
    alike_->retranslate();
    area_->retranslate();
    area_->setRetry(tr("Try again"), [this] { session_->refresh(); });
    fillRecipes();
    showWords();
}

}  // namespace adscope::ui
