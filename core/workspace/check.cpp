#include "core/workspace/check.h"

#include "core/workspace/fields.h"

namespace adscope {
namespace {

Result<void> list_problems(Database& database, const char* pragma, const char* good, std::vector<Message>& out) {
    ADSCOPE_ASSIGN(select, database.prepare(pragma));
    while (out.size() < 100) {
        ADSCOPE_ASSIGN(row, select.step());
        if (!row) break;
        const std::string text(select.text(0));
        if (text != good) out.push_back(Message("workspace.check.sqlite", {{"detail", text}}));
    }
    return {};
}

}  // namespace

Result<std::vector<Message>> check_workspace(const std::string& path, const JobContext& job) {
    ADSCOPE_ASSIGN(workspace, Workspace::open(path, Database::Access::read_only));
    auto& database = workspace.database();
    std::vector<Message> problems;
    job.report(Message("workspace.check.integrity"), 0);
    ADSCOPE_TRY(list_problems(database, "PRAGMA integrity_check", "ok", problems));
    if (job.cancelled()) return Error::cancelled();
    job.report(Message("workspace.check.codes"), 0.5);
    ADSCOPE_TRY(list_problems(database, "PRAGMA foreign_key_check", "", problems));
    const auto orphans = [&](const std::string& what, const std::string& sql) -> Result<void> {
        ADSCOPE_ASSIGN(count, database.integer(sql));
        if (count > 0) problems.push_back(Message("workspace.check.orphans", {{"what", what}, {"count", count}}));
        return {};
    };
    ADSCOPE_TRY(
        orphans("events.user",
                "SELECT count(*) FROM events WHERE user IS NOT NULL AND (user < 1 OR user > (SELECT coalesce(max(id), 0) FROM users))"));
    ADSCOPE_TRY(orphans("events.ad",
                        "SELECT count(*) FROM events WHERE ad IS NOT NULL AND (ad < 1 OR ad > (SELECT coalesce(max(id), 0) FROM ads))"));
    ADSCOPE_TRY(orphans("events.source", "SELECT count(*) FROM events WHERE source NOT IN (SELECT id FROM sources)"));
    ADSCOPE_ASSIGN(fields, read_fields(database));
    static constexpr const char* tables[] = {"events", "users", "ads"};
    for (const auto& f : fields) {
        if (job.cancelled()) return Error::cancelled();
        if (!is_coded(f.kind) && f.kind != FieldKind::tags) continue;
        const std::string column = "c_" + std::to_string(f.column_number), table = tables[static_cast<int>(f.owner)];
        ADSCOPE_TRY(orphans(to_string(f.owner) + "." + f.name,
                            "SELECT count(*) FROM " + table + " WHERE " + column + " IS NOT NULL AND (" + column + " < 1 OR " + column +
                                " > (SELECT coalesce(max(code), 0) FROM dictionary WHERE field = " + std::to_string(f.id) + "))"));
    }
    return problems;
}

}  // namespace adscope
