#include "ui/pages/training/settings_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>

#include "ui/theme/tokens.h"
#include "ui/widgets/buttons.h"

namespace adscope::ui {

QString range_text(const Parameter& p) {
    const auto number = [](double v) { return QString::number(v, 'g', 6); };
    switch (p.type) {
        case Parameter::Type::integer:
        case Parameter::Type::real:
            return number(p.minimum) + QString::fromUtf8(" – ") + number(p.maximum) +
                   (p.logarithmic ? SettingsForm::tr(", log") : QString());
        default: return {};
    }
}

SettingsForm::SettingsForm(AppState* state, QWidget* parent) : QWidget(parent), state_(state) {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(0, 1);
}

void SettingsForm::clear() {
    for (auto& r : rows_)
        for (QWidget* w : {static_cast<QWidget*>(r.label), static_cast<QWidget*>(r.dot), r.editor, static_cast<QWidget*>(r.range)})
            delete w;
    rows_.clear();
}

QWidget* SettingsForm::makeEditor(const Parameter& p) {
    if (p.type == Parameter::Type::choice) {
        auto* box = new QComboBox(this);
        for (const auto& c : p.choices) box->addItem(QString::fromStdString(c));
        connect(box, &QComboBox::currentTextChanged, this, [this] { mark(); });
        return box;
    }
    if (p.type == Parameter::Type::flag) {
        auto* box = new QCheckBox(this);
        connect(box, &QCheckBox::toggled, this, [this] { mark(); });
        return box;
    }
    auto* edit = new QLineEdit(this);
    edit->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    connect(edit, &QLineEdit::textEdited, this, [this] { mark(); });
    return edit;
}

void SettingsForm::setModel(const ModelInfo* model) {
    clear();
    model_ = model;
    auto* grid = static_cast<QGridLayout*>(layout());
    for (const auto& p : model ? model->parameters : std::vector<Parameter>()) {
        Row row{p, new QLabel(this), new QLabel(QString::fromUtf8("●"), this), makeEditor(p), new QLabel(range_text(p), this)};
        row.editor->setFixedWidth(92);
        row.editor->setObjectName("parameter." + QString::fromStdString(p.name));
        row.label->setBuddy(row.editor);
        row.range->setProperty("role", "hint");
        const int line = static_cast<int>(rows_.size());
        grid->addWidget(row.label, line, 0);
        grid->addWidget(row.dot, line, 1);
        grid->addWidget(row.editor, line, 2);
        grid->addWidget(row.range, line, 3);
        rows_.push_back(row);
        setValue(rows_.back(), QString::fromStdString(p.otherwise));
    }
    retranslate();
    mark();
}

void SettingsForm::retranslate() {
    for (auto& r : rows_) {
        const std::string id = "parameter." + model_->name + "." + r.parameter.name;
        r.label->setText(state_->words(Message(id)));
        const QString help = state_->words(Message(id + ".help"));
        for (QWidget* w : {static_cast<QWidget*>(r.label), r.editor}) w->setToolTip(help);
        r.editor->setAccessibleName(r.label->text());
        r.editor->setAccessibleDescription(help);
        r.range->setText(range_text(r.parameter));
    }
    mark();
}

QString SettingsForm::value(const Row& row) const {
    if (auto* box = qobject_cast<QComboBox*>(row.editor)) return box->currentText();
    if (auto* box = qobject_cast<QCheckBox*>(row.editor)) return box->isChecked() ? "true" : "false";
    return static_cast<QLineEdit*>(row.editor)->text().trimmed();
}

void SettingsForm::setValue(Row& row, const QString& value) {
    if (auto* box = qobject_cast<QComboBox*>(row.editor)) box->setCurrentText(value);
    else if (auto* check = qobject_cast<QCheckBox*>(row.editor)) check->setChecked(value == "true" || value == "1");
    else static_cast<QLineEdit*>(row.editor)->setText(value);
}

void SettingsForm::setValues(const std::map<std::string, std::string>& values) {
    for (auto& r : rows_)
        if (const auto found = values.find(r.parameter.name); found != values.end()) setValue(r, QString::fromStdString(found->second));
    mark();
}

void SettingsForm::mark() {
    for (auto& r : rows_) {
        const bool changed = value(r).toStdString() != r.parameter.otherwise;
        r.dot->setText(changed ? QString::fromUtf8("●") : QString());
        r.dot->setStyleSheet("color: " + tokens().accent.name());
        r.dot->setToolTip(changed ? tr("Changed; the default is %1").arg(QString::fromStdString(r.parameter.otherwise)) : QString());
        const bool good = Settings::make(model_->parameters, {{r.parameter.name, value(r).toStdString()}}).ok();
        set_role(r.editor, good ? QString() : QStringLiteral("true"), "invalid");
        r.range->setStyleSheet(good ? QString() : "color: " + tokens().warnText.name());
    }
    emit edited();
}

std::map<std::string, std::string> SettingsForm::changed() const {
    std::map<std::string, std::string> out;
    for (const auto& r : rows_)
        if (const std::string v = value(r).toStdString(); v != r.parameter.otherwise) out[r.parameter.name] = v;
    return out;
}

Result<void> SettingsForm::check() const {
    if (!model_) return {};
    const auto made = Settings::make(model_->parameters, changed());
    if (!made) return made.error();
    return {};
}

}  // namespace adscope::ui
