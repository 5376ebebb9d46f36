#include "ui/pages/data/rejected_tab.h"

#include <QFileDialog>
#include <QHeaderView>
#include <QSaveFile>

#include "ui/theme/tokens.h"
#include "ui/viewmodels/formats.h"
#include "ui/widgets/table.h"

namespace adscope::ui {
namespace {

// A cell that a spreadsheet would take for a formula gets an apostrophe before it: rejected rows are foreign text.
QByteArray csv_cell(const std::string& text) {
    QByteArray out = QByteArray::fromStdString(text);
    if (!out.isEmpty() && QByteArrayView("=+-@\t\r").contains(out[0])) out.prepend('\'');
    if (!out.contains('"') && !out.contains(',') && !out.contains('\n') && !out.contains('\r')) return out;
    return '"' + out.replace("\"", "\"\"") + '"';
}

}  // namespace

Result<qint64> export_rejected(const std::string& workspace, std::int64_t source, const std::string& reason, const QString& path,
                               Language language, const JobContext& job) {
    const auto failed = [&](const QString& cause) {
        return Error(ErrorCode::io, "base.file_write", {{"path", path.toStdString()}, {"cause", cause.toStdString()}});
    };
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return failed(file.errorString());
    file.write("source,line,reason,message,raw\r\n");
    constexpr std::size_t kBlock = 10'000;
    qint64 rows = 0;
    while (true) {
        if (job.cancelled()) return Error::cancelled();
        ADSCOPE_ASSIGN(block, list_rejected(workspace, source, reason, kBlock, static_cast<std::size_t>(rows)));
        for (const auto& r : block)
            file.write(QByteArray::number(static_cast<qlonglong>(r.source)) + ',' + QByteArray::number(static_cast<qulonglong>(r.line)) +
                       ',' + csv_cell(r.reason) + ',' + csv_cell(render(r.message, language)) + ',' + csv_cell(r.raw) + "\r\n");
        rows += static_cast<qint64>(block.size());
        if (block.size() < kBlock) break;
    }
    if (!file.commit()) return failed(file.errorString());
    return rows;
}

RejectedTab::RejectedTab(AppState* state, QWidget* parent) : QWidget(parent), state_(state) {
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    card_ = new Card;
    source_ = new QComboBox(card_);
    reason_ = new QComboBox(card_);
    source_->setObjectName("rejectedSource");
    reason_->setObjectName("rejectedReason");
    for (auto* b : {source_, reason_}) b->setSizeAdjustPolicy(QComboBox::AdjustToContents), b->setMaximumWidth(240);
    export_ = push_button(ButtonKind::outline, true, "download", card_);
    export_->setObjectName("exportRejected");
    card_->addTool(source_);
    card_->addTool(reason_);
    card_->addTool(export_);
    model_ = new RejectedModel(this);
    proxy_ = new QSortFilterProxyModel(this);
    proxy_->setSourceModel(model_);
    proxy_->setSortRole(RejectedModel::SortRole);
    table_ = new QTableView;
    table_->setObjectName("rejected");
    table_->setModel(proxy_);
    set_up_table(table_);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->sortByColumn(-1, Qt::AscendingOrder);
    card_->body()->addWidget(table_, 1);
    auto* foot = new QHBoxLayout;
    window_ = label("hint", card_);
    earlier_ = push_button(ButtonKind::outline, true, {}, card_);
    later_ = push_button(ButtonKind::outline, true, {}, card_);
    foot->addWidget(window_, 1);
    foot->addWidget(earlier_);
    foot->addWidget(later_);
    card_->body()->addLayout(foot);
    column->addWidget(card_, 1);
    column->addWidget(buildEditor());
    empty_ = new EmptyState("check");
    area_ = new StatefulArea(state, content, empty_);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(area_);
    const auto again = [this] {
        offset_ = 0;
        refresh();
    };
    connect(source_, &QComboBox::activated, this, again);
    connect(reason_, &QComboBox::activated, this, again);
    connect(earlier_, &QPushButton::clicked, this, [this] {
        offset_ -= std::min(offset_, RejectedModel::kWindow);
        refresh();
    });
    connect(later_, &QPushButton::clicked, this, [this] {
        offset_ += RejectedModel::kWindow;
        refresh();
    });
    connect(export_, &QPushButton::clicked, this, [this] {
        const QString path = QFileDialog::getSaveFileName(this, tr("Export the rejected rows"), "rejected.csv", tr("CSV (*.csv)"));
        if (!path.isEmpty()) exportTo(path);
    });
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RejectedTab::select);
    connect(model_, &QAbstractItemModel::modelReset, this, &RejectedTab::select);
    connect(retry_, &QPushButton::clicked, this, &RejectedTab::retry);
    area_->showEmpty();
}

QWidget* RejectedTab::buildEditor() {
    editor_card_ = new Card;
    raw_ = new QPlainTextEdit;
    raw_->setObjectName("rawEditor");
    raw_->setFont(codeFont(12));
    raw_->setFixedHeight(64);
    raw_->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    why_ = label("warn");
    why_->setWordWrap(true);
    outcome_ = label("good");
    retry_ = push_button(ButtonKind::primary, true, "retry");
    retry_->setObjectName("retryRow");
    auto* line = new QHBoxLayout;
    line->addWidget(outcome_, 1);
    line->addWidget(retry_);
    editor_card_->body()->addWidget(why_);
    editor_card_->body()->addWidget(raw_);
    editor_card_->body()->addLayout(line);
    auto* all = new QHBoxLayout;
    replace_ = new QLineEdit;
    replace_->setObjectName("replaceText");
    by_ = new QLineEdit;
    by_->setObjectName("replaceBy");
    fit_ = new QCheckBox;
    fit_->setObjectName("fitCells");
    retry_all_ = push_button(ButtonKind::outline, true, "retry");
    retry_all_->setObjectName("retryAll");
    in_all_ = label("secondary");
    by_words_ = label("secondary");
    for (QWidget* w : {static_cast<QWidget*>(in_all_), static_cast<QWidget*>(replace_), static_cast<QWidget*>(by_words_),
                       static_cast<QWidget*>(by_), static_cast<QWidget*>(fit_)})
        all->addWidget(w);
    for (auto* edit : {replace_, by_}) edit->setMinimumWidth(90);
    all->addStretch(1);
    all->addWidget(retry_all_);
    editor_card_->body()->addWidget(rule());
    editor_card_->body()->addLayout(all);
    connect(retry_all_, &QPushButton::clicked, this, &RejectedTab::retryAll);
    return editor_card_;
}

void RejectedTab::retranslate() {
    card_->setTitle(tr("Rejected rows"));
    export_->setText(tr("Export…"));
    earlier_->setText(tr("Earlier"));
    later_->setText(tr("Later"));
    editor_card_->setTitle(tr("Mend a row"));
    editor_card_->setSubtitle(tr("what is accepted becomes an event and leaves the list"));
    retry_->setText(tr("Try again"));
    in_all_->setText(tr("In all: replace"));
    by_words_->setText(tr("by"));
    fit_->setText(tr("fit the number of cells"));
    fit_->setToolTip(tr("Short rows are filled with empty cells, surplus cells joined to the last"));
    replace_->setAccessibleName(tr("Text to replace in all rows"));
    by_->setAccessibleName(tr("Text to put in its place"));
    empty_->setWords(tr("No row was rejected"),
                     tr("Rows that cannot be events are kept here with their line and reason, to be mended or exported."));
    source_->setAccessibleName(tr("File"));
    reason_->setAccessibleName(tr("Reason"));
    raw_->setAccessibleName(tr("Raw text of the row"));
    table_->setAccessibleName(card_->title());
    area_->retranslate();
    fillFilters();
}

void RejectedTab::setSources(const std::vector<StoredSource>& sources) {
    sources_ = sources;
    fillFilters();
}

void RejectedTab::fillFilters() {
    const QVariant source = source_->currentData(), reason = reason_->currentData();
    source_->clear();
    reason_->clear();
    source_->addItem(tr("all files"), 0);
    reason_->addItem(tr("all reasons"), QString());
    std::map<std::string, std::uint64_t> reasons;
    for (const auto& s : sources_) {
        if (s.rejected > 0) source_->addItem(QString::fromStdString(s.name), static_cast<qlonglong>(s.id));
        for (const auto& [code, n] : s.reasons) reasons[code] += n;
    }
    for (const auto& [code, n] : reasons)
        reason_->addItem(tr("%1 (%2)").arg(reason_words(code, state_->language()), count_text(static_cast<qint64>(n))),
                         QString::fromStdString(code));
    source_->setCurrentIndex(std::max(0, source_->findData(source)));
    reason_->setCurrentIndex(std::max(0, reason_->findData(reason)));
    showBalance();
}

void RejectedTab::refresh() {
    if (!state_->table()) {
        model_->setRows({}, {}, state_->language());
        area_->showEmpty();
        return;
    }
    const auto source = source_->currentData().toLongLong();
    const auto reason = reason_->currentData().toString().toStdString();
    job_ = state_->jobs()->run<std::vector<RejectedRow>>(
        tr("Reading the rejected rows"), this,
        [path = state_->workspacePath().toStdString(), source, reason, offset = offset_](const JobContext&) {
            return list_rejected(path, source, reason, RejectedModel::kWindow, offset);
        },
        [this, filtered = source != 0 || !reason.empty()](Result<std::vector<RejectedRow>> rows) {
            job_ = 0;
            if (!rows) return area_->showFailed(rows.error());
            std::map<std::int64_t, QString> names;
            qint64 all = 0;
            for (const auto& s : sources_) {
                names[s.id] = QString::fromStdString(s.name);
                all += static_cast<qint64>(s.rejected);
            }
            const auto shown = static_cast<qint64>(rows->size());
            model_->setRows(std::move(*rows), names, state_->language());
            table_->setColumnWidth(RejectedModel::Line, 90);
            table_->setColumnWidth(RejectedModel::Source, 170);
            table_->setColumnWidth(RejectedModel::Reason, 380);
            table_->horizontalHeader()->setSectionResizeMode(RejectedModel::Raw, QHeaderView::Stretch);
            const auto first = static_cast<qint64>(offset_);
            window_->setText(
                shown == 0
                    ? tr("none")
                    : tr("rows %1 to %2, of %3 rejected in all").arg(count_text(first + 1), count_text(first + shown), count_text(all)));
            earlier_->setVisible(offset_ > 0);
            later_->setVisible(shown == static_cast<qint64>(RejectedModel::kWindow));
            if (shown > 0) table_->selectRow(0);
            outcome_->setText(std::exchange(told_, QString()));
            showBalance();
            if (shown == 0 && !filtered && offset_ == 0) area_->showEmpty();
            else area_->showDone();
        },
        "rejected", false);
}

const RejectedRow* RejectedTab::selected() const {
    const auto rows = table_->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : &model_->at(proxy_->mapToSource(rows.first()).row());
}

void RejectedTab::select() {
    const RejectedRow* row = selected();
    retry_->setEnabled(row != nullptr);
    raw_->setEnabled(row != nullptr);
    outcome_->clear();
    why_->setText(row ? state_->words(row->message) : QString());
    why_->setVisible(row != nullptr);
    raw_->setPlainText(row ? QString::fromStdString(row->raw) : QString());
}

void RejectedTab::retry() {
    const RejectedRow* row = selected();
    if (!row) return;
    retry_->setEnabled(false);
    job_ = state_->jobs()->run<bool>(
        tr("Trying a row again"), this,
        [path = state_->workspacePath().toStdString(), id = row->id,
         raw = raw_->toPlainText().toStdString()](const JobContext&) -> Result<bool> {
            ADSCOPE_TRY(retry_rejected(path, id, raw));
            return true;
        },
        [this](Result<bool> accepted) {
            job_ = 0;
            retry_->setEnabled(true);
            if (!accepted) {
                why_->setText(state_->words(accepted.error().message));
                return;
            }
            state_->reload();
        },
        {}, false);
}

void RejectedTab::retryAll() {
    RetryRequest request{source_->currentData().toLongLong(), reason_->currentData().toString().toStdString(),
                         replace_->text().toStdString(), by_->text().toStdString(), fit_->isChecked()};
    retry_all_->setEnabled(false);
    job_ = state_->jobs()->run<RetryResult>(
        tr("Trying the rejected rows again"), this,
        [path = state_->workspacePath().toStdString(), request](const JobContext& job) { return retry_rejected_all(path, request, job); },
        [this](Result<RetryResult> result) {
            job_ = 0;
            retry_all_->setEnabled(true);
            if (!result) {
                if (!result.error().is_cancelled()) why_->setText(state_->words(result.error().message));
                return;
            }
            told_ = tr("%1 of %2 rows accepted")
                        .arg(count_text(static_cast<qint64>(result->accepted)), count_text(static_cast<qint64>(result->tried)));
            if (result->accepted > 0) state_->reload();
            else refresh();
        });
}

// Accepted + rejected = read, of what the filter of files shows.
void RejectedTab::showBalance() {
    std::uint64_t read = 0, accepted = 0, rejected = 0;
    const auto chosen = source_->currentData().toLongLong();
    for (const auto& s : sources_) {
        if (s.content == "feedback" || (chosen != 0 && s.id != chosen)) continue;
        read += s.read;
        accepted += s.accepted;
        rejected += s.rejected;
    }
    card_->setSubtitle(tr("%1 accepted + %2 rejected = %3 read")
                           .arg(count_text(static_cast<qint64>(accepted)), count_text(static_cast<qint64>(rejected)),
                                count_text(static_cast<qint64>(read))));
    std::uint64_t waiting = 0;
    const auto reason = reason_->currentData().toString().toStdString();
    for (const auto& s : sources_)
        if (s.content == "events" && (chosen == 0 || s.id == chosen))
            for (const auto& [code, n] : s.reasons)
                if (reason.empty() || code == reason) waiting += n;
    retry_all_->setText(tr("Try all %1 again").arg(count_text(static_cast<qint64>(waiting))));
    retry_all_->setEnabled(waiting > 0 && job_ == 0);
}

void RejectedTab::exportTo(const QString& path) {
    const auto source = source_->currentData().toLongLong();
    const auto reason = reason_->currentData().toString().toStdString();
    job_ = state_->jobs()->run<qint64>(
        tr("Exporting the rejected rows"), this,
        [file = state_->workspacePath().toStdString(), source, reason, path, language = state_->language()](const JobContext& job) {
            return export_rejected(file, source, reason, path, language, job);
        },
        [this, path](Result<qint64> rows) {
            job_ = 0;
            if (!rows) return area_->showFailed(rows.error());
            outcome_->setText(tr("%1 rows written to %2").arg(count_text(*rows), path));
        });
}

}  // namespace adscope::ui
