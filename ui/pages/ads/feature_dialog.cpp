#include "ui/pages/ads/feature_dialog.h"

#include <QDialogButtonBox>

#include "core/workspace/source.h"
#include "ui/widgets/buttons.h"

namespace adscope::ui {
namespace {

bool fits(const EventTable& table, const QString& name, FeatureKindInfo::Reads reads) {
    const auto source = FieldSource::find(table, name.toStdString(), {});
    if (!source) return false;
    const bool time = source->role() == FieldSource::Role::time || (source->column() && source->column()->field.kind == FieldKind::time);
    switch (reads) {
        case FeatureKindInfo::Reads::times: return time;
        case FeatureKindInfo::Reads::numbers: return source->shape() == FieldSource::Shape::number;
        case FeatureKindInfo::Reads::texts: return source->shape() == FieldSource::Shape::coded;
        default: return true;
    }
}

// Outcomes whose past can be counted.
QStringList outcomes(const EventTable& table) {
    QStringList out{"impression"};
    if (table.has_click) out << "click";
    if (!table.conversion.empty()) out << "conversion";
    for (const auto& c : table.columns)
        if (c.field.role == FieldRole::outcome && c.number()) out << "outcome." + QString::fromStdString(c.field.name);
    return out;
}

}  // namespace

QStringList sources_for(const EventTable& table, FeatureKindInfo::Reads reads) {
    QStringList all;
    if (table.has_user) all << "user";
    if (table.has_ad) all << "ad";
    if (table.has_time) all << "time";
    if (!table.position.empty()) all << "position";
    const auto add = [&](const std::vector<Column>& columns, const char* prefix) {
        for (const auto& c : columns)
            if (c.field.role != FieldRole::outcome) all << prefix + QString::fromStdString(c.field.name);
    };
    add(table.columns, "event.");
    add(table.users.columns, "user.");
    add(table.ads.columns, "ad.");
    QStringList out;
    for (const auto& name : all)
        if (fits(table, name, reads)) out << name;
    return out;
}

FeatureDialog::FeatureDialog(AppState* state, RecipeSession* session, std::optional<std::size_t> row, QWidget* parent)
    : QDialog(parent),
      state_(state),
      session_(session),
      row_(row),
      name_(new QLineEdit),
      kind_(new QComboBox),
      source_(new QComboBox),
      source_label_(label()),
      help_(text_label("hint")),
      mistake_(text_label("error")),
      form_(new QFormLayout) {
    setWindowTitle(row ? tr("Change a feature") : tr("Add a feature"));
    setMinimumWidth(440);
    name_->setObjectName("featureName");
    kind_->setObjectName("featureKind");
    source_->setObjectName("featureSource");
    mistake_->setObjectName("featureMistake");
    source_label_->setText(tr("Source"));
    source_label_->setBuddy(source_);
    form_->addRow(tr("Kind"), kind_);
    form_->addRow(QString(), help_);
    form_->addRow(source_label_, source_);
    form_->addRow(tr("Name"), name_);
    fixed_rows_ = form_->rowCount();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    ok_ = push_button(ButtonKind::primary);
    ok_->setText(row ? tr("Change") : tr("Add"));
    ok_->setObjectName("featureOk");
    ok_->setDefault(true);
    buttons->addButton(ok_, QDialogButtonBox::AcceptRole);
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    auto* column = new QVBoxLayout(this);
    column->addLayout(form_);
    column->addWidget(mistake_);
    column->addStretch(1);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &FeatureDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(kind_, &QComboBox::currentIndexChanged, this, [this] {
        fillSources();
        fillSettings();
    });
    connect(source_, &QComboBox::currentTextChanged, this, &FeatureDialog::validate);
    connect(name_, &QLineEdit::textEdited, this, [this] {
        named_ = true;
        validate();
    });
    fillKinds();
    if (row_) setSpec(session_->entries()[*row_].spec);
}

const FeatureKindInfo& FeatureDialog::kind() const {
    const auto* found = find_feature_kind(kind_->currentData().toString().toStdString());
    return found ? *found : feature_kinds().front();
}

// Kinds for which the log has nothing to read are left out.
void FeatureDialog::fillKinds() {
    const auto table = state_->table();
    for (const auto& k : feature_kinds()) {
        if (table && k.reads_past() && !table->has_time) continue;
        if (table && sources_for(*table, k.reads).isEmpty()) continue;
        kind_->addItem(state_->words(Message("feature." + k.name)), QString::fromStdString(k.name));
    }
}

void FeatureDialog::fillSources() {
    const auto table = state_->table();
    const QString before = source_->currentText();
    const QSignalBlocker quiet(source_);
    source_->clear();
    if (table) source_->addItems(sources_for(*table, kind().reads));
    source_->setCurrentIndex(std::max(0, source_->findText(before)));
    // Counts of the past read nothing of the impression but whose it is.
    const bool reads = !kind().reads_past() || kind().kind == FeatureKind::sequence;
    if (kind().kind == FeatureKind::sequence && source_->findText("ad") >= 0) source_->setCurrentText("ad");
    source_->setVisible(reads);
    source_label_->setVisible(reads);
    help_->setText(state_->words(Message("feature." + kind().name + ".help")));
}

QWidget* FeatureDialog::makeEditor(const FeatureSetting& setting) {
    const Parameter& p = setting.parameter;
    using Names = FeatureSetting::Names;
    QStringList choices;
    if (p.type == Parameter::Type::choice)
        for (const auto& c : p.choices) choices << QString::fromStdString(c);
    else if (setting.names == Names::field && state_->table()) choices = sources_for(*state_->table(), FeatureKindInfo::Reads::anything);
    else if (setting.names == Names::outcome && state_->table()) choices = outcomes(*state_->table());
    const QString otherwise = QString::fromStdString(p.otherwise);
    if (!choices.isEmpty()) {
        auto* box = new QComboBox;
        box->addItems(choices);
        if (const int at = box->findText(otherwise); at >= 0) box->setCurrentIndex(at);
        connect(box, &QComboBox::currentTextChanged, this, &FeatureDialog::validate);
        return box;
    }
    auto* edit = new QLineEdit(otherwise);
    if (setting.names == Names::window) edit->setPlaceholderText(tr("all of the past; or 7d, 12h, 30m"));
    else edit->setPlaceholderText(QString::fromStdString(range_of(p)));
    connect(edit, &QLineEdit::textEdited, this, &FeatureDialog::validate);
    return edit;
}

void FeatureDialog::fillSettings() {
    while (form_->rowCount() > fixed_rows_) form_->removeRow(form_->rowCount() - 1);
    rows_.clear();
    for (const auto& s : kind().settings) {
        const std::string id = "feature." + kind().name + "." + s.parameter.name;
        auto* editor = makeEditor(s);
        auto* name = label();
        name->setText(state_->words(Message(id)));
        const QString help = state_->words(Message(id + ".help"));
        for (QWidget* w : {static_cast<QWidget*>(name), editor}) w->setToolTip(help);
        editor->setObjectName("setting." + QString::fromStdString(s.parameter.name));
        editor->setAccessibleName(name->text());
        editor->setAccessibleDescription(help);
        name->setBuddy(editor);
        form_->addRow(name, editor);
        rows_.push_back({s, editor});
    }
    validate();
}

QString FeatureDialog::value(const Row& row) {
    if (const auto* box = qobject_cast<QComboBox*>(row.editor)) return box->currentText();
    return static_cast<QLineEdit*>(row.editor)->text().trimmed();
}

FeatureSpec FeatureDialog::spec() const {
    FeatureSpec out;
    out.name = name_->text().trimmed().toStdString();
    out.kind = kind().name;
    if (!kind().reads_past() || kind().kind == FeatureKind::sequence) out.source = source_->currentText().toStdString();
    // What is as usual is left out of the recipe; whose past it is is always said.
    for (const auto& r : rows_)
        if (const auto v = value(r).toStdString(); v != r.setting.parameter.otherwise || r.setting.parameter.name == "by")
            out.settings[r.setting.parameter.name] = v;
    return out;
}

void FeatureDialog::setSpec(const FeatureSpec& spec) {
    kind_->setCurrentIndex(std::max(0, kind_->findData(QString::fromStdString(spec.kind))));
    const QString source = QString::fromStdString(spec.source);
    if (!source.isEmpty() && source_->findText(source) < 0) source_->addItem(source);
    if (!source.isEmpty()) source_->setCurrentText(source);
    for (auto& r : rows_) {
        const auto it = spec.settings.find(r.setting.parameter.name);
        if (it == spec.settings.end()) continue;
        const QString text = QString::fromStdString(it->second);
        if (auto* box = qobject_cast<QComboBox*>(r.editor)) {
            if (box->findText(text) < 0) box->addItem(text);
            box->setCurrentText(text);
        } else {
            static_cast<QLineEdit*>(r.editor)->setText(text);
        }
    }
    named_ = true;
    name_->setText(QString::fromStdString(spec.name));
    validate();
}

// A name from kind and source, until the user gives one; with a number where it is taken.
void FeatureDialog::proposeName() {
    if (named_) return;
    const FeatureSpec now = spec();
    QString base = QString::fromStdString(now.kind);
    if (!now.source.empty()) base = QString::fromStdString(now.source) + " " + base;
    else
        for (const auto& r : rows_)
            if (r.setting.names == FeatureSetting::Names::field || r.setting.names == FeatureSetting::Names::outcome)
                base += " " + value(r);
    QString name = base;
    const auto taken = [&](const QString& n) {
        const auto& all = session_->entries();
        return std::any_of(all.begin(), all.end(), [&](const auto& e) { return e.spec.name == n.toStdString(); });
    };
    for (int i = 2; taken(name); ++i) name = base + " " + QString::number(i);
    name_->setText(name);
}

void FeatureDialog::validate() {
    proposeName();
    const bool nameless = name_->text().trimmed().isEmpty();
    const auto good = nameless ? Result<void>() : session_->check(spec(), row_);
    mistake_->setText(nameless ? tr("Give the feature a name.") : good ? QString() : state_->words(good.error().message));
    ok_->setEnabled(!nameless && good.ok());
}

void FeatureDialog::accept() {
    if (const auto put = session_->put(spec(), row_); !put) {
        mistake_->setText(state_->words(put.error().message));
        return;
    }
    QDialog::accept();
}

}  // namespace adscope::ui
