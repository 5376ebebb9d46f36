#include "core/scoring/score_file.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>

namespace adscope {
namespace {

// A file of a name of its own that is gone, with what SQLite puts beside it, when this is.
class TemporaryWorkspace {
public:
    TemporaryWorkspace() {
        std::string pattern = (std::filesystem::temp_directory_path() / "adscope-score-XXXXXX").string();
        if (mkdtemp(pattern.data())) folder_ = pattern;
    }
    TemporaryWorkspace(const TemporaryWorkspace&) = delete;
    TemporaryWorkspace& operator=(const TemporaryWorkspace&) = delete;
    ~TemporaryWorkspace() {
        std::error_code ignored;
        if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
    }
    bool made() const { return !folder_.empty(); }
    std::string path() const { return folder_ + "/copy.adscope"; }

private:
    std::string folder_;
};

Result<void> copy_workspace(const std::string& from, const std::string& to) {
    ADSCOPE_ASSIGN(workspace, Workspace::open(from, Database::Access::read_only));
    ADSCOPE_ASSIGN(statement, workspace.database().prepare("VACUUM INTO ?1"));
    return statement.bind(1, to).run();
}

// What the columns of the workspace's last log meant, for those that the file has.
Result<std::map<std::string, std::string>> roles_as_before(const ScoreFileRequest& request, const JobContext& job) {
    ADSCOPE_ASSIGN(sources, list_sources(request.workspace));
    PreviewRequest look;
    look.path = request.file;
    look.rows = 1;
    ADSCOPE_ASSIGN(file, preview(look, job));
    std::map<std::string, std::string> roles;
    for (const auto& source : sources) {
        if (source.content != "events") continue;
        roles.clear();
        for (const auto& [role, column] : source.mapping)
            if (std::ranges::any_of(file.columns, [&](const auto& c) { return c.name == column; })) roles[role] = column;
    }
    return roles;
}

struct Rows {
    std::vector<std::uint32_t> rows;
    std::vector<std::int64_t> lines;
};

Result<Rows> rows_of(const EventTable& table, const std::string& path, const std::vector<std::int64_t>& sources) {
    ADSCOPE_ASSIGN(workspace, Workspace::open(path, Database::Access::read_only));
    Rows out;
    for (std::uint32_t row = 0; row < table.rows; ++row)
        if (std::ranges::find(sources, table.source[row]) != sources.end()) out.rows.push_back(row);
    ADSCOPE_ASSIGN(line, workspace.database().prepare("SELECT line FROM events WHERE id = ?1"));
    for (const auto row : out.rows) {
        ADSCOPE_ASSIGN(found, line.bind(1, table.id[row]).step());
        out.lines.push_back(found ? line.integer(0) : 0);
        line.reset();
    }
    return out;
}

}  // namespace

Result<ScoreFileResult> score_file(const ScoreFileRequest& request, const JobContext& job) {
    const TemporaryWorkspace copy;
    if (!copy.made()) return Error(ErrorCode::io, "scoring.temporary", {{"folder", std::filesystem::temp_directory_path().string()}});
    ADSCOPE_TRY(copy_workspace(request.workspace, copy.path()));
    ImportRequest import;
    import.files = {request.file};
    import.workspace = copy.path();
    import.roles = request.roles;
    import.dialect = request.dialect;
    import.on_duplicate = OnDuplicate::keep;
    if (!request.preset.empty()) import.preset = request.preset;
    if (request.roles.empty() && request.preset.empty() && request.file != "-") {
        ADSCOPE_ASSIGN(roles, roles_as_before(request, job));
        import.roles = std::move(roles);
    }
    ADSCOPE_ASSIGN(imported, import_files(import, job.part(0, 0.4)));
    ADSCOPE_ASSIGN(table, EventTable::read(copy.path(), job.part(0.4, 0.5)));
    ADSCOPE_ASSIGN(scorer, Scorer::load(copy.path(), request.model, table));
    ADSCOPE_ASSIGN(rows, rows_of(*table, copy.path(), imported.sources));
    if (rows.rows.empty())
        return Error(ErrorCode::invalid_input, "scoring.file_empty", {{"path", request.file}, {"rejected", imported.rejected}});
    ScoreFileResult out;
    ADSCOPE_ASSIGN(exported,
                   export_scores(*scorer, rows.rows, rows.lines, imported.mapping.contains("click"), request.out, job.part(0.5, 1)));
    out.exported = exported;
    out.read = imported.read;
    out.rejected = imported.rejected;
    out.reasons = imported.reasons;
    return out;
}

}  // namespace adscope
