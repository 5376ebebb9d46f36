// One feature to add or change: its kind, source and settings, in a form made from the description of the kinds.
#pragma once

#include <QComboBox>
#include <QDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

#include "core/features/kinds.h"
#include "ui/viewmodels/recipe_session.h"

namespace adscope::ui {

class FeatureDialog : public QDialog {
    Q_OBJECT
public:
    // `row`: the entry to change; nothing: a new one.
    FeatureDialog(AppState* state, RecipeSession* session, std::optional<std::size_t> row = {}, QWidget* parent = nullptr);

    FeatureSpec spec() const;
    void setSpec(const FeatureSpec& spec);

private:
    struct Row {
        FeatureSetting setting;
        QWidget* editor;
    };
    const FeatureKindInfo& kind() const;
    void fillKinds();
    void fillSources();
    void fillSettings();
    QWidget* makeEditor(const FeatureSetting& setting);
    static QString value(const Row& row);
    void proposeName();
    void validate();
    void accept() override;

    AppState* state_;
    RecipeSession* session_;
    std::optional<std::size_t> row_;
    QLineEdit* name_;
    QComboBox *kind_, *source_;
    QLabel *source_label_, *help_, *mistake_;
    QFormLayout* form_;
    QPushButton* ok_;
    std::vector<Row> rows_;
    int fixed_rows_ = 0;  // of the form, above the settings
    bool named_ = false;  // by the user
};

// Fields that a kind can read, as recipes name them.
QStringList sources_for(const EventTable& table, FeatureKindInfo::Reads reads);

}  // namespace adscope::ui
