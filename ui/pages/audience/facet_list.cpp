#include "ui/pages/audience/facet_list.h"

#include <QPainter>
#include <QScrollBar>
#include <algorithm>

#include "ui/theme/tokens.h"
#include "ui/viewmodels/formats.h"
#include "ui/widgets/buttons.h"

namespace adscope::ui {

FacetButton::FacetButton(const FacetValue& value, double share, QWidget* parent)
    : QAbstractButton(parent), share_(share), count_(count_text(value.users)) {
    setText(value.text);
    setCheckable(true);
    setChecked(value.on);
    setFocusPolicy(Qt::StrongFocus);
    setFixedHeight(24);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setToolTip(value.text);
    setAccessibleName(tr("%1: %2 users").arg(value.text, count_));
}

void FacetButton::paintEvent(QPaintEvent*) {
    const Tokens& t = tokens();
    QPainter p(this);
    if (isChecked() || underMouse()) p.fillRect(rect(), isChecked() ? t.accentWeak : t.sunken);
    const QRect bar(22, 2, width() - 24, height() - 4);
    p.fillRect(QRect(bar.left(), bar.top(), static_cast<int>(bar.width() * share_), bar.height()), isChecked() ? t.band : t.sunken);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(QPen(isChecked() ? t.accent : t.lineStrong, 1.2));
    p.setBrush(isChecked() ? t.accent : t.surface);
    p.drawRoundedRect(QRectF(3.5, 5.5, 13, 13), 3, 3);
    if (isChecked()) {
        p.setPen(QPen(t.onAccent, 1.8));
        p.drawPolyline(QPolygonF{QPointF(6.5, 12), QPointF(9, 14.5), QPointF(13.5, 9)});
    }
    p.setFont(ui::font(Type::small));
    p.setPen(t.text2);
    const int counted = p.fontMetrics().horizontalAdvance(count_);
    p.drawText(QRect(0, 0, width() - 6, height()), Qt::AlignVCenter | Qt::AlignRight, count_);
    p.setPen(t.text1);
    p.drawText(QRect(28, 0, width() - 40 - counted, height()), Qt::AlignVCenter | Qt::AlignLeft,
               p.fontMetrics().elidedText(text(), Qt::ElideRight, width() - 44 - counted));
}

FacetList::FacetList(QWidget* parent) : QScrollArea(parent) {
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    viewport()->setAutoFillBackground(false);
}

void FacetList::setFacets(const std::vector<Facet>& facets) {
    facets_ = facets;
    build();
}

QString FacetList::titleOf(const Facet& f) const {
    if (f.field == "user.active_days") return tr("Active days");
    return f.field.startsWith("user.clicked.") ? tr("Clicked: %1").arg(f.title) : f.title;
}

// The list is made anew: the place it was scrolled to stays.
void FacetList::build() {
    const int at = verticalScrollBar() ? verticalScrollBar()->value() : 0;
    body_ = new QWidget;
    column_ = new QVBoxLayout(body_);
    column_->setContentsMargins(0, 0, 8, 0);
    column_->setSpacing(1);
    for (std::size_t i = 0; i < facets_.size(); ++i) addFacet(i);
    column_->addStretch(1);
    setWidget(body_);
    body_->setAutoFillBackground(false);
    body_->adjustSize();
    verticalScrollBar()->setValue(at);
}

void FacetList::addFacet(std::size_t index) {
    const Facet& f = facets_[index];
    const bool closed = closed_.count(f.field), open = open_.count(f.field);
    auto* head = push_button(ButtonKind::plain, true, closed ? "chevron-down" : "chevron-up", body_);
    head->setText(titleOf(f));
    head->setObjectName("facet." + f.field);
    head->setStyleSheet("text-align: left; font-weight: bold; padding-left: 0px;");
    head->setToolTip(closed ? tr("Show") : tr("Hide"));
    connect(head, &QPushButton::clicked, this, [this, field = f.field] {
        if (!closed_.erase(field)) closed_.insert(field);
        QMetaObject::invokeMethod(
            this, [this] { build(); }, Qt::QueuedConnection);
    });
    column_->addWidget(head);
    if (closed) return;
    std::int64_t most = 1;
    for (const auto& v : f.values) most = std::max(most, v.users);
    for (std::size_t i = 0; i < f.values.size(); ++i) {
        if (i >= kFolded && !open && !f.values[i].on) continue;
        auto* button = new FacetButton(f.values[i], static_cast<double>(f.values[i].users) / static_cast<double>(most), body_);
        button->setObjectName("facet." + f.field + "." + f.values[i].text);
        connect(
            button, &QAbstractButton::clicked, this, [this, index, i] { emit toggled(static_cast<int>(index), static_cast<int>(i)); },
            Qt::QueuedConnection);
        column_->addWidget(button);
    }
    if (f.values.size() > kFolded) {
        auto* more = push_button(ButtonKind::link, true, {}, body_);
        more->setText(open ? tr("Show fewer") : tr("%n more", nullptr, static_cast<int>(f.values.size() - kFolded)));
        connect(more, &QPushButton::clicked, this, [this, field = f.field] {
            if (!open_.erase(field)) open_.insert(field);
            QMetaObject::invokeMethod(
                this, [this] { build(); }, Qt::QueuedConnection);
        });
        column_->addWidget(more, 0, Qt::AlignLeft);
    }
}

}  // namespace adscope::ui
