#include "core/workspace/report_items.h"

namespace adscope::report_items {

Result<std::vector<Item>> list(const Workspace& workspace) {
    ADSCOPE_ASSIGN(query, workspace.database().prepare("SELECT id, kind, content, created_at FROM report_items ORDER BY position, id"));
    std::vector<Item> out;
    while (true) {
        ADSCOPE_ASSIGN(row, query.step());
        if (!row) return out;
        out.push_back({query.integer(0), std::string(query.text(1)), std::string(query.text(2)), query.integer(3)});
    }
}

Result<std::int64_t> add(const Workspace& workspace, const std::string& kind, const std::string& content) {
    ADSCOPE_ASSIGN(insert, workspace.database().prepare("INSERT INTO report_items(position, kind, content, created_at) "
                                                        "VALUES((SELECT coalesce(max(position), 0) + 1 FROM report_items), ?, ?, ?)"));
    insert.bind(1, std::string_view(kind)).bind(2, std::string_view(content)).bind(3, now_ms());
    ADSCOPE_TRY(insert.run());
    return workspace.database().last_insert_id();
}

Result<void> remove(const Workspace& workspace, std::int64_t id) {
    ADSCOPE_ASSIGN(erase, workspace.database().prepare("DELETE FROM report_items WHERE id = ?"));
    erase.bind(1, id);
    return erase.run();
}

}  // namespace adscope::report_items
