// A headline number: name, value with its unit, a small line, a small picture. A click opens its metric card.
#pragma once

#include <QAbstractButton>
#include <functional>

#include "ui/widgets/metric_card.h"

namespace adscope::ui {

class KpiCard : public QAbstractButton {
    Q_OBJECT
public:
    using Picture = std::function<void(QPainter&, const QRectF&)>;
    explicit KpiCard(QWidget* parent = nullptr);

    void setName(const QString& name);
    void setValue(const QString& value, const QString& unit = {});
    void setLine(const QString& line);
    void setPicture(Picture picture);  // in a box 14 px high
    void setWarning(bool on);          // sign before the name, value in the warning ink
    void setMetricCard(MetricCardText card) { card_ = std::move(card); }
    QString value() const { return value_; }
    QString line() const { return line_; }
    QSize sizeHint() const override { return {180, 118}; }
    QSize minimumSizeHint() const override { return {120, 118}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent*) override { update(); }
    void leaveEvent(QEvent*) override { update(); }

private:
    void describe();
    QString name_, value_, unit_, line_;
    Picture picture_;
    bool warning_ = false;
    MetricCardText card_;
};

// Small pictures.
KpiCard::Picture spark_picture(std::vector<double> values);
KpiCard::Picture share_picture(double share);

}  // namespace adscope::ui
