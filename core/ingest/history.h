// What users searched for or looked at, from a file of its own: for each event the terms of its user from before its time.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/ingest/guess.h"
#include "core/ingest/import.h"
#include "core/ingest/writer/catalogue.h"

namespace adscope::ingest {

class TableReader;
class TimeParser;

struct HistoryPlan {
    std::size_t key_cell = 0, time_cell = 0;
    std::string key, time;
    std::vector<std::size_t> terms;
    std::vector<std::string> term_names;
};

// The columns of a history: the key as given or by its name; the time and the terms as --map says (time=, term=), else by
// their names. One that is missing is wrong usage and lists the columns.
Result<HistoryPlan> plan_history(const TableReader& reader, const std::string& key, const std::map<std::string, std::string>& roles);

// The terms of a cell: separated by | ; , or blanks; small letters.
std::vector<std::string> terms_of(std::string_view cell);

class History {
public:
    // An event has at most so many: the latest different ones.
    static constexpr std::size_t kMostTerms = 30;

    // `field` holds the sets of terms.
    explicit History(StoredField& field) : field_(field) {}
    StoredField& field() const { return field_; }

    void add(std::string_view user, std::int64_t time, std::string_view cell);
    // Puts the entries of each user in order of time; once, after the last add().
    void settle();
    // The set of the terms of `user` from strictly before `time`; kNull: none.
    Cell before(std::string_view user, std::int64_t time);
    std::size_t users() const { return users_.size(); }

private:
    struct Entry {
        std::int64_t time;
        std::uint32_t term;
    };
    struct Timeline {
        std::vector<Entry> entries;
        std::size_t asked = 0;  // entries that the last answer took in
        Cell answer = kNull;
    };
    StoredField& field_;
    Interner users_;
    std::vector<Timeline> timelines_;
};

// Reads the whole file into `history`. Counts go to `source`, rows without a user, a time or a term to its rejected rows where
// there is a database.
Result<void> read_history(TableReader& reader, const HistoryPlan& plan, TimeParser& time, History& history, StoredSource& source,
                          Database* database, const JobContext& job);

}  // namespace adscope::ingest
