// What all pages share: the open workspace, its events in memory, the slice, the selection, language and theme.
#pragma once

#include <QObject>
#include <QStringList>
#include <QUndoStack>
#include <map>
#include <memory>
#include <optional>

#include "core/recommend/recommend.h"
#include "core/workspace/filter.h"
#include "core/workspace/models_repository.h"
#include "core/workspace/recipes.h"
#include "ui/jobs/job_runner.h"
#include "ui/viewmodels/recent_workspaces.h"

namespace adscope::ui {

struct SliceChip {
    QString text;           // what is shown
    std::string condition;  // in the language of core/workspace/filter.h
    bool operator==(const SliceChip&) const = default;
};

// Selected user, ad and model: kept from page to page. Table codes; 0: none.
struct Picked {
    std::uint32_t user = 0, ad = 0;
    std::int64_t model = 0;
    bool operator==(const Picked&) const = default;
};

class AppState : public QObject {
    Q_OBJECT
public:
    explicit AppState(JobRunner* jobs, QObject* parent = nullptr);

    JobRunner* jobs() const { return jobs_; }

    // Reads the workspace on a worker; workspaceChanged comes when it is there, workspaceFailed otherwise.
    void openWorkspace(const QString& path);
    void closeWorkspace();
    void reload();  // after an import, a cleaning step, feedback
    QString workspacePath() const { return path_; }
    QString workspaceName() const { return name_; }  // the one that was given, else the file's
    bool loading() const { return loading_; }        // a workspace is being read
    // Opens the sample campaign; makes it first, as a job of `receiver`-less kind, where it is missing.
    void openSample();
    static QString samplePath();
    EventTablePtr table() const { return table_; }  // null: nothing open

    const QList<SliceChip>& slice() const { return slice_; }
    void setSlice(const QList<SliceChip>& chips);  // can be undone
    void addChip(const SliceChip& chip);
    void removeChip(int index);
    QString sliceText() const;           // for subtitles: chips joined, or "all events"
    std::string sliceCondition() const;  // chips joined by and; empty: everything
    // Rows of the slice, computed on a worker after each change; null while nothing is open or everything is selected.
    std::shared_ptr<const Selection> sliceRows() const { return slice_rows_; }
    std::int64_t sliceCount() const { return slice_count_; }    // weighted, usable events of the slice
    std::int64_t totalCount() const { return total_count_; }    // weighted, usable events of the workspace
    std::int64_t markedCount() const { return marked_count_; }  // weighted events that cleaning steps marked
    // For back and forward: the slice as it was, not to be undone.
    void restoreSlice(const QList<SliceChip>& chips);
    // Steps of all pages that Ctrl+Z takes back; slices put theirs here by themselves.
    QUndoStack* undoStack() const { return undo_; }
    bool canUndo() const;
    bool canRedo() const;
    void undo();
    void redo();

    const std::vector<StoredModel>& models() const { return models_; }  // newest first
    const StoredModel* model(std::int64_t id) const;                    // null when there is none (any more)
    void reloadModels();
    const std::vector<StoredRecipe>& recipes() const { return recipes_; }  // feature recipes that were kept; by name, newest version first
    void reloadRecipes();
    // A loaded scorer, cached; `done` gets it in the GUI thread.
    void withScorer(std::int64_t model, QObject* receiver, std::function<void(Result<ScorerPtr>)> done);

    const Picked& picked() const { return picked_; }
    void pick(const Picked& picked);

    Language language() const { return language_; }
    void setLanguage(Language language);
    QString words(const Message& message) const;  // core's words in the window's language
    bool dark() const { return dark_; }
    void setDark(bool dark);
    QStringList recentWorkspaces() const;  // paths, latest first
    RecentWorkspaces* recents() { return &recents_; }

    void addToReport(const Series& series);
    void addToReport(const DataTable& table);

signals:
    void workspaceChanged();  // another workspace, or closed
    void workspaceFailed(const adscope::Error& error);
    void tableChanged();                            // same workspace, new events
    void sliceChanged();                            // rows are computed
    void sliceEdited();                             // the chips changed; rows follow
    void sliceFailed(const adscope::Error& error);  // a condition has no meaning here; the slice was emptied
    void undoChanged();
    void modelsChanged();
    void recipesChanged();
    void pickedChanged();
    void languageChanged();
    void themeChanged();
    void reportChanged();

private:
    struct Opened;
    class SliceStep;
    static Result<std::shared_ptr<Opened>> read(const std::string& path, const JobContext& job);
    void take(const QString& path, bool same, const std::shared_ptr<Opened>& opened);
    void replaceSlice(const QList<SliceChip>& chips);
    void computeSlice();
    void keepForReport(const std::string& kind, const std::string& content);

    JobRunner* jobs_;
    QString path_, name_;
    bool loading_ = false;
    EventTablePtr table_;
    QList<SliceChip> slice_;
    QUndoStack* undo_;
    std::shared_ptr<const Selection> slice_rows_;
    std::int64_t slice_count_ = 0, total_count_ = 0, marked_count_ = 0;
    std::vector<StoredModel> models_;
    std::vector<StoredRecipe> recipes_;
    std::map<std::int64_t, ScorerPtr> scorers_;
    Picked picked_;
    Language language_ = Language::en;
    bool dark_ = false;
    RecentWorkspaces recents_;
};

}  // namespace adscope::ui
