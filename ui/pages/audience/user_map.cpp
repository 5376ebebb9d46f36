#include "ui/pages/audience/user_map.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "ui/theme/tokens.h"
#include "ui/viewmodels/formats.h"

namespace adscope::ui {
namespace {

constexpr int kClasses = 6, kCell = 3;
constexpr std::uint8_t kOther = 255;

}  // namespace

UserMap::UserMap(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setTool(Tool::lasso);
}

void UserMap::setMap(std::shared_ptr<const MapData> map) {
    map_ = std::move(map);
    lasso_.clear();
    selected_.assign(map_ ? map_->users.size() : 0, 0);
    classes_.assign(selected_.size(), kOther);
    showAll();
    describe();
}

void UserMap::describe() {
    setAccessibleName(tr("Map of %1 users; arrows move it, plus and minus zoom, Escape clears the lasso")
                          .arg(count_text(map_ ? static_cast<qint64>(map_->users.size()) : 0)));
}

// The five most frequent values have colours of their own; numbers are in four equal parts.
void UserMap::setColours(const UserField* f) {
    legend_.clear();
    classes_.assign(map_ ? map_->users.size() : 0, kOther);
    if (f && map_ && f->kind == UserField::Kind::category) {
        std::vector<std::size_t> counts(f->names.size());
        for (const auto u : map_->users) ++counts[f->codes[u]];
        std::vector<std::uint32_t> order;
        for (std::uint32_t c = 1; c < counts.size(); ++c)
            if (counts[c]) order.push_back(c);
        std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return counts[a] > counts[b]; });
        if (order.size() > kClasses) order.resize(kClasses);
        std::vector<std::uint8_t> of(counts.size(), kOther);
        for (std::size_t i = 0; i < order.size(); ++i) {
            of[order[i]] = static_cast<std::uint8_t>(i);
            legend_ << QString::fromStdString(f->names[order[i]]);
        }
        for (std::size_t i = 0; i < classes_.size(); ++i) classes_[i] = of[f->codes[map_->users[i]]];
    } else if (f && map_) {
        std::vector<double> sorted;
        for (const auto u : map_->users)
            if (!std::isnan(f->numbers[u])) sorted.push_back(f->numbers[u]);
        std::sort(sorted.begin(), sorted.end());
        for (int q = 0; q < 4 && !sorted.empty(); ++q) {
            const auto at = [&](int part) {
                return sorted[std::min(sorted.size() - 1, sorted.size() * static_cast<std::size_t>(part) / 4)];
            };
            legend_ << QLocale().toString(at(q), 'g', 4) + QString::fromUtf8(" – ") + QLocale().toString(at(q + 1), 'g', 4);
        }
        for (std::size_t i = 0; i < classes_.size(); ++i) {
            const double v = f->numbers[map_->users[i]];
            if (std::isnan(v)) continue;
            const auto below = static_cast<std::size_t>(std::lower_bound(sorted.begin(), sorted.end(), v) - sorted.begin());
            classes_[i] = static_cast<std::uint8_t>(std::min<std::size_t>(3, below * 4 / sorted.size()));
        }
    }
    drawLayer();
}

void UserMap::setTool(Tool tool) {
    tool_ = tool;
    setCursor(tool == Tool::pan ? Qt::OpenHandCursor : tool == Tool::lasso ? Qt::CrossCursor : Qt::ArrowCursor);
}

void UserMap::setSelected(std::vector<std::uint32_t> users) {
    if (!map_) return;
    for (std::size_t i = 0; i < selected_.size(); ++i) selected_[i] = std::binary_search(users.begin(), users.end(), map_->users[i]);
    drawLayer();
}

void UserMap::setPicked(std::uint32_t user) {
    picked_ = user;
    update();
}

void UserMap::clearLasso() {
    lasso_.clear();
    std::fill(selected_.begin(), selected_.end(), 0);
    drawLayer();
}

QRectF UserMap::plot() const { return QRectF(rect()).adjusted(8, 30, -8, -8); }

QPointF UserMap::toWidget(float x, float y) const {
    const QRectF r = plot();
    return {r.left() + (x - view_.left()) / view_.width() * r.width(), r.bottom() - (y - view_.top()) / view_.height() * r.height()};
}
QPointF UserMap::toMap(const QPointF& p) const {
    const QRectF r = plot();
    return {view_.left() + (p.x() - r.left()) / r.width() * view_.width(),
            view_.top() + (r.bottom() - p.y()) / r.height() * view_.height()};
}

QPointF UserMap::placeOf(std::uint32_t user) const {
    if (!map_) return {};
    const auto found = std::lower_bound(map_->users.begin(), map_->users.end(), user);
    if (found == map_->users.end() || *found != user) return {};
    const auto i = static_cast<std::size_t>(found - map_->users.begin());
    return toWidget(map_->x[i], map_->y[i]);
}

void UserMap::showAll() {
    view_ = {-1, -1, 2, 2};
    if (map_ && !map_->users.empty()) {
        const auto [x0, x1] = std::minmax_element(map_->x.begin(), map_->x.end());
        const auto [y0, y1] = std::minmax_element(map_->y.begin(), map_->y.end());
        const double w = std::max(1e-6f, *x1 - *x0), h = std::max(1e-6f, *y1 - *y0);
        view_ = {*x0 - 0.05 * w, *y0 - 0.05 * h, 1.1 * w, 1.1 * h};
    }
    drawLayer();
}

void UserMap::zoom(double factor, const QPointF& at) {
    const QPointF fixed = toMap(at);
    view_ = {fixed.x() + (view_.left() - fixed.x()) * factor, fixed.y() + (view_.top() - fixed.y()) * factor, view_.width() * factor,
             view_.height() * factor};
    drawLayer();
}

void UserMap::shift(const QPointF& by) {
    const QRectF r = plot();
    view_.translate(-by.x() / r.width() * view_.width(), by.y() / r.height() * view_.height());
    drawLayer();
}

QColor UserMap::colourOf(std::size_t i) const {
    const Tokens& t = tokens();
    return legend_.isEmpty() ? t.series1 : classes_[i] == kOther ? t.other : t.categories[classes_[i]];
}

// What does not follow the mouse is drawn once.
void UserMap::drawLayer() {
    const qreal scale = devicePixelRatioF();
    if (width() < 1 || height() < 1) return;
    layer_ = QImage(size() * scale, QImage::Format_ARGB32_Premultiplied);
    layer_.setDevicePixelRatio(scale);
    layer_.fill(Qt::transparent);
    QPainter p(&layer_);
    const Tokens& t = tokens();
    p.setPen(t.grid);
    const QRectF r = plot();
    for (int i = 0; i <= 4; ++i) {
        p.drawLine(QPointF(r.left() + i * r.width() / 4, r.top()), QPointF(r.left() + i * r.width() / 4, r.bottom()));
        p.drawLine(QPointF(r.left(), r.top() + i * r.height() / 4), QPointF(r.right(), r.top() + i * r.height() / 4));
    }
    if (map_) {
        p.setClipRect(r);
        p.setRenderHint(QPainter::Antialiasing);
        if (drawsDensity()) {
            drawDensity(p);
        } else {
            p.setPen(Qt::NoPen);
            for (int front = 0; front < 2; ++front)
                for (std::size_t i = 0; i < map_->users.size(); ++i) {
                    if (selected_[i] != front) continue;
                    QColor c = colourOf(i);
                    if (!front) c.setAlphaF(0.65f);
                    p.setBrush(c);
                    p.setPen(front ? QPen(t.text1, 1) : QPen(Qt::NoPen));
                    p.drawEllipse(toWidget(map_->x[i], map_->y[i]), front ? 3.5 : 2.5, front ? 3.5 : 2.5);
                }
        }
        p.setClipping(false);
        drawLegend(p);
    }
    update();
}

// A cell has the colour of its most frequent class, deeper where there are more points (logarithmic).
void UserMap::drawDensity(QPainter& p) const {
    const QRectF r = plot();
    const int columns = static_cast<int>(r.width()) / kCell + 1, rows = static_cast<int>(r.height()) / kCell + 1;
    std::vector<std::uint32_t> counts(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows) * (kClasses + 1));
    std::uint32_t most = 1;
    for (std::size_t i = 0; i < map_->users.size(); ++i) {
        const QPointF at = toWidget(map_->x[i], map_->y[i]);
        const int c = static_cast<int>((at.x() - r.left()) / kCell), w = static_cast<int>((at.y() - r.top()) / kCell);
        if (c < 0 || w < 0 || c >= columns || w >= rows) continue;
        const std::size_t cls = classes_[i] == kOther ? kClasses : classes_[i];
        most = std::max(
            most,
            ++counts[(static_cast<std::size_t>(w) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(c)) * (kClasses + 1) +
                     cls]);
    }
    const Tokens& t = tokens();
    for (int w = 0; w < rows; ++w)
        for (int c = 0; c < columns; ++c) {
            const auto* cell =
                counts.data() +
                (static_cast<std::size_t>(w) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(c)) * (kClasses + 1);
            const auto* best = std::max_element(cell, cell + kClasses + 1);
            if (*best == 0) continue;
            QColor colour = legend_.isEmpty() ? t.series1 : best - cell == kClasses ? t.other : t.categories[best - cell];
            colour.setAlphaF(static_cast<float>(0.25 + 0.75 * std::log1p(*best) / std::log1p(most)));
            p.fillRect(QRectF(r.left() + c * kCell, r.top() + w * kCell, kCell, kCell), colour);
        }
}

void UserMap::drawLegend(QPainter& p) const {
    const Tokens& t = tokens();
    p.setFont(ui::font(Type::small));
    int x = 8;
    QStringList names = legend_;
    const bool others = std::find(classes_.begin(), classes_.end(), kOther) != classes_.end();
    if (others && !legend_.isEmpty()) names << tr("other");
    for (int i = 0; i < names.size(); ++i) {
        const QString text = p.fontMetrics().elidedText(names[i], Qt::ElideRight, 110);
        const int w = p.fontMetrics().horizontalAdvance(text) + 26;
        if (x + w > width() - 8) break;
        p.setPen(t.text3);
        p.setBrush(i < legend_.size() ? t.categories[i] : t.other);
        p.drawRect(QRectF(x + 0.5, 9.5, 9, 9));
        p.setPen(t.text2);
        p.drawText(QRect(x + 14, 4, w, 20), Qt::AlignVCenter | Qt::AlignLeft, text);
        x += w;
    }
}

void UserMap::paintEvent(QPaintEvent*) {
    QPainter p(this);
    p.drawImage(0, 0, layer_);
    if (!map_) return;
    const Tokens& t = tokens();
    p.setRenderHint(QPainter::Antialiasing);
    p.setClipRect(plot());
    if (lasso_.size() > 1) {
        QPolygonF shape;
        for (const QPointF& v : lasso_) shape << toWidget(static_cast<float>(v.x()), static_cast<float>(v.y()));
        p.setPen(QPen(t.accent, 1.5, Qt::DashLine));
        QColor fill = t.accent;
        fill.setAlphaF(0.12f);
        p.setBrush(fill);
        if (drawing_) p.drawPolyline(shape);
        else p.drawPolygon(shape);
    }
    if (const QPointF at = placeOf(picked_); picked_ && !at.isNull()) {
        p.setBrush(Qt::NoBrush);
        p.setPen(QPen(t.text1, 2));
        p.drawEllipse(at, 6, 6);
    }
}

void UserMap::resizeEvent(QResizeEvent*) { drawLayer(); }
void UserMap::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) drawLayer();
}

int UserMap::nearest(const QPointF& at, double within) const {
    int best = -1;
    double distance = within;
    for (std::size_t i = 0; map_ && i < map_->users.size(); ++i) {
        const QPointF d = toWidget(map_->x[i], map_->y[i]) - at;
        if (const double len = std::hypot(d.x(), d.y()); len < distance) distance = len, best = static_cast<int>(i);
    }
    return best;
}

void UserMap::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !map_) return;
    last_ = event->position();
    if (tool_ == Tool::lasso) {
        drawing_ = true;
        lasso_ = QPolygonF{toMap(last_)};
    } else if (tool_ == Tool::pick) {
        if (const int i = nearest(last_, 10); i >= 0) emit picked(map_->users[static_cast<std::size_t>(i)]);
    } else {
        setCursor(Qt::ClosedHandCursor);
    }
}

void UserMap::mouseMoveEvent(QMouseEvent* event) {
    if (!(event->buttons() & Qt::LeftButton) || !map_) return;
    if (tool_ == Tool::pan) shift(event->position() - last_);
    if (drawing_ && (event->position() - last_).manhattanLength() >= 2) {
        lasso_ << toMap(event->position());
        update();
    }
    last_ = event->position();
}

void UserMap::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    if (tool_ == Tool::pan) setCursor(Qt::OpenHandCursor);
    if (drawing_) endLasso();
}

// A click without a way is no lasso: it takes the lasso away.
void UserMap::endLasso() {
    drawing_ = false;
    QList<quint32> users;
    if (lasso_.size() > 2) {
        for (std::size_t i = 0; i < map_->users.size(); ++i) {
            selected_[i] = lasso_.containsPoint(QPointF(map_->x[i], map_->y[i]), Qt::OddEvenFill);
            if (selected_[i]) users << map_->users[i];
        }
    } else {
        clearLasso();
    }
    drawLayer();
    emit encircled(users);
}

void UserMap::wheelEvent(QWheelEvent* event) {
    if (!map_ || event->angleDelta().y() == 0) return;
    zoom(std::pow(1.0015, -event->angleDelta().y()), event->position());
    event->accept();
}

void UserMap::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Left: return shift({30, 0});
        case Qt::Key_Right: return shift({-30, 0});
        case Qt::Key_Up: return shift({0, 30});
        case Qt::Key_Down: return shift({0, -30});
        case Qt::Key_Plus:
        case Qt::Key_Equal: return zoom(0.8, plot().center());
        case Qt::Key_Minus: return zoom(1.25, plot().center());
        case Qt::Key_0:
        case Qt::Key_Home: return showAll();
        case Qt::Key_Escape:
            clearLasso();
            emit encircled({});
            return;
        default: QWidget::keyPressEvent(event);
    }
}

}  // namespace adscope::ui
