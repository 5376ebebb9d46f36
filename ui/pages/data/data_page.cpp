#include "ui/pages/data/data_page.h"

#include "ui/viewmodels/formats.h"

namespace adscope::ui {

DataPage::DataPage(AppState* state, QWidget* parent)
    : Page(state, parent),
      session_(new ImportSession(state, this)),
      head_(new PageHead(this)),
      tabs_(new SegmentedControl(this)),
      stack_(new QStackedWidget(this)),
      import_(new ImportTab(state, session_)),
      sources_(new SourcesTab(state)),
      rejected_(new RejectedTab(state)),
      columns_(new ColumnsTab(state)),
      sql_(new SqlTab(state)) {
    tabs_->setObjectName("dataTabs");
    for (QWidget* w : std::initializer_list<QWidget*>{import_, sources_, rejected_, columns_, sql_}) stack_->addWidget(w);
    head_->add(tabs_);
    auto* column = page_column(this);
    column->addWidget(head_);
    column->addWidget(stack_, 1);
    connect(tabs_, &SegmentedControl::changed, this, &DataPage::show);
    connect(sources_, &SourcesTab::importRequested, this, [this] { show(Import); });
    connect(sources_, &SourcesTab::selectionChanged, this, &Page::detailsChanged);
    connect(sources_, &SourcesTab::loaded, this, [this](const std::vector<StoredSource>& sources) {
        rejected_->setSources(sources);
        rejected_->refresh();
    });
    connect(session_, &ImportSession::filesChanged, this, &DataPage::showSubtitle);
    connect(columns_, &ColumnsTab::summaryChanged, this, [this](const QString& text) {
        columns_summary_ = text;
        showSubtitle();
    });
    connect(sql_, &SqlTab::summaryChanged, this, [this](const QString& text) {
        sql_summary_ = text;
        showSubtitle();
    });
    connect(session_, &ImportSession::imported, this, [this](const ImportResult& r) {
        imported_ = {r.accepted, r.rejected, r.seconds};
        show(Sources);
    });
}

void DataPage::retranslate() {
    head_->setTitle(pageTitle());
    tabs_->setTexts({tr("Import"), tr("Sources"), tr("Rejected rows"), tr("Columns"), tr("SQL")});
    tabs_->setCurrent(stack_->currentIndex());
    import_->retranslate();
    sources_->retranslate();
    rejected_->retranslate();
    columns_->retranslate();
    sql_->retranslate();
    showSubtitle();
}

void DataPage::showSubtitle() {
    if (stack_->currentIndex() == Import && session_->file()) head_->setSmall(session_->file()->name);
    else if (stack_->currentIndex() == Columns && !columns_summary_.isEmpty()) head_->setSmall(columns_summary_);
    else if (stack_->currentIndex() == Sql && !sql_summary_.isEmpty()) head_->setSmall(tr("SQL · %1").arg(sql_summary_));
    else if (!imported_) head_->setSmall(state()->workspaceName());
    else
        head_->setSmall(tr("%1 rows imported, %2 rejected, in %3 s")
                            .arg(count_text(static_cast<qint64>(imported_->accepted)), count_text(static_cast<qint64>(imported_->rejected)),
                                 QLocale().toString(imported_->seconds, 'f', 1)));
}

void DataPage::refresh() {
    sources_->refresh();
    if (stack_->currentIndex() == Columns) columns_->refresh();
    sql_->refresh();
    showSubtitle();
}

QWidget* DataPage::details() { return stack_->currentIndex() == Sources && state()->table() ? sources_->details() : nullptr; }

void DataPage::show(int tab) {
    tabs_->setCurrent(tab);
    stack_->setCurrentIndex(tab);
    if (tab == Columns) columns_->refresh();
    showSubtitle();
    emit detailsChanged();
}

void DataPage::openPart(const QString& part) {
    show(part == "sources" ? Sources : part == "rejected" ? Rejected : part == "columns" ? Columns : part == "sql" ? Sql : Import);
}

bool DataPage::takeFiles(const QStringList& paths) {
    show(Import);
    session_->addFiles(paths);
    return true;
}

bool DataPage::settled() const {
    return sources_->settled() && rejected_->settled() && columns_->settled() && sql_->settled() && !session_->reading() &&
           !session_->checking() && !session_->importing();
}

}  // namespace adscope::ui
