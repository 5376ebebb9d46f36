// What a run is made of: the settings of the chosen model, task, seed, split with its picture, device.
#pragma once

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>

#include "core/training/trainer.h"
#include "ui/pages/training/settings_form.h"
#include "ui/pages/training/split_bar.h"
#include "ui/widgets/card.h"
#include "ui/widgets/segmented.h"

namespace adscope::ui {

class TrainForm : public Card {
    Q_OBJECT
public:
    explicit TrainForm(AppState* state, QWidget* parent = nullptr);

    void setModel(const ModelInfo* model);
    void setValues(const std::map<std::string, std::string>& settings) { settings_->setValues(settings); }
    // What the form asks for now.
    TrainRequest request() const;
    // A sentence that says what has no meaning, and what would; empty: all is well.
    QString mistake() const;
    void refresh();  // other events, another slice
    void retranslate();
    bool settled() const { return pending_ == 0; }

signals:
    void edited();

private:
    QWidget* makeFields();
    void addRun(QVBoxLayout* column);
    void addSplit(QVBoxLayout* column);
    void addDevice(QVBoxLayout* column);
    void fillDevices();
    void fillTasks();
    void fillRecipes();
    void drawSplit();
    void listDevices();

    AppState* state_;
    const ModelInfo* model_ = nullptr;
    SettingsForm* settings_;
    QLabel *task_label_, *seed_label_, *recipe_label_, *split_label_, *split_error_, *device_label_, *device_note_;
    QComboBox *task_, *split_, *recipe_;  // recipe: the standard one, then those that were kept
    QLineEdit* seed_;
    QCheckBox* allow_leakage_;
    SplitBar* split_bar_;
    SegmentedControl* device_;
    std::vector<DeviceInfo> devices_;
    int pending_ = 0;
    bool devices_listed_ = false;
};

}  // namespace adscope::ui
