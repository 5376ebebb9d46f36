// The way of an import: open and plan every file, code and write their rows, then the attributes, then commit once.
#include "core/ingest/import.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <thread>

#include "core/ingest/event_parser.h"
#include "core/ingest/history.h"
#include "core/ingest/long_log.h"
#include "core/ingest/source_store.h"
#include "core/ingest/writer/target.h"
#include "core/workspace/fields.h"
#include "core/workspace/views.h"

namespace adscope {
namespace ingest {
namespace {

struct EntityFile {
    Owner owner;
    std::unique_ptr<TableReader> reader;
    EntityPlan plan;
    StoredSource source;
};

class Import {
public:
    Import(const ImportRequest& request, const Preset& preset, const std::set<std::string>& as_category, const JobContext& job)
        : request_(request), preset_(preset), as_category_(as_category), job_(job) {}

    Result<ImportResult> run();
    const std::set<std::string>& wrong_guesses() const { return wrong_guesses_; }
    bool can_be_repeated() const;

private:
    Result<void> open_files();
    Result<void> check_columns() const;
    Result<void> import_events();
    Result<void> import_file(EventFile& file, const JobContext& job);
    Result<void> import_entities(EntityFile& file);
    Result<void> import_history();
    Result<void> join_actions();
    void count(const StoredSource& source);
    Result<void> write_marks();
    Result<void> finish();
    void note_wrong(const RowCoder& coder);
    Result<void> note_seen_before(const StoredSource& source);

    const ImportRequest& request_;
    const Preset& preset_;
    const std::set<std::string>& as_category_;
    const JobContext& job_;
    ImportResult result_;
    std::vector<EventFile> events_;
    std::vector<EntityFile> entities_;
    std::unique_ptr<TableReader> history_file_;
    HistoryPlan history_plan_;
    std::unique_ptr<History> history_;
    std::optional<LongLog> long_log_;
    std::unique_ptr<Target> target_;
    std::unique_ptr<Catalogue> catalogue_;
    DuplicateFinder duplicates_;
    std::vector<std::int64_t> marks_;  // ids of duplicate events
    std::int64_t batch_ = 1, next_source_ = 1, next_event_ = 1;
    std::set<std::string> wrong_guesses_;
};

bool Import::can_be_repeated() const {
    return std::find(request_.files.begin(), request_.files.end(), "-") == request_.files.end() && request_.users_file != "-" &&
           request_.ads_file != "-" && request_.history_file != "-";
}

Result<void> Import::open_files() {
    const PlanRequest plan{preset_, request_.roles, as_category_};
    for (const auto& path : request_.files) {
        EventFile file;
        ADSCOPE_ASSIGN(reader, open_log(path, request_.dialect, preset_, job_));
        file.reader = std::move(reader);
        std::vector<Message> notices;
        ADSCOPE_ASSIGN(assignments, plan_events(*file.reader, plan, notices));
        file.plan = std::move(assignments);
        // What was said of the first file of a kind needs no repeating.
        if (events_.empty() || events_.front().reader->names() != file.reader->names())
            result_.notices.insert(result_.notices.end(), notices.begin(), notices.end());
        events_.push_back(std::move(file));
    }
    for (const Owner owner : {Owner::user, Owner::ad}) {
        const auto& path = owner == Owner::user ? request_.users_file : request_.ads_file;
        if (path.empty()) continue;
        EntityFile file{owner, nullptr, {}, {}};
        // The dialect that was given is the log's; the delimiter of the other files is found anew.
        std::map<std::string, std::string> dialect;
        if (const auto e = request_.dialect.find("encoding"); e != request_.dialect.end()) dialect.insert(*e);
        ADSCOPE_ASSIGN(reader, TableReader::open(path, dialect, job_));
        file.reader = std::move(reader);
        ADSCOPE_ASSIGN(made, plan_entities(*file.reader, owner, owner == Owner::user ? request_.user_key : request_.ad_key, plan));
        file.plan = std::move(made);
        entities_.push_back(std::move(file));
    }
    if (!request_.history_file.empty()) {
        std::map<std::string, std::string> dialect;
        if (const auto e = request_.dialect.find("encoding"); e != request_.dialect.end()) dialect.insert(*e);
        ADSCOPE_ASSIGN(reader, TableReader::open(request_.history_file, dialect, job_));
        history_file_ = std::move(reader);
        ADSCOPE_ASSIGN(made, plan_history(*history_file_, request_.history_key, request_.roles));
        history_plan_ = std::move(made);
    }
    std::vector<const TableReader*> readers;
    std::vector<const std::vector<Assignment>*> plans;
    for (const auto& f : events_) readers.push_back(f.reader.get()), plans.push_back(&f.plan);
    ADSCOPE_ASSIGN(log, LongLog::make(readers, plans, request_.actions, request_.window));
    long_log_ = std::move(log);
    return check_columns();
}

// Every column that --map names must be in one of the files.
Result<void> Import::check_columns() const {
    for (const auto& role : request_.roles) {
        const auto& text = role.first;
        const auto& column = role.second;
        ADSCOPE_TRY(parse_role(text));
        std::string known;
        bool found = false;
        const auto look = [&](const TableReader& reader) {
            for (const auto& name : reader.names()) {
                found = found || name == column;
                if (known.find(name) == std::string::npos) known += (known.empty() ? "" : ", ") + name;
            }
        };
        for (const auto& f : events_) look(*f.reader);
        for (const auto& f : entities_) look(*f.reader);
        if (history_file_) look(*history_file_);
        if (!found) return Error(ErrorCode::usage, "ingest.unknown_column", {{"found", column}, {"role", text}, {"columns", known}});
    }
    return {};
}

void Import::note_wrong(const RowCoder& coder) {
    for (auto& column : coder.wrong_guesses()) wrong_guesses_.insert(std::move(column));
}

Result<void> Import::import_file(EventFile& file, const JobContext& job) {
    auto& s = file.source;
    s = describe_source(*file.reader, "events", mapping_of(file.plan, true), next_source_++, batch_);
    ADSCOPE_ASSIGN(time, TimeParser::make(target_->time_zone()));
    ADSCOPE_ASSIGN(coder, RowCoder::make(file.plan, file.reader->names().size(), Owner::event, *catalogue_, std::move(time), s.id));
    if (target_->writes()) {
        ADSCOPE_TRY(insert_source(*target_->database(), s, *file.reader, preset_.name, forms_of(file.plan),
                                  long_log_ ? long_log_->stored() : StoredActions()));
        ADSCOPE_TRY(catalogue_->write_fields(*target_->database()));
    }
    if (history_) coder.join_history(*history_);
    if (long_log_) long_log_->set_up(coder);
    const auto first_event = next_event_;
    BatchQueue queue;
    EventParser parser(file, coder, queue,
                       {request_.on_duplicate, duplicates_, next_event_, marks_, long_log_ ? &long_log_->join() : nullptr,
                        static_cast<std::size_t>(&file - events_.data())});
    std::thread thread([&] {
        try {
            parser.run();
        } catch (const std::bad_alloc&) {
            queue.finish(Error(ErrorCode::out_of_memory, "workspace.out_of_memory", {{"path", file.reader->path()}}));
        }
    });
    auto written = target_->writes() ? write_rows(*target_->database(), s.id, coder.layout(), queue, job) : drain_rows(queue, job);
    queue.abandon();
    thread.join();
    result_.events += static_cast<std::uint64_t>(next_event_ - first_event);
    result_.clicks += parser.clicks();
    result_.impressions += parser.impressions();
    ADSCOPE_TRY(std::move(written));
    note_wrong(coder);
    if (file.reader->comments() > 0)
        result_.notices.emplace_back("ingest.comment_lines",
                                     std::initializer_list<MessageArg>{{"path", s.path}, {"count", file.reader->comments()}});
    if (coder.ahead() > 0)
        result_.notices.emplace_back("ingest.times_ahead", std::initializer_list<MessageArg>{{"path", s.path}, {"count", coder.ahead()}});
    s.bytes = file.reader->input().stored_bytes();
    s.sha256 = file.reader->input().sha256();
    ADSCOPE_TRY(note_seen_before(s));
    if (target_->writes()) ADSCOPE_TRY(update_source(*target_->database(), s));
    result_.sources.push_back(s.id);
    for (auto& [role, column] : mapping_of(file.plan, false)) result_.mapping.emplace(role, column);
    return {};
}

void Import::count(const StoredSource& s) {
    result_.read += s.read;
    result_.accepted += s.accepted;
    result_.rejected += s.rejected;
    result_.duplicates += s.duplicates;
    for (const auto& [reason, n] : s.reasons) result_.reasons[reason] += n;
}

// Joins what was done to what was shown; actions that no show takes are put aside with their reason.
Result<void> Import::join_actions() {
    if (!long_log_) return {};
    job_.report(Message("mapping.joining"), 0.9);
    std::vector<StoredSource*> sources;
    for (auto& f : events_) sources.push_back(&f.source);
    ADSCOPE_ASSIGN(joined, long_log_->write(target_->writes() ? target_->database() : nullptr, *catalogue_, sources, job_));
    result_.clicks += joined.clicked;
    result_.joined = joined.joined;
    if (target_->writes())
        for (const auto* s : sources) ADSCOPE_TRY(update_source(*target_->database(), *s));
    return {};
}

Result<void> Import::import_history() {
    if (!history_file_) return {};
    const auto& plan = history_plan_;
    std::map<std::string, std::string> mapping{{"user", plan.key}, {"time", plan.time}};
    for (const auto& name : plan.term_names) mapping["term" + std::string(mapping.count("term") ? "." + name : "")] = name;
    StoredSource s = describe_source(*history_file_, "history", mapping, next_source_++, batch_);
    ADSCOPE_ASSIGN(field, catalogue_->field(Owner::event, "history", FieldRole::context, FieldKind::tags, true, s.id));
    history_ = std::make_unique<History>(*field);
    if (target_->writes()) ADSCOPE_TRY(insert_source(*target_->database(), s, *history_file_, preset_.name, {}));
    ADSCOPE_ASSIGN(time, TimeParser::make(target_->time_zone()));
    ADSCOPE_TRY(read_history(*history_file_, plan, time, *history_, s, target_->writes() ? target_->database() : nullptr, job_));
    s.bytes = history_file_->input().stored_bytes();
    s.sha256 = history_file_->input().sha256();
    if (target_->writes()) ADSCOPE_TRY(update_source(*target_->database(), s));
    result_.sources.push_back(s.id);
    if (s.rejected > 0)
        result_.notices.emplace_back("ingest.rejected_rows_of_file",
                                     std::initializer_list<MessageArg>{{"path", s.path}, {"count", s.rejected}});
    return {};
}

Result<void> Import::note_seen_before(const StoredSource& source) {
    if (!target_->database()) return {};
    ADSCOPE_ASSIGN(
        select, target_->database()->prepare("SELECT id FROM sources WHERE sha256 = ?1 AND content = ?2 AND id <> ?3 ORDER BY id LIMIT 1"));
    select.bind(1, std::string_view(source.sha256)).bind(2, std::string_view(source.content)).bind(3, source.id);
    ADSCOPE_ASSIGN(found, select.step());
    if (found)
        result_.notices.emplace_back(request_.dry_run ? "mapping.seen_before_dry" : "ingest.seen_before",
                                     std::initializer_list<MessageArg>{{"path", source.path}, {"source", select.integer(0)}});
    return {};
}

Result<void> Import::import_events() {
    auto* const database = target_->database();
    if (database) {
        ADSCOPE_ASSIGN(source, database->integer("SELECT max(id) FROM sources"));
        ADSCOPE_ASSIGN(batch, database->integer("SELECT max(batch) FROM sources"));
        ADSCOPE_ASSIGN(event, database->integer("SELECT max(id) FROM events"));
        next_source_ = source + 1;
        batch_ = batch + 1;
        next_event_ = event + 1;
        if (request_.on_duplicate != OnDuplicate::keep && event > 0) {
            job_.report(Message("ingest.comparing"), -1);
            ADSCOPE_TRY(duplicates_.load(*database, job_, !long_log_));
        }
    }
    ADSCOPE_TRY(import_history());
    const double each = 0.9 / static_cast<double>(events_.size());
    for (std::size_t i = 0; i < events_.size(); ++i)
        ADSCOPE_TRY(import_file(events_[i], job_.part(each * static_cast<double>(i), each * static_cast<double>(i + 1))));
    ADSCOPE_TRY(join_actions());
    for (const auto& f : events_) count(f.source);
    if (result_.accepted == 0 && !request_.dry_run) {
        std::string reasons;
        for (const auto& [reason, n] : result_.reasons) reasons += (reasons.empty() ? "" : ", ") + reason + ": " + std::to_string(n);
        return Error(ErrorCode::invalid_input, "ingest.nothing_accepted",
                     {{"path", request_.files.front()}, {"rows", result_.read}, {"reasons", reasons}});
    }
    return {};
}

Result<void> Import::import_entities(EntityFile& file) {
    auto& s = file.source;
    auto& entities = catalogue_->entities(file.owner);
    const bool users = file.owner == Owner::user;
    auto plan = file.plan.assignments;
    plan.push_back({ColumnRole{users ? Role::user : Role::ad, {}, std::nullopt, 1, {}}, file.plan.key_column, file.plan.key_cell});
    s = describe_source(*file.reader, users ? "users" : "ads", mapping_of(plan, true), next_source_++, batch_);
    ADSCOPE_ASSIGN(time, TimeParser::make(target_->time_zone()));
    ADSCOPE_ASSIGN(coder, RowCoder::make(plan, file.reader->names().size(), file.owner, *catalogue_, std::move(time), s.id));
    auto* const database = target_->database();
    std::optional<RejectedWriter> rejecter;
    if (target_->writes()) {
        ADSCOPE_TRY(insert_source(*database, s, *file.reader, preset_.name, forms_of(plan)));
        ADSCOPE_ASSIGN(made, RejectedWriter::make(*database, s.id));
        rejecter.emplace(std::move(made));
    }
    const std::size_t in_log = entities.keys.size();
    std::vector<bool> described(in_log + 1);
    std::vector<Cell> row(coder.layout().size());
    const std::size_t slot = coder.slot(users ? "user" : "ad");
    Record record;
    std::size_t matched = 0;
    while (true) {
        if (s.read % 1024 == 0 && job_.cancelled()) return Error::cancelled();
        ADSCOPE_ASSIGN(more, file.reader->next(record));
        if (!more) break;
        ++s.read;
        RejectedLine rejected;
        if (!coder.code(record, file.reader->ascii(), row.data(), rejected)) {
            ++s.rejected;
            ++s.reasons[rejected.reason];
            if (rejecter) ADSCOPE_TRY(rejecter->write(rejected));
            continue;
        }
        ++s.accepted;
        const auto id = static_cast<std::size_t>(row[slot]);
        if (id >= described.size()) described.resize(id + 1);
        s.duplicates += described[id];
        if (!described[id] && id <= in_log) ++matched;
        described[id] = true;
    }
    note_wrong(coder);
    s.bytes = file.reader->input().stored_bytes();
    s.sha256 = file.reader->input().sha256();
    if (target_->writes()) ADSCOPE_TRY(update_source(*database, s));
    result_.sources.push_back(s.id);
    for (auto& [role, column] : mapping_of(file.plan.assignments, false)) result_.mapping.emplace(role, column);
    if (s.rejected > 0)
        result_.notices.emplace_back("ingest.rejected_rows_of_file",
                                     std::initializer_list<MessageArg>{{"path", s.path}, {"count", s.rejected}});
    std::size_t without = 0;
    for (std::size_t id = entities.stored + 1; id <= in_log; ++id) without += !described[id];
    if (matched == 0)
        result_.notices.emplace_back("ingest.no_match",
                                     std::initializer_list<MessageArg>{{"path", s.path}, {"column", file.plan.key_column}});
    else if (without > 0)
        result_.notices.emplace_back(users ? "ingest.users_without_row" : "ingest.ads_without_row",
                                     std::initializer_list<MessageArg>{{"path", s.path}, {"count", without}});
    return {};
}

Result<void> Import::write_marks() {
    if (marks_.empty() || !target_->writes()) return {};
    auto& database = *target_->database();
    ADSCOPE_ASSIGN(step,
                   database.prepare("INSERT INTO steps(name, settings, marked, active, created_at) VALUES ('duplicates', ?1, ?2, 1, ?3)"));
    const std::string settings = "{\"batch\": " + std::to_string(batch_) + ", \"by\": \"all columns\"}";
    ADSCOPE_TRY(step.bind(1, std::string_view(settings)).bind(2, static_cast<std::int64_t>(marks_.size())).bind(3, now_ms()).run());
    const auto id = database.last_insert_id();
    ADSCOPE_ASSIGN(mark, database.prepare("INSERT INTO marks VALUES (?1, ?2)"));
    for (const auto event : marks_) ADSCOPE_TRY(mark.bind(1, id).bind(2, event).run());
    return {};
}

Result<void> Import::finish() {
    for (const Owner owner : {Owner::user, Owner::ad})
        for (const auto* f : catalogue_->fields_of(owner))
            if (f->differing > 0)
                result_.notices.emplace_back(owner == Owner::user ? "ingest.user_value_kept" : "ingest.ad_value_kept",
                                             std::initializer_list<MessageArg>{{"field", f->field.name}, {"count", f->differing}});
    for (const Owner owner : {Owner::event, Owner::user, Owner::ad})
        for (const auto* f : catalogue_->fields_of(owner))
            if (f->wanted)
                result_.notices.emplace_back("mapping.role_kept", std::initializer_list<MessageArg>{{"field", f->field.name},
                                                                                                    {"kept", to_string(f->field.role)},
                                                                                                    {"found", to_string(*f->wanted)}});
    result_.users = catalogue_->entities(Owner::user).keys.size();
    result_.ads = catalogue_->entities(Owner::ad).keys.size();
    if (!target_->writes()) return {};
    auto& database = *target_->database();
    ADSCOPE_TRY(catalogue_->write_fields(database));
    std::string undo;
    ADSCOPE_TRY(catalogue_->write_values(database, job_, undo));
    ADSCOPE_TRY(write_undo(database, batch_, undo));
    ADSCOPE_TRY(write_marks());
    ADSCOPE_TRY(rebuild_views(database));
    if (job_.cancelled()) return Error::cancelled();
    job_.finishing(Message("ingest.finishing"), 0.97);
    return target_->commit();
}

Result<ImportResult> Import::run() {
    ADSCOPE_TRY(open_files());
    ADSCOPE_ASSIGN(target, Target::open(request_.workspace, request_.time_zone, request_.dry_run));
    target_ = std::move(target);
    if (!request_.time_zone.empty() && request_.time_zone != target_->time_zone())
        result_.notices.emplace_back("ingest.zone_kept",
                                     std::initializer_list<MessageArg>{{"found", request_.time_zone}, {"kept", target_->time_zone()}});
    ADSCOPE_ASSIGN(catalogue, Catalogue::load(target_->database()));
    catalogue_ = std::move(catalogue);
    result_.dialect = events_.front().reader->dialect();
    ADSCOPE_TRY(import_events());
    for (auto& file : entities_) ADSCOPE_TRY(import_entities(file));
    const bool surprised =
        std::any_of(wrong_guesses_.begin(), wrong_guesses_.end(), [&](const auto& column) { return as_category_.count(column) == 0; });
    if (surprised && can_be_repeated()) return std::move(result_);
    ADSCOPE_TRY(finish());
    job_.report(Message("ingest.done"), 1);
    return std::move(result_);
}

Result<void> check(const ImportRequest& request) {
    if (request.files.empty()) return Error(ErrorCode::usage, "ingest.no_files");
    if (request.workspace.empty() && !request.dry_run) return Error(ErrorCode::usage, "ingest.no_workspace");
    if (request.users_file.empty() && !request.user_key.empty())
        return Error(ErrorCode::usage, "ingest.key_without_file", {{"option", "--user-key"}, {"needs", "--users"}});
    if (request.ads_file.empty() && !request.ad_key.empty())
        return Error(ErrorCode::usage, "ingest.key_without_file", {{"option", "--ad-key"}, {"needs", "--ads"}});
    if (request.history_file.empty() && !request.history_key.empty())
        return Error(ErrorCode::usage, "ingest.key_without_file", {{"option", "--history-key"}, {"needs", "--history"}});
    auto streams = std::count(request.files.begin(), request.files.end(), "-") + (request.users_file == "-") + (request.ads_file == "-") +
                   (request.history_file == "-");
    if (streams > 1) return Error(ErrorCode::usage, "ingest.stdin_twice");
    for (const auto& [role, column] : request.roles) ADSCOPE_TRY(parse_role(role));
    ADSCOPE_TRY(TimeParser::make(request.time_zone));
    return {};
}

}  // namespace
}  // namespace ingest

Result<ImportResult> import_files(const ImportRequest& request, const JobContext& job) {
    using namespace ingest;
    const auto start = std::chrono::steady_clock::now();
    ADSCOPE_TRY(check(request));
    ADSCOPE_ASSIGN(preset, load_preset(request.preset));
    std::set<std::string> as_category;
    while (true) {
        Import import(request, preset, as_category, job);
        ADSCOPE_ASSIGN(result, import.run());
        // A column that looked like numbers at first and is none: everything is read again, that column as texts.
        const auto known = as_category.size();
        if (import.can_be_repeated()) as_category.insert(import.wrong_guesses().begin(), import.wrong_guesses().end());
        if (as_category.size() > known) continue;
        result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        return result;
    }
}

}  // namespace adscope
