#include "ui/pages/reports/reports_page.h"

#include <QDateTime>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QLocale>
#include <QScrollBar>
#include <QTextBlock>
#include <QTimer>
#include <QUrl>

#include "ui/pages/reports/report_text.h"
#include "ui/theme/tokens.h"

namespace adscope::ui {

ReportsPage::ReportsPage(AppState* state, QWidget* parent) : Page(state, parent) {
    auto* page = page_column(this);
    head_ = new PageHead;
    open_ = push_button(ButtonKind::outline, false, "folder");
    export_ = push_button(ButtonKind::primary, false, "download");
    export_->setObjectName("exportReport");
    head_->add(open_);
    head_->add(export_);
    page->addWidget(head_);
    error_ = text_label("error");
    error_->setObjectName("reportError");
    done_ = text_label("good");
    for (auto* l : {error_, done_}) {
        l->hide();
        page->addWidget(l);
    }
    auto* body = new QHBoxLayout;
    body->setSpacing(12);
    body->addWidget(makeSections());
    body->addWidget(makePreview(), 1);
    body->addWidget(makeOptions());
    page->addLayout(body, 1);

    connect(export_, &QPushButton::clicked, this, &ReportsPage::chooseFolder);
    connect(open_, &QPushButton::clicked, this, [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(last_folder_)); });
    connect(state, &AppState::reportChanged, this, [this] {
        if (isVisible()) rebuild();
    });
    fillSections();
    retranslate();
}

QWidget* ReportsPage::makePreview() {
    preview_card_ = new Card;
    preview_ = new QTextBrowser;
    preview_->setObjectName("reportPreview");
    preview_->setOpenLinks(false);
    preview_->setFrameShape(QFrame::NoFrame);
    preview_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    preview_card_->body()->addWidget(preview_, 1);
    return preview_card_;
}

QWidget* ReportsPage::makeSections() {
    sections_card_ = new Card;
    sections_card_->setFixedWidth(232);
    template_label_ = label("subtitle");
    template_ = new QComboBox;
    template_->setObjectName("reportTemplate");
    template_label_->setBuddy(template_);
    sections_ = new QListWidget;
    sections_->setObjectName("reportSections");
    sections_->setFrameShape(QFrame::NoFrame);
    sections_->setDragDropMode(QAbstractItemView::InternalMove);
    sections_->setDefaultDropAction(Qt::MoveAction);
    sections_card_->body()->setSpacing(6);
    sections_card_->body()->addWidget(template_label_);
    sections_card_->body()->addWidget(template_);
    sections_card_->body()->addWidget(sections_, 1);
    connect(template_, &QComboBox::currentIndexChanged, this, [this] {
        fillSections();
        rebuild();
    });
    connect(sections_, &QListWidget::itemChanged, this, &ReportsPage::rebuild);
    connect(sections_->model(), &QAbstractItemModel::rowsMoved, this, &ReportsPage::rebuild);
    // The chosen section is shown in the preview.
    connect(sections_, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
        if (item) showSection(item->data(Qt::UserRole).toString().toStdString());
    });
    return sections_card_;
}

void ReportsPage::showSection(const std::string& id) {
    if (!document_) return;
    for (const auto& s : document_->sections) {
        if (s.id != id) continue;
        const QTextCursor found = preview_->document()->find(QString::fromStdString(adscope::render(s.title, document_->language)));
        if (found.isNull()) continue;
        preview_->setTextCursor(QTextCursor(found.block()));
        preview_->verticalScrollBar()->setValue(preview_->verticalScrollBar()->value() + preview_->cursorRect().top() - 8);
    }
}

QWidget* ReportsPage::makeOptions() {
    options_card_ = new Card;
    options_card_->setFixedWidth(264);
    auto* inside = options_card_->body();
    inside->setSpacing(6);
    const auto add = [&](QLabel** l, QWidget* w, const char* name) {
        *l = label("subtitle");
        (*l)->setBuddy(w);
        w->setObjectName(name);
        inside->addWidget(*l);
        inside->addWidget(w);
    };
    name_ = new QLineEdit;
    advertiser_ = new QLineEdit;
    language_ = new QComboBox;
    language_->addItem(QString::fromUtf8("中文"), "zh");
    language_->addItem("English", "en");
    privacy_ = new QComboBox;
    add(&name_label_, name_, "reportTitle");
    add(&advertiser_label_, advertiser_, "reportAdvertiser");
    add(&language_label_, language_, "reportLanguage");
    add(&privacy_label_, privacy_, "reportPrivacy");
    privacy_note_ = text_label("subtitle");
    inside->addWidget(privacy_note_);
    inside->addWidget(rule());
    formats_label_ = label("strong");
    inside->addWidget(formats_label_);
    html_ = new QCheckBox("HTML");
    pdf_ = new QCheckBox("PDF");
    xlsx_ = new QCheckBox("XLSX");
    csv_ = new QCheckBox("CSV");
    for (auto* f : {html_, pdf_, xlsx_, csv_}) {
        f->setChecked(f != csv_);
        inside->addWidget(f);
    }
    inside->addWidget(rule());
    log_title_ = label("strong");
    log_ = text_label("subtitle");
    inside->addWidget(log_title_);
    inside->addWidget(log_);
    inside->addStretch(1);
    auto* wait = new QTimer(this);
    wait->setSingleShot(true);
    wait->setInterval(400);
    connect(wait, &QTimer::timeout, this, &ReportsPage::rebuild);
    for (auto* edit : {name_, advertiser_}) connect(edit, &QLineEdit::textEdited, wait, qOverload<>(&QTimer::start));
    connect(language_, &QComboBox::activated, this, [this] {
        language_->setProperty("touched", true);  // a choice of its own outlives a change of the window's language
        rebuild();
    });
    connect(privacy_, &QComboBox::activated, this, &ReportsPage::rebuild);
    return options_card_;
}

void ReportsPage::fillSections() {
    const QSignalBlocker quiet(sections_);
    const std::string chosen =
        template_->currentData().toString().isEmpty() ? "advertiser" : template_->currentData().toString().toStdString();
    sections_->clear();
    for (const auto& id : report_sections(chosen)) {
        auto* item = new QListWidgetItem(state()->words(Message("report.section_" + id)), sections_);
        item->setData(Qt::UserRole, QString::fromStdString(id));
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Checked);
    }
}

ReportRequest ReportsPage::request() const {
    ReportRequest r;
    r.report_template = template_->currentData().toString().toStdString();
    for (int i = 0; i < sections_->count(); ++i)
        if (sections_->item(i)->checkState() == Qt::Checked)
            r.sections.push_back(sections_->item(i)->data(Qt::UserRole).toString().toStdString());
    r.title = name_->text().trimmed().toStdString();
    r.advertiser = advertiser_->text().trimmed().toStdString();
    r.language = language_->currentData().toString() == "zh" ? Language::zh : Language::en;
    r.privacy = privacy_->currentIndex() == 1 ? PrivacyLevel::raw : PrivacyLevel::pseudonymous;
    r.where = state()->sliceCondition();
    r.formats.clear();
    for (const auto& [box, name] : {std::pair{html_, "html"}, {pdf_, "pdf"}, {xlsx_, "xlsx"}, {csv_, "csv"}})
        if (box->isChecked()) r.formats.push_back(name);
    return r;
}

void ReportsPage::rebuild() {
    if (!state()->table()) return;
    const ReportRequest r = request();
    if (r.sections.empty()) {
        state()->jobs()->cancel(job_);
        document_.reset();
        preview_card_->setSubtitle({});
        preview_->setPlainText(tr("No section is ticked."));
        return;
    }
    const std::string path = state()->workspacePath().toStdString();
    building_ = true;
    preview_card_->setSubtitle(tr("being made…"));
    job_ = state()->jobs()->run<std::shared_ptr<const ReportDocument>>(
        tr("Making the report"), this,
        [=](const JobContext& job) -> Result<std::shared_ptr<const ReportDocument>> {
            ADSCOPE_ASSIGN(made, build_report(path, r, job));
            return std::make_shared<const ReportDocument>(std::move(made));
        },
        [this](Result<std::shared_ptr<const ReportDocument>> made) {
            building_ = false;
            export_->setEnabled(true);
            if (request().sections.empty()) return;  // it came too late
            error_->setVisible(!made && !made.error().is_cancelled());
            if (!made) {
                error_->setText(this->state()->words(made.error().message));
                preview_card_->setSubtitle({});
                return;
            }
            document_ = *made;
            preview();
        },
        "report");
}

void ReportsPage::preview() {
    const int width = std::clamp(preview_->viewport()->width() - 72, 320, 720);
    auto* text = report_text(*document_, {}, width).release();
    text->setParent(preview_);
    text->setDocumentMargin(24);
    preview_->setDocument(text);
    delete std::exchange(preview_text_, text);
    // Paper is white in both themes.
    preview_->setStyleSheet("QTextBrowser { background: #FFFFFF; color: #1A2027; }");
    preview_card_->setSubtitle(tr("%n sections, as it will be printed", nullptr, static_cast<int>(document_->sections.size())));
}

void ReportsPage::chooseFolder() {
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder for the report"), QDir::homePath());
    if (!folder.isEmpty()) exportTo(folder);
}

void ReportsPage::exportTo(const QString& folder) {
    ReportRequest r = request();
    if (r.formats.empty()) {
        error_->setText(tr("No format is ticked. Tick HTML, PDF, XLSX or CSV."));
        error_->show();
        return;
    }
    r.out_directory = folder.toStdString();
    const std::string path = state()->workspacePath().toStdString();
    building_ = true;
    export_->setEnabled(false);
    state()->jobs()->run<ReportResult>(
        tr("Exporting the report"), this, [=](const JobContext& job) { return write_report(path, r, job, print_pdf); },
        [this, folder](Result<ReportResult> written) {
            building_ = false;
            export_->setEnabled(true);
            error_->setVisible(!written && !written.error().is_cancelled());
            done_->setVisible(written.ok());
            if (!written) {
                error_->setText(this->state()->words(written.error().message));
                return;
            }
            last_folder_ = folder;
            open_->setEnabled(true);
            QStringList names;
            for (const auto& f : written->files) names << QFileInfo(QString::fromStdString(f)).fileName();
            done_->setText(tr("Written to %1: %2").arg(folder, names.join(", ")));
            fillLog();
        },
        "export");
}

void ReportsPage::fillLog() {
    struct Log {
        QStringList lines;
    };
    const std::string path = state()->workspacePath().toStdString();
    state()->jobs()->run<Log>(
        tr("Reading the log of exports"), this,
        [path](const JobContext&) -> Result<Log> {
            ADSCOPE_ASSIGN(workspace, Workspace::open(path, Database::Access::read_only));
            ADSCOPE_ASSIGN(select, workspace.database().prepare("SELECT path, created_at FROM exports ORDER BY id DESC LIMIT 6"));
            Log log;
            while (true) {
                ADSCOPE_ASSIGN(row, select.step());
                if (!row) return log;
                const QString name =
                    QFileInfo(QString::fromUtf8(select.text(0).data(), static_cast<qsizetype>(select.text(0).size()))).fileName();
                log.lines << QLocale().toString(QDateTime::fromMSecsSinceEpoch(select.integer(1)), QLocale::ShortFormat) + "  " + name;
            }
        },
        [this](Result<Log> log) { log_->setText(!log || log->lines.isEmpty() ? tr("nothing exported yet") : log->lines.join('\n')); },
        "log", false);
}

void ReportsPage::refresh() {
    const bool open = state()->table() != nullptr;
    export_->setEnabled(open && !building_);
    open_->setEnabled(!last_folder_.isEmpty());
    head_->setSmall(open ? tr("Slice: %1").arg(state()->sliceText()) : tr("Open a workspace first."));
    if (!open) return;
    if (name_->text().isEmpty()) name_->setText(state()->workspaceName());
    rebuild();
    fillLog();
}

void ReportsPage::retranslate() {
    head_->setTitle(pageTitle());
    export_->setText(tr("Export…"));
    open_->setText(tr("Open folder"));
    sections_card_->setTitle(tr("Sections"));
    sections_card_->setSubtitle(tr("Tick to include, drag to reorder"));
    template_label_->setText(tr("Template"));
    const QString chosen = template_->currentData().toString();
    {
        const QSignalBlocker quiet(template_);
        template_->clear();
        for (const auto& t : report_templates())
            template_->addItem(state()->words(Message("report.template_" + t)), QString::fromStdString(t));
        template_->setCurrentIndex(std::max(0, template_->findData(chosen)));
    }
    for (int i = 0; i < sections_->count(); ++i)
        sections_->item(i)->setText(
            state()->words(Message("report.section_" + sections_->item(i)->data(Qt::UserRole).toString().toStdString())));
    sections_->setAccessibleName(tr("Sections"));
    preview_card_->setTitle(tr("Preview"));
    preview_->setAccessibleName(tr("Preview"));
    options_card_->setTitle(tr("Options"));
    name_label_->setText(tr("Title"));
    advertiser_label_->setText(tr("Advertiser"));
    language_label_->setText(tr("Language of the report"));
    privacy_label_->setText(tr("Privacy"));
    const int level = std::max(0, privacy_->currentIndex());
    privacy_->clear();
    privacy_->addItems({tr("Pseudonyms"), tr("Raw identifiers")});
    privacy_->setCurrentIndex(level);
    privacy_note_->setText(tr("Pseudonyms are keyed; the key stays on this computer."));
    formats_label_->setText(tr("Formats"));
    log_title_->setText(tr("Exported"));
    if (language_->property("touched").toBool() == false) language_->setCurrentIndex(state()->language() == Language::zh ? 0 : 1);
    refresh();
}

}  // namespace adscope::ui
