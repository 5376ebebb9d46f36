#include "core/workspace/recipes.h"

namespace adscope::recipes {
namespace {

constexpr const char* kSelect = "SELECT id, name, version, hash, recipe, created_at FROM recipes ";

StoredRecipe read(const Statement& s) {
    return {s.integer(0),           std::string(s.text(1)), static_cast<int>(s.integer(2)),
            std::string(s.text(3)), std::string(s.text(4)), s.integer(5)};
}

bool good_name(const std::string& name) {
    return !name.empty() && name.size() <= 200 && name.front() != ' ' && name.back() != ' ' && name != "-" &&
           name.find_first_of("@/\\\n\r\t") == std::string::npos;
}

Error not_found(const Workspace& workspace, const std::string& label) {
    const auto all = list(workspace);
    if (!all) return all.error();
    std::string known;
    for (const auto& r : *all) known += (known.empty() ? "" : ", ") + r.label();
    return Error(ErrorCode::not_found, "workspace.no_recipe", {{"recipe", label}, {"known", known.empty() ? "–" : known}});
}

}  // namespace

Result<std::vector<StoredRecipe>> list(const Workspace& workspace) {
    ADSCOPE_ASSIGN(query, workspace.database().prepare(std::string(kSelect) + "ORDER BY name, version DESC"));
    std::vector<StoredRecipe> out;
    while (true) {
        ADSCOPE_ASSIGN(row, query.step());
        if (!row) return out;
        out.push_back(read(query));
    }
}

Result<StoredRecipe> get(const Workspace& workspace, const std::string& label) {
    const auto at = label.rfind('@');
    const std::string name = label.substr(0, at), version = at == std::string::npos ? "" : label.substr(at + 1);
    ADSCOPE_ASSIGN(query,
                   workspace.database().prepare(std::string(kSelect) +
                                                "WHERE name = ?1 AND (?2 = '' OR version = CAST(?2 AS INTEGER)) ORDER BY version DESC"));
    query.bind(1, std::string_view(name)).bind(2, std::string_view(version));
    ADSCOPE_ASSIGN(row, query.step());
    if (row) return read(query);
    return not_found(workspace, label);
}

Result<StoredRecipe> with_hash(const Workspace& workspace, const std::string& hash) {
    ADSCOPE_ASSIGN(query, workspace.database().prepare(std::string(kSelect) + "WHERE hash = ? ORDER BY id DESC"));
    query.bind(1, std::string_view(hash));
    ADSCOPE_ASSIGN(row, query.step());
    return row ? read(query) : StoredRecipe();
}

Result<StoredRecipe> put(const Workspace& workspace, const std::string& name, const std::string& json, const std::string& hash) {
    if (!good_name(name)) return Error(ErrorCode::usage, "workspace.recipe_name", {{"name", name}});
    ADSCOPE_ASSIGN(transaction, Transaction::begin(workspace.database()));
    ADSCOPE_ASSIGN(newest, workspace.database().prepare(std::string(kSelect) + "WHERE name = ? ORDER BY version DESC"));
    newest.bind(1, std::string_view(name));
    ADSCOPE_ASSIGN(there, newest.step());
    StoredRecipe recipe;
    if (there) recipe = read(newest);
    newest.reset();
    if (there && recipe.hash == hash) return recipe;
    recipe = {0, name, recipe.version + 1, hash, json, now_ms()};
    ADSCOPE_TRY(restore(workspace, recipe));
    recipe.id = workspace.database().last_insert_id();
    ADSCOPE_TRY(transaction.commit());
    return recipe;
}

Result<void> remove(const Workspace& workspace, std::int64_t id) {
    ADSCOPE_ASSIGN(erase, workspace.database().prepare("DELETE FROM recipes WHERE id = ?"));
    erase.bind(1, id);
    return erase.run();
}

Result<void> restore(const Workspace& workspace, const StoredRecipe& r) {
    ADSCOPE_ASSIGN(insert, workspace.database().prepare("INSERT INTO recipes VALUES(nullif(?, 0), ?, ?, ?, ?, ?)"));
    insert.bind(1, r.id)
        .bind(2, std::string_view(r.name))
        .bind(3, r.version)
        .bind(4, std::string_view(r.hash))
        .bind(5, std::string_view(r.json))
        .bind(6, r.created_at);
    return insert.run();
}

}  // namespace adscope::recipes
