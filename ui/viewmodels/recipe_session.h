// The feature recipe being edited: what it uses, what the log offers besides, and what each feature tells. Steps can be undone. Testable
// without a widget.
#pragma once

#include <QObject>

#include "core/features/diagnostics.h"
#include "core/features/kinds.h"
#include "core/features/preview.h"
#include "ui/shell/app_state.h"

namespace adscope::ui {

class RecipeSession : public QObject {
    Q_OBJECT
public:
    struct Entry {
        FeatureSpec spec;
        bool used = false;
    };

    explicit RecipeSession(AppState* state, QObject* parent = nullptr);

    const std::vector<Entry>& entries() const { return now_.entries; }
    // What is known of an entry; null before its diagnosis.
    const FeatureDiagnosis* diagnosis(std::size_t row) const;
    const std::optional<Diagnostics>& diagnostics() const { return diagnostics_; }
    bool current() const { return diagnosed_key_ == key(); }  // the diagnosis is of these entries and this slice
    Recipe recipe() const;                                    // the used ones
    QString label() const { return now_.label; }              // of the stored one it began with; empty: the standard recipe
    bool changed() const;                                     // it differs from what it began with
    std::size_t used() const;

    // Begins anew with a stored recipe, or with the standard one (null). This and what follows are steps that Ctrl+Z takes back.
    void load(const StoredRecipe* stored);
    // A name that is taken is an error, and so are settings without a meaning.
    void setUsed(std::size_t row, bool used);
    Result<void> put(const FeatureSpec& spec, std::optional<std::size_t> row = {});
    void remove(std::size_t row);
    Result<void> check(const FeatureSpec& spec, std::optional<std::size_t> row = {}) const;

    // Diagnoses what is not known yet; does nothing when all is.
    void refresh();
    void save(const QString& name);  // as the next version of a name
    void preview(std::size_t rows, QObject* receiver, std::function<void(Result<RecipePreview>)> done);
    JobId job() const { return job_; }  // 0: none is running

signals:
    void entriesChanged();
    void started();  // a diagnosis
    void diagnosed();
    void failed(const adscope::Error& error);
    void saved(const QString& label);

private:
    class Step;
    class SaveStep;
    struct Snapshot {
        std::vector<Entry> entries;
        QString label;      // of the stored one it began with
        std::string began;  // the recipe it began with, as JSON
    };
    static Snapshot begin(const EventTable& table, const StoredRecipe* stored);
    void reset();
    void replace(Snapshot next);
    void change(const QString& text, std::vector<Entry> entries);
    void store(const StoredRecipe& recipe, bool there);
    std::string key() const;

    AppState* state_;
    Snapshot now_;
    EventTablePtr table_;
    std::optional<Diagnostics> diagnostics_;
    std::string wanted_key_, diagnosed_key_;
    std::map<std::string, FeatureDiagnosis> known_;  // by the feature's JSON
    JobId job_ = 0;
};

}  // namespace adscope::ui
