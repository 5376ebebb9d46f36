// The card of an ad: creative, name, headline figure, topics, words, palette.
#pragma once

#include <QFrame>

#include "ui/shell/app_state.h"
#include "ui/viewmodels/ads_data.h"

namespace adscope::ui {

class AdFacts : public QFrame {
    Q_OBJECT
public:
    explicit AdFacts(AppState* state, QWidget* parent = nullptr);
    // 0: nothing.
    void setAd(std::shared_ptr<const AdCatalogue> catalogue, std::uint32_t ad, const Counts& counts);
    QSize sizeHint() const override { return {360, 380}; }
    QSize minimumSizeHint() const override { return {280, 380}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    void paintHead(QPainter& p, double& y) const;
    void paintTopics(QPainter& p, double& y) const;
    void paintWords(QPainter& p, double& y) const;
    void paintPalette(QPainter& p, double& y);
    void heading(QPainter& p, double& y, const QString& text, const QString& side) const;
    QRectF content() const { return QRectF(rect()).adjusted(16, 14, -16, -12); }
    QString number(double v, NumberFormat format) const;
    void describe();

    AppState* state_;
    std::shared_ptr<const AdCatalogue> catalogue_;
    std::uint32_t ad_ = 0;
    Counts counts_;
    QImage picture_;
    std::vector<WeightedWord> words_;
    std::vector<std::pair<QRectF, QString>> tips_;  // of the palette's parts
};

}  // namespace adscope::ui
