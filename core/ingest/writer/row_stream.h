// Rows on their way from the parser's thread to the writer's: batches through a bounded queue, and one INSERT ...
// SELECT that takes them through a virtual table, which spares binding and stepping a statement for every row.
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/ingest/writer/catalogue.h"

namespace adscope::ingest {

// What a row of `events` holds, in the order of a batch's cells.
struct RowLayout {
    std::vector<std::string> columns;  // physical names; columns[0] is line
    std::vector<bool> real;            // cells are doubles
    std::size_t size() const { return columns.size(); }
};

struct RejectedLine {
    std::uint64_t line = 0;
    std::string reason;
    Message message;
    std::string raw;
};

struct RowBatch {
    std::vector<Cell> cells;  // rows * layout.size()
    std::size_t rows = 0;
    std::vector<RejectedLine> rejected;
    double fraction = -1;  // of the file, after this batch
};

class BatchQueue {
public:
    // Waits while the queue is full; false when the writer gave up.
    bool push(std::unique_ptr<RowBatch> batch);
    // Nothing after this; `error` where the reading failed.
    void finish(std::optional<Error> error);
    // The next batch; null at the end, or when reading failed.
    std::unique_ptr<RowBatch> pop();
    // The writer gives up: the parser's next push fails.
    void abandon();
    // An emptied batch to fill again.
    std::unique_ptr<RowBatch> spare();
    void give_back(std::unique_ptr<RowBatch> batch);
    std::optional<Error> error();

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::unique_ptr<RowBatch>> full_, empty_;
    bool finished_ = false, abandoned_ = false;
    std::optional<Error> error_;
};

// Writes everything that comes through the queue into `events` and `rejected`, inside the caller's transaction.
Result<void> write_rows(Database& database, std::int64_t source, const RowLayout& layout, BatchQueue& queue, const JobContext& job);

// Takes everything out of the queue without writing: a dry run.
Result<void> drain_rows(BatchQueue& queue, const JobContext& job);

}  // namespace adscope::ingest
