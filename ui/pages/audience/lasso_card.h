// What was encircled: how many, CTR against the rest, lift; and how it is kept, as a fixed list or as the rule nearest to it.
#pragma once

#include <QFrame>
#include <QLineEdit>

#include "ui/viewmodels/audience_data.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/segmented.h"

namespace adscope::ui {

class LassoCard : public QFrame {
    Q_OBJECT
public:
    explicit LassoCard(QWidget* parent = nullptr);
    void setData(std::shared_ptr<const LassoData> data);  // null: nothing encircled
    const LassoData* data() const { return data_.get(); }
    void setWorking(bool working);
    bool asRule() const { return kind_->current() == 1; }
    QString name() const { return edit_->text().trimmed(); }
    void retranslate();

signals:
    void save();
    void onlyThis();
    void compareWithRest();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void show();
    std::shared_ptr<const LassoData> data_;
    bool working_ = false;
    QLabel *title_, *size_, *share_, *rates_, *lift_, *rule_, *name_label_;
    QLineEdit* edit_;
    SegmentedControl* kind_;
    QPushButton *save_, *only_, *compare_;
    QWidget* bars_;
};

}  // namespace adscope::ui
