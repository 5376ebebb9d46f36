// A long log on its way in: one row for each thing that happened, read as such and joined at the end of an import.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/ingest/action_join.h"
#include "core/ingest/coder.h"
#include "core/ingest/source_store.h"

namespace adscope::ingest {

class LongLog {
public:
    // Nothing where no file has a column of actions. What begins an event, and whether there are conversions, is told from the
    // samples of all files.
    static Result<std::optional<LongLog>> make(const std::vector<const TableReader*>& readers,
                                               const std::vector<const std::vector<Assignment>*>& plans,
                                               const std::map<std::string, std::string>& words, const std::string& window);

    void set_up(RowCoder& coder) const;
    ActionJoin& join() { return join_; }
    StoredActions stored() const { return stored_; }

    // Joins, puts actions without a show aside, and writes both where there is a database. `sources` by place of their file:
    // their counts change.
    struct Counts {
        std::uint64_t clicked = 0, joined = 0;
    };
    Result<Counts> write(Database* database, Catalogue& catalogue, const std::vector<StoredSource*>& sources, const JobContext& job);

private:
    ActionWords words_;
    JoinWindow window_;
    StoredActions stored_;
    ActionKind begins_ = ActionKind::show;
    bool conversions_ = false;
    ActionJoin join_;
};

// Writes what joined events; `outcomes` are the fields of the other actions. Columns that were empty get their 0 first.
Result<void> write_joined(Database& database, const std::vector<ActionJoin::Joined>& events, const std::vector<StoredField*>& outcomes);

}  // namespace adscope::ingest
