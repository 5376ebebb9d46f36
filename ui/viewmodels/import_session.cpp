#include "ui/viewmodels/import_session.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include "ui/shell/settings.h"

namespace adscope::ui {
namespace {

constexpr int kCheckAfterMs = 250;
constexpr std::size_t kPreviewRows = 12;

bool once(Role role) {
    switch (role) {
        case Role::outcome:
        case Role::user_field:
        case Role::ad_field:
        case Role::context:
        case Role::kept:
        case Role::sequence:
        case Role::ignore: return false;
        default: return true;
    }
}

bool has_role(const FilePreview& preview, Role role) {
    return std::any_of(preview.columns.begin(), preview.columns.end(), [&](const auto& c) { return c.role.role == role; });
}

}  // namespace

// Corrections of one file, taken back by Ctrl+Z.
class ImportSession::RoleStep : public QUndoCommand {
public:
    RoleStep(ImportSession* session, QString path, std::map<std::string, ColumnRole> before, std::map<std::string, ColumnRole> after)
        : QUndoCommand(ImportSession::tr("Role of a column")),
          session_(session),
          path_(std::move(path)),
          before_(std::move(before)),
          after_(std::move(after)) {}
    void undo() override {
        if (session_) session_->apply(path_, before_);
    }
    void redo() override {
        if (session_) session_->apply(path_, after_);
    }

private:
    QPointer<ImportSession> session_;
    QString path_;
    std::map<std::string, ColumnRole> before_, after_;
};

ImportSession::ImportSession(AppState* state, QObject* parent) : QObject(parent), state_(state) {
    check_soon_.setSingleShot(true);
    check_soon_.setInterval(kCheckAfterMs);
    connect(&check_soon_, &QTimer::timeout, this, [this] {
        if (!canImport()) {
            emit checkChanged();
            return;
        }
        check_job_ = state_->jobs()->run<ImportResult>(
            tr("Trying the import"), this, [request = request(true)](const JobContext& job) { return import_files(request, job); },
            [this](Result<ImportResult> result) {
                check_job_ = 0;
                if (result) checked_ = std::move(*result);
                else if (!result.error().is_cancelled()) check_error_ = result.error();
                emit checkChanged();
            },
            "check", false);
        emit checkChanged();
    });
    connect(state_, &AppState::workspaceChanged, this, [this] {
        emit settingsChanged();
        check();
    });
}

const ImportFile* ImportSession::file() const {
    return current_ >= 0 && current_ < static_cast<int>(files_.size()) ? &files_[static_cast<std::size_t>(current_)] : nullptr;
}

void ImportSession::addFiles(const QStringList& paths) {
    for (const QString& given : paths) {
        const QFileInfo info(given);
        const QString path = info.absoluteFilePath();
        if (std::any_of(files_.begin(), files_.end(), [&](const auto& f) { return f.path == path; })) continue;
        ImportFile f;
        f.path = path;
        f.name = info.fileName();
        f.bytes = static_cast<quint64>(info.size());
        files_.push_back(std::move(f));
        if (current_ < 0) current_ = 0;
        read(static_cast<int>(files_.size()) - 1);
    }
    emit filesChanged();
    emit currentChanged();
    emit settingsChanged();
}

void ImportSession::removeFile(int index) {
    if (index < 0 || index >= static_cast<int>(files_.size())) return;
    files_.erase(files_.begin() + index);
    if (current_ >= static_cast<int>(files_.size())) current_ = static_cast<int>(files_.size()) - 1;
    checked_.reset();
    emit filesChanged();
    emit currentChanged();
    emit settingsChanged();
    check();
}

void ImportSession::setCurrent(int index) {
    if (index == current_ || index < 0 || index >= static_cast<int>(files_.size())) return;
    current_ = index;
    emit currentChanged();
}

Dialect ImportSession::corrected(Dialect d) const {
    for (const auto& [part, value] : dialect_) {
        if (part == "delimiter") d.delimiter = value == "tab" ? '\t' : value[0];
        if (part == "quote") d.quote = value == "none" ? 0 : value[0];
        if (part == "encoding") d.encoding = value;
        if (part == "header") d.header = value == "1";
    }
    return d;
}

void ImportSession::read(int index) {
    auto& f = files_[static_cast<std::size_t>(index)];
    f.state = ImportFile::State::reading;
    PreviewRequest request;
    request.path = f.path.toStdString();
    request.rows = kPreviewRows;
    request.preset = preset_.toStdString();
    const bool sniffing = dialect_.empty() || f.preview.columns.empty() || f.content != ImportFile::Content::events;
    if (!sniffing) request.dialect = corrected(f.sniffed);
    state_->jobs()->run<FilePreview>(
        tr("Reading %1").arg(f.name), this, [request](const JobContext& job) { return preview(request, job); },
        [this, sniffing, path = f.path](Result<FilePreview> result) {
            const auto found = std::find_if(files_.begin(), files_.end(), [&](const auto& x) { return x.path == path; });
            if (found == files_.end()) return;
            if (!result) {
                found->state = ImportFile::State::failed;
                found->error = result.error();
            } else {
                const bool first = found->preview.columns.empty();
                found->preview = std::move(*result);
                if (sniffing) found->sniffed = found->preview.dialect;
                found->state = ImportFile::State::ready;
                if (first) guessContent(*found);
            }
            emit filesChanged();
            if (file() == &*found) emit currentChanged();
            check();
        },
        "preview:" + f.path, false);
}

void ImportSession::readAll() {
    for (int i = 0; i < static_cast<int>(files_.size()); ++i) read(i);
    emit filesChanged();
}

// A file that describes users or ads has their key and neither times nor clicks.
void ImportSession::guessContent(ImportFile& f) {
    if (has_role(f.preview, Role::time) || has_role(f.preview, Role::click)) return;
    const bool users = has_role(f.preview, Role::user), ads = has_role(f.preview, Role::ad);
    if (users == ads || files_.size() < 2) return;
    f.content = users ? ImportFile::Content::users : ImportFile::Content::ads;
    for (const auto& c : f.preview.columns)
        if (c.role.role == (users ? Role::user : Role::ad)) f.key = c.name;
}

void ImportSession::setContent(int index, ImportFile::Content content) {
    auto& f = files_[static_cast<std::size_t>(index)];
    if (f.content == content) return;
    // There is one file of users and one of ads.
    if (content != ImportFile::Content::events)
        for (auto& other : files_)
            if (other.content == content) other.content = ImportFile::Content::events;
    f.content = content;
    f.changed.clear();
    f.key.clear();
    const Role key = content == ImportFile::Content::users ? Role::user : Role::ad;
    if (content != ImportFile::Content::events) {
        for (const auto& c : f.preview.columns)
            if (c.role.role == key && f.key.empty()) f.key = c.name;
        if (f.key.empty() && !f.preview.columns.empty()) f.key = f.preview.columns.front().name;
    }
    emit filesChanged();
    emit currentChanged();
    check();
}

ColumnRole ImportSession::role(const ImportFile& f, std::size_t column) const {
    const auto& c = f.preview.columns[column];
    if (f.content != ImportFile::Content::events) {
        const bool users = f.content == ImportFile::Content::users;
        if (c.name == f.key) return {users ? Role::user : Role::ad, {}, std::nullopt, 1, {}};
        if (const auto changed = f.changed.find(c.name); changed != f.changed.end()) return changed->second;
        return {users ? Role::user_field : Role::ad_field, c.name, std::nullopt, 1, {}};
    }
    if (const auto changed = f.changed.find(c.name); changed != f.changed.end()) return changed->second;
    // A role that was given to another column is no longer this one's.
    if (once(c.role.role))
        for (const auto& [name, r] : f.changed)
            if (r.role == c.role.role && name != c.name) return {Role::kept, c.name, std::nullopt, 1, {}};
    return c.role;
}

void ImportSession::setRole(std::size_t column, const ColumnRole& wanted) {
    const ImportFile* f = file();
    if (!f || column >= f->preview.columns.size()) return;
    const std::string& name = f->preview.columns[column].name;
    if (f->content != ImportFile::Content::events && (wanted.role == Role::user || wanted.role == Role::ad)) {
        files_[static_cast<std::size_t>(current_)].key = name;
        emit mappingChanged();
        check();
        return;
    }
    auto changed = f->changed;
    if (once(wanted.role))
        for (auto& [other, r] : changed)
            if (r.role == wanted.role) r = {Role::kept, other, std::nullopt, 1, {}};
    ColumnRole role = wanted;
    role.confidence = 1;
    changed[name] = role;
    state_->undoStack()->push(new RoleStep(this, f->path, f->changed, changed));
}

void ImportSession::apply(const QString& path, const std::map<std::string, ColumnRole>& changed) {
    for (auto& f : files_)
        if (f.path == path) f.changed = changed;
    emit mappingChanged();
    check();
}

void ImportSession::setDialect(const std::string& part, const std::string& value) {
    if (value.empty()) dialect_.erase(part);
    else dialect_[part] = value;
    emit settingsChanged();
    readAll();
}

QString ImportSession::dialect(const std::string& part) const {
    const auto found = dialect_.find(part);
    return found == dialect_.end() ? QString() : QString::fromStdString(found->second);
}

QStringList ImportSession::presets() {
    QStringList out;
    for (const auto& names : {preset_names(), user_preset_names()})
        for (const auto& p : names) out << QString::fromStdString(p);
    return out;
}

QString ImportSession::aboutPreset(const QString& name) const {
    const auto described = describe_preset(name.toStdString());
    if (!described) return state_->words(described.error().message);
    const auto& about = described->about;
    const auto words = about.find(state_->language() == Language::zh ? "zh" : "en");
    return words != about.end() ? QString::fromStdString(words->second)
           : about.empty()      ? QString()
                                : QString::fromStdString(about.begin()->second);
}

void ImportSession::setPreset(const QString& preset) {
    if (preset == preset_) return;
    preset_ = preset;
    for (auto& f : files_) f.changed.clear();
    emit settingsChanged();
    readAll();
}

// A preset remembers the roles of the file at hand by column, and the parts of its dialect that were set.
std::string ImportSession::presetText() const {
    const ImportFile* f = file();
    if (!f) return {};
    QJsonObject all, roles, dialect;
    if (const auto text = preset_text(preset_.toStdString()); text && preset_ != "generic")
        all = QJsonDocument::fromJson(QByteArray::fromStdString(*text)).object();
    // Forms of values that the preset in use knows stay with their columns.
    const QJsonObject before = all["events"].toObject();
    for (std::size_t i = 0; i < f->preview.columns.size(); ++i) {
        const QString name = QString::fromStdString(f->preview.columns[i].name);
        ColumnRole r = role(*f, i);
        if (r.role == Role::ignore) r.name.clear();
        const QString text = QString::fromStdString(to_string(r));
        const QString form = f->changed.contains(name.toStdString()) ? QString() : before[name].toObject()["as"].toString();
        roles[name] = form.isEmpty() ? QJsonValue(text) : QJsonValue(QJsonObject{{"role", text}, {"as", form}});
    }
    for (const auto& [part, value] : dialect_) dialect[QString::fromStdString(part)] = QString::fromStdString(value);
    all.remove("about");
    all["events"] = roles;
    if (!dialect.isEmpty()) all["dialect"] = dialect;
    return QJsonDocument(all).toJson().toStdString();
}

std::optional<Error> ImportSession::savePreset(const QString& name) {
    const std::string text = presetText();
    if (text.empty()) return std::nullopt;
    return keepPreset(name.trimmed(), text);
}

std::optional<Error> ImportSession::keepPreset(const QString& name, const std::string& text) {
    if (auto saved = adscope::save_preset(name.toStdString(), text); !saved) return saved.error();
    preset_ = name;
    for (auto& f : files_) f.changed.clear();
    emit settingsChanged();
    readAll();
    return std::nullopt;
}

std::optional<Error> ImportSession::importPreset(const QString& path) {
    auto text = preset_text(path.toStdString());
    if (!text) return text.error();
    return keepPreset(QFileInfo(path).completeBaseName(), *text);
}

std::optional<Error> ImportSession::exportPreset(const QString& path) const {
    const std::string text = presetText();
    QSaveFile out(path);
    if (out.open(QIODevice::WriteOnly) && out.write(text.data(), static_cast<qint64>(text.size())) == static_cast<qint64>(text.size()) &&
        out.commit())
        return std::nullopt;
    return Error(ErrorCode::io, "base.file_write", {{"path", path.toStdString()}, {"cause", out.errorString().toStdString()}});
}

QString ImportSession::why(const ImportFile& f, std::size_t column) const {
    const auto& c = f.preview.columns[column];
    if (f.changed.contains(c.name)) return tr("chosen by you");
    const ColumnRole r = role(f, column);
    if (r.reason.empty())
        return f.content == ImportFile::Content::events ? tr("the role went to another column") : tr("a column of the joined file");
    return state_->words(r.reason);
}

void ImportSession::setOnDuplicate(OnDuplicate what) {
    on_duplicate_ = what;
    emit settingsChanged();
    check();
}

void ImportSession::setTimeZone(const QString& zone) {
    zone_ = zone;
    emit settingsChanged();
    check();
}

void ImportSession::setTarget(const QString& path) {
    target_ = path;
    emit settingsChanged();
    check();
}

QString ImportSession::target() const {
    if (!target_.isEmpty()) return target_;
    return state_->workspacePath().isEmpty() ? proposedTarget() : state_->workspacePath();
}

// Beside the first log, named like it; a name that is taken gets a number.
QString ImportSession::proposedTarget() const {
    if (files_.empty()) return {};
    const QFileInfo first(files_.front().path);
    QDir folder = first.dir();
    if (!QFileInfo(folder.path()).isWritable()) {
        folder = QDir(data_folder());
        folder.mkpath(".");
    }
    const QString base = first.fileName().section('.', 0, 0);
    QString path = folder.filePath(base + ".adscope");
    for (int i = 2; QFileInfo::exists(path); ++i) path = folder.filePath(QString("%1-%2.adscope").arg(base).arg(i));
    return path;
}

ImportRequest ImportSession::request(bool dry_run) const {
    ImportRequest r;
    for (const auto& f : files_) {
        const std::string path = f.path.toStdString();
        switch (f.content) {
            case ImportFile::Content::events: r.files.push_back(path); break;
            case ImportFile::Content::users: r.users_file = path, r.user_key = f.key; break;
            case ImportFile::Content::ads: r.ads_file = path, r.ad_key = f.key; break;
        }
        for (std::size_t i = 0; i < f.preview.columns.size(); ++i) {
            const std::string& column = f.preview.columns[i].name;
            if (f.changed.contains(column)) r.roles[to_string(role(f, i))] = column;
        }
    }
    r.workspace = target().toStdString();
    r.preset = preset_.toStdString();
    r.dialect = dialect_;
    r.on_duplicate = on_duplicate_;
    r.dry_run = dry_run;
    if (!intoOpenWorkspace()) r.time_zone = zone_.toStdString();
    return r;
}

bool ImportSession::reading() const {
    return std::any_of(files_.begin(), files_.end(), [](const auto& f) { return f.state == ImportFile::State::reading; });
}

bool ImportSession::canImport() const {
    if (files_.empty() || importing()) return false;
    const bool all = std::all_of(files_.begin(), files_.end(), [](const auto& f) { return f.state == ImportFile::State::ready; });
    const bool log = std::any_of(files_.begin(), files_.end(), [](const auto& f) { return f.content == ImportFile::Content::events; });
    return all && log;
}

void ImportSession::check() {
    check_error_.reset();
    checked_.reset();
    check_soon_.start();
    emit checkChanged();
}

void ImportSession::run() {
    if (!canImport()) return;
    import_job_ = state_->jobs()->run<ImportResult>(
        tr("Importing %1").arg(files_.front().name), this,
        [request = request(false)](const JobContext& job) { return import_files(request, job); },
        [this, path = target()](Result<ImportResult> result) {
            import_job_ = 0;
            emit importChanged();
            if (!result) {
                emit importFailed(result.error());
                return;
            }
            clear();
            state_->openWorkspace(path);
            emit imported(*result);
        },
        "import");
    emit importChanged();
}

void ImportSession::clear() {
    files_.clear();
    current_ = -1;
    target_.clear();
    dialect_.clear();
    checked_.reset();
    check_error_.reset();
    check_soon_.stop();
    emit filesChanged();
    emit currentChanged();
    emit settingsChanged();
    emit checkChanged();
}

std::vector<ColumnRole> role_choices(const ImportFile& file, const std::string& column) {
    const auto plain = [](Role r) { return ColumnRole{r, {}, std::nullopt, 1, {}}; };
    const auto named = [&](Role r) { return ColumnRole{r, column, std::nullopt, 1, {}}; };
    if (file.content == ImportFile::Content::users) return {plain(Role::user), named(Role::user_field)};
    if (file.content == ImportFile::Content::ads) return {plain(Role::ad), named(Role::ad_field)};
    std::vector<ColumnRole> out;
    for (const Role r :
         {Role::time, Role::user, Role::ad, Role::click, Role::conversion, Role::cost, Role::revenue, Role::position, Role::rating,
          Role::propensity, Role::split, Role::weight, Role::impressions, Role::clicks, Role::conversions, Role::sequence})
        out.push_back(plain(r));
    for (const Role r : {Role::context, Role::outcome, Role::user_field, Role::ad_field, Role::kept, Role::ignore}) out.push_back(named(r));
    return out;
}

QString role_words(const ColumnRole& role) {
    switch (role.role) {
        case Role::time: return ImportSession::tr("time");
        case Role::user: return ImportSession::tr("user");
        case Role::ad: return ImportSession::tr("ad");
        case Role::click: return ImportSession::tr("click");
        case Role::conversion: return ImportSession::tr("conversion");
        case Role::cost: return ImportSession::tr("cost");
        case Role::revenue: return ImportSession::tr("revenue");
        case Role::position: return ImportSession::tr("position");
        case Role::rating: return ImportSession::tr("rating");
        case Role::propensity: return ImportSession::tr("propensity");
        case Role::split: return ImportSession::tr("split");
        case Role::weight: return ImportSession::tr("weight");
        case Role::impressions: return ImportSession::tr("impressions (count)");
        case Role::clicks: return ImportSession::tr("clicks (count)");
        case Role::conversions: return ImportSession::tr("conversions (count)");
        case Role::action: return ImportSession::tr("action");
        case Role::term: return ImportSession::tr("term");
        case Role::sequence: return ImportSession::tr("sequence");
        case Role::outcome: return ImportSession::tr("outcome");
        case Role::user_field: return ImportSession::tr("user field");
        case Role::ad_field: return ImportSession::tr("ad field");
        case Role::context: return ImportSession::tr("context");
        case Role::kept: return ImportSession::tr("kept");
        case Role::ignore: return ImportSession::tr("ignore");
    }
    return {};
}

}  // namespace adscope::ui
