#include "app/cli/scored.h"

namespace adscope::cli {

Result<ScorerPtr> load_scorer(const std::string& workspace, std::int64_t model, const JobContext& job) {
    if (model <= 0) return Error(ErrorCode::usage, "explain.model_required");
    // Whether there is such a model is known before the events are read.
    {
        ADSCOPE_ASSIGN(opened, Workspace::open(workspace, Database::Access::read_only));
        ADSCOPE_TRY(models_repository::get(opened, model));
    }
    ADSCOPE_ASSIGN(table, EventTable::read(workspace, job));
    return Scorer::load(workspace, model, table);
}

Result<std::optional<Context>> context_of(const EventTable& table, std::uint32_t user, const std::vector<std::string>& pairs) {
    if (pairs.empty()) return std::optional<Context>();
    Context context = default_context(table, user);
    for (const auto& pair : pairs) {
        const auto equals = pair.find('=');
        if (equals == std::string::npos || equals == 0) return Error(ErrorCode::usage, "explain.context_form", {{"found", pair}});
        std::string name = pair.substr(0, equals);
        for (const char* prefix : {"context.", "event."})
            if (name.starts_with(prefix)) name = name.substr(std::string_view(prefix).size());
        std::string known;
        bool found = name == "position";
        for (const auto& c : table.columns) {
            found |= c.field.name == name;
            if (c.field.role != FieldRole::outcome) known += (known.empty() ? "" : ", ") + c.field.name;
        }
        if (!found) return Error(ErrorCode::usage, "explain.context_unknown", {{"found", name}, {"known", known}});
        context.values[name] = pair.substr(equals + 1);
    }
    return std::optional<Context>(std::move(context));
}

}  // namespace adscope::cli
