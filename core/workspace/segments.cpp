#include "core/workspace/segments.h"

#include <algorithm>
#include <map>

#include "core/workspace/fields.h"
#include "core/workspace/filter_node.h"

namespace adscope {
namespace {

void collect(const FilterNode& node, std::vector<std::string>& out) {
    if (node.kind == FilterNode::Kind::segment && std::find(out.begin(), out.end(), node.field) == out.end()) out.push_back(node.field);
    for (const auto& child : node.children) collect(*child, out);
}

// Whether the rules of `all`, followed from `name`, come back to one on the way. `path` then ends with the name met twice.
bool leads_back(const std::map<std::string, const Segment*>& all, const std::string& name, std::vector<std::string>& path,
                std::map<std::string, bool>& done) {
    if (done.count(name)) return false;
    const bool twice = std::find(path.begin(), path.end(), name) != path.end();
    path.push_back(name);
    if (twice) return true;
    if (const auto found = all.find(name); found != all.end() && found->second->kind == Segment::Kind::rule)
        for (const auto& next : segments_in(found->second->condition))
            if (leads_back(all, next, path, done)) return true;
    path.pop_back();
    done[name] = true;
    return false;
}

Result<void> check(const Segments& there, const Segments& added) {
    std::map<std::string, const Segment*> all;
    for (const auto& s : there) all[s.name] = &s;
    for (const auto& s : added) all[s.name] = &s;
    for (const auto& s : added) {
        if (s.name.find_first_not_of(" \t\r\n") == std::string::npos) return Error(ErrorCode::usage, "segments.no_name");
        if (s.kind != Segment::Kind::rule) continue;
        if (s.condition.find_first_not_of(" \t\r\n") == std::string::npos)
            return Error(ErrorCode::usage, "segments.no_condition", {{"name", s.name}});
        if (auto parsed = parse_filter(s.condition); !parsed) return std::move(parsed).error();
        std::vector<std::string> path;
        std::map<std::string, bool> done;
        if (!leads_back(all, s.name, path, done)) continue;
        std::string text;
        for (const auto& p : path) text += (text.empty() ? "" : " → ") + p;
        return Error(ErrorCode::usage, "filter.segment_loop", {{"path", text}});
    }
    return {};
}

Result<void> insert(Database& database, const Segment& s) {
    ADSCOPE_ASSIGN(erase, database.prepare("DELETE FROM segments WHERE name = ?1"));
    ADSCOPE_TRY(erase.bind(1, std::string_view(s.name)).run());
    ADSCOPE_ASSIGN(add,
                   database.prepare("INSERT INTO segments(name, kind, owner, condition, made, created_at) VALUES(?1, ?2, ?3, ?4, ?5, ?6)"));
    add.bind(1, std::string_view(s.name))
        .bind(2, std::string_view(to_string(s.kind)))
        .bind(3, std::string_view(to_string(s.owner)))
        .bind(4, std::string_view(s.condition))
        .bind(5, std::string_view(s.made.empty() ? "{}" : s.made))
        .bind(6, s.created_at ? s.created_at : now_ms());
    ADSCOPE_TRY(add.run());
    const std::int64_t id = database.last_insert_id();
    ADSCOPE_ASSIGN(member, database.prepare("INSERT OR IGNORE INTO segment_members VALUES(?1, ?2)"));
    for (const auto& key : s.members) ADSCOPE_TRY(member.bind(1, id).bind(2, std::string_view(key)).run());
    return {};
}

// Books by their table.
struct Shelf {
    std::mutex mutex;
    std::map<const EventTable*, std::shared_ptr<SegmentBook>> books;
};
Shelf& shelf() {
    static Shelf* const all = new Shelf;  // never destroyed: tables may outlive the statics of a file
    return *all;
}

}  // namespace

std::shared_ptr<SegmentBook> segments_of(const EventTable& table) {
    const std::lock_guard lock(shelf().mutex);
    const auto found = shelf().books.find(&table);
    return found == shelf().books.end() ? std::make_shared<SegmentBook>() : found->second;
}

void keep_segments(const EventTable* table, Segments segments) {
    auto book = std::make_shared<SegmentBook>();
    book->set(std::move(segments));
    const std::lock_guard lock(shelf().mutex);
    shelf().books[table] = std::move(book);
}

void forget_segments(const EventTable* table) {
    const std::lock_guard lock(shelf().mutex);
    shelf().books.erase(table);
}

std::string to_string(Segment::Kind kind) {
    return kind == Segment::Kind::rule ? "rule" : kind == Segment::Kind::list ? "list" : "cluster";
}

std::string known_segments(const Segments& segments) {
    std::string out;
    for (std::size_t i = 0; i < segments.size() && i < 12; ++i) out += (i ? ", " : "") + segments[i].name;
    return segments.size() > 12 ? out + ", ..." : out;
}

std::vector<std::string> segments_in(const std::string& condition) {
    std::vector<std::string> out;
    if (const auto parsed = parse_filter(condition)) collect(**parsed, out);
    return out;
}

namespace segments_repository {

Result<Segments> list(const Workspace& workspace) {
    auto& database = workspace.database();
    ADSCOPE_ASSIGN(select, database.prepare("SELECT id, name, kind, owner, condition, made, created_at FROM segments ORDER BY name"));
    Segments out;
    std::map<std::int64_t, std::size_t> index;
    while (true) {
        ADSCOPE_ASSIGN(row, select.step());
        if (!row) break;
        Segment s;
        s.id = select.integer(0);
        s.name = select.text(1);
        s.kind = select.text(2) == "rule" ? Segment::Kind::rule : select.text(2) == "list" ? Segment::Kind::list : Segment::Kind::cluster;
        s.owner = select.text(3) == "ad" ? Owner::ad : Owner::user;
        s.condition = select.text(4);
        s.made = select.text(5);
        s.created_at = select.integer(6);
        index[s.id] = out.size();
        out.push_back(std::move(s));
    }
    ADSCOPE_ASSIGN(members, database.prepare("SELECT segment, key FROM segment_members ORDER BY segment, key"));
    while (true) {
        ADSCOPE_ASSIGN(row, members.step());
        if (!row) return out;
        if (const auto found = index.find(members.integer(0)); found != index.end())
            out[found->second].members.emplace_back(members.text(1));
    }
}

Result<void> save(const Workspace& workspace, const Segments& segments) {
    auto& database = workspace.database();
    ADSCOPE_ASSIGN(transaction, Transaction::begin(database));
    ADSCOPE_ASSIGN(there, list(workspace));
    ADSCOPE_TRY(check(there, segments));
    for (const auto& s : segments) ADSCOPE_TRY(insert(database, s));
    return transaction.commit();
}

Result<void> remove(const Workspace& workspace, const std::string& name) {
    auto& database = workspace.database();
    ADSCOPE_ASSIGN(transaction, Transaction::begin(database));
    ADSCOPE_ASSIGN(there, list(workspace));
    if (std::none_of(there.begin(), there.end(), [&](const Segment& s) { return s.name == name; }))
        return Error(ErrorCode::not_found, there.empty() ? "filter.no_segments" : "filter.unknown_segment",
                     {{"found", name}, {"known", known_segments(there)}});
    for (const auto& s : there) {
        const auto used = s.kind == Segment::Kind::rule ? segments_in(s.condition) : std::vector<std::string>();
        if (s.name != name && std::find(used.begin(), used.end(), name) != used.end())
            return Error(ErrorCode::refused, "segments.in_use", {{"name", name}, {"by", s.name}});
    }
    ADSCOPE_ASSIGN(erase, database.prepare("DELETE FROM segments WHERE name = ?1"));
    ADSCOPE_TRY(erase.bind(1, std::string_view(name)).run());
    return transaction.commit();
}

}  // namespace segments_repository

}  // namespace adscope
