// How the data goes round: log, model, recommendation, feedback that becomes events again.
#pragma once

#include <QWidget>

namespace adscope::ui {

class LoopPicture : public QWidget {
    Q_OBJECT
public:
    explicit LoopPicture(QWidget* parent = nullptr) : QWidget(parent) {}
    struct Station {
        QString name, line;
        bool there = false;  // drawn as reached
    };
    // Log, model, recommendation, feedback.
    void setStations(const QList<Station>& stations);
    QSize sizeHint() const override { return {260, 200}; }
    QSize minimumSizeHint() const override { return {220, 170}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QList<Station> stations_;
};

}  // namespace adscope::ui
