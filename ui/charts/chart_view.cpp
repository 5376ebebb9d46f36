#include "ui/charts/chart_view.h"

#include <QAccessible>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>
#include <cmath>

#include "ui/charts/density.h"

namespace adscope::ui {

ChartView::ChartView(JobRunner* jobs, QWidget* parent) : QWidget(parent), jobs_(jobs), series_(std::make_shared<Series>()) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    rebuild();
}

void ChartView::setSeries(const Series& series) {
    // The same chart with new numbers keeps its zoom.
    if (series.id != series_->id) window_.reset();
    series_ = std::make_shared<const Series>(series);
    picked_ = -1;
    rebuild();
}

void ChartView::setWords(Language language, const std::string& currency) {
    style_.words = {language, currency};
    rebuild();
}

void ChartView::setStale(bool stale) {
    if (style_.stale == stale) return;
    style_.stale = stale;
    rebuild();
}

void ChartView::rebuild() {
    style_.tokens = &tokens();
    canvas_ = ChartCanvas::make(series_, style_);
    relayout();
    describe();
}

void ChartView::relayout() {
    canvas_->layout(content(), canvas_->zoomable() ? window_ : std::nullopt);
    if (picked_ >= static_cast<int>(canvas_->hits().size())) picked_ = -1;
    picture_ = QPixmap();
    if (!canvas_->empty() && canvas_->wantsDensity()) startDensity();
    update();
}

void ChartView::startDensity() {
    const QRectF plot = canvas_->plot();
    const Scale x = canvas_->xScale(), y = canvas_->yScale();
    DensityRequest request{series_, x.low,           x.high, y.low, y.high, static_cast<int>(plot.width()), static_cast<int>(plot.height()),
                           3,       tokens().series1};
    const auto show = [this](Result<QImage> image) {
        density_running_ = false;
        if (!image) return;
        canvas_->setDensity(*image);
        picture_ = QPixmap();
        update();
    };
    if (!jobs_) {
        show(density_image(request));
        return;
    }
    density_running_ = true;
    jobs_->run<QImage>(
        tr("Drawing many points"), this, [request](const JobContext& job) { return density_image(request, job); }, show,
        QStringLiteral("density"), false);
}

void ChartView::drawPicture() {
    const double ratio = devicePixelRatioF();
    picture_ = QPixmap((QSizeF(size()) * ratio).toSize());
    picture_.setDevicePixelRatio(ratio);
    picture_.fill(Qt::transparent);
    QPainter p(&picture_);
    canvas_->paint(p);
}

void ChartView::paintEvent(QPaintEvent*) {
    if (picture_.isNull()) drawPicture();
    QPainter p(this);
    p.drawPixmap(0, 0, picture_);
    canvas_->paintPicked(p, picked_);
    if (picked_ >= 0) paintCallout(p);
    if (hasFocus() && !by_mouse_) {
        p.setRenderHint(QPainter::Antialiasing);
        p.setPen(QPen(tokens().accent, 2));
        p.setBrush(Qt::NoBrush);
        p.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
    }
}

// The exact numbers, in a small card beside the point and always inside the widget.
void ChartView::paintCallout(QPainter& p) const {
    const auto& hit = canvas_->hits()[static_cast<std::size_t>(picked_)];
    const QStringList lines = tooltip_lines(*series_, hit.trace, hit.point, style_.words);
    const QFont head = adscope::ui::font(Type::small, true), body = adscope::ui::font(Type::small);
    double width = QFontMetricsF(head).horizontalAdvance(lines.first());
    for (const auto& line : lines.mid(1)) width = std::max(width, QFontMetricsF(body).horizontalAdvance(line));
    QRectF box(hit.anchor.x() + 14, hit.anchor.y() - 10, std::min(width + 20, content().width()),
               12 + 17.0 * static_cast<double>(lines.size()));
    if (box.right() > content().right()) box.moveRight(hit.anchor.x() - 14);
    box.moveLeft(std::clamp(box.left(), content().left(), std::max(content().left(), content().right() - box.width())));
    box.moveTop(std::clamp(box.top(), content().top(), std::max(content().top(), content().bottom() - box.height())));
    const Tokens& t = tokens();
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(QPen(t.lineStrong, 1));
    p.setBrush(t.surface);
    p.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    double y = box.top() + 6;
    for (int i = 0; i < lines.size(); ++i, y += 17) {
        p.setFont(i == 0 ? head : body);
        p.setPen(i == 0 ? t.text1 : t.text2);
        p.drawText(QRectF(box.left() + 10, y, box.width() - 16, 17), Qt::AlignLeft | Qt::AlignVCenter,
                   QFontMetricsF(p.font()).elidedText(lines[i], Qt::ElideRight, box.width() - 16));
    }
}

QString ChartView::tooltipText(int hit) const {
    if (hit < 0 || hit >= static_cast<int>(canvas_->hits().size())) return {};
    const auto& h = canvas_->hits()[static_cast<std::size_t>(hit)];
    return tooltip_lines(*series_, h.trace, h.point, style_.words).join(QLatin1Char('\n'));
}

void ChartView::pick(int hit) {
    if (hit == picked_) return;
    picked_ = hit;
    update();
    describe();
    if (hit < 0) return;
    const auto& h = canvas_->hits()[static_cast<std::size_t>(hit)];
    emit pointPicked(h.trace, h.point);
}

void ChartView::describe() {
    setAccessibleName(words(series_->title, style_.words.language));
    setAccessibleDescription(picked_ >= 0 ? tooltipText(picked_).replace(QLatin1Char('\n'), QStringLiteral(", "))
                                          : adscope::ui::describe(*series_, style_.words));
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void ChartView::activate(int hit, const QPoint& global) {
    if (hit < 0) return;
    const auto& h = canvas_->hits()[static_cast<std::size_t>(hit)];
    emit pointActivated(h.trace, h.point, global);
    const auto& q = series_->traces[static_cast<std::size_t>(h.trace)].points[static_cast<std::size_t>(h.point)];
    const auto index = static_cast<std::size_t>(std::max(0.0, q.x));
    if (series_->condition.empty() || series_->x.scale != Axis::Scale::category || index >= series_->x.categories.size()) return;
    emit categoryActivated(QString::fromStdString(series_->x.categories[index]), global);
}

// Left and right follow the x axis within a trace; up and down change the trace at the same place.
void ChartView::move(int step, bool other_trace) {
    const auto& hits = canvas_->hits();
    const int n = static_cast<int>(hits.size());
    if (n == 0) return;
    if (picked_ < 0) {
        pick(step > 0 ? 0 : n - 1);
        return;
    }
    const auto& now = hits[static_cast<std::size_t>(picked_)];
    if (!other_trace) {
        for (int i = picked_ + step; i >= 0 && i < n; i += step)
            if (hits[static_cast<std::size_t>(i)].trace == now.trace || canvas_->series().kind == ChartKind::scatter) {
                pick(i);
                return;
            }
        return;
    }
    int best = -1;
    double distance = 1e18;
    for (int i = 0; i < n; ++i) {
        const auto& h = hits[static_cast<std::size_t>(i)];
        if (h.trace != now.trace + step) continue;
        const double d = std::abs(h.anchor.x() - now.anchor.x());
        if (d < distance) {
            distance = d;
            best = i;
        }
    }
    if (best >= 0) pick(best);
    else move(step, false);
}

void ChartView::keyPressEvent(QKeyEvent* event) {
    by_mouse_ = false;
    switch (event->key()) {
        case Qt::Key_Right: move(1, false); break;
        case Qt::Key_Left: move(-1, false); break;
        case Qt::Key_Down: move(1, true); break;
        case Qt::Key_Up: move(-1, true); break;
        case Qt::Key_Home: pick(canvas_->hits().empty() ? -1 : 0); break;
        case Qt::Key_End: pick(static_cast<int>(canvas_->hits().size()) - 1); break;
        case Qt::Key_Escape:
            if (picked_ < 0) return QWidget::keyPressEvent(event);
            pick(-1);
            break;
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Space:
            if (picked_ < 0) return QWidget::keyPressEvent(event);
            activate(picked_, mapToGlobal(canvas_->hits()[static_cast<std::size_t>(picked_)].anchor.toPoint()));
            break;
        case Qt::Key_Plus:
        case Qt::Key_Equal: zoom(0.6, canvas_->plot().center().x()); break;
        case Qt::Key_Minus: zoom(1 / 0.6, canvas_->plot().center().x()); break;
        case Qt::Key_0: resetZoom(); break;
        default: QWidget::keyPressEvent(event);
    }
}

void ChartView::zoom(double factor, double around) {
    if (!canvas_->zoomable() || canvas_->empty()) return;
    const Scale x = canvas_->xScale();
    const double centre = x.invert(std::clamp(around, x.from, x.to));
    setWindow(centre - (centre - x.low) * factor, centre + (x.high - centre) * factor);
}

// Never beyond the data, never narrower than a hundredth of it.
void ChartView::setWindow(double low, double high) {
    const auto [first, last] = canvas_->fullRange();
    const double full = last - first;
    if (!(full > 0)) return;
    const double width = std::max(high - low, full / 100);
    if (width >= full * 0.999) {
        resetZoom();
        return;
    }
    low = std::clamp(low, first, last - width);
    window_ = {low, low + width};
    picked_ = -1;
    relayout();
    emit zoomChanged();
}

void ChartView::resetZoom() {
    if (!window_) return;
    window_.reset();
    picked_ = -1;
    relayout();
    emit zoomChanged();
}

void ChartView::wheelEvent(QWheelEvent* event) {
    // Ctrl and wheel zooms; the wheel alone belongs to the page that scrolls.
    if (!canvas_->zoomable() || !(event->modifiers() & Qt::ControlModifier)) return QWidget::wheelEvent(event);
    zoom(event->angleDelta().y() > 0 ? 0.8 : 1.25, event->position().x());
    event->accept();
}

void ChartView::mousePressEvent(QMouseEvent* event) {
    by_mouse_ = true;
    if (event->button() != Qt::LeftButton) return QWidget::mousePressEvent(event);
    pressed_ = event->position();
    pressed_window_ = window_;
    panned_ = false;
    update();
}

void ChartView::mouseMoveEvent(QMouseEvent* event) {
    if (pressed_ && pressed_window_ && std::abs(event->position().x() - pressed_->x()) > 4) {
        panned_ = true;
        const Scale x = canvas_->xScale();
        const double shift = (pressed_->x() - event->position().x()) * (x.high - x.low) / (x.to - x.from);
        setWindow(pressed_window_->first + shift, pressed_window_->second + shift);
        return;
    }
    const int hit = canvas_->hitAt(event->position());
    pick(hit);
    setCursor(pressed_window_ && pressed_               ? Qt::ClosedHandCursor
              : hit >= 0 && !series_->condition.empty() ? Qt::PointingHandCursor
                                                        : Qt::ArrowCursor);
}

void ChartView::mouseReleaseEvent(QMouseEvent* event) {
    const bool click = pressed_ && !panned_ && event->button() == Qt::LeftButton;
    pressed_.reset();
    pressed_window_.reset();
    if (!click) return;
    const int hit = canvas_->hitAt(event->position());
    pick(hit);
    activate(hit, event->globalPosition().toPoint());
}

void ChartView::mouseDoubleClickEvent(QMouseEvent*) { resetZoom(); }

void ChartView::leaveEvent(QEvent*) {
    if (!hasFocus() || by_mouse_) pick(-1);
}

void ChartView::resizeEvent(QResizeEvent*) { relayout(); }

void ChartView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange ||
        event->type() == QEvent::LanguageChange)
        rebuild();
    QWidget::changeEvent(event);
}

void ChartView::focusInEvent(QFocusEvent* event) {
    by_mouse_ = event->reason() == Qt::MouseFocusReason;
    QWidget::focusInEvent(event);
    update();
}

void ChartView::focusOutEvent(QFocusEvent* event) {
    if (!by_mouse_) pick(-1);
    QWidget::focusOutEvent(event);
    update();
}

}  // namespace adscope::ui
