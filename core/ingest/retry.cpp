// Rejected rows tried again, one with an edited text or all of a reason.
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/ingest/coder.h"
#include "core/ingest/import.h"
#include "core/ingest/long_log.h"
#include "core/ingest/source_store.h"
#include "core/workspace/views.h"
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

// What the row gave to users and ads that were there before joins what its batch gave.
Result<void> merge_undo(Database& database, std::int64_t batch, const std::string& added) {
    if (added.empty()) return {};
    ADSCOPE_ASSIGN(before, read_undo(database, batch));
    auto all = nlohmann::json::parse(before.empty() ? "[]" : before, nullptr, false);
    if (!all.is_array()) all = nlohmann::json::array();
    for (auto& entry : nlohmann::json::parse(added)) all.push_back(std::move(entry));
    return write_undo(database, batch, all.dump());
}

// Tries rejected rows of one source of events again. What they add is written once, by finish().
class Mender {
public:
    static Result<std::unique_ptr<Mender>> make(Database& database, const std::string& zone, std::int64_t source);

    // Whether the text is an event now, which is then written and counted; else why not. A text that is not one row is an error.
    Result<std::optional<Message>> mend(std::int64_t id, const Rejected& rejected, const std::string& raw, bool fit);
    Result<void> finish();

private:
    explicit Mender(Database& database) : database_(database) {}
    Result<void> parse_one(const std::string& raw, std::uint64_t line);
    void fit();
    Result<std::optional<Message>> write(const Cell* row);
    Result<std::optional<Message>> write_action(const Cell* row);

    Database& database_;
    StoredSource source_;
    StoredDialect stored_;
    ActionWords words_;
    JoinWindow window_;
    std::unique_ptr<Catalogue> catalogue_;
    std::optional<RowCoder> coder_;
    std::string padded_, last_;
    std::optional<RecordParser> parser_;
    Record record_;
};

Result<std::unique_ptr<Mender>> Mender::make(Database& database, const std::string& zone, std::int64_t source) {
    std::unique_ptr<Mender> out(new Mender(database));
    ADSCOPE_ASSIGN(found, find_source(database, source));
    out->source_ = std::move(found);
    if (out->source_.content != "events") return Error(ErrorCode::invalid_input, "ingest.retry_of_entities");
    ADSCOPE_ASSIGN(stored, read_dialect(database, source));
    out->stored_ = std::move(stored);
    ADSCOPE_ASSIGN(plan, plan_stored(out->source_.mapping, out->stored_.columns, out->stored_.forms));
    ADSCOPE_ASSIGN(catalogue, Catalogue::load(&database));
    out->catalogue_ = std::move(catalogue);
    ADSCOPE_ASSIGN(time, TimeParser::make(zone));
    ADSCOPE_ASSIGN(coder, RowCoder::make(plan, out->stored_.columns.size(), Owner::event, *out->catalogue_, std::move(time), source));
    out->coder_.emplace(std::move(coder));
    out->words_ = ActionWords(out->stored_.actions.words);
    ADSCOPE_ASSIGN(window, parse_window(out->stored_.actions.window));
    out->window_ = window;
    out->coder_->read_actions({&out->words_, static_cast<ActionKind>(out->stored_.actions.begins), false});
    ADSCOPE_TRY(out->catalogue_->write_fields(database));
    return out;
}

// The one record of the edited text.
Result<void> Mender::parse_one(const std::string& raw, std::uint64_t line) {
    padded_ = raw;
    padded_.resize(raw.size() + Scanner::kPadding);
    parser_.emplace(stored_.dialect);
    parser_->start_line(line);
    parser_->feed(padded_.data(), raw.size(), true);
    std::size_t rows = 0;
    Record other;
    if (parser_->next(record_)) ++rows;
    while (rows > 0 && parser_->next(other)) ++rows;
    if (rows != 1) return Error(ErrorCode::invalid_input, "ingest.retry_one_row", {{"found", rows}});
    return {};
}

// As many cells as there are columns: empty ones are added, surplus ones joined to the last with the delimiter between.
void Mender::fit() {
    const std::size_t width = stored_.columns.size();
    auto& cells = record_.cells;
    if (cells.size() > width && width > 0) {
        last_ = std::string(cells[width - 1]);
        for (std::size_t i = width; i < cells.size(); ++i) last_ += stored_.dialect.delimiter_text() + std::string(cells[i]);
        cells[width - 1] = last_;
    }
    cells.resize(width);
}

Result<std::optional<Message>> Mender::write(const Cell* row) {
    const std::size_t width = coder_->layout().size();
    if (!coder_->begins_event()) return write_action(row);
    std::vector<Cell> events(row, row + width);
    std::size_t count = 1;
    if (coder_->counts().weight) {
        events.resize(kLargestExpansion * width);
        count = expand(row, width, coder_->counts(), events.data());
    }
    for (std::size_t i = 0; i < count; ++i) ADSCOPE_TRY(insert_event(database_, source_.id, coder_->layout(), events.data() + i * width));
    return std::optional<Message>();
}

// An action joins the latest show of its import, as it would have then.
Result<std::optional<Message>> Mender::write_action(const Cell* row) {
    const Action& action = *coder_->action();
    const auto value = [&](const char* column) { return coder_->slot(column) ? row[coder_->slot(column)] : kNull; };
    const bool conversion = action.kind == ActionKind::conversion;
    ADSCOPE_ASSIGN(select,
                   database_.prepare("SELECT id FROM events WHERE source IN (SELECT id FROM sources WHERE batch = ?1) AND user IS ?2 AND "
                                     "ad IS ?3 AND time BETWEEN ?4 AND ?5 ORDER BY ?6 AND click = 1 DESC, time DESC, id DESC LIMIT 1"));
    const Cell time = value("time");
    select.bind(1, source_.batch);
    for (const auto& [at, cell] : {std::pair{2, value("user")}, std::pair{3, value("ad")}}) {
        if (cell == kNull) select.bind_null(at);
        else select.bind(at, cell);
    }
    select.bind(4, time - (conversion ? window_.conversion : window_.action)).bind(5, time).bind(6, std::int64_t{conversion});
    ADSCOPE_ASSIGN(found, select.step());
    const std::string& window = stored_.actions.window;
    if (!found) return std::optional(Message("ingest.rejected.no_show", {{"window", window.empty() ? "30m, conversion=7d" : window}}));
    const auto money = [&](const char* column) { return value(column) == kNull ? 0 : value(column); };
    ActionJoin::Joined joined{select.integer(0), action.kind == ActionKind::click, conversion, money("cost"), money("revenue"), {}};
    std::vector<StoredField*> fields;
    if (action.kind == ActionKind::other) {
        ADSCOPE_ASSIGN(field, catalogue_->field(Owner::event, action.name, FieldRole::outcome, FieldKind::flag, false, source_.id));
        ADSCOPE_TRY(catalogue_->write_fields(database_));
        fields.push_back(field);
        joined.outcomes.push_back(0);
    }
    ADSCOPE_TRY(write_joined(database_, {joined}, fields));
    return std::optional<Message>();
}

Result<std::optional<Message>> Mender::mend(std::int64_t id, const Rejected& rejected, const std::string& raw, bool fitted) {
    ADSCOPE_TRY(parse_one(raw, rejected.line));
    if (fitted) fit();
    std::vector<Cell> row(coder_->layout().size());
    RejectedLine again;
    if (!coder_->code(record_, false, row.data(), again)) return std::optional(again.message);
    ADSCOPE_ASSIGN(why, write(row.data()));
    if (why) return why;
    ++source_.accepted;
    --source_.rejected;
    if (auto at = source_.reasons.find(rejected.reason); at != source_.reasons.end() && --at->second == 0) source_.reasons.erase(at);
    ADSCOPE_ASSIGN(erase, database_.prepare("DELETE FROM rejected WHERE id = ?1"));
    ADSCOPE_TRY(erase.bind(1, id).run());
    return std::optional<Message>();
}

Result<void> Mender::finish() {
    std::string undo;
    ADSCOPE_TRY(catalogue_->write_values(database_, {}, undo));
    ADSCOPE_TRY(merge_undo(database_, source_.batch, undo));
    return update_source(database_, source_);
}

struct Waiting {
    std::int64_t id;
    Rejected rejected;
    std::string raw;
};

Result<std::vector<Waiting>> waiting_rows(Database& database, const RetryRequest& request) {
    ADSCOPE_ASSIGN(
        select,
        database.prepare("SELECT r.id, r.source, r.line, r.reason, r.raw FROM rejected r JOIN sources s ON s.id = r.source WHERE "
                         "s.content = 'events' AND (?1 = 0 OR r.source = ?1) AND (?2 = '' OR r.reason = ?2) ORDER BY r.source, r.id"));
    select.bind(1, request.source).bind(2, std::string_view(request.reason));
    std::vector<Waiting> out;
    while (true) {
        ADSCOPE_ASSIGN(row, select.step());
        if (!row) return out;
        out.push_back({select.integer(0),
                       {select.integer(1), static_cast<std::uint64_t>(select.integer(2)), std::string(select.text(3))},
                       std::string(select.text(4))});
    }
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    for (std::size_t at = 0; !what.empty() && (at = text.find(what, at)) != std::string::npos; at += by.size())
        text.replace(at, what.size(), by);
    return text;
}

Result<RetryResult> retry_all(Database& database, const std::string& zone, const RetryRequest& request, const JobContext& job) {
    ADSCOPE_ASSIGN(rows, waiting_rows(database, request));
    RetryResult out;
    std::unique_ptr<Mender> mender;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i % 256 == 0) {
            if (job.cancelled()) return Error::cancelled();
            job.report(Message("mapping.retrying"), static_cast<double>(i) / static_cast<double>(rows.size()));
        }
        const auto& row = rows[i];
        if (!mender || rows[i - 1].rejected.source != row.rejected.source) {
            if (mender) ADSCOPE_TRY(mender->finish());
            ADSCOPE_ASSIGN(made, Mender::make(database, zone, row.rejected.source));
            mender = std::move(made);
        }
        ++out.tried;
        auto why = mender->mend(row.id, row.rejected, replaced(row.raw, request.replace, request.by), request.fit);
        // A text that a replacement made two rows of stays as it is.
        if (!why && why.error().code != ErrorCode::invalid_input) return why.error();
        out.accepted += why && !*why;
    }
    if (mender) ADSCOPE_TRY(mender->finish());
    return out;
}

}  // namespace
}  // namespace ingest

Result<void> retry_rejected(const std::string& workspace_path, std::int64_t id, const std::string& raw) {
    using namespace ingest;
    ADSCOPE_ASSIGN(workspace, Workspace::open(workspace_path));
    auto& database = workspace.database();
    ADSCOPE_ASSIGN(zone, workspace.setting("time_zone", "UTC"));
    ADSCOPE_ASSIGN(transaction, Transaction::begin(database));
    ADSCOPE_ASSIGN(rejected, find_rejected(database, id));
    ADSCOPE_ASSIGN(mender, Mender::make(database, zone, rejected.source));
    ADSCOPE_ASSIGN(why, mender->mend(id, rejected, raw, false));
    if (why) return Error(ErrorCode::invalid_input, *why);
    ADSCOPE_TRY(mender->finish());
    ADSCOPE_TRY(rebuild_views(database));
    return transaction.commit();
}

Result<RetryResult> retry_rejected_all(const std::string& workspace_path, const RetryRequest& request, const JobContext& job) {
    ADSCOPE_ASSIGN(workspace, Workspace::open(workspace_path));
    ADSCOPE_ASSIGN(zone, workspace.setting("time_zone", "UTC"));
    ADSCOPE_ASSIGN(transaction, Transaction::begin(workspace.database()));
    ADSCOPE_ASSIGN(result, ingest::retry_all(workspace.database(), zone, request, job));
    if (job.cancelled()) return Error::cancelled();
    ADSCOPE_TRY(rebuild_views(workspace.database()));
    job.finishing(Message("mapping.retrying"), 0.99);
    ADSCOPE_TRY(transaction.commit());
    return result;
}

}  // namespace adscope
