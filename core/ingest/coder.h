// Records as rows of numbers: every value checked, texts as codes. One coder a file.
#pragma once

#include <string>
#include <vector>

#include "core/ingest/actions.h"
#include "core/ingest/expand.h"
#include "core/ingest/plan.h"
#include "core/ingest/values.h"
#include "core/ingest/writer/row_stream.h"
#include "core/workspace/workspace.h"

namespace adscope::ingest {

class History;

// How the rows of a long log are read.
struct ActionReading {
    const ActionWords* words = nullptr;
    ActionKind begins = ActionKind::show;  // what begins an event
    bool conversions = false;              // there are conversions: events without one have a 0, not nothing
};

class RowCoder {
public:
    // Makes the fields that the plan needs in the catalogue. `width`: cells of a whole record. `owner`: whose file this
    // is; in a file of users or ads the kept columns are theirs.
    static Result<RowCoder> make(const std::vector<Assignment>& plan, std::size_t width, Owner owner, Catalogue& catalogue, TimeParser time,
                                 std::int64_t source);

    const RowLayout& layout() const { return layout_; }

    // Codes a record into layout().size() cells. When it cannot be an event: false, with the reason; then nothing of it
    // is in any dictionary.
    bool code(const Record& record, bool ascii, Cell* row, RejectedLine& rejected);

    // Asks for the memory that code() will need, a few records ahead: first of the keys, then, once that is there, of the
    // attributes. Logs name users at random, so nearly every look-up would wait otherwise.
    void prefetch_keys(const Record& record) const {
        if (user_slot_ && user_cell_ < record.cells.size()) users_->keys.prefetch(record.cells[user_cell_]);
        if (ad_slot_ && ad_cell_ < record.cells.size()) ads_->keys.prefetch(record.cells[ad_cell_]);
    }
    void prefetch_values(const Record& record) const {
        if (user_slot_ && user_cell_ < record.cells.size()) users_->prefetch(users_->keys.find(record.cells[user_cell_]));
        if (ad_slot_ && ad_cell_ < record.cells.size()) ads_->prefetch(ads_->keys.find(record.cells[ad_cell_]));
    }

    // A number that names the content of a coded row (all but its line), the same for every import.
    std::uint64_t identity(const Cell* row) const;

    // Places of columns of the row; 0: the file has none.
    std::size_t slot(const char* physical) const;

    // Of an aggregated table: the rows hold counts and totals, and become events by expand(). Weight 0: it is none.
    CountSlots counts() const;

    // Of a long log, before the first record.
    void read_actions(const ActionReading& reading) { actions_ = reading; }
    // Of the record coded last.
    const Action* action() const { return action_; }
    bool begins_event() const { return !action_ || action_->kind <= actions_.begins; }

    // Every event gets the terms of its user from before it. Needs a user and a time; before the first record.
    void join_history(History& history);

    // Rows that differ only in what came of the impression have the same identity: in a long log that is joined later.
    void ignore_outcomes();

    // Accepted so far though their time lies ahead of this machine's clock by more than a day.
    std::uint64_t ahead() const { return ahead_; }

    // Columns whose guessed kind does not hold for more than 1 in 100 of their values.
    std::vector<std::string> wrong_guesses() const;

private:
    static constexpr std::int64_t kDay = 86'400'000;
    enum class Parse {
        time,
        user,
        ad,
        flag,
        count,
        amount,
        action,
        money,
        rating,
        propensity,
        split,
        coded,
        tags,
        sequence,
        number,
        derived,
        field_time,
        field_flag
    };
    struct Target {
        Parse parse;
        std::size_t cell = 0, slot = 0;  // slot: in the row, or in scratch for attributes
        std::string column;
        StoredField* field = nullptr;
        Entities* owner = nullptr;  // of an attribute
        bool of_user = false, required = false, guessed = false;
        Transform as;
        std::uint64_t values = 0, wrong = 0;
    };

    RowCoder(Owner file_owner, Catalogue& catalogue, TimeParser time, std::int64_t source)
        : file_owner_(file_owner),
          users_(&catalogue.entities(Owner::user)),
          ads_(&catalogue.entities(Owner::ad)),
          time_(std::move(time)),
          source_(source) {}
    Result<void> add(const Assignment& a, Catalogue& catalogue);
    Result<void> add_field(const Assignment& a, Catalogue& catalogue, Target target);
    std::optional<std::int64_t> parse_time(const Target& target, std::string_view text);
    bool check(Target& target, std::string_view text, Cell& out, RejectedLine& rejected);
    bool refuse(const Target& target, std::string_view text, const char* code, RejectedLine& rejected) const;

    Owner file_owner_;
    Entities *users_, *ads_;
    TimeParser time_;
    std::int64_t odd_time_ = now_ms() + kDay, latest_time_ = now_ms() + 366 * kDay;
    std::uint64_t ahead_ = 0;
    std::int64_t source_;
    std::size_t width_ = 0;
    bool aggregated_ = false;
    ActionReading actions_;
    const Action* action_ = nullptr;
    std::size_t conversion_slot_ = 0;  // of a long log
    History* history_ = nullptr;
    std::size_t history_slot_ = 0, time_slot_ = 0;
    std::vector<bool> outcome_;  // columns that say what came of the impression
    bool check_counts(const Record& record, const Cell* row, RejectedLine& rejected) const;
    RowLayout layout_;
    std::vector<std::uint64_t> seeds_;         // of identity, one a cell
    std::vector<Target> checked_, coded_;      // values that may be refused; texts, coded once the row is accepted
    std::vector<Cell> scratch_;                // numbers of attributes
    std::size_t user_slot_ = 0, ad_slot_ = 0;  // 0: none
    std::size_t user_cell_ = 0, ad_cell_ = 0;
};

// Hash of one column's value and a column's seed; identity is the sum over the values present.
std::uint64_t identity_seed(const std::string& physical_column);
inline std::uint64_t identity_part(std::uint64_t seed, Cell cell) {
    const auto m = static_cast<unsigned __int128>(static_cast<std::uint64_t>(cell) ^ seed) * 0x9e3779b97f4a7c15ULL;
    return (static_cast<std::uint64_t>(m) ^ static_cast<std::uint64_t>(m >> 64)) * 0xd6e8feb86659fd93ULL;
}

// A cut record of a rejected row as it is stored.
RejectedLine rejected_line(const Record& record, const char* reason, Message message);

}  // namespace adscope::ingest
