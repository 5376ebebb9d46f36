// Where the raw values of a feature come from: an identity (user, ad), a field of events, users or ads, or a column
// with a role (time, position, ...). A view: it lives no longer than its table.
#pragma once

#include <span>
#include <string>

#include "core/workspace/event_table.h"

namespace adscope {

class FieldSource {
public:
    enum class Shape { coded, number, tags };
    enum class Role { field, user, ad, time, click, conversion, cost, revenue, position, rating, propensity };

    // `feature` names the asker in the error, which lists what the table has. An empty name is the time.
    static Result<FieldSource> find(const EventTable& table, const std::string& name, const std::string& feature);

    Owner owner() const { return owner_; }
    Shape shape() const { return shape_; }
    Role role() const { return role_; }
    const Column* column() const { return column_; }  // null for identities and roles

    // Values stand in slots: an event's row, or the code of its user or ad (0: none).
    std::size_t slot_count() const;
    std::size_t slot_of(std::size_t row) const {
        return owner_ == Owner::event ? row : owner_ == Owner::user ? table_->user[row] : table_->ad[row];
    }
    // Shape coded: codes (0: missing) and their texts.
    std::uint32_t code(std::size_t slot) const { return codes_ ? (*codes_)[slot] : static_cast<std::uint32_t>(slot); }
    const std::vector<std::string>& names() const { return *names_; }
    // Shape number: NaN where missing. Times are milliseconds UTC, money is in micros.
    double number(std::size_t slot) const { return numbers_ ? (*numbers_)[slot] : role_number(slot); }
    // Shape tags: codes of names().
    std::span<const std::uint32_t> tags(std::size_t slot) const { return tags_->row(slot); }

private:
    double role_number(std::size_t slot) const;
    static bool find_role(const EventTable& table, const std::string& name, FieldSource& out);
    static void take_column(const Column& column, FieldSource& out);

    const EventTable* table_ = nullptr;
    Owner owner_ = Owner::event;
    Shape shape_ = Shape::coded;
    Role role_ = Role::field;
    const Column* column_ = nullptr;
    const CodeArray* codes_ = nullptr;
    const std::vector<std::string>* names_ = nullptr;
    const std::vector<double>* numbers_ = nullptr;
    const TagValues* tags_ = nullptr;
};

// Names of every source of a table, for errors; long lists are cut.
std::string known_sources(const EventTable& table);

// A number as a key of a vocabulary: the shortest text that reads back as the same number ("1", "0.25").
std::string number_key(double value);
// The number that a whole text stands for; NaN when it is none.
double parse_number(std::string_view text);

}  // namespace adscope
