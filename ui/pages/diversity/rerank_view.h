// One user's list before and after re-ranking, joined by lines: up in the accent, down in grey, new with a green
// arrow, gone with a stub in the warning colour.
#pragma once

#include <QWidget>

#include "ui/charts/chart_text.h"
#include "ui/viewmodels/diversity_data.h"

namespace adscope::ui {

class RerankView : public QWidget {
    Q_OBJECT
public:
    explicit RerankView(QWidget* parent = nullptr);
    void setLists(const std::vector<RecommendedItem>& before, const std::vector<RecommendedItem>& after, double lambda, double ild_before,
                  double ild_after, const ChartWords& w);
    QSize sizeHint() const override { return {560, 28 + 24 * rows()}; }
    QSize minimumSizeHint() const override { return {380, 28 + 22 * rows()}; }
    // What became of each ad, for tests and assistive technology: "A 1 -> 3", "B new at 2", "C gone from 4".
    QStringList moves() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    int rows() const { return std::max<int>({5, static_cast<int>(before_.size()), static_cast<int>(after_.size())}); }
    void paintList(QPainter& p, const QRectF& box, const std::vector<RecommendedItem>& items, const std::vector<RecommendedItem>& other,
                   const QString& head, const QString& small, bool mark_new) const;
    void paintLinks(QPainter& p, double left, double right, double top, double row) const;

    std::vector<RecommendedItem> before_, after_;
    double lambda_ = 1, ild_before_ = kMissing, ild_after_ = kMissing;
    ChartWords words_;
};

}  // namespace adscope::ui
