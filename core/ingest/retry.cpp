// A rejected row tried again with an edited text.
#include <nlohmann/json.hpp>

#include "core/ingest/coder.h"
#include "core/ingest/import.h"
#include "core/ingest/source_store.h"
#include "core/workspace/workspace.h"

namespace adscope {
namespace ingest {
namespace {

struct Rejected {
    std::int64_t source = 0;
    std::uint64_t line = 0;
    std::string reason;
};

Result<Rejected> find_rejected(Database& database, std::int64_t id) {
    ADSCOPE_ASSIGN(select, database.prepare("SELECT source, line, reason FROM rejected WHERE id = ?1"));
    ADSCOPE_ASSIGN(found, select.bind(1, id).step());
    if (!found) return Error(ErrorCode::not_found, "ingest.no_rejected", {{"found", id}, {"path", database.path()}});
    return Rejected{select.integer(0), static_cast<std::uint64_t>(select.integer(1)), std::string(select.text(2))};
}

Result<StoredSource> find_source(Database& database, std::int64_t id) {
    ADSCOPE_ASSIGN(sources, read_sources(database));
    for (auto& s : sources)
        if (s.id == id) return std::move(s);
    return Error(ErrorCode::corrupt, "workspace.corrupt", {{"path", database.path()}, {"cause", "rejected"}});
}

// The one record of the edited text.
Result<void> parse_one(const std::string& raw, std::uint64_t line, std::string& padded, RecordParser& parser, Record& record) {
    padded = raw;
    padded.resize(raw.size() + Scanner::kPadding);
    parser.start_line(line);
    parser.feed(padded.data(), raw.size(), true);
    std::size_t rows = 0;
    Record other;
    if (parser.next(record)) ++rows;
    while (rows > 0 && parser.next(other)) ++rows;
    if (rows != 1) return Error(ErrorCode::invalid_input, "ingest.retry_one_row", {{"found", rows}});
    return {};
}

Result<void> insert_event(Database& database, std::int64_t source, const RowLayout& layout, const Cell* row) {
    std::string columns = "source", values = "?1";
    for (std::size_t i = 0; i < layout.size(); ++i) {
        columns += ", " + layout.columns[i];
        values += ", ?" + std::to_string(i + 2);
    }
    ADSCOPE_ASSIGN(insert, database.prepare("INSERT INTO events(" + columns + ") VALUES (" + values + ")"));
    insert.bind(1, source);
    for (std::size_t i = 0; i < layout.size(); ++i) {
        const int at = static_cast<int>(i) + 2;
        if (row[i] == kNull) insert.bind_null(at);
        else if (layout.real[i]) insert.bind(at, real_of(row[i]));
        else insert.bind(at, row[i]);
    }
    return insert.run();
}

// Counts of the source: one row less put aside, one more accepted.
Result<void> count_again(Database& database, StoredSource source, const std::string& reason) {
    ++source.accepted;
    --source.rejected;
    if (auto at = source.reasons.find(reason); at != source.reasons.end() && --at->second == 0) source.reasons.erase(at);
    return update_source(database, source);
}

// What the row gave to users and ads that were there before joins what its batch gave.
Result<void> merge_undo(Database& database, std::int64_t batch, const std::string& added) {
    if (added.empty()) return {};
    ADSCOPE_ASSIGN(before, read_undo(database, batch));
    auto all = nlohmann::json::parse(before.empty() ? "[]" : before, nullptr, false);
    if (!all.is_array()) all = nlohmann::json::array();
    for (auto& entry : nlohmann::json::parse(added)) all.push_back(std::move(entry));
    return write_undo(database, batch, all.dump());
}

Result<void> retry(Database& database, const std::string& zone, std::int64_t id, const std::string& raw) {
    ADSCOPE_ASSIGN(rejected, find_rejected(database, id));
    ADSCOPE_ASSIGN(source, find_source(database, rejected.source));
    if (source.content != "events") return Error(ErrorCode::invalid_input, "ingest.retry_of_entities");
    ADSCOPE_ASSIGN(stored, read_dialect(database, source.id));
    ADSCOPE_ASSIGN(plan, plan_stored(source.mapping, stored.columns, stored.forms));
    ADSCOPE_ASSIGN(catalogue, Catalogue::load(&database));
    ADSCOPE_ASSIGN(time, TimeParser::make(zone));
    ADSCOPE_ASSIGN(coder, RowCoder::make(plan, stored.columns.size(), Owner::event, *catalogue, std::move(time), source.id));
    std::string padded;
    Record record;
    RecordParser parser(stored.dialect);
    ADSCOPE_TRY(parse_one(raw, rejected.line, padded, parser, record));
    std::vector<Cell> row(coder.layout().size());
    RejectedLine again;
    if (!coder.code(record, false, row.data(), again)) return Error(ErrorCode::invalid_input, again.message);
    ADSCOPE_TRY(catalogue->write_fields(database));
    std::string undo;
    ADSCOPE_TRY(catalogue->write_values(database, {}, undo));
    ADSCOPE_TRY(merge_undo(database, source.batch, undo));
    std::vector<Cell> events(kLargestExpansion * row.size());
    std::size_t count = 1;
    if (coder.counts().weight) count = expand(row.data(), row.size(), coder.counts(), events.data());
    else events = row;
    for (std::size_t i = 0; i < count; ++i) ADSCOPE_TRY(insert_event(database, source.id, coder.layout(), events.data() + i * row.size()));
    ADSCOPE_TRY(count_again(database, std::move(source), rejected.reason));
    ADSCOPE_ASSIGN(erase, database.prepare("DELETE FROM rejected WHERE id = ?1"));
    return erase.bind(1, id).run();
}

}  // namespace
}  // namespace ingest

Result<void> retry_rejected(const std::string& workspace_path, std::int64_t id, const std::string& raw) {
    ADSCOPE_ASSIGN(workspace, Workspace::open(workspace_path));
    ADSCOPE_ASSIGN(zone, workspace.setting("time_zone", "UTC"));
    ADSCOPE_ASSIGN(transaction, Transaction::begin(workspace.database()));
    ADSCOPE_TRY(ingest::retry(workspace.database(), zone, id, raw));
    return transaction.commit();
}

}  // namespace adscope
