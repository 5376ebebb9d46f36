#include "ui/pages/data/sources_tab.h"

#include <QGridLayout>
#include <QHeaderView>
#include <QMessageBox>

#include "ui/viewmodels/formats.h"
#include "ui/widgets/table.h"

namespace adscope::ui {

SourcesTab::SourcesTab(AppState* state, QWidget* parent) : QWidget(parent), state_(state) {
    card_ = new Card;
    undo_ = push_button(ButtonKind::warn, true, "undo", card_);
    undo_->setObjectName("undoImport");
    card_->addTool(undo_);
    model_ = new SourcesModel(this);
    proxy_ = new QSortFilterProxyModel(this);
    proxy_->setSourceModel(model_);
    proxy_->setSortRole(SourcesModel::SortRole);
    table_ = new QTableView;
    table_->setObjectName("sources");
    table_->setModel(proxy_);
    set_up_table(table_);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->sortByColumn(SourcesModel::Imported, Qt::DescendingOrder);
    card_->body()->addWidget(table_, 1);
    empty_ = new EmptyState("file");
    import_ = empty_->addButton(ButtonKind::primary);
    area_ = new StatefulArea(state, card_, empty_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(area_);
    details_ = new QWidget;
    details_column_ = new QVBoxLayout(details_);
    details_column_->setContentsMargins(16, 0, 16, 16);
    connect(import_, &QPushButton::clicked, this, &SourcesTab::importRequested);
    connect(undo_, &QPushButton::clicked, this, &SourcesTab::ask);
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        undo_->setEnabled(selected() != nullptr);
        fillDetails();
        emit selectionChanged();
    });
    connect(model_, &QAbstractItemModel::modelReset, this, [this] {
        undo_->setEnabled(selected() != nullptr);
        fillDetails();
    });
    undo_->setEnabled(false);
    area_->showEmpty();
}

SourcesTab::~SourcesTab() { delete details_; }

void SourcesTab::retranslate() {
    card_->setTitle(tr("Sources"));
    card_->setSubtitle(tr("every imported file; taking an import back leaves the rest as it was"));
    undo_->setText(tr("Undo this import"));
    empty_->setWords(tr("Nothing was imported yet"), tr("A workspace begins with a log: one row for each time an ad was shown."));
    import_->setText(tr("Import a log"));
    table_->setAccessibleName(card_->title());
    area_->retranslate();
    fillDetails();
}

void SourcesTab::refresh() {
    if (!state_->table()) {
        model_->setSources({});
        area_->showEmpty();
        emit loaded({});
        return;
    }
    job_ = state_->jobs()->run<std::vector<StoredSource>>(
        tr("Reading the sources"), this, [path = state_->workspacePath().toStdString()](const JobContext&) { return list_sources(path); },
        [this](Result<std::vector<StoredSource>> sources) {
            job_ = 0;
            if (!sources) return area_->showFailed(sources.error());
            emit loaded(*sources);
            model_->setSources(std::move(*sources));
            table_->resizeColumnsToContents();
            table_->horizontalHeader()->setSectionResizeMode(SourcesModel::Name, QHeaderView::Stretch);
            if (model_->rowCount() == 0) area_->showEmpty();
            else area_->showDone();
        },
        "sources", false);
}

const StoredSource* SourcesTab::selected() const {
    const auto rows = table_->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : &model_->at(proxy_->mapToSource(rows.first()).row());
}

void SourcesTab::fillDetails() {
    delete details_content_;
    details_content_ = new QWidget;
    auto* column = new QVBoxLayout(details_content_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    const auto line = [&](const QString& words, const QString& role) {
        auto* l = label(role);
        l->setText(words);
        l->setWordWrap(true);
        l->setTextInteractionFlags(Qt::TextSelectableByMouse);
        column->addWidget(l);
    };
    if (const StoredSource* s = selected()) {
        line(QString::fromStdString(s->name), "cardTitle");
        line(QString::fromStdString(s->path), "small");
        line(tr("SHA-256"), "heading");
        // Broken into lines that fit.
        QString hash = QString::fromStdString(s->sha256);
        for (int i = 32; i < hash.size(); i += 33) hash.insert(i, '\n');
        line(hash, "small");
        column->addWidget(rule());
        line(tr("Columns and their roles"), "heading");
        auto* grid = new QGridLayout;
        grid->setVerticalSpacing(2);
        int row = 0;
        for (const auto& [role, name] : s->mapping) {
            auto* left = new ElidedLabel("small");
            left->setFullText(QString::fromStdString(name));
            auto* right = new ElidedLabel("small");
            right->setFullText(QString::fromStdString(role));
            grid->addWidget(left, row, 0);
            grid->addWidget(right, row++, 1);
        }
        column->addLayout(grid);
    } else {
        line(tr("Choose a source to see its hash and mapping."), "hint");
    }
    column->addStretch(1);
    details_column_->addWidget(details_content_);
}

void SourcesTab::ask() {
    const StoredSource* s = selected();
    if (!s) return;
    auto* box = new QMessageBox(QMessageBox::Warning, tr("Undo an import"),
                                tr("Take the import of %1 back?").arg(QString::fromStdString(s->name)), QMessageBox::NoButton, this);
    box->setInformativeText(
        tr("All files of this import go, with their %1 events and rejected rows. Models stay, and are marked as trained on other data.")
            .arg(count_text(static_cast<qint64>(s->accepted))));
    auto* yes = box->addButton(tr("Undo this import"), QMessageBox::AcceptRole);
    box->addButton(tr("Cancel"), QMessageBox::RejectRole);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QMessageBox::buttonClicked, this, [this, yes](QAbstractButton* b) {
        if (b == yes) removeSelected();
    });
    box->open();
}

void SourcesTab::removeSelected() {
    const StoredSource* s = selected();
    if (!s) return;
    job_ = state_->jobs()->run<bool>(
        tr("Undoing the import of %1").arg(QString::fromStdString(s->name)), this,
        [path = state_->workspacePath().toStdString(), batch = s->batch](const JobContext& job) -> Result<bool> {
            ADSCOPE_TRY(remove_import(path, batch, job));
            return true;
        },
        [this](Result<bool> removed) {
            job_ = 0;
            if (!removed) return area_->showFailed(removed.error());
            area_->showDone();
            state_->reload();
        });
    area_->showWorking(job_, tr("Undoing the import"), true);
}

}  // namespace adscope::ui
