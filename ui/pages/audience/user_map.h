// The map of users: points in the plane, coloured by a field; picked by a click, encircled by a lasso, moved by dragging, zoomed by the
// wheel. Above 5,000 points a picture of where they lie stands for them. The lasso decides on all points, drawn or not.
#pragma once

#include <QImage>
#include <QPolygonF>
#include <QWidget>
#include <memory>

#include "ui/viewmodels/audience_data.h"

namespace adscope::ui {

class UserMap : public QWidget {
    Q_OBJECT
public:
    enum class Tool { pick, lasso, pan };
    static constexpr std::size_t kMostPoints = 5000;

    explicit UserMap(QWidget* parent = nullptr);
    void setMap(std::shared_ptr<const MapData> map);
    // Null: one colour. Numbers are coloured by their fourths.
    void setColours(const UserField* field);
    void setTool(Tool tool);
    void setSelected(std::vector<std::uint32_t> users);
    void setPicked(std::uint32_t user);
    void clearLasso();
    bool drawsDensity() const { return map_ && map_->users.size() > kMostPoints; }
    // Where a user stands on the widget, for tests and the keyboard; null point: not on the map.
    QPointF placeOf(std::uint32_t user) const;
    const QStringList& legend() const { return legend_; }
    QSize minimumSizeHint() const override { return {240, 200}; }

signals:
    void picked(quint32 user);
    void encircled(const QList<quint32>& users);  // ascending

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QRectF plot() const;
    QPointF toWidget(float x, float y) const;
    QPointF toMap(const QPointF& p) const;
    void showAll();
    void zoom(double factor, const QPointF& at);
    void shift(const QPointF& by);
    void drawLayer();
    void drawDensity(QPainter& p) const;
    int nearest(const QPointF& at, double within) const;  // -1: none
    void endLasso();
    QColor colourOf(std::size_t point) const;
    void drawLegend(QPainter& p) const;
    void describe();

    std::shared_ptr<const MapData> map_;
    std::vector<std::uint8_t> classes_;  // [point]: colour class; 255: other
    QStringList legend_;
    std::vector<std::uint8_t> selected_;  // [point]
    std::uint32_t picked_ = 0;
    Tool tool_ = Tool::lasso;
    QRectF view_;      // in map units
    QPolygonF lasso_;  // in map units
    bool drawing_ = false;
    QPointF last_;
    QImage layer_;
};

}  // namespace adscope::ui
