// The reading half of an import: records of a log, checked and coded, in batches for the writer's thread.
#pragma once

#include <memory>
#include <vector>

#include "core/ingest/action_join.h"
#include "core/ingest/coder.h"
#include "core/ingest/duplicates.h"
#include "core/ingest/import.h"

namespace adscope::ingest {

// A log on its way in: how it is read, what its columns become, what came of it.
struct EventFile {
    std::unique_ptr<TableReader> reader;
    std::vector<Assignment> plan;
    StoredSource source;
};

// Runs on a thread of its own while the writer takes the batches. Records go through in small blocks, so that what a
// look-up needs is asked of memory before it is needed.
class EventParser {
public:
    // What goes on from file to file of one import.
    struct Shared {
        OnDuplicate on_duplicate;
        DuplicateFinder& duplicates;
        std::int64_t& next_event;
        std::vector<std::int64_t>& marks;  // ids of duplicate events
        ActionJoin* join = nullptr;        // of a long log
        std::size_t file = 0;              // its place among the files of the import
    };
    EventParser(EventFile& file, RowCoder& coder, BatchQueue& queue, Shared shared);

    // Reads the whole file. Counts go to the file's source; the queue is finished in every case, with the error where
    // reading failed, unless the writer gave up.
    void run();
    std::uint64_t clicks() const { return clicks_; }            // of accepted rows, weighted
    std::uint64_t impressions() const { return impressions_; }  // likewise

private:
    static constexpr std::size_t kBlock = 32, kBatchRows = 4096;

    void fresh_batch();
    void code_block(std::size_t n);
    void take(std::size_t i);
    bool seen(std::size_t i);
    void join(std::size_t i, bool begins);

    EventFile& file_;
    RowCoder& coder_;
    BatchQueue& queue_;
    Shared shared_;
    std::size_t width_, click_, weight_;
    CountSlots counts_;
    std::size_t per_record_;   // the most events that a record can become
    std::vector<Cell> parts_;  // events of a record of an aggregated table
    std::size_t part_count_ = 1;
    std::vector<Record> records_;
    std::vector<Cell> rows_;
    std::vector<std::uint64_t> identities_;
    std::vector<char> accepted_;
    struct Coded {
        const Action* action = nullptr;
        bool begins = true;
    };
    std::vector<Coded> actions_;  // of a long log
    std::size_t user_, ad_, time_, cost_, revenue_;
    std::vector<RejectedLine> rejected_;
    std::unique_ptr<RowBatch> batch_;
    std::uint64_t clicks_ = 0, impressions_ = 0;
};

}  // namespace adscope::ingest
