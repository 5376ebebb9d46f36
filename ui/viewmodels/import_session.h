// An import being prepared: files, what was guessed of them, what was corrected, what a dry run says.
// Testable without a widget.
#pragma once

#include <QObject>
#include <QStringList>
#include <QTimer>
#include <optional>

#include "core/ingest/import.h"
#include "ui/shell/app_state.h"

namespace adscope::ui {

struct ImportFile {
    enum class Content { events, users, ads } content = Content::events;
    enum class State { reading, ready, failed } state = State::reading;
    QString path, name;
    quint64 bytes = 0;
    FilePreview preview;
    Dialect sniffed;  // as it was guessed, before any correction
    Error error;
    std::map<std::string, ColumnRole> changed;  // corrected roles, by column
    std::string key;                            // users, ads: the column that joins
};

class ImportSession : public QObject {
    Q_OBJECT
public:
    explicit ImportSession(AppState* state, QObject* parent = nullptr);

    void addFiles(const QStringList& paths);
    void removeFile(int index);
    const std::vector<ImportFile>& files() const { return files_; }
    int current() const { return current_; }
    void setCurrent(int index);
    const ImportFile* file() const;

    void setContent(int index, ImportFile::Content content);
    // Role of a column as it stands: corrected, else guessed.
    ColumnRole role(const ImportFile& file, std::size_t column) const;
    // A role that is there once leaves the column that had it. Can be undone.
    void setRole(std::size_t column, const ColumnRole& role);

    // delimiter, quote, encoding, header, as ImportRequest::dialect; an empty value goes back to the guess.
    void setDialect(const std::string& part, const std::string& value);
    QString dialect(const std::string& part) const;
    void setPreset(const QString& preset);  // shipped, or one of the user's
    QString preset() const { return preset_; }
    static QStringList presets();
    QString aboutPreset(const QString& name) const;
    // The mapping as it stands, kept under a name; from a file, under the file's name; to a file. What went wrong, else nothing.
    std::optional<Error> savePreset(const QString& name);
    std::optional<Error> importPreset(const QString& path);
    std::optional<Error> exportPreset(const QString& path) const;
    // Why a column has its role.
    QString why(const ImportFile& file, std::size_t column) const;
    void setOnDuplicate(OnDuplicate what);
    OnDuplicate onDuplicate() const { return on_duplicate_; }
    void setTimeZone(const QString& zone);
    QString timeZone() const { return zone_; }
    // Where the rows go: the open workspace, or a new file.
    void setTarget(const QString& path);
    QString target() const;
    bool intoOpenWorkspace() const { return target() == state_->workspacePath(); }

    ImportRequest request(bool dry_run) const;
    bool canImport() const;
    void check();  // dry run, soon; a newer one replaces an older
    void run();
    bool reading() const;
    bool checking() const { return check_job_ != 0 || check_soon_.isActive(); }
    bool importing() const { return import_job_ != 0; }
    JobId checkJob() const { return check_job_; }
    JobId importJob() const { return import_job_; }
    const std::optional<ImportResult>& checked() const { return checked_; }
    const std::optional<Error>& checkError() const { return check_error_; }
    void clear();

signals:
    void filesChanged();
    void currentChanged();
    void mappingChanged();
    void settingsChanged();
    void checkChanged();  // started, ended, failed
    void importChanged();
    void imported(const adscope::ImportResult& result);
    void importFailed(const adscope::Error& error);

private:
    class RoleStep;
    void read(int index);
    void readAll();
    void apply(const QString& path, const std::map<std::string, ColumnRole>& changed);
    void guessContent(ImportFile& file);
    Dialect corrected(Dialect dialect) const;
    std::string presetText() const;
    std::optional<Error> keepPreset(const QString& name, const std::string& text);
    QString proposedTarget() const;

    AppState* state_;
    std::vector<ImportFile> files_;
    int current_ = -1;
    std::map<std::string, std::string> dialect_;
    QString preset_ = "generic", zone_ = "UTC", target_;
    OnDuplicate on_duplicate_ = OnDuplicate::mark;
    QTimer check_soon_;
    JobId check_job_ = 0, import_job_ = 0;
    std::optional<ImportResult> checked_;
    std::optional<Error> check_error_;
};

// Roles that an events file can be given, as texts of core ("time", "context.NAME"), for one column.
std::vector<ColumnRole> role_choices(const ImportFile& file, const std::string& column);
QString role_words(const ColumnRole& role);

}  // namespace adscope::ui
