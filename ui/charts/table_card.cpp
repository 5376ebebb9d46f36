#include "ui/charts/table_card.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QMenu>
#include <QVBoxLayout>

#include "ui/charts/chart_card.h"
#include "ui/charts/chart_export.h"
#include "ui/charts/tool_icons.h"
#include "ui/widgets/table.h"

namespace adscope::ui {

TableCard::TableCard(AppState* state, QWidget* parent) : QFrame(parent), state_(state) {
    setProperty("role", "card");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 12, 1, 6);
    column->setSpacing(2);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(15, 0, 11, 0);
    head->setSpacing(2);
    title_ = new QLabel(this);
    title_->setProperty("role", "cardTitle");
    title_->setTextFormat(Qt::PlainText);
    title_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    subtitle_ = new QLabel(this);
    subtitle_->setProperty("role", "subtitle");
    subtitle_->setTextFormat(Qt::PlainText);
    subtitle_->setWordWrap(true);
    subtitle_->setContentsMargins(15, 0, 15, 0);
    title_->setMinimumHeight(28);
    head->addWidget(title_, 1, Qt::AlignTop);
    report_button_ = chart_tool(this, "add_to_report");
    export_button_ = chart_tool(this, "export");
    head->addWidget(report_button_);
    head->addWidget(export_button_);
    view_ = new QTableView(this);
    set_up_table(view_);
    column->addLayout(head);
    column->addWidget(subtitle_);
    column->addSpacing(4);
    column->addWidget(view_, 1);
    connect(report_button_, &QToolButton::clicked, this, [this] { state_->addToReport(table_); });
    connect(export_button_, &QToolButton::clicked, this, &TableCard::openExportMenu);
    retranslate();
}

ChartWords TableCard::chartWords() const { return {state_->language(), state_->table() ? state_->table()->currency : std::string()}; }

void TableCard::setTable(const DataTable& table) {
    table_ = table;
    setTitle(words(table.title, state_->language()), words(table.subtitle, state_->language()));
}

void TableCard::setTitle(const QString& title, const QString& subtitle) {
    title_->setText(title);
    title_->setToolTip(title);
    subtitle_->setText(subtitle);
    subtitle_->setVisible(!subtitle.isEmpty());
    view_->setAccessibleName(title);
    view_->setAccessibleDescription(subtitle);
}

void TableCard::retranslate() {
    name_chart_tool(report_button_, tr("Add to the report"));
    name_chart_tool(export_button_, tr("Export"));
    restyle();
}

void TableCard::restyle() {
    report_button_->setIcon(tool_icon(ToolSign::add_to_report));
    export_button_->setIcon(tool_icon(ToolSign::download));
}

void TableCard::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) restyle();
    if (event->type() == QEvent::LanguageChange) retranslate();
    QFrame::changeEvent(event);
}

void TableCard::openExportMenu() {
    QMenu menu(this);
    menu.addAction(tr("Numbers (CSV)…"), this, [this] {
        const QString path = QFileDialog::getSaveFileName(this, tr("Export"), QString::fromStdString(table_.id) + QStringLiteral(".csv"),
                                                          QStringLiteral("CSV (*.csv)"));
        if (path.isEmpty()) return;
        state_->jobs()->run<QString>(
            tr("Saving %1").arg(path), this,
            [path, table = table_, w = chartWords()](const JobContext&) { return write_whole(path, table_as_csv(table, w)); },
            [](const Result<QString>&) {}, QStringLiteral("export"));
    });
    menu.addAction(tr("Copy the numbers"), this, [this] { QApplication::clipboard()->setText(table_as_tsv(table_, chartWords())); });
    menu.exec(export_button_->mapToGlobal(QPoint(0, export_button_->height())));
}

}  // namespace adscope::ui
