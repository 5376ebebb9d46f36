// A form made from a model's described parameters: field, range beside it, a dot at changed values, help on hover.
#pragma once

#include <QLabel>
#include <QLineEdit>
#include <QWidget>

#include "core/models/model.h"
#include "ui/shell/app_state.h"

namespace adscope::ui {

class SettingsForm : public QWidget {
    Q_OBJECT
public:
    explicit SettingsForm(AppState* state, QWidget* parent = nullptr);

    void setModel(const ModelInfo* model);
    // Only what differs from the defaults; an error names the field.
    std::map<std::string, std::string> changed() const;
    Result<void> check() const;
    void setValues(const std::map<std::string, std::string>& values);
    void retranslate();

signals:
    void edited();

private:
    struct Row {
        Parameter parameter;
        QLabel* label;
        QLabel* dot;
        QWidget* editor;
        QLabel* range;
    };
    QString value(const Row& row) const;
    void setValue(Row& row, const QString& value);
    QWidget* makeEditor(const Parameter& parameter);
    void mark();
    void clear();

    AppState* state_;
    const ModelInfo* model_ = nullptr;
    std::vector<Row> rows_;
};

// "4 – 128", "1e-05 – 0.1, log", "one of …": what a parameter may be.
QString range_text(const Parameter& parameter);

}  // namespace adscope::ui
