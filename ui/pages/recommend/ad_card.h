// One recommended ad: rank, move, creative, title, CTR with its interval on a scale shared by all cards, one sentence.
#pragma once

#include <QAbstractButton>
#include <QPixmap>

#include "core/recommend/recommend.h"
#include "ui/shell/app_state.h"

namespace adscope::ui {

struct AdCardContent {
    std::uint32_t ad = 0;
    int rank = 0, rank_before = 0;  // rank_before: 0 new, -1 nothing to compare with
    QString title, reason;
    QList<QPair<QString, QString>> evidence;  // what the sentence rests on, and its figure
    QImage creative;
    Metric ctr;
    bool predicted = false;
    double scale_low = 0, scale_high = 0.1;
};

// The whole card is the click target.
class AdCard : public QAbstractButton {
    Q_OBJECT
public:
    AdCard(AppState* state, bool large, QWidget* parent = nullptr);
    void setContent(const AdCardContent& content);
    const AdCardContent& content() const { return content_; }
    QSize sizeHint() const override { return large_ ? QSize(250, 480) : QSize(196, 400); }
    QSize minimumSizeHint() const override { return large_ ? QSize(190, 380) : QSize(150, 290); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    struct Places {
        QRectF frame, picture;
        double pad = 0;
        bool compact = false;
        QFont title, number, reason;
        int reason_lines = 0;
    };
    Places places() const;
    void paintRank(QPainter& p, const QRectF& frame) const;
    double paintRate(QPainter& p, const Places& at, double y) const;
    void paintEvidence(QPainter& p, const Places& at, double y) const;
    void paintCreative(QPainter& p, const QRectF& box) const;
    void paintInterval(QPainter& p, const QRectF& box) const;
    QString percent(double v) const;

    AppState* state_;
    bool large_;
    AdCardContent content_;
};

// Where relative paths of creatives may lie: beside the files that the ads came from, and beside the workspace.
QStringList creative_folders(const std::string& workspace_path);
// Reads a creative on a worker. Sizes are bounded; a picture that cannot be read is no picture.
QImage read_creative(const QStringList& folders, const std::string& path);

}  // namespace adscope::ui
