#include "ui/shell/rail.h"

#include <QPainter>
#include <QVBoxLayout>

#include "ui/shell/page_registry.h"
#include "ui/theme/icons.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/buttons.h"

namespace adscope::ui {
namespace {

class Brand : public QWidget {
public:
    explicit Brand(QWidget* parent) : QWidget(parent) { setFixedHeight(48); }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter p(this);
        p.drawPixmap(4, 14, icon_pixmap("adscope", tokens().accent, 20, devicePixelRatioF()));
        QFont face = ui::font(Type::cardTitle, true);
        face.setPixelSize(13);
        p.setFont(face);
        p.setPen(tokens().text1);
        p.drawText(QRect(28, 0, width() - 28, height()), Qt::AlignVCenter | Qt::AlignLeft, "AdScope");
    }
};

}  // namespace

RailButton::RailButton(QString icon, QWidget* parent) : QAbstractButton(parent), icon_(std::move(icon)) {
    setCheckable(true);
    setAutoExclusive(true);
    setFixedSize(87, 56);
    setFocusPolicy(Qt::StrongFocus);
}

void RailButton::enterEvent(QEnterEvent*) { update(); }
void RailButton::leaveEvent(QEvent*) { update(); }

void RailButton::paintEvent(QPaintEvent*) {
    const Tokens& t = tokens();
    QPainter p(this);
    const bool on = isChecked();
    if (on) {
        p.fillRect(rect(), t.surface);
        p.fillRect(0, 0, 3, height(), t.accent);
    } else if (underMouse()) {
        p.fillRect(rect(), t.line);
    }
    const QColor ink = on ? t.accentText : t.text2;
    p.drawPixmap((width() - 20) / 2, 9, icon_pixmap(icon_, ink, 20, devicePixelRatioF()));
    p.setFont(ui::font(Type::body, on));
    p.setPen(ink);
    // Long words of one language get a smaller size before they would be cut.
    if (p.fontMetrics().horizontalAdvance(text()) > width() - 4) p.setFont(ui::font(Type::small, on));
    p.drawText(QRect(0, 30, width(), 22), Qt::AlignCenter, text());
}

Rail::Rail(AppState* state, QWidget* parent) : QFrame(parent) {
    setObjectName("rail");
    setFixedWidth(88);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 1, 0);
    column->setSpacing(0);
    column->addWidget(new Brand(this));
    for (const auto& entry : page_registry()) {
        auto* b = new RailButton(entry.icon, this);
        b->setObjectName(QString("rail.") + entry.id);
        connect(b, &QAbstractButton::clicked, this, [this, id = QString(entry.id)] { emit chosen(id); });
        column->addWidget(b);
        buttons_.append(b);
    }
    column->addStretch(1);
    connect(state, &AppState::languageChanged, this, &Rail::retranslate);
    retranslate();
}

void Rail::retranslate() {
    for (int i = 0; i < buttons_.size(); ++i) {
        const QString title = page_title(page_registry()[static_cast<std::size_t>(i)]);
        buttons_[i]->setText(title);
        buttons_[i]->setAccessibleName(title);
        buttons_[i]->setToolTip(title + QString("  (Ctrl+%1)").arg(i + 1));
        buttons_[i]->update();
    }
}

void Rail::setCurrent(const QString& page) {
    for (auto* b : buttons_)
        if (b->objectName() == "rail." + page) b->setChecked(true);
}

}  // namespace adscope::ui
