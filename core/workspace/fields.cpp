#include "core/workspace/fields.h"

#include <charconv>

namespace adscope {
namespace {

constexpr const char* kOwners[] = {"event", "user", "ad"};
constexpr const char* kRoles[] = {"attribute", "context", "outcome", "kept"};
constexpr const char* kKinds[] = {"number", "category", "text", "tags", "image", "time", "flag"};

template <class Enum, std::size_t N>
bool find(const char* const (&names)[N], std::string_view text, Enum& out) {
    for (std::size_t i = 0; i < N; ++i)
        if (text == names[i]) {
            out = static_cast<Enum>(i);
            return true;
        }
    return false;
}

}  // namespace

std::string to_string(Owner owner) { return kOwners[static_cast<int>(owner)]; }
std::string to_string(FieldRole role) { return kRoles[static_cast<int>(role)]; }
std::string to_string(FieldKind kind) { return kKinds[static_cast<int>(kind)]; }

Result<FieldKind> parse_kind(const std::string& text) {
    FieldKind kind;
    if (!find(kKinds, text, kind))
        return Error(ErrorCode::usage, "workspace.unknown_kind",
                     {{"found", text}, {"known", "number, category, text, tags, image, time, flag"}});
    return kind;
}

Result<std::vector<Field>> read_fields(Database& database) {
    ADSCOPE_ASSIGN(select,
                   database.prepare("SELECT id, owner, column_number, name, role, kind, source FROM fields ORDER BY owner, column_number"));
    std::vector<Field> fields;
    while (true) {
        ADSCOPE_ASSIGN(row, select.step());
        if (!row) return fields;
        Field f;
        f.id = select.integer(0);
        f.column_number = static_cast<int>(select.integer(2));
        f.name = select.text(3);
        f.source = select.integer(6);
        if (!find(kOwners, select.text(1), f.owner) || !find(kRoles, select.text(4), f.role) || !find(kKinds, select.text(5), f.kind) ||
            f.column_number < 1)
            return Error(ErrorCode::corrupt, "workspace.corrupt", {{"path", database.path()}, {"cause", "fields " + std::to_string(f.id)}});
        fields.push_back(std::move(f));
    }
}

Result<std::vector<std::string>> read_dictionary(Database& database, std::int64_t field) {
    std::vector<std::string> names(1);
    ADSCOPE_ASSIGN(select, database.prepare("SELECT code, value FROM dictionary WHERE field = ?1 ORDER BY code"));
    select.bind(1, field);
    while (true) {
        ADSCOPE_ASSIGN(row, select.step());
        if (!row) return names;
        if (select.integer(0) != static_cast<std::int64_t>(names.size()))
            return Error(ErrorCode::corrupt, "workspace.corrupt",
                         {{"path", database.path()}, {"cause", "dictionary " + std::to_string(field)}});
        names.emplace_back(select.text(1));
    }
}

Result<TagValues> read_tag_sets(Database& database, std::int64_t field, const std::vector<std::uint32_t>& sets) {
    ADSCOPE_ASSIGN(members, read_dictionary(database, field));
    TagValues out;
    ADSCOPE_ASSIGN(names, read_dictionary(database, -field));
    out.names = std::move(names);
    std::vector<std::vector<std::uint32_t>> opened(members.size());
    for (std::size_t set = 1; set < members.size(); ++set) {
        const char* p = members[set].data();
        const char* const end = p + members[set].size();
        while (p < end) {
            std::uint32_t code = 0;
            const auto [next, failure] = std::from_chars(p, end, code);
            if (failure != std::errc() || code == 0 || code >= out.names.size())
                return Error(ErrorCode::corrupt, "workspace.corrupt",
                             {{"path", database.path()}, {"cause", "tags " + std::to_string(field)}});
            opened[set].push_back(code);
            p = next < end ? next + 1 : end;
        }
    }
    out.offsets.reserve(sets.size() + 1);
    out.offsets.push_back(0);
    for (const auto set : sets) {
        if (set < opened.size()) out.codes.insert(out.codes.end(), opened[set].begin(), opened[set].end());
        out.offsets.push_back(static_cast<std::uint32_t>(out.codes.size()));
    }
    return out;
}

}  // namespace adscope
