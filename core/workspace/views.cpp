#include "core/workspace/views.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace adscope {
namespace {

std::string quoted(std::string name) {
    std::string out = "\"";
    for (char c : name) {
        if (c == '\0') continue;
        if (c == '"') out += '"';
        out += c;
    }
    return out + '"';
}

struct ViewColumn {
    std::string expression, name;
};

std::string view_sql(const std::string& view, const std::string& table, std::vector<ViewColumn> columns) {
    std::string sql = "CREATE VIEW " + view + " AS SELECT ";
    std::vector<std::string> used;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        // SQLite compares names without regard to case: a second "Title" gets a number.
        std::string name = columns[i].name, lower;
        const auto lowered = [](const std::string& n) {
            std::string out;
            for (char c : n) out += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
            return out;
        };
        for (int n = 2; std::find(used.begin(), used.end(), lower = lowered(name)) != used.end(); ++n)
            name = columns[i].name + "_" + std::to_string(n);
        used.push_back(lower);
        sql += (i ? ", " : "") + columns[i].expression + " AS " + quoted(name);
    }
    return sql + " FROM " + table + " t;";
}

}  // namespace

Result<void> rebuild_views(Database& database) {
    std::map<std::string, std::vector<ViewColumn>> columns = {
        {"event",
         {{"t.id", "event"},
          {"datetime(t.time / 1000.0, 'unixepoch')", "time_utc"},
          {"(SELECT key FROM users WHERE id = t.user)", "user"},
          {"(SELECT key FROM ads WHERE id = t.ad)", "ad"},
          {"t.click", "click"},
          {"t.conversion", "conversion"},
          {"t.cost / 1e6", "cost"},
          {"t.revenue / 1e6", "revenue"},
          {"t.position", "position"},
          {"coalesce(t.weight, 1)", "weight"},
          {"t.rating", "rating"},
          {"t.propensity", "propensity"},
          {"CASE t.split WHEN 1 THEN 'train' WHEN 2 THEN 'valid' WHEN 3 THEN 'test' END", "split"},
          {"t.id IN (SELECT m.event FROM marks m JOIN steps s ON s.id = m.step AND s.active = 1)", "marked"}}},
        {"user", {{"t.key", "user"}}},
        {"ad", {{"t.key", "ad"}}}};
    ADSCOPE_ASSIGN(select, database.prepare("SELECT id, owner, column_number, name, kind FROM fields ORDER BY owner, column_number"));
    while (true) {
        ADSCOPE_ASSIGN(row, select.step());
        if (!row) break;
        const std::string column = "t.c_" + std::to_string(select.integer(2)), id = std::to_string(select.integer(0));
        const std::string kind(select.text(4));
        std::string expression = column;
        if (kind == "category" || kind == "text" || kind == "image")
            expression = "(SELECT value FROM dictionary WHERE field = " + id + " AND code = " + column + ")";
        // A set's members are codes joined by ','; the view joins their names by '|'.
        if (kind == "tags")
            expression =
                "(SELECT group_concat(n.value, '|') FROM dictionary s JOIN json_each('[' || s.value || ']') j JOIN dictionary n ON n.field "
                "= -" +
                id + " AND n.code = j.value WHERE s.field = " + id + " AND s.code = " + column + ")";
        if (kind == "time") expression = "datetime(" + column + " / 1000.0, 'unixepoch')";
        columns[std::string(select.text(1))].push_back({expression, std::string(select.text(3))});
    }
    select.reset();
    ADSCOPE_TRY(drop_views(database));
    return database.execute(view_sql("v_events", "events", columns["event"]) + view_sql("v_users", "users", columns["user"]) +
                            view_sql("v_ads", "ads", columns["ad"]));
}

Result<void> drop_views(Database& database) {
    return database.execute("DROP VIEW IF EXISTS v_events; DROP VIEW IF EXISTS v_users; DROP VIEW IF EXISTS v_ads");
}

Result<void> rebuild_views(const Workspace& workspace) { return rebuild_views(workspace.database()); }

}  // namespace adscope
