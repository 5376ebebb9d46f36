#include "ui/shell/slice_bar.h"

#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>

#include "ui/theme/tokens.h"
#include "ui/widgets/buttons.h"

namespace adscope::ui {
namespace {

constexpr int kWidestChip = 320;

// Chips that do not fit scroll sideways, also with an ordinary wheel.
class ChipScroll : public QScrollArea {
public:
    explicit ChipScroll(QWidget* parent) : QScrollArea(parent) {
        setWidgetResizable(true);
        setFrameShape(QFrame::NoFrame);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setFocusPolicy(Qt::NoFocus);
        setFixedHeight(38);
    }

protected:
    void wheelEvent(QWheelEvent* event) override {
        const QPoint d = event->angleDelta();
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - (d.x() != 0 ? d.x() : d.y()) / 2);
    }
};

}  // namespace

Chip::Chip(const QString& text, QWidget* parent) : QAbstractButton(parent) {
    setText(text);
    setFocusPolicy(Qt::StrongFocus);
    setFixedHeight(24);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("Condition %1; Delete takes it away").arg(text));
    setToolTip(text);
}

QSize Chip::sizeHint() const { return {std::min(kWidestChip, QFontMetrics(ui::font(Type::small)).horizontalAdvance(text()) + 36), 24}; }
QRect Chip::cross() const { return {width() - 24, 0, 24, height()}; }

void Chip::paintEvent(QPaintEvent*) {
    const Tokens& t = tokens();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(t.accent);
    p.setBrush(t.accentWeak);
    p.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    p.setFont(ui::font(Type::small));
    p.setPen(t.text1);
    p.drawText(QRect(8, 0, width() - 32, height()), Qt::AlignVCenter | Qt::AlignLeft,
               p.fontMetrics().elidedText(text(), Qt::ElideMiddle, width() - 32));
    p.drawPixmap(width() - 21, 5, icon_pixmap("close", t.text2, 14, devicePixelRatioF()));
}

void Chip::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && cross().contains(event->pos())) {
        setDown(false);
        emit removed();
        return;
    }
    QAbstractButton::mouseReleaseEvent(event);
}

void Chip::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace) emit removed();
    else QAbstractButton::keyPressEvent(event);
}

SliceBar::SliceBar(AppState* state, QWidget* parent)
    : QFrame(parent),
      state_(state),
      name_(label("small", this)),
      count_(label("small", this)),
      chips_(new QWidget),
      chip_row_(new QHBoxLayout(chips_)),
      add_(push_button(ButtonKind::outline, true, "plus", this)),
      reset_(push_button(ButtonKind::outline, true, {}, this)) {
    setObjectName("sliceBar");
    setFixedHeight(40);
    add_->setObjectName("addFilter");
    reset_->setObjectName("resetSlice");
    count_->setObjectName("sliceCount");
    add_->setStyleSheet("QPushButton { border-style: dashed; font-size: 12px; }");
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 0, 16, 1);
    row->setSpacing(8);
    chip_row_->setContentsMargins(4, 0, 4, 0);
    chip_row_->setSpacing(8);
    auto* scroll = new ChipScroll(this);
    scroll->setWidget(chips_);
    chips_->setAutoFillBackground(false);  // setWidget turns it on
    scroll->viewport()->setAutoFillBackground(false);
    row->addWidget(name_);
    row->addWidget(scroll, 1);
    row->addWidget(count_);
    row->addWidget(reset_);
    connect(add_, &QPushButton::clicked, this, &SliceBar::addFilter);
    connect(reset_, &QPushButton::clicked, this, [this] { state_->setSlice({}); });
    connect(state_, &AppState::sliceEdited, this, &SliceBar::showChips);
    connect(state_, &AppState::sliceChanged, this, &SliceBar::showCount);
    connect(state_, &AppState::workspaceChanged, this, &SliceBar::showChips);
    connect(state_, &AppState::tableChanged, this, &SliceBar::showChips);
    connect(state_, &AppState::languageChanged, this, &SliceBar::retranslate);
    retranslate();
}

void SliceBar::retranslate() {
    name_->setText(tr("Slice"));
    add_->setText(tr("Add filter"));
    reset_->setText(tr("Reset"));
    showChips();
}

void SliceBar::showChips() {
    while (QLayoutItem* item = chip_row_->takeAt(0)) {
        if (item->widget() && item->widget() != add_) item->widget()->deleteLater();
        delete item;
    }
    const auto& slice = state_->slice();
    for (int i = 0; i < slice.size(); ++i) {
        auto* chip = new Chip(slice[i].text, chips_);
        chip->setObjectName(QString("chip.%1").arg(i));
        connect(chip, &Chip::clicked, this, [this, i] { emit editFilter(i); });
        connect(
            chip, &Chip::removed, this, [this, i] { state_->removeChip(i); }, Qt::QueuedConnection);
        chip_row_->addWidget(chip);
    }
    chip_row_->addWidget(add_);
    chip_row_->addStretch(1);
    showCount();
}

void SliceBar::showCount() {
    const bool open = state_->table() != nullptr;
    add_->setEnabled(open);
    reset_->setEnabled(open && !state_->slice().isEmpty());
    const QLocale l;
    QString text;
    if (open && state_->slice().isEmpty()) text = tr("All %1 events").arg(l.toString(state_->totalCount()));
    else if (open) text = tr("%1 of %2 events in the slice").arg(l.toString(state_->sliceCount()), l.toString(state_->totalCount()));
    if (open && state_->markedCount() > 0) text += tr(" · %1 left out by cleaning").arg(l.toString(state_->markedCount()));
    count_->setText(text);
}

}  // namespace adscope::ui
