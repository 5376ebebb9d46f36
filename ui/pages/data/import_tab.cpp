#include "ui/pages/data/import_tab.h"

#include <QFileDialog>
#include <QPainter>
#include <QScrollBar>

#include "ui/theme/tokens.h"
#include "ui/widgets/table.h"

namespace adscope::ui {
namespace {

// What the dots mean.
class DotLegend : public QWidget {
public:
    explicit DotLegend(QWidget* parent) : QWidget(parent) { setFixedSize(258, 20); }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter p(this);
        p.setFont(ui::font(Type::small));
        double x = 0;
        const std::pair<double, QString> kinds[] = {
            {0.95, QString::fromUtf8("≥ 90 %")}, {0.8, QString::fromUtf8("70–89 %")}, {0.5, QString::fromUtf8("< 70 %")}};
        for (const auto& [confidence, words] : kinds) {
            paint_dots(p, {x, height() / 2.0}, confidence);
            p.setPen(tokens().text2);
            p.drawText(QRectF(x + 32, 0, 60, height()), Qt::AlignVCenter, words);
            x += 86;
        }
    }
};

}  // namespace

ImportTab::ImportTab(AppState* state, ImportSession* session, QWidget* parent) : QWidget(parent), state_(state), session_(session) {
    files_ = new FileList(state, session);
    files_->setFixedWidth(216);
    dialect_ = new DialectStrip(state, session, {"delimiter", "quote", "encoding", "header", "preset"}, false);
    dry_run_ = new DryRunCard(state, session);
    dry_run_->setFixedWidth(280);
    auto* content = new QWidget;
    auto* row = new QHBoxLayout(content);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    auto* middle = new QVBoxLayout;
    middle->setSpacing(12);
    middle->addWidget(dialect_);
    middle->addWidget(buildPreview(), 1);
    row->addWidget(files_);
    row->addLayout(middle, 1);
    row->addWidget(dry_run_);
    empty_ = new EmptyState("upload");
    choose_ = empty_->addButton(ButtonKind::primary);
    choose_->setObjectName("chooseFiles");
    area_ = new StatefulArea(state, content, empty_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(area_);
    connect(choose_, &QPushButton::clicked, this, &ImportTab::chooseFiles);
    connect(files_, &FileList::addRequested, this, &ImportTab::chooseFiles);
    connect(session_, &ImportSession::currentChanged, this, &ImportTab::showPreview);
    connect(session_, &ImportSession::filesChanged, this, [this] {
        if (session_->files().empty()) area_->showEmpty();
        else if (area_->state() == StatefulArea::State::empty) area_->showDone();
    });
    connect(session_, &ImportSession::mappingChanged, this, [this] {
        header_->showRoles();
        showFoot();
    });
    connect(session_, &ImportSession::importFailed, area_, &StatefulArea::showFailed);
    connect(session_, &ImportSession::importChanged, this, [this] {
        if (session_->importing()) area_->showWorking(session_->importJob(), tr("Importing"), false);
        else if (area_->state() == StatefulArea::State::working) session_->files().empty() ? area_->showEmpty() : area_->showDone();
    });
    area_->showEmpty();
    retranslate();
}

QWidget* ImportTab::buildPreview() {
    preview_card_ = new Card;
    preview_card_->addTool(new DotLegend(preview_card_));
    model_ = new PreviewModel(this);
    table_ = new QTableView;
    table_->setObjectName("preview");
    header_ = new RoleHeader(session_, table_);
    table_->setHorizontalHeader(header_);
    table_->setModel(model_);
    set_up_table(table_, 24);
    header_->setFixedHeight(84);
    header_->setSectionsMovable(false);
    header_->setContextMenuPolicy(Qt::NoContextMenu);
    table_->setSortingEnabled(false);
    header_->setSortIndicatorShown(false);
    connect(table_->horizontalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        header_->resizeSection(0, header_->sectionSize(0));
        emit header_->geometriesChanged();
    });
    preview_card_->body()->addWidget(table_, 1);
    foot_ = label("hint", preview_card_);
    preview_card_->body()->addWidget(foot_);
    return preview_card_;
}

void ImportTab::retranslate() {
    empty_->setWords(tr("No file to import yet"), tr("Choose a log, or drop files anywhere in the window. Columns, kinds and roles are "
                                                     "guessed and can be corrected before anything is written."));
    choose_->setText(tr("Choose files…"));
    preview_card_->setTitle(tr("Preview"));
    table_->setAccessibleName(tr("Preview of the file"));
    files_->retranslate();
    dialect_->retranslate();
    dry_run_->retranslate();
    area_->retranslate();
    header_->showRoles();
    showPreview();
}

void ImportTab::showPreview() {
    const ImportFile* file = session_->file();
    const bool ready = file && file->state == ImportFile::State::ready;
    model_->setPreview(ready ? file->preview : FilePreview());
    header_->rebuild();
    table_->clearSpans();
    for (int r = 0; r < model_->rowCount(); ++r)
        if (model_->isHeading(r) && model_->columnCount() > 1) table_->setSpan(r, 0, 1, model_->columnCount());
    table_->resizeColumnsToContents();
    for (int c = 0; c < model_->columnCount(); ++c)
        table_->setColumnWidth(c, std::min(220, std::max(header_->sectionSizeHint(c), table_->columnWidth(c))));
    preview_card_->setSubtitle(!file                                      ? QString()
                               : ready                                    ? file->name
                               : file->state == ImportFile::State::failed ? state_->words(file->error.message)
                                                                          : tr("reading…"));
    showFoot();
}

void ImportTab::showFoot() {
    const ImportFile* file = session_->file();
    if (!file || file->state != ImportFile::State::ready) return foot_->setText({});
    int mapped = 0, ignored = 0, kept = 0;
    for (std::size_t i = 0; i < file->preview.columns.size(); ++i) {
        const Role role = session_->role(*file, i).role;
        ignored += role == Role::ignore;
        kept += role == Role::kept;
    }
    mapped = static_cast<int>(file->preview.columns.size()) - ignored - kept;
    foot_->setText(tr("%1 columns · %2 mapped · %3 kept · %4 ignored; Ctrl+Z takes a change of role back")
                       .arg(file->preview.columns.size())
                       .arg(mapped)
                       .arg(kept)
                       .arg(ignored));
}

void ImportTab::chooseFiles() {
    session_->addFiles(
        QFileDialog::getOpenFileNames(this, tr("Choose logs to import"), {}, tr("Logs (*.csv *.tsv *.txt *.gz *.zst);;All files (*)")));
}

}  // namespace adscope::ui
