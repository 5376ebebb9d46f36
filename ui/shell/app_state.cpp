#include "ui/shell/app_state.h"

#include <QDir>
#include <QFileInfo>

#include "core/analytics/breakdown.h"
#include "core/workspace/report_items.h"
#include "ui/shell/language.h"
#include "ui/shell/settings.h"
#include "ui/theme/tokens.h"
#include "ui/viewmodels/best_model.h"

namespace adscope::ui {

// What reading a workspace brings.
struct AppState::Opened {
    EventTablePtr table;
    std::vector<StoredModel> models;
    std::vector<StoredRecipe> recipes;
    RecentWorkspace summary;
    std::int64_t marked = 0;
};

class AppState::SliceStep : public QUndoCommand {
public:
    SliceStep(AppState* state, QList<SliceChip> before, QList<SliceChip> after)
        : QUndoCommand(AppState::tr("Slice")), state_(state), before_(std::move(before)), after_(std::move(after)) {}
    void undo() override { state_->replaceSlice(before_); }
    void redo() override { state_->replaceSlice(after_); }

private:
    AppState* state_;
    QList<SliceChip> before_, after_;
};

namespace {

// Counts, period and CTR over the usable events.
RecentWorkspace summarise(const EventTable& table, std::int64_t& marked) {
    RecentWorkspace s;
    std::int64_t from = std::numeric_limits<std::int64_t>::max(), to = std::numeric_limits<std::int64_t>::min();
    marked = 0;
    for (std::size_t i = 0; i < table.rows; ++i) {
        const std::int64_t weight = table.weight_of(i);
        if (!table.usable()[i]) {
            marked += weight;
            continue;
        }
        s.events += weight;
        if (table.has_click && table.click[i]) s.clicks += weight;
        if (table.has_time && table.time[i] != EventTable::kNoTime) {
            from = std::min(from, table.time[i]);
            to = std::max(to, table.time[i]);
        }
    }
    if (from <= to) {
        s.from = from;
        s.to = to;
        s.zone_offset = table.zone_offset(from);
    }
    if (table.has_click && s.events > 0) s.ctr = wilson(s.clicks, s.events);
    return s;
}

}  // namespace

AppState::AppState(JobRunner* jobs, QObject* parent) : QObject(parent), jobs_(jobs), undo_(new QUndoStack(this)) {
    const auto stored = settings();
    const QString language = stored->value("language").toString();
    language_ = language == "zh" ? Language::zh : language == "en" ? Language::en : system_language();
    dark_ = stored->value("theme").toString() == "dark";
    applyLanguage(language_);
    applyTheme(dark_);
    for (auto signal : {&QUndoStack::canUndoChanged, &QUndoStack::canRedoChanged}) connect(undo_, signal, this, &AppState::undoChanged);
}

Result<std::shared_ptr<AppState::Opened>> AppState::read(const std::string& path, const JobContext& job) {
    auto opened = std::make_shared<Opened>();
    {
        ADSCOPE_ASSIGN(workspace, Workspace::open(path));
        ADSCOPE_ASSIGN(name, workspace.setting("name"));
        ADSCOPE_ASSIGN(models, models_repository::list(workspace));
        opened->summary.name = QString::fromStdString(name);
        ADSCOPE_ASSIGN(recipes, adscope::recipes::list(workspace));
        opened->models = std::move(models);
        opened->recipes = std::move(recipes);
    }
    ADSCOPE_ASSIGN(table, EventTable::read(path, job));
    const QString name = opened->summary.name;
    opened->summary = summarise(*table, opened->marked);
    opened->summary.name = name.isEmpty() ? QFileInfo(QString::fromStdString(path)).completeBaseName() : name;
    opened->summary.path = QString::fromStdString(path);
    opened->table = std::move(table);
    if (const auto best = best_model(opened->models)) opened->summary.best_model = QString::fromStdString(best->model->name);
    opened->summary.opened_at = now_ms();
    return opened;
}

void AppState::openWorkspace(const QString& given) {
    const QString path = QFileInfo(given).absoluteFilePath();
    const bool same = path == path_;
    loading_ = true;
    jobs_->run<std::shared_ptr<Opened>>(
        tr("Opening %1").arg(QFileInfo(path).fileName()), this,
        [file = path.toStdString()](const JobContext& job) { return read(file, job); },
        [this, path, same](Result<std::shared_ptr<Opened>> opened) {
            loading_ = false;
            if (opened) take(path, same, *opened);
            else if (!opened.error().is_cancelled()) emit workspaceFailed(opened.error());
        },
        "workspace");
}

void AppState::take(const QString& path, bool same, const std::shared_ptr<Opened>& opened) {
    path_ = path;
    name_ = opened->summary.name;
    table_ = opened->table;
    models_ = std::move(opened->models);
    recipes_ = std::move(opened->recipes);
    scorers_.clear();
    total_count_ = opened->summary.events;
    marked_count_ = opened->marked;
    recents_.put(opened->summary);
    if (!same) {
        slice_.clear();
        undo_->clear();
        picked_ = {};
    }
    slice_rows_ = nullptr;
    slice_count_ = total_count_;
    if (same) emit tableChanged();
    else emit workspaceChanged();
    emit modelsChanged();
    emit recipesChanged();
    computeSlice();
}

void AppState::closeWorkspace() {
    path_.clear();
    name_.clear();
    table_ = nullptr;
    models_.clear();
    recipes_.clear();
    scorers_.clear();
    slice_.clear();
    slice_rows_ = nullptr;
    slice_count_ = total_count_ = marked_count_ = 0;
    picked_ = {};
    undo_->clear();
    emit workspaceChanged();
    emit modelsChanged();
    emit recipesChanged();
    emit sliceEdited();
    emit sliceChanged();
}

void AppState::reload() {
    if (!path_.isEmpty()) openWorkspace(path_);
}

void AppState::setSlice(const QList<SliceChip>& chips) {
    if (chips != slice_) undo_->push(new SliceStep(this, slice_, chips));
}

void AppState::restoreSlice(const QList<SliceChip>& chips) {
    if (chips != slice_) replaceSlice(chips);
}

void AppState::replaceSlice(const QList<SliceChip>& chips) {
    slice_ = chips;
    emit sliceEdited();
    computeSlice();
}

void AppState::addChip(const SliceChip& chip) {
    if (slice_.contains(chip)) return;
    auto chips = slice_;
    chips.append(chip);
    setSlice(chips);
}

void AppState::removeChip(int index) {
    if (index < 0 || index >= slice_.size()) return;
    auto chips = slice_;
    chips.removeAt(index);
    setSlice(chips);
}

QString AppState::sliceText() const {
    if (slice_.isEmpty()) return tr("all events");
    QStringList texts;
    for (const auto& c : slice_) texts << c.text;
    return texts.join(QString::fromUtf8(" · "));
}

std::string AppState::sliceCondition() const {
    std::string out;
    for (const auto& c : slice_) out += (out.empty() ? "(" : " and (") + c.condition + ")";
    return out;
}

void AppState::computeSlice() {
    if (!table_ || slice_.isEmpty()) {
        // An older computation under way must not win: an empty job takes its key.
        jobs_->run<bool>(
            {}, this, [](const JobContext&) -> Result<bool> { return true; }, [](Result<bool>) {}, "slice", false);
        slice_rows_ = nullptr;
        slice_count_ = total_count_;
        emit sliceChanged();
        return;
    }
    struct Rows {
        std::shared_ptr<const Selection> rows;
        std::int64_t count = 0;
    };
    jobs_->run<Rows>(
        tr("Selecting events"), this,
        [table = table_, condition = sliceCondition()](const JobContext&) -> Result<Rows> {
            ADSCOPE_ASSIGN(filter, Filter::parse(condition));
            ADSCOPE_ASSIGN(selected, filter.select(*table));
            Rows out;
            if (table->weight.empty()) out.count = static_cast<std::int64_t>(selected.count());
            else selected.for_each([&](std::size_t i) { out.count += table->weight[i]; });
            out.rows = std::make_shared<const Selection>(std::move(selected));
            return out;
        },
        [this](Result<Rows> result) {
            if (!result) {
                if (result.error().is_cancelled()) return;
                emit sliceFailed(result.error());
                replaceSlice({});
                return;
            }
            slice_rows_ = result->rows;
            slice_count_ = result->count;
            emit sliceChanged();
        },
        "slice", false);
}

bool AppState::canUndo() const { return undo_->canUndo(); }
bool AppState::canRedo() const { return undo_->canRedo(); }
void AppState::undo() { undo_->undo(); }
void AppState::redo() { undo_->redo(); }

const StoredModel* AppState::model(std::int64_t id) const {
    const auto found = std::find_if(models_.begin(), models_.end(), [&](const auto& m) { return m.id == id; });
    return found == models_.end() ? nullptr : &*found;
}

void AppState::reloadRecipes() {
    if (path_.isEmpty()) return;
    jobs_->run<std::vector<StoredRecipe>>(
        tr("Reading the feature recipes"), this,
        [file = path_.toStdString()](const JobContext&) -> Result<std::vector<StoredRecipe>> {
            ADSCOPE_ASSIGN(workspace, Workspace::open(file));
            return adscope::recipes::list(workspace);
        },
        [this, path = path_](Result<std::vector<StoredRecipe>> found) {
            if (!found || path != path_) return;
            recipes_ = std::move(*found);
            emit recipesChanged();
        },
        "recipes", false);
}

void AppState::reloadModels() {
    if (path_.isEmpty()) return;
    jobs_->run<std::vector<StoredModel>>(
        tr("Reading the models"), this,
        [file = path_.toStdString()](const JobContext&) -> Result<std::vector<StoredModel>> {
            ADSCOPE_ASSIGN(workspace, Workspace::open(file));
            return models_repository::list(workspace);
        },
        [this, path = path_](Result<std::vector<StoredModel>> models) {
            if (!models || path != path_) return;
            models_ = std::move(*models);
            std::erase_if(scorers_, [&](const auto& s) { return !model(s.first); });
            emit modelsChanged();
        },
        "models", false);
}

void AppState::withScorer(std::int64_t model, QObject* receiver, std::function<void(Result<ScorerPtr>)> done) {
    if (const auto found = scorers_.find(model); found != scorers_.end()) {
        QMetaObject::invokeMethod(
            receiver, [done, scorer = found->second] { done(scorer); }, Qt::QueuedConnection);
        return;
    }
    jobs_->run<ScorerPtr>(
        tr("Loading model %1").arg(model), receiver,
        [file = path_.toStdString(), model, table = table_](const JobContext&) { return Scorer::load(file, model, table); },
        [this, model, table = table_, done = std::move(done)](Result<ScorerPtr> scorer) {
            if (scorer && table == table_) scorers_[model] = *scorer;
            done(std::move(scorer));
        });
}

void AppState::pick(const Picked& picked) {
    if (picked == picked_) return;
    picked_ = picked;
    emit pickedChanged();
}

void AppState::setLanguage(Language language) {
    if (language == language_) return;
    language_ = language;
    settings()->setValue("language", language == Language::zh ? "zh" : "en");
    applyLanguage(language);
    emit languageChanged();
}

QString AppState::words(const Message& message) const { return QString::fromStdString(render(message, language_)); }

void AppState::setDark(bool dark) {
    if (dark == dark_) return;
    dark_ = dark;
    settings()->setValue("theme", dark ? "dark" : "light");
    applyTheme(dark);
    emit themeChanged();
}

QStringList AppState::recentWorkspaces() const {
    QStringList out;
    for (const auto& w : recents_.list()) out << w.path;
    return out;
}

void AppState::keepForReport(const std::string& kind, const std::string& content) {
    if (path_.isEmpty()) return;
    jobs_->run<std::int64_t>(
        tr("Adding to the report"), this,
        [file = path_.toStdString(), kind, content](const JobContext&) -> Result<std::int64_t> {
            ADSCOPE_ASSIGN(workspace, Workspace::open(file));
            return report_items::add(workspace, kind, content);
        },
        [this](Result<std::int64_t> added) {
            if (added) emit reportChanged();
        },
        {}, false);
}

void AppState::addToReport(const Series& series) { keepForReport("series", to_json(series)); }
void AppState::addToReport(const DataTable& table) { keepForReport("table", to_json(table)); }

}  // namespace adscope::ui
