// The widget of a chart: takes a Series and nothing else. Mouse or arrow keys pick a point, whose exact numbers are
// shown beside it; Return or a click on a category tells the page. A time axis zooms (wheel, + and -) and pans (drag).
#pragma once

#include <QWidget>

#include "ui/charts/canvas.h"
#include "ui/jobs/job_runner.h"

namespace adscope::ui {

class ChartView : public QWidget {
    Q_OBJECT
public:
    // `jobs` makes density pictures; without it they are made at once.
    explicit ChartView(JobRunner* jobs = nullptr, QWidget* parent = nullptr);

    void setSeries(const Series& series);
    const Series& series() const { return *series_; }
    void setWords(Language language, const std::string& currency);
    void setStale(bool stale);

    // True when the picture shows the series that was set.
    bool settled() const { return !density_running_; }
    QString tooltipText(int hit) const;
    int picked() const { return picked_; }
    void pick(int hit);
    const ChartCanvas* canvas() const { return canvas_.get(); }
    ChartWords chartWords() const { return style_.words; }
    bool zoomed() const { return window_.has_value(); }
    void resetZoom();

    QSize sizeHint() const override { return {420, 190}; }
    QSize minimumSizeHint() const override { return {160, 120}; }

signals:
    void pointPicked(int trace, int point);                         // shown by mouse or keys
    void categoryActivated(const QString& name, const QPoint& at);  // global place, for a menu; only categories that slice
    void pointActivated(int trace, int point, const QPoint& at);
    void zoomChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void rebuild();
    void relayout();
    void drawPicture();
    void startDensity();
    void activate(int hit, const QPoint& global);
    void move(int step, bool other_trace);
    void zoom(double factor, double around);
    void setWindow(double low, double high);
    void paintCallout(QPainter& p) const;
    void describe();
    QRectF content() const { return QRectF(rect()).adjusted(4, 4, -4, -4); }

    JobRunner* jobs_;
    std::shared_ptr<const Series> series_;
    ChartStyle style_;
    std::unique_ptr<ChartCanvas> canvas_;
    std::optional<std::pair<double, double>> window_;
    QPixmap picture_;
    int picked_ = -1;
    bool density_running_ = false, by_mouse_ = false;
    std::optional<QPointF> pressed_;
    std::optional<std::pair<double, double>> pressed_window_;
    bool panned_ = false;
};

}  // namespace adscope::ui
