#include "ui/charts/chart_card.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QVBoxLayout>

#include "ui/charts/chart_export.h"
#include "ui/charts/tool_icons.h"
#include "ui/widgets/table.h"

namespace adscope::ui {
QToolButton* chart_tool(QWidget* parent, const char* name) {
    auto* button = new QToolButton(parent);
    button->setObjectName(QString::fromLatin1(name));
    button->setAutoRaise(true);
    button->setFixedSize(26, 24);
    button->setIconSize({16, 16});
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

void name_chart_tool(QToolButton* button, const QString& text) {
    button->setToolTip(text);
    button->setAccessibleName(text);
}

ChartCard::ChartCard(AppState* state, QWidget* parent) : QFrame(parent), state_(state) {
    setProperty("role", "card");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 12, 10);
    column->setSpacing(2);
    auto* head = new QHBoxLayout;
    head->setSpacing(2);
    title_ = new QLabel(this);
    title_->setTextFormat(Qt::PlainText);
    title_->setProperty("role", "cardTitle");
    title_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    subtitle_ = new QLabel(this);
    subtitle_->setTextFormat(Qt::PlainText);
    subtitle_->setProperty("role", "subtitle");
    subtitle_->setWordWrap(true);
    controls_ = new QWidget(this);
    auto* controls = new QHBoxLayout(controls_);
    controls->setContentsMargins(0, 0, 6, 0);
    controls->setSpacing(8);
    controls_->hide();
    title_->setMinimumHeight(28);  // with and without controls the heads of neighbours are of one height
    head->addWidget(title_, 1, Qt::AlignTop);
    head->addWidget(controls_, 0, Qt::AlignTop);
    range_button_ = chart_tool(this, "whole_range");
    table_button_ = chart_tool(this, "table_view");
    report_button_ = chart_tool(this, "add_to_report");
    export_button_ = chart_tool(this, "export");
    table_button_->setCheckable(true);
    for (auto* b : {range_button_, table_button_, report_button_, export_button_}) head->addWidget(b, 0, Qt::AlignTop);
    range_button_->hide();
    column->addLayout(head);
    column->addWidget(subtitle_);
    stack_ = new QStackedWidget(this);
    view_ = new ChartView(state ? state->jobs() : nullptr, stack_);
    table_ = new QTableView(stack_);
    model_ = new DataTableModel(this);
    set_up_table(table_, 24);
    table_->setModel(model_);
    table_->setSortingEnabled(true);
    table_->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    stack_->addWidget(view_);
    stack_->addWidget(table_);
    column->addSpacing(4);
    column->addWidget(stack_, 1);
    connect(table_button_, &QToolButton::toggled, this, &ChartCard::showTable);
    connect(report_button_, &QToolButton::clicked, this, [this] { state_->addToReport(view_->series()); });
    connect(export_button_, &QToolButton::clicked, this, &ChartCard::openExportMenu);
    connect(range_button_, &QToolButton::clicked, view_, &ChartView::resetZoom);
    connect(view_, &ChartView::zoomChanged, this, [this] { range_button_->setVisible(view_->zoomed()); });
    connect(view_, &ChartView::categoryActivated, this, &ChartCard::categoryActivated);
    retranslate();
}

void ChartCard::addControl(QWidget* control) {
    controls_->layout()->addWidget(control);
    controls_->show();
}

void ChartCard::setSeries(const Series& series) {
    view_->setSeries(series);
    range_button_->setVisible(view_->zoomed());
    retranslate();
}

void ChartCard::setStale(bool stale) {
    view_->setStale(stale);
    table_->setEnabled(!stale);
}

void ChartCard::showTable(bool table) {
    if (table) fillTable();
    table_button_->setChecked(table);
    stack_->setCurrentIndex(table ? 1 : 0);
    restyle();
}

void ChartCard::fillTable() {
    model_->setTable(table_of(view_->series()), view_->chartWords());
    table_->resizeColumnsToContents();
    table_->setAccessibleName(title_->text());
}

void ChartCard::retranslate() {
    const Language language = state_ ? state_->language() : Language::en;
    view_->setWords(language, state_ && state_->table() ? state_->table()->currency : std::string());
    title_->setText(words(view_->series().title, language));
    title_->setToolTip(title_->text());
    subtitle_->setText(words(view_->series().subtitle, language));
    subtitle_->setVisible(!subtitle_->text().isEmpty());
    setAccessibleName(title_->text());
    name_chart_tool(report_button_, tr("Add to the report"));
    name_chart_tool(export_button_, tr("Export"));
    name_chart_tool(range_button_, tr("Show the whole period"));
    if (showsTable()) fillTable();
    restyle();
}

void ChartCard::restyle() {
    table_button_->setIcon(tool_icon(showsTable() ? ToolSign::chart : ToolSign::table));
    name_chart_tool(table_button_, showsTable() ? tr("Show as a chart") : tr("Show as a table"));
    report_button_->setIcon(tool_icon(ToolSign::add_to_report));
    export_button_->setIcon(tool_icon(ToolSign::download));
    range_button_->setIcon(tool_icon(ToolSign::whole_range));
}

void ChartCard::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) restyle();
    if (event->type() == QEvent::LanguageChange) retranslate();
    QFrame::changeEvent(event);
}

QByteArray ChartCard::exported(const QString& kind) const {
    const auto series = std::make_shared<const Series>(view_->series());
    const ChartStyle style{view_->chartWords(), &tokens(), false};
    const QSize size = view_->size().expandedTo({640, 360});
    if (kind == QLatin1String("csv")) return table_as_csv(table_of(*series), style.words);
    if (kind == QLatin1String("svg")) return chart_svg(series, style, size);
    return png_bytes(chart_image(series, style, size));
}

void ChartCard::openExportMenu() {
    QMenu menu(this);
    for (const auto& [kind, text] :
         {std::pair(QStringLiteral("png"), tr("Picture (PNG)…")), std::pair(QStringLiteral("svg"), tr("Drawing (SVG)…")),
          std::pair(QStringLiteral("csv"), tr("Numbers (CSV)…"))})
        menu.addAction(text, this, [this, kind = kind] { save(kind); });
    menu.addSeparator();
    menu.addAction(tr("Copy the picture"), this, [this] {
        const ChartStyle style{view_->chartWords(), &tokens(), false};
        QApplication::clipboard()->setImage(
            chart_image(std::make_shared<const Series>(view_->series()), style, view_->size().expandedTo({640, 360})));
    });
    menu.addAction(tr("Copy the numbers"), this,
                   [this] { QApplication::clipboard()->setText(table_as_tsv(table_of(view_->series()), view_->chartWords())); });
    menu.exec(export_button_->mapToGlobal(QPoint(0, export_button_->height())));
}

void ChartCard::save(const QString& kind) {
    const QString name =
        QString::fromStdString(view_->series().id.empty() ? std::string("chart") : view_->series().id) + QLatin1Char('.') + kind;
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Export"), name, kind.toUpper() + QStringLiteral(" (*.") + kind + QLatin1Char(')'));
    if (path.isEmpty()) return;
    const QByteArray bytes = exported(kind);
    state_->jobs()->run<QString>(
        tr("Saving %1").arg(path), this, [path, bytes](const JobContext&) { return write_whole(path, bytes); },
        [](const Result<QString>&) {}, QStringLiteral("export"));
}

}  // namespace adscope::ui
