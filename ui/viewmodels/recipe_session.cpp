#include "ui/viewmodels/recipe_session.h"

#include <QPointer>
#include <algorithm>

#include "core/workspace/source.h"

namespace adscope::ui {
namespace {

constexpr const char* kSplit = "time:0.8,0.1,0.1";
constexpr const char* kSplitWithoutTime = "random:0.8,0.1,0.1";

std::string json_of(const FeatureSpec& spec) { return Recipe{{spec}}.to_json(); }
std::string split_for(const EventTable& table) { return table.has_time ? kSplit : kSplitWithoutTime; }

}  // namespace

class RecipeSession::Step : public QUndoCommand {
public:
    Step(RecipeSession* session, const QString& text, Snapshot after)
        : QUndoCommand(text), session_(session), before_(session->now_), after_(std::move(after)) {}
    void undo() override {
        if (session_) session_->replace(before_);
    }
    void redo() override {
        if (session_) session_->replace(after_);
    }

private:
    QPointer<RecipeSession> session_;
    Snapshot before_, after_;
};

// A version that was kept: undone it goes, redone it comes back with its number.
class RecipeSession::SaveStep : public QUndoCommand {
public:
    SaveStep(RecipeSession* session, const StoredRecipe& recipe)
        : QUndoCommand(RecipeSession::tr("Keep recipe")), session_(session), recipe_(recipe) {}
    void undo() override {
        if (session_) session_->store(recipe_, false);
    }
    void redo() override {
        if (session_ && !first_) session_->store(recipe_, true);
        first_ = false;
    }

private:
    QPointer<RecipeSession> session_;
    StoredRecipe recipe_;
    bool first_ = true;
};

RecipeSession::RecipeSession(AppState* state, QObject* parent) : QObject(parent), state_(state) {
    connect(state, &AppState::workspaceChanged, this, &RecipeSession::reset);
    reset();
}

namespace {

std::string used_json(const std::vector<RecipeSession::Entry>& entries) {
    Recipe out;
    for (const auto& e : entries)
        if (e.used) out.features.push_back(e.spec);
    return out.to_json();
}

}  // namespace

RecipeSession::Snapshot RecipeSession::begin(const EventTable& table, const StoredRecipe* stored) {
    Snapshot out;
    Recipe base = Recipe::standard(table);
    if (stored) {
        out.label = QString::fromStdString(stored->label());
        if (auto read = Recipe::from_json(stored->json)) base = std::move(*read);
    }
    for (const auto& f : base.features) out.entries.push_back({f, true});
    for (const auto& f : Recipe::candidates(table).features)
        if (std::none_of(out.entries.begin(), out.entries.end(), [&](const auto& e) { return e.spec.name == f.name; }))
            out.entries.push_back({f, false});
    out.began = used_json(out.entries);
    return out;
}

// Another workspace: nothing of the one before is left, and nothing to be undone.
void RecipeSession::reset() {
    if (job_) state_->jobs()->cancel(job_);
    job_ = 0;
    known_.clear();
    diagnostics_.reset();
    diagnosed_key_.clear();
    wanted_key_.clear();
    table_ = state_->table();
    replace(table_ ? begin(*table_, nullptr) : Snapshot());
}

void RecipeSession::load(const StoredRecipe* stored) {
    if (!state_->table()) return;
    auto next = begin(*state_->table(), stored);
    const QString text = tr("Open %1").arg(stored ? next.label : tr("the standard recipe"));
    state_->undoStack()->push(new Step(this, text, std::move(next)));
}

void RecipeSession::replace(Snapshot next) {
    now_ = std::move(next);
    emit entriesChanged();
    if (diagnostics_) refresh();
}

void RecipeSession::change(const QString& text, std::vector<Entry> entries) {
    state_->undoStack()->push(new Step(this, text, {std::move(entries), now_.label, now_.began}));
}

std::string RecipeSession::key() const {
    std::string out = state_->table() ? state_->table()->state_hash + "\n" : "";
    for (const auto& e : now_.entries) out += json_of(e.spec) + "\n";
    return out + state_->sliceCondition();
}

const FeatureDiagnosis* RecipeSession::diagnosis(std::size_t row) const {
    const auto it = known_.find(json_of(now_.entries[row].spec));
    return it == known_.end() ? nullptr : &it->second;
}

Recipe RecipeSession::recipe() const {
    Recipe out;
    for (const auto& e : now_.entries)
        if (e.used) out.features.push_back(e.spec);
    return out;
}

bool RecipeSession::changed() const { return used_json(now_.entries) != now_.began; }
std::size_t RecipeSession::used() const {
    return static_cast<std::size_t>(std::count_if(now_.entries.begin(), now_.entries.end(), [](const auto& e) { return e.used; }));
}

void RecipeSession::setUsed(std::size_t row, bool used) {
    if (row >= now_.entries.size() || now_.entries[row].used == used) return;
    auto entries = now_.entries;
    entries[row].used = used;
    const QString name = QString::fromStdString(entries[row].spec.name);
    change(used ? tr("Use %1").arg(name) : tr("Leave %1 out").arg(name), std::move(entries));
}

Result<void> RecipeSession::check(const FeatureSpec& spec, std::optional<std::size_t> row) const {
    Recipe all{{spec}};
    for (std::size_t i = 0; i < now_.entries.size(); ++i)
        if (row != i) all.features.push_back(now_.entries[i].spec);
    ADSCOPE_TRY(Recipe::from_json(all.to_json()));
    if (const auto& table = state_->table(); table && !find_feature_kind(spec.kind)->reads_past())
        ADSCOPE_TRY(FieldSource::find(*table, spec.source, spec.name));
    return {};
}

Result<void> RecipeSession::put(const FeatureSpec& spec, std::optional<std::size_t> row) {
    ADSCOPE_TRY(check(spec, row));
    auto entries = now_.entries;
    if (row && *row < entries.size()) entries[*row].spec = spec;
    else entries.push_back({spec, true});
    const QString name = QString::fromStdString(spec.name);
    change(row ? tr("Change %1").arg(name) : tr("Add %1").arg(name), std::move(entries));
    return {};
}

void RecipeSession::remove(std::size_t row) {
    if (row >= now_.entries.size()) return;
    auto entries = now_.entries;
    const QString name = QString::fromStdString(entries[row].spec.name);
    entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(row));
    change(tr("Remove %1").arg(name), std::move(entries));
}

void RecipeSession::refresh() {
    const auto table = state_->table();
    if (!table || now_.entries.empty()) return;
    if (table != table_) {
        table_ = table;
        known_.clear();
    }
    const std::string wanted = key();
    if (wanted == diagnosed_key_ || (job_ && wanted == wanted_key_)) return;
    wanted_key_ = wanted;
    DiagnosticsRequest request;
    for (const auto& e : now_.entries) request.recipe.features.push_back(e.spec);
    request.split = split_for(*table);
    request.within = state_->sliceRows();
    job_ = state_->jobs()->run<Diagnostics>(
        tr("Looking at the features"), this, [table, request](const JobContext& job) { return diagnose(*table, request, job); },
        [this, wanted, request](Result<Diagnostics> found) {
            job_ = 0;
            if (!found) {
                wanted_key_.clear();
                emit failed(found.error());
                return;
            }
            known_.clear();
            for (std::size_t i = 0; i < found->features.size(); ++i) known_[json_of(request.recipe.features[i])] = found->features[i];
            diagnostics_ = std::move(*found);
            diagnosed_key_ = wanted;
            emit diagnosed();
        },
        "diagnose");
    emit started();
}

void RecipeSession::save(const QString& name) {
    const Recipe kept = recipe();
    if (kept.features.empty()) {
        emit failed(Error(ErrorCode::usage, "features.empty_recipe"));
        return;
    }
    state_->jobs()->run<StoredRecipe>(
        tr("Keeping the recipe"), this,
        [path = state_->workspacePath().toStdString(), name = name.trimmed().toStdString(),
         kept](const JobContext&) -> Result<StoredRecipe> {
            ADSCOPE_ASSIGN(workspace, Workspace::open(path));
            return adscope::recipes::put(workspace, name, kept.to_json(), kept.hash());
        },
        [this](Result<StoredRecipe> stored) {
            if (!stored) {
                emit failed(stored.error());
                return;
            }
            const auto& known = state_->recipes();
            if (std::none_of(known.begin(), known.end(), [&](const auto& r) { return r.id == stored->id; }))
                state_->undoStack()->push(new SaveStep(this, *stored));
            now_.label = QString::fromStdString(stored->label());
            now_.began = used_json(now_.entries);
            state_->reloadRecipes();
            emit saved(now_.label);
        },
        "save");
}

void RecipeSession::store(const StoredRecipe& recipe, bool there) {
    state_->jobs()->run<bool>(
        tr("Keeping the recipe"), this,
        [path = state_->workspacePath().toStdString(), recipe, there](const JobContext&) -> Result<bool> {
            ADSCOPE_ASSIGN(workspace, Workspace::open(path));
            if (there) ADSCOPE_TRY(adscope::recipes::restore(workspace, recipe));
            else ADSCOPE_TRY(adscope::recipes::remove(workspace, recipe.id));
            return true;
        },
        [this, recipe, there](Result<bool> done) {
            if (!done) emit failed(done.error());
            now_.label = there ? QString::fromStdString(recipe.label()) : QString();
            state_->reloadRecipes();
            emit entriesChanged();
        });
}

void RecipeSession::preview(std::size_t rows, QObject* receiver, std::function<void(Result<RecipePreview>)> done) {
    const auto table = state_->table();
    if (!table) return;
    const Recipe shown = recipe();
    const auto within = state_->sliceRows();
    state_->jobs()->run<RecipePreview>(
        tr("Preview of the recipe"), receiver,
        [=](const JobContext& job) -> Result<RecipePreview> {
            ADSCOPE_ASSIGN(split, Split::make(split_for(*table), *table, 1, within.get()));
            return preview_recipe(*table, shown, split.train, rows, job);
        },
        std::move(done), "preview");
}

}  // namespace adscope::ui
