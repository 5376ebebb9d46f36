// How a split cuts the events: train, valid and test as parts of one bar, with the days where they begin and end.
#pragma once

#include <QWidget>

#include "ui/shell/app_state.h"

namespace adscope::ui {

struct SplitPicture {
    std::int64_t rows[3] = {0, 0, 0};                     // train, valid, test
    std::int64_t from[3] = {0, 0, 0}, to[3] = {0, 0, 0};  // local milliseconds; 0 without a time
    bool in_time = false;                                 // the parts follow one another
};
// Rows and periods of a split's parts; runs on a worker.
Result<SplitPicture> picture_of(const std::string& split, const EventTable& table, std::uint64_t seed);

class SplitBar : public QWidget {
    Q_OBJECT
public:
    explicit SplitBar(AppState* state, QWidget* parent = nullptr);
    void setPicture(const SplitPicture& picture);
    QSize sizeHint() const override { return {240, 46}; }
    QSize minimumSizeHint() const override { return {160, 46}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    AppState* state_;
    SplitPicture picture_;
};

}  // namespace adscope::ui
