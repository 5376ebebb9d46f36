#include "core/recommend/feedback_event.h"

#include <algorithm>
#include <charconv>

#include "core/base/hash.h"
#include "core/workspace/workspace.h"

namespace adscope {
namespace {

constexpr const char* kSource = "feedback";

// The source that feedback belongs to; made at the first one.
Result<std::int64_t> feedback_source(Workspace& workspace) {
    auto& db = workspace.database();
    ADSCOPE_ASSIGN(id, db.integer("SELECT coalesce(max(id), 0) FROM sources WHERE content = 'feedback'"));
    if (id > 0) return id;
    ADSCOPE_ASSIGN(batch, db.integer("SELECT coalesce(max(batch), 0) + 1 FROM sources"));
    ADSCOPE_ASSIGN(insert, db.prepare("INSERT INTO sources(content, path, name, sha256, bytes, rows_read, accepted, rejected, duplicates, "
                                      "reasons, mapping, dialect, imported_at, batch) "
                                      "VALUES ('feedback', ?1, ?1, ?2, 0, 0, 0, 0, 0, '{}', '{}', '{}', ?3, ?4)"));
    insert.bind(1, std::string_view(kSource)).bind(2, std::string_view(sha256_hex(""))).bind(3, now_ms()).bind(4, batch);
    ADSCOPE_TRY(insert.run());
    return db.last_insert_id();
}

// When feedback happens by the log's own clock: now, where the log is live; of a log of the past, a second after its newest
// event. So it comes after all that was known, and charts over time stay those of the campaign.
std::int64_t time_of_feedback(Database& db) {
    constexpr std::int64_t kLive = std::int64_t{30} * 86'400'000;
    const auto newest = db.integer("SELECT coalesce(max(time), 0) FROM events");
    const std::int64_t now = now_ms();
    return newest && *newest != 0 && now - *newest > kLive ? *newest + 1000 : now;
}

// Some row whose tags are written `text`; sets are coded, and a context is made of sets that the log has.
std::optional<std::size_t> row_of_tags(const TagValues& tags, const std::string& text, std::size_t rows) {
    for (std::size_t row = 0; row < rows; ++row) {
        std::string own;
        for (const auto tag : tags.row(row)) own += (own.empty() ? "" : ",") + tags.names[tag];
        if (own == text) return row;
    }
    return {};
}

// A value of a context as the number that its column holds; none where the log does not have it.
Result<std::optional<double>> column_value(Database& db, const EventTable& table, const Column& column, const std::string& text) {
    if (const auto* category = column.category()) {
        const auto found = std::find(category->names.begin() + 1, category->names.end(), text);
        return found == category->names.end() ? std::optional<double>() : static_cast<double>(found - category->names.begin());
    }
    if (const auto* tags = column.tags()) {
        const auto row = row_of_tags(*tags, text, table.rows);
        if (!row) return std::optional<double>();
        ADSCOPE_ASSIGN(set, db.integer("SELECT coalesce(c_" + std::to_string(column.field.column_number) +
                                       ", 0) FROM events WHERE id = " + std::to_string(table.id[*row])));
        return set > 0 ? std::optional<double>(static_cast<double>(set)) : std::nullopt;
    }
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional<double>(value) : std::nullopt;
}

// ", c_3, c_5" and the values of the context's fields in that order.
Result<std::pair<std::string, std::vector<double>>> context_columns(Database& db, const EventTable& table, const Context& context) {
    std::pair<std::string, std::vector<double>> out;
    for (const auto& column : table.columns) {
        const auto given = context.values.find(column.field.name);
        if (column.field.role != FieldRole::context || given == context.values.end()) continue;
        ADSCOPE_ASSIGN(value, column_value(db, table, column, given->second));
        if (!value) continue;
        out.first += ", c_" + std::to_string(column.field.column_number);
        out.second.push_back(*value);
    }
    return out;
}

}  // namespace

Result<Outcome> parse_outcome(const std::string& text) {
    if (text == "click") return Outcome{true, false};
    if (text == "convert") return Outcome{true, true};
    if (text == "skip") return Outcome{};
    return Error(ErrorCode::usage, "recommend.outcome", {{"found", text}});
}

// Columns that the log does not have stay NULL, so that one answer does not change what the others mean.
Result<void> store_feedback(const std::string& path, const EventTable& table, std::uint32_t user, std::uint32_t ad, const Context& context,
                            const Outcome& outcome) {
    ADSCOPE_ASSIGN(workspace, Workspace::open(path));
    auto& db = workspace.database();
    ADSCOPE_ASSIGN(transaction, Transaction::begin(db));
    ADSCOPE_ASSIGN(source, feedback_source(workspace));
    ADSCOPE_ASSIGN(has_conversions, db.integer("SELECT EXISTS(SELECT 1 FROM events WHERE conversion IS NOT NULL)"));
    ADSCOPE_ASSIGN(line, db.integer("SELECT rows_read + 1 FROM sources WHERE id = " + std::to_string(source)));
    ADSCOPE_ASSIGN(fields, context_columns(db, table, context));
    std::string places;
    for (std::size_t i = 0; i < fields.second.size(); ++i) places += ", ?" + std::to_string(8 + i);
    ADSCOPE_ASSIGN(insert, db.prepare("INSERT INTO events(source, line, time, user, ad, click, conversion" + fields.first +
                                      ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7" + places + ")"));
    insert.bind(1, source).bind(2, line).bind(4, static_cast<std::int64_t>(user)).bind(5, static_cast<std::int64_t>(ad));
    insert.bind(3, table.has_time ? std::optional<std::int64_t>(time_of_feedback(db)) : std::nullopt);
    insert.bind(6, table.has_click ? std::optional<std::int64_t>(outcome.click) : std::nullopt);
    insert.bind(7, has_conversions || outcome.conversion ? std::optional<std::int64_t>(outcome.conversion) : std::nullopt);
    for (std::size_t i = 0; i < fields.second.size(); ++i) insert.bind(static_cast<int>(8 + i), fields.second[i]);
    ADSCOPE_TRY(insert.run());
    ADSCOPE_TRY(db.execute("UPDATE sources SET rows_read = rows_read + 1, accepted = accepted + 1 WHERE id = " + std::to_string(source)));
    return transaction.commit();
}

Result<std::vector<std::uint32_t>> feedback_rows(const std::string& path, const EventTable& table, std::int64_t after) {
    ADSCOPE_ASSIGN(workspace, Workspace::open(path, Database::Access::read_only));
    ADSCOPE_ASSIGN(source, workspace.database().integer("SELECT coalesce(max(id), 0) FROM sources WHERE content = 'feedback'"));
    std::vector<std::uint32_t> rows;
    if (source == 0) return rows;
    const auto newer = std::upper_bound(table.id.begin(), table.id.end(), after);
    for (auto row = static_cast<std::size_t>(newer - table.id.begin()); row < table.rows; ++row)
        if (table.source[row] == source && table.usable()[row]) rows.push_back(static_cast<std::uint32_t>(row));
    return rows;
}

}  // namespace adscope
