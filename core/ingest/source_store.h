// Rows of `sources` and `rejected`: how an import describes itself in the workspace.
#pragma once

#include <string>
#include <vector>

#include "core/ingest/reader/table_reader.h"
#include "core/ingest/writer/row_stream.h"
#include "core/workspace/database.h"

namespace adscope::ingest {

// How a long log was read; words and window as in ImportRequest.
struct StoredActions {
    std::map<std::string, std::string> words;
    std::string window;
    int begins = 0;  // ActionKind
};

StoredSource describe_source(const TableReader& reader, const std::string& content, std::map<std::string, std::string> mapping,
                             std::int64_t id, std::int64_t batch);
// Written first, so that rejected rows can name it; its counts and hash follow by update_source.
Result<void> insert_source(Database& database, const StoredSource& source, const TableReader& reader, const std::string& preset,
                           const std::map<std::string, std::string>& forms, const StoredActions& actions = {});
Result<void> update_source(Database& database, const StoredSource& source);

class RejectedWriter {
public:
    static Result<RejectedWriter> make(Database& database, std::int64_t source);
    Result<void> write(const RejectedLine& line);

private:
    Statement insert_;
    std::int64_t source_ = 0;
};

// How a source was read: what retry_rejected needs to read a line of it again.
struct StoredDialect {
    Dialect dialect;
    std::vector<std::string> columns;
    std::map<std::string, std::string> forms;  // forms_of its plan
    StoredActions actions;
};
Result<StoredDialect> read_dialect(Database& database, std::int64_t source);

// Attribute values that a batch gave to users and ads that were there before (JSON [{field, ids}]); empty: none.
Result<void> write_undo(Database& database, std::int64_t batch, const std::string& undo);
Result<std::string> read_undo(Database& database, std::int64_t batch);
Result<void> forget_undo(Database& database, std::int64_t batch);

Result<std::vector<StoredSource>> read_sources(Database& database);

}  // namespace adscope::ingest
