#include "ui/pages/data/dialect_strip.h"

#include <QFileDialog>
#include <QInputDialog>
#include <QMessageBox>
#include <QTimeZone>

namespace adscope::ui {
namespace {

const QString kSavePreset = "save:", kImportPreset = "import:", kExportPreset = "export:";

QString sign_name(char c) {
    switch (c) {
        case ',': return DialectStrip::tr(", comma");
        case ';': return DialectStrip::tr("; semicolon");
        case '\t': return DialectStrip::tr("tab");
        case '|': return DialectStrip::tr("| bar");
        case '"': return DialectStrip::tr("\" double");
        case '\'': return DialectStrip::tr("' single");
        case 0: return DialectStrip::tr("none");
        default: return QString(QChar(static_cast<uchar>(c)));
    }
}

}  // namespace

DialectStrip::DialectStrip(AppState* state, ImportSession* session, const QStringList& parts, bool form, QWidget* parent)
    : QFrame(parent), state_(state), session_(session), parts_(parts), form_(form), grid_(new QGridLayout(this)) {
    if (form) {
        grid_->setContentsMargins(0, 0, 0, 0);
        grid_->setColumnStretch(1, 1);
    } else {
        setProperty("role", "card");
        grid_->setContentsMargins(14, 8, 14, 10);
    }
    grid_->setHorizontalSpacing(10);
    grid_->setVerticalSpacing(form ? 6 : 3);
    for (const QString& part : parts) add(part);
    connect(session_, &ImportSession::currentChanged, this, &DialectStrip::fill);
    connect(session_, &ImportSession::settingsChanged, this, &DialectStrip::fill);
    retranslate();
}

void DialectStrip::add(const QString& part) {
    auto* name = label(form_ ? "secondary" : "small", this);
    auto* box = new QComboBox(this);
    box->setObjectName("dialect." + part);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(7);
    name->setBuddy(box);
    const int at = static_cast<int>(boxes_.size());
    grid_->addWidget(name, form_ ? at : 0, form_ ? 0 : at);
    grid_->addWidget(box, form_ ? at : 1, form_ ? 1 : at);
    if (!form_) grid_->setColumnStretch(at, part == "preset" || part == "encoding" ? 3 : 2);
    names_[part] = name;
    boxes_[part] = box;
    connect(box, &QComboBox::activated, this, [this, part, box] { choose(part, box); });
}

void DialectStrip::retranslate() {
    const QHash<QString, QString> words = {{"delimiter", tr("Separator")}, {"quote", tr("Quote")},           {"encoding", tr("Encoding")},
                                           {"header", tr("Header")},       {"duplicates", tr("Duplicates")}, {"zone", tr("Time zone")},
                                           {"preset", tr("Preset")}};
    for (const QString& part : parts_) {
        names_[part]->setText(words[part]);
        boxes_[part]->setAccessibleName(words[part]);
    }
    fill();
}

void DialectStrip::fill() {
    const ImportFile* file = session_->file();
    const bool ready = file && file->state == ImportFile::State::ready;
    const auto set = [&](const QString& part, const QList<QPair<QString, QString>>& entries, const QString& chosen) {
        QComboBox* box = boxes_.value(part);
        if (!box) return;
        const QSignalBlocker blocker(box);
        box->clear();
        for (const auto& [words, value] : entries) box->addItem(words, value);
        box->setCurrentIndex(std::max(0, box->findData(chosen)));
        box->setEnabled(file != nullptr);
    };
    // The first entry of each is the guess, named by what was found.
    const Dialect d = ready ? file->sniffed : Dialect();
    const auto guess = [&](const QString& found) { return QPair<QString, QString>(ready ? found : tr("guessed"), QString()); };
    set("delimiter",
        {guess(d.delimiter_rest.empty() ? sign_name(d.delimiter) : QString::fromStdString(d.delimiter_text())),
         {sign_name(','), ","},
         {sign_name(';'), ";"},
         {sign_name('\t'), "tab"},
         {sign_name('|'), "|"}},
        session_->dialect("delimiter"));
    set("quote", {guess(sign_name(d.quote)), {sign_name('"'), "\""}, {sign_name('\''), "'"}}, session_->dialect("quote"));
    QList<QPair<QString, QString>> encodings = {guess(QString::fromStdString(d.encoding))};
    for (const char* e : {"UTF-8", "GB18030", "Big5", "UTF-16LE", "windows-1252", "Shift_JIS"})
        encodings.append(qMakePair(QString(e), QString(e)));
    set("encoding", encodings, session_->dialect("encoding"));
    set("header", {guess(d.header ? tr("first row") : tr("none")), {tr("first row"), "1"}, {tr("none"), "0"}}, session_->dialect("header"));
    set("duplicates", {{tr("mark"), "mark"}, {tr("keep"), "keep"}, {tr("reject"), "reject"}},
        session_->onDuplicate() == OnDuplicate::mark   ? "mark"
        : session_->onDuplicate() == OnDuplicate::keep ? "keep"
                                                       : "reject");
    QList<QPair<QString, QString>> zones;
    if (session_->intoOpenWorkspace() && state_->table()) {
        const QString kept = QString::fromStdString(state_->table()->time_zone);
        zones.append(qMakePair(kept, kept));
    } else {
        for (const char* z : {"UTC", "Asia/Shanghai", "Europe/London", "Europe/Berlin", "America/New_York", "America/Los_Angeles"})
            zones.append(qMakePair(QString(z), QString(z)));
        for (const QByteArray& z : QTimeZone::availableTimeZoneIds())
            if (z.contains('/') && !z.startsWith("Etc/")) zones.append(qMakePair(QString::fromLatin1(z), QString::fromLatin1(z)));
    }
    set("zone", zones, session_->timeZone());
    if (auto* box = boxes_.value("zone")) box->setEnabled(file && zones.size() > 1);
    QList<QPair<QString, QString>> presets;
    for (const QString& p : ImportSession::presets()) presets.append(qMakePair(p, p));
    presets.append(qMakePair(tr("Save as preset…"), kSavePreset));
    presets.append(qMakePair(tr("Preset to a file…"), kExportPreset));
    presets.append(qMakePair(tr("Preset from a file…"), kImportPreset));
    set("preset", presets, session_->preset());
    if (auto* box = boxes_.value("preset"))
        for (int i = 0; i + 3 < box->count(); ++i) box->setItemData(i, session_->aboutPreset(box->itemData(i).toString()), Qt::ToolTipRole);
}

void DialectStrip::choose(const QString& part, QComboBox* box) {
    const QString value = box->currentData().toString();
    if (part == "duplicates")
        session_->setOnDuplicate(value == "keep" ? OnDuplicate::keep : value == "reject" ? OnDuplicate::reject : OnDuplicate::mark);
    else if (part == "zone") session_->setTimeZone(value);
    else if (part == "preset" && value == kSavePreset) savePreset();
    else if (part == "preset" && (value == kImportPreset || value == kExportPreset)) presetFile(value == kExportPreset);
    else if (part == "preset") session_->setPreset(value);
    else session_->setDialect(part.toStdString(), value.toStdString());
}

void DialectStrip::savePreset() {
    fill();  // the box shows the preset in use again
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save as preset"));
    dialog->setLabelText(tr("Name of the preset"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& name) { tell(session_->savePreset(name)); });
    dialog->open();
}

void DialectStrip::presetFile(bool write) {
    fill();
    const QString path = write ? QFileDialog::getSaveFileName(this, tr("Preset to a file"), "preset.json", tr("Presets (*.json)"))
                               : QFileDialog::getOpenFileName(this, tr("Preset from a file"), {}, tr("Presets (*.json)"));
    if (!path.isEmpty()) tell(write ? session_->exportPreset(path) : session_->importPreset(path));
}

void DialectStrip::tell(const std::optional<Error>& error) {
    if (!error) return;
    auto* box = new QMessageBox(QMessageBox::Warning, tr("Preset"), state_->words(error->message), QMessageBox::Ok, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

}  // namespace adscope::ui
