// Two segments side by side: CTR with the interval of their difference, and the values of fields that one has more of.
#pragma once

#include <QComboBox>

#include "ui/charts/table_card.h"
#include "ui/viewmodels/audience_data.h"
#include "ui/widgets/card.h"

namespace adscope::ui {

class CompareTab : public QWidget {
    Q_OBJECT
public:
    explicit CompareTab(AppState* state, QWidget* parent = nullptr);
    void refresh();  // the segments there are
    // An empty `b`: everybody else.
    void choose(const QString& a, const QString& b);
    void retranslate();
    bool settled() const { return !running_; }
    const SegmentComparison* comparison() const { return comparison_ ? &*comparison_ : nullptr; }
    DataTableModel* model() const { return model_; }

private:
    void fill();
    void start();
    void show();
    QString nameOf(const QComboBox* box) const;

    AppState* state_;
    bool running_ = false;
    std::optional<SegmentComparison> comparison_;
    std::optional<Error> failure_;
    Card* head_;
    QLabel *against_, *figures_;
    QComboBox *a_, *b_;
    TableCard* card_;
    DataTableModel* model_;
};

}  // namespace adscope::ui
