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
      rejected_(new RejectedTab(state)) {
    tabs_->setObjectName("dataTabs");
    for (QWidget* w : {static_cast<QWidget*>(import_), static_cast<QWidget*>(sources_), static_cast<QWidget*>(rejected_)})
        stack_->addWidget(w);
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
    connect(session_, &ImportSession::imported, this, [this](const ImportResult& r) {
        imported_ = {r.accepted, r.rejected, r.seconds};
        show(Sources);
    });
}

void DataPage::retranslate() {
    head_->setTitle(pageTitle());
    tabs_->setTexts({tr("Import"), tr("Sources"), tr("Rejected rows")});
    tabs_->setCurrent(stack_->currentIndex());
    import_->retranslate();
    sources_->retranslate();
    rejected_->retranslate();
    showSubtitle();
}

void DataPage::showSubtitle() {
    if (stack_->currentIndex() == Import && session_->file()) head_->setSmall(session_->file()->name);
    else if (!imported_) head_->setSmall(state()->workspaceName());
    else
        head_->setSmall(tr("%1 rows imported, %2 rejected, in %3 s")
                            .arg(count_text(static_cast<qint64>(imported_->accepted)), count_text(static_cast<qint64>(imported_->rejected)),
                                 QLocale().toString(imported_->seconds, 'f', 1)));
}

void DataPage::refresh() {
    sources_->refresh();
    showSubtitle();
}

QWidget* DataPage::details() { return stack_->currentIndex() == Sources && state()->table() ? sources_->details() : nullptr; }

void DataPage::show(int tab) {
    tabs_->setCurrent(tab);
    stack_->setCurrentIndex(tab);
    showSubtitle();
    emit detailsChanged();
}

void DataPage::openPart(const QString& part) { show(part == "sources" ? Sources : part == "rejected" ? Rejected : Import); }

bool DataPage::takeFiles(const QStringList& paths) {
    show(Import);
    session_->addFiles(paths);
    return true;
}

bool DataPage::settled() const {
    return sources_->settled() && rejected_->settled() && !session_->reading() && !session_->checking() && !session_->importing();
}

}  // namespace adscope::ui
