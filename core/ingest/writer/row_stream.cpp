#include "core/ingest/writer/row_stream.h"

#include <sqlite3.h>

namespace adscope::ingest {

constexpr std::size_t kQueued = 8;

bool BatchQueue::push(std::unique_ptr<RowBatch> batch) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return full_.size() < kQueued || abandoned_; });
    if (abandoned_) return false;
    full_.push_back(std::move(batch));
    changed_.notify_all();
    return true;
}

void BatchQueue::finish(std::optional<Error> error) {
    std::lock_guard lock(mutex_);
    finished_ = true;
    error_ = std::move(error);
    changed_.notify_all();
}

std::unique_ptr<RowBatch> BatchQueue::pop() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !full_.empty() || finished_; });
    if (error_ || full_.empty()) return nullptr;
    auto batch = std::move(full_.front());
    full_.pop_front();
    changed_.notify_all();
    return batch;
}

void BatchQueue::abandon() {
    std::lock_guard lock(mutex_);
    abandoned_ = true;
    changed_.notify_all();
}

std::unique_ptr<RowBatch> BatchQueue::spare() {
    std::lock_guard lock(mutex_);
    if (empty_.empty()) return std::make_unique<RowBatch>();
    auto batch = std::move(empty_.front());
    empty_.pop_front();
    return batch;
}

void BatchQueue::give_back(std::unique_ptr<RowBatch> batch) {
    batch->rows = 0;
    batch->rejected.clear();
    std::lock_guard lock(mutex_);
    empty_.push_back(std::move(batch));
}

std::optional<Error> BatchQueue::error() {
    std::lock_guard lock(mutex_);
    return error_;
}

namespace {

// What the virtual table reads from.
struct Stream {
    Database& database;
    BatchQueue& queue;
    const RowLayout& layout;
    const JobContext& job;
    std::int64_t source;
    Statement reject;
    std::optional<Error> failure;

    std::unique_ptr<RowBatch> batch;
    std::size_t row = 0;
    const Cell* cells = nullptr;
    bool ended = false;

    int take_rejected() {
        for (const auto& r : batch->rejected) {
            const std::string message = message_to_json(r.message);
            reject.bind(1, source).bind(2, static_cast<std::int64_t>(r.line)).bind(3, std::string_view(r.reason));
            reject.bind(4, std::string_view(message)).bind(5, std::string_view(r.raw));
            if (auto done = reject.run(); !done) {
                failure = done.error();
                return SQLITE_ABORT;
            }
        }
        return SQLITE_OK;
    }
    // Moves to the first row of the next batch that has one.
    int next_batch() {
        while (true) {
            if (batch) queue.give_back(std::move(batch));
            if (job.cancelled()) {
                failure = Error::cancelled();
                return SQLITE_INTERRUPT;
            }
            batch = queue.pop();
            if (!batch) {
                ended = true;
                if (auto error = queue.error()) {
                    failure = std::move(error);
                    return SQLITE_ABORT;
                }
                return SQLITE_OK;
            }
            if (batch->fraction >= 0) job.report(Message("ingest.importing"), batch->fraction);
            if (const int code = take_rejected(); code != SQLITE_OK) return code;
            if (batch->rows > 0) break;
        }
        row = 0;
        cells = batch->cells.data();
        return SQLITE_OK;
    }
    int next() {
        if (++row < batch->rows) {
            cells += layout.size();
            return SQLITE_OK;
        }
        return next_batch();
    }
};

struct Table {
    sqlite3_vtab base;
    Stream* stream;
};
struct Cursor {
    sqlite3_vtab_cursor base;
    Stream* stream;
};

Stream& stream_of(sqlite3_vtab_cursor* cursor) { return *reinterpret_cast<Cursor*>(cursor)->stream; }

int connect(sqlite3* handle, void* stream, int, const char* const*, sqlite3_vtab** out, char**) {
    std::string sql = "CREATE TABLE x(";
    for (std::size_t i = 0; i < static_cast<Stream*>(stream)->layout.size(); ++i) sql += (i ? ", a" : "a") + std::to_string(i);
    if (const int code = sqlite3_declare_vtab(handle, (sql + ")").c_str()); code != SQLITE_OK) return code;
    *out = &(new Table{{}, static_cast<Stream*>(stream)})->base;
    return SQLITE_OK;
}
int disconnect(sqlite3_vtab* table) {
    delete reinterpret_cast<Table*>(table);
    return SQLITE_OK;
}
int best_index(sqlite3_vtab*, sqlite3_index_info* info) {
    info->estimatedCost = 1;
    return SQLITE_OK;
}
int open_cursor(sqlite3_vtab* table, sqlite3_vtab_cursor** out) {
    *out = &(new Cursor{{}, reinterpret_cast<Table*>(table)->stream})->base;
    return SQLITE_OK;
}
int close_cursor(sqlite3_vtab_cursor* cursor) {
    delete reinterpret_cast<Cursor*>(cursor);
    return SQLITE_OK;
}
int filter(sqlite3_vtab_cursor* cursor, int, const char*, int, sqlite3_value**) { return stream_of(cursor).next_batch(); }
int next_row(sqlite3_vtab_cursor* cursor) { return stream_of(cursor).next(); }
int at_end(sqlite3_vtab_cursor* cursor) { return stream_of(cursor).ended; }
int column(sqlite3_vtab_cursor* cursor, sqlite3_context* context, int i) {
    const Stream& s = stream_of(cursor);
    const Cell cell = s.cells[i];
    if (cell == kNull) return SQLITE_OK;  // NULL is what a context holds at first
    if (s.layout.real[static_cast<std::size_t>(i)]) sqlite3_result_double(context, real_of(cell));
    else sqlite3_result_int64(context, cell);
    return SQLITE_OK;
}
int row_id(sqlite3_vtab_cursor* cursor, sqlite3_int64* id) {
    *id = static_cast<sqlite3_int64>(stream_of(cursor).row);
    return SQLITE_OK;
}

const sqlite3_module* stream_module() {
    static const sqlite3_module m = [] {
        sqlite3_module made{};
        made.xConnect = connect;
        made.xBestIndex = best_index;
        made.xDisconnect = disconnect;
        made.xOpen = open_cursor;
        made.xClose = close_cursor;
        made.xFilter = filter;
        made.xNext = next_row;
        made.xEof = at_end;
        made.xColumn = column;
        made.xRowid = row_id;
        return made;
    }();
    return &m;
}

}  // namespace

Result<void> write_rows(Database& database, std::int64_t source, const RowLayout& layout, BatchQueue& queue, const JobContext& job) {
    ADSCOPE_ASSIGN(reject, database.prepare("INSERT INTO rejected(source, line, reason, message, raw) VALUES (?1, ?2, ?3, ?4, ?5)"));
    Stream stream{database, queue, layout, job, source, std::move(reject), std::nullopt, nullptr, 0, nullptr, false};
    if (sqlite3_create_module(database.handle(), "adscope_rows", stream_module(), &stream) != SQLITE_OK) return database.last_error();
    std::string columns, values;
    for (std::size_t i = 0; i < layout.size(); ++i) {
        columns += ", " + layout.columns[i];
        values += ", a" + std::to_string(i);
    }
    const auto run = [&]() -> Result<void> {
        ADSCOPE_ASSIGN(insert, database.prepare("INSERT INTO events(source" + columns + ") SELECT ?1" + values + " FROM adscope_rows"));
        return insert.bind(1, source).run();
    };
    auto done = run();
    queue.abandon();
    sqlite3_create_module(database.handle(), "adscope_rows", nullptr, nullptr);
    if (stream.failure) return std::move(*stream.failure);
    return done;
}

Result<void> drain_rows(BatchQueue& queue, const JobContext& job) {
    while (auto batch = queue.pop()) {
        if (job.cancelled()) {
            queue.abandon();
            return Error::cancelled();
        }
        if (batch->fraction >= 0) job.report(Message("ingest.checking"), batch->fraction);
        queue.give_back(std::move(batch));
    }
    if (auto error = queue.error()) return std::move(*error);
    return {};
}

}  // namespace adscope::ingest
