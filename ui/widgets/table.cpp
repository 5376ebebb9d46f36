#include "ui/widgets/table.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QMenu>
#include <QPainter>
#include <QVBoxLayout>

#include "ui/theme/tokens.h"

namespace adscope::ui {
namespace {

void choose_columns(QTableView* table, const QPoint& at) {
    QMenu menu(table);
    QHeaderView* head = table->horizontalHeader();
    const int shown = head->count() - head->hiddenSectionCount();
    for (int visual = 0; visual < head->count(); ++visual) {
        const int column = head->logicalIndex(visual);
        const QString name = table->model()->headerData(column, Qt::Horizontal).toString();
        if (name.isEmpty()) continue;
        auto* a = menu.addAction(QString(name).replace('&', "&&"));
        a->setCheckable(true);
        a->setChecked(!head->isSectionHidden(column));
        a->setEnabled(shown > 1 || head->isSectionHidden(column));
        QObject::connect(a, &QAction::toggled, table, [table, column](bool on) { table->setColumnHidden(column, !on); });
    }
    menu.exec(head->mapToGlobal(at));
}

// Tabs and line ends inside a cell would break the table.
QString plain_cell(QString text) { return text.replace('\t', ' ').replace('\n', ' ').replace('\r', ' '); }

}  // namespace

void set_up_table(QTableView* table, int row_height) {
    table->setItemDelegate(new TableDelegate(table));
    table->setShowGrid(false);
    table->setFrameShape(QFrame::NoFrame);
    table->setWordWrap(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setTabKeyNavigation(false);
    table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);  // the model's order until a head is clicked
    table->setSortingEnabled(true);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setTextElideMode(Qt::ElideRight);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->verticalHeader()->setMinimumSectionSize(row_height);
    table->verticalHeader()->setDefaultSectionSize(row_height);
    QHeaderView* head = table->horizontalHeader();
    head->setHighlightSections(false);
    head->setSectionsMovable(true);
    head->setFixedHeight(28);
    head->setMinimumSectionSize(40);
    head->setContextMenuPolicy(Qt::CustomContextMenu);
    QObject::connect(head, &QHeaderView::customContextMenuRequested, table, [table](const QPoint& at) { choose_columns(table, at); });
    auto* copy = new QAction(table);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    QObject::connect(copy, &QAction::triggered, table, [table] { QApplication::clipboard()->setText(selection_as_tsv(table)); });
    table->addAction(copy);
}

QFrame* framed(QWidget* view) {
    auto* frame = new QFrame;
    frame->setProperty("role", "card");
    auto* box = new QVBoxLayout(frame);
    box->setContentsMargins(1, 1, 1, 1);
    box->addWidget(view);
    return frame;
}

QString selection_as_tsv(const QTableView* table) {
    const QAbstractItemModel* model = table->model();
    const QHeaderView* head = table->horizontalHeader();
    QList<int> columns;
    for (int visual = 0; visual < head->count(); ++visual)
        if (const int c = head->logicalIndex(visual); !head->isSectionHidden(c)) columns << c;
    QList<int> rows;
    for (const auto& i : table->selectionModel()->selectedRows()) rows << i.row();
    if (rows.isEmpty())
        for (int r = 0; r < model->rowCount(); ++r) rows << r;
    std::sort(rows.begin(), rows.end());
    QString out;
    const auto line = [&](auto&& cell) {
        QStringList cells;
        for (const int c : columns) cells << plain_cell(cell(c));
        out += cells.join('\t') + '\n';
    };
    line([&](int c) { return model->headerData(c, Qt::Horizontal).toString(); });
    for (const int r : rows) line([&](int c) { return model->index(r, c).data(Qt::DisplayRole).toString(); });
    return out;
}

void TableDelegate::paintGround(QPainter* painter, const QStyleOptionViewItem& option) {
    const Tokens& t = tokens();
    painter->fillRect(option.rect, option.state & QStyle::State_Selected ? t.accentWeak : t.surface);
    painter->setPen(t.line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
}

void TableDelegate::paintFocus(QPainter* painter, const QStyleOptionViewItem& option) {
    if (!(option.state & QStyle::State_HasFocus)) return;
    painter->save();
    painter->setPen(QPen(tokens().accent, 2));
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(option.rect.adjusted(1, 1, -1, -2));
    painter->restore();
}

void TableDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyleOptionViewItem plain = option;
    plain.state &= ~QStyle::State_HasFocus;
    QStyledItemDelegate::paint(painter, plain, index);
    paintFocus(painter, option);
}

QSize TableDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QSize s = QStyledItemDelegate::sizeHint(option, index);
    s.setWidth(s.width() + 18);
    return s;
}

}  // namespace adscope::ui
