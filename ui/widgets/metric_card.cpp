#include "ui/widgets/metric_card.h"

#include <QGridLayout>
#include <QScreen>
#include <QVBoxLayout>

#include "ui/widgets/buttons.h"

namespace adscope::ui {

MetricCard::MetricCard(const MetricCardText& text, QWidget* parent) : QFrame(parent, Qt::Popup) {
    setObjectName("metricCard");
    setProperty("role", "card");
    setAttribute(Qt::WA_DeleteOnClose);
    setFixedWidth(304);
    setAccessibleName(text.title);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(6);
    auto* title = label("cardTitle", this);
    title->setText(text.title);
    auto* definition = label("secondary", this);
    definition->setText(text.definition);
    definition->setWordWrap(true);
    column->addWidget(title);
    column->addWidget(definition);
    column->addWidget(rule(this));
    auto* grid = new QGridLayout;
    grid->setVerticalSpacing(2);
    for (int i = 0; i < text.rows.size(); ++i) {
        auto* name = label("small", this);
        name->setText(text.rows[i].first);
        auto* value = label("strong", this);
        value->setText(text.rows[i].second);
        grid->addWidget(name, i, 0);
        grid->addWidget(value, i, 1, Qt::AlignRight);
    }
    column->addLayout(grid);
}

void MetricCard::open(const MetricCardText& text, QWidget* anchor) {
    auto* card = new MetricCard(text, anchor);
    card->adjustSize();
    QPoint at = anchor->mapToGlobal(QPoint(0, anchor->height() + 4));
    const QRect room = anchor->screen()->availableGeometry();
    at.setX(std::clamp(at.x(), room.left(), std::max(room.left(), room.right() - card->width())));
    if (at.y() + card->height() > room.bottom()) at.setY(anchor->mapToGlobal(QPoint(0, 0)).y() - card->height() - 4);
    card->move(at);
    card->show();
}

}  // namespace adscope::ui
