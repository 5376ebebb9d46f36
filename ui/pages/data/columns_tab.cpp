#include "ui/pages/data/columns_tab.h"

#include <QHeaderView>
#include <QMenu>

#include "ui/viewmodels/formats.h"
#include "ui/widgets/table.h"

namespace adscope::ui {

ColumnsTab::ColumnsTab(AppState* state, QWidget* parent) : QWidget(parent), state_(state) {
    auto* content = new QWidget;
    auto* row = new QHBoxLayout(content);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    list_card_ = new Card;
    find_ = new QLineEdit;
    find_->setFixedWidth(150);
    find_->setClearButtonEnabled(true);
    list_card_->addTool(find_);
    list_ = new QTableView;
    list_->setObjectName("columns");
    list_model_ = new DataTableModel(this);
    proxy_ = new QSortFilterProxyModel(this);
    proxy_->setSourceModel(list_model_);
    proxy_->setSortRole(DataTableModel::SortRole);
    proxy_->setFilterCaseSensitivity(Qt::CaseInsensitive);
    list_->setModel(proxy_);
    set_up_table(list_);
    list_->setSelectionMode(QAbstractItemView::SingleSelection);
    list_->sortByColumn(-1, Qt::AscendingOrder);
    list_card_->body()->addWidget(list_, 1);
    auto* right = new QVBoxLayout;
    right->setSpacing(12);
    chart_ = new ChartCard(state);
    facts_ = new TableCard(state);
    facts_model_ = new DataTableModel(this);
    facts_->view()->setModel(facts_model_);
    facts_->view()->setObjectName("columnValues");
    right->addWidget(chart_, 1);
    right->addWidget(facts_, 1);
    row->addWidget(list_card_, 4);
    row->addLayout(right, 3);
    empty_ = new EmptyState("columns");
    area_ = new StatefulArea(state, content, empty_);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(area_);
    area_->showEmpty();
    connect(find_, &QLineEdit::textChanged, proxy_, &QSortFilterProxyModel::setFilterFixedString);
    connect(list_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ColumnsTab::showColumn);
    connect(chart_, &ChartCard::categoryActivated, this, &ColumnsTab::offer);
    connect(facts_->view(), &QTableView::activated, this, [this](const QModelIndex& index) {
        const QRect box = facts_->view()->visualRect(index);
        offer(index.siblingAtColumn(0).data().toString(), facts_->view()->viewport()->mapToGlobal(box.bottomLeft()));
    });
}

void ColumnsTab::retranslate() {
    list_card_->setTitle(tr("Columns"));
    list_card_->setSubtitle(tr("fields of users and ads count the users and ads of the slice"));
    find_->setPlaceholderText(tr("Find"));
    list_->setAccessibleName(list_card_->title());
    empty_->setWords(tr("No columns yet"), tr("Import a log: every column of it is listed here with what it holds."));
    area_->retranslate();
    chart_->retranslate();
    facts_->retranslate();
    if (!columns_.empty()) fillList();
}

void ColumnsTab::refresh() {
    if (!state_->table()) {
        columns_.clear();
        shown_table_ = nullptr;
        return area_->showEmpty();
    }
    if (shown_table_ == state_->table() && shown_rows_ == state_->sliceRows()) return;
    shown_table_ = state_->table();
    shown_rows_ = state_->sliceRows();
    job_ = state_->jobs()->run<std::vector<ColumnSummary>>(
        tr("Looking at the columns"), this,
        [table = shown_table_, rows = shown_rows_](const JobContext& job) { return summarise_columns(*table, rows.get(), job); },
        [this](Result<std::vector<ColumnSummary>> result) {
            job_ = 0;
            if (!result) {
                shown_table_ = nullptr;
                return area_->showFailed(result.error());
            }
            columns_ = std::move(*result);
            fillList();
            area_->showDone();
        },
        "columns");
    area_->showWorking(job_, tr("Looking at the columns"), !columns_.empty());
}

QString ColumnsTab::roleText(const std::string& role) const {
    static const std::map<std::string, const char*> names = {{"attribute", QT_TR_NOOP("attribute")},
                                                             {"context", QT_TR_NOOP("context")},
                                                             {"outcome", QT_TR_NOOP("outcome")},
                                                             {"kept", QT_TR_NOOP("kept")},
                                                             {"time", QT_TR_NOOP("time")},
                                                             {"user", QT_TR_NOOP("user")},
                                                             {"ad", QT_TR_NOOP("ad")},
                                                             {"click", QT_TR_NOOP("click")},
                                                             {"conversion", QT_TR_NOOP("conversion")},
                                                             {"position", QT_TR_NOOP("position")},
                                                             {"cost", QT_TR_NOOP("cost")},
                                                             {"revenue", QT_TR_NOOP("revenue")},
                                                             {"rating", QT_TR_NOOP("rating")},
                                                             {"propensity", QT_TR_NOOP("propensity")}};
    const auto found = names.find(role);
    return found == names.end() ? QString::fromStdString(role) : tr(found->second);
}

QString ColumnsTab::kindText(FieldKind kind) const {
    switch (kind) {
        case FieldKind::number: return tr("number");
        case FieldKind::category: return tr("category");
        case FieldKind::text: return tr("text");
        case FieldKind::tags: return tr("tags");
        case FieldKind::image: return tr("image");
        case FieldKind::time: return tr("time");
        default: return tr("flag");
    }
}

QString ColumnsTab::ownerText(Owner owner) const {
    return owner == Owner::event ? tr("events") : owner == Owner::user ? tr("users") : tr("ads");
}

DataTable ColumnsTab::listTable() const {
    const auto head = [](const QString& s, NumberFormat f, bool text) {
        return DataTable::ColumnHead{Message::verbatim(s.toStdString()), f, text};
    };
    DataTable out;
    out.id = "columns";
    out.columns = {head(tr("Column"), NumberFormat::number, true),       head(tr("Of"), NumberFormat::number, true),
                   head(tr("Role"), NumberFormat::number, true),         head(tr("Kind"), NumberFormat::number, true),
                   head(tr("Missing"), NumberFormat::percent, false),    head(tr("Distinct"), NumberFormat::integer, false),
                   head(tr("Most frequent"), NumberFormat::number, true)};
    for (const auto& c : columns_) {
        const double all = static_cast<double>(c.present + c.missing);
        out.rows.push_back({c.name, ownerText(c.owner).toStdString(), roleText(c.role).toStdString(), kindText(c.kind).toStdString(),
                            all > 0 ? DataTable::Cell(static_cast<double>(c.missing) / all) : DataTable::Cell(),
                            static_cast<std::int64_t>(c.distinct),
                            c.frequent.empty() ? DataTable::Cell() : DataTable::Cell(c.frequent[0].text)});
    }
    return out;
}

void ColumnsTab::fillList() {
    const ColumnSummary* before = current();
    const std::string name = before ? before->name : std::string();
    list_model_->setTable(listTable(), {state_->language(), {}});
    list_->resizeColumnsToContents();
    list_->setColumnWidth(0, std::min(list_->columnWidth(0), 150));
    list_->horizontalHeader()->setStretchLastSection(true);
    emit summaryChanged(tr("%1 columns").arg(columns_.size()));
    select(name);
    if (!current() && !columns_.empty()) list_->selectRow(0);
    showColumn();
}

void ColumnsTab::select(const std::string& name) {
    for (int row = 0; row < proxy_->rowCount(); ++row)
        if (proxy_->index(row, 0).data().toString().toStdString() == name) return list_->selectRow(row);
}

const ColumnSummary* ColumnsTab::current() const {
    const QModelIndex index = list_->currentIndex();
    if (!index.isValid()) return nullptr;
    const std::string name = index.siblingAtColumn(0).data().toString().toStdString();
    for (const auto& c : columns_)
        if (c.name == name) return &c;
    return nullptr;
}

DataTable ColumnsTab::factsTable(const ColumnSummary& column) const {
    DataTable out;
    out.id = "column_values";
    out.title = Message::verbatim(tr("Most frequent values of %1").arg(QString::fromStdString(column.name)).toStdString());
    QString facts = tr("%1 different").arg(count_text(static_cast<qint64>(column.distinct)));
    if (const auto& n = column.numbers; n && column.kind != FieldKind::time) {
        const auto text = [&](double v) { return QString::fromStdString(format_number(v, NumberFormat::number, state_->language())); };
        facts += " · " + tr("mean %1, deviation %2").arg(text(n->mean), text(n->deviation)) + " · " +
                 tr("least %1, quarters %2, %3, %4, most %5")
                     .arg(text(n->minimum), text(n->lower_quartile), text(n->median), text(n->upper_quartile), text(n->maximum));
    }
    out.subtitle = Message::verbatim(facts.toStdString());
    out.columns = {{Message::verbatim(tr("Value").toStdString()), NumberFormat::number, true},
                   {Message::verbatim(ownerText(column.owner).toStdString()), NumberFormat::integer, false},
                   {Message::verbatim(tr("Share").toStdString()), NumberFormat::percent, false}};
    for (const auto& v : column.frequent)
        out.rows.push_back(
            {v.text, v.count, static_cast<double>(v.count) / static_cast<double>(std::max<std::int64_t>(1, column.present))});
    return out;
}

void ColumnsTab::showColumn() {
    const ColumnSummary* column = current();
    chart_->setVisible(column != nullptr);
    facts_->setVisible(column != nullptr);
    if (!column) return;
    chart_->setSeries(series_of(*column, state_->sliceText().toStdString()));
    const DataTable facts = factsTable(*column);
    facts_model_->setTable(facts, {state_->language(), {}});
    facts_->setTable(facts);
    facts_->view()->resizeColumnsToContents();
}

void ColumnsTab::offer(const QString& value, const QPoint& at) {
    const ColumnSummary* column = current();
    if (!column) return;
    auto* menu = new QMenu(this);
    menu->setObjectName("columnMenu");
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addSection(QString::fromStdString(column->name) + " = " + value);
    menu->addAction(tr("Only this"), this, [this, c = *column, value] { slice(c, value.toStdString(), false); });
    menu->addAction(tr("Leave this out"), this, [this, c = *column, value] { slice(c, value.toStdString(), true); });
    menu->popup(at);
}

void ColumnsTab::slice(const ColumnSummary& column, const std::string& value, bool out) {
    const char* op = column.kind == FieldKind::tags ? (out ? nullptr : " contains ") : out ? " != " : " = ";
    const std::string field = quote_field(column.name);
    const std::string condition = op ? field + op + quote_value(value) : "not " + field + " contains " + quote_value(value);
    const QString name = QString::fromStdString(column.name), shown = QString::fromStdString(value);
    state_->addChip({out ? tr("%1 without %2").arg(name, shown) : name + " = " + shown, condition});
}

}  // namespace adscope::ui
