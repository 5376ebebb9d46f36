#include "ui/pages/data/file_list.h"

#include <QComboBox>
#include <QGridLayout>

#include "ui/theme/tokens.h"
#include "ui/viewmodels/formats.h"

namespace adscope::ui {

FileList::FileList(AppState* state, ImportSession* session, QWidget* parent)
    : Card(parent),
      state_(state),
      session_(session),
      list_(new QListWidget(this)),
      add_(push_button(ButtonKind::outline, true, "plus", this)),
      drop_(label("hint", this)) {
    addTool(add_);
    list_->setObjectName("importFiles");
    list_->setFrameShape(QFrame::NoFrame);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    body()->setContentsMargins(0, 0, 0, 0);
    body()->addWidget(list_, 1);
    drop_->setWordWrap(true);
    drop_->setAlignment(Qt::AlignCenter);
    drop_->setMinimumHeight(64);
    drop_->setObjectName("dropHint");
    drop_->setStyleSheet("#dropHint { border: 1px dashed; border-radius: 4px; padding: 6px; }");
    body()->addWidget(drop_);
    connect(add_, &QPushButton::clicked, this, &FileList::addRequested);
    connect(session_, &ImportSession::filesChanged, this, &FileList::fill);
    connect(session_, &ImportSession::currentChanged, this, [this] { list_->setCurrentRow(session_->current()); });
    connect(list_, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0) session_->setCurrent(row);
    });
    retranslate();
}

void FileList::retranslate() {
    setTitle(tr("Files"));
    add_->setText(tr("Add"));
    list_->setAccessibleName(tr("Files to import"));
    drop_->setText(tr("Drop files anywhere in the window.\nCSV · TSV · gz · zst"));
    fill();
}

QWidget* FileList::makeRow(int index) {
    const ImportFile& f = session_->files()[static_cast<std::size_t>(index)];
    auto* row = new QWidget;
    auto* line = new QGridLayout(row);
    line->setContentsMargins(2, 6, 2, 6);
    line->setHorizontalSpacing(6);
    line->setVerticalSpacing(3);
    line->setColumnStretch(1, 1);
    auto* sign = label();
    sign->setPixmap(icon_pixmap("file", tokens().text2, 18, devicePixelRatioF()));
    auto* name = new ElidedLabel("strong", nullptr, Qt::ElideMiddle);
    name->setFullText(f.name);
    auto* size = new ElidedLabel("small");
    QString about = bytes_text(f.bytes);
    if (f.state == ImportFile::State::ready)
        about +=
            QString::fromUtf8(" · ") + (f.preview.whole_file ? tr("%n row(s)", nullptr, static_cast<int>(f.preview.sampled_rows))
                                                             : tr("%n column(s)", nullptr, static_cast<int>(f.preview.columns.size())));
    size->setFullText(about);
    line->addWidget(name, 0, 1);
    line->addWidget(size, 1, 1, 1, 2);
    if (f.state == ImportFile::State::ready) {
        auto* holds = new QComboBox;
        holds->setObjectName(QString("holds.%1").arg(index));
        holds->addItems({tr("events"), tr("users"), tr("ads")});
        holds->setCurrentIndex(static_cast<int>(f.content));
        holds->setAccessibleName(tr("What %1 holds").arg(f.name));
        connect(
            holds, &QComboBox::activated, this, [this, index](int i) { session_->setContent(index, static_cast<ImportFile::Content>(i)); },
            Qt::QueuedConnection);
        line->addWidget(holds, 2, 1);
    } else {
        auto* badge = label(f.state == ImportFile::State::failed ? "badgeWarn" : "badgeAccent");
        badge->setText(f.state == ImportFile::State::failed ? tr("cannot be read") : tr("reading"));
        if (f.state == ImportFile::State::failed) badge->setToolTip(state_->words(f.error.message));
        line->addWidget(badge, 2, 1, Qt::AlignLeft);
    }
    auto* remove = icon_button("close", true);
    name_button(remove, tr("Take %1 out").arg(f.name));
    connect(
        remove, &QToolButton::clicked, this, [this, index] { session_->removeFile(index); }, Qt::QueuedConnection);
    line->addWidget(sign, 0, 0);
    line->addWidget(remove, 0, 2);
    return row;
}

void FileList::fill() {
    const QSignalBlocker blocker(list_);
    list_->clear();
    quint64 bytes = 0;
    for (int i = 0; i < static_cast<int>(session_->files().size()); ++i) {
        bytes += session_->files()[static_cast<std::size_t>(i)].bytes;
        auto* row = makeRow(i);
        auto* item = new QListWidgetItem(list_);
        item->setSizeHint({100, row->sizeHint().height()});
        item->setData(Qt::AccessibleTextRole, session_->files()[static_cast<std::size_t>(i)].name);
        list_->setItemWidget(item, row);
    }
    list_->setCurrentRow(session_->current());
    setSubtitle(session_->files().empty()
                    ? tr("none yet")
                    : tr("%n file(s)", nullptr, static_cast<int>(session_->files().size())) + QString::fromUtf8(" · ") + bytes_text(bytes));
}

}  // namespace adscope::ui
