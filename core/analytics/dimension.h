// One dimension of a breakdown: a small number for each row, and what the numbers are called.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/workspace/event_table.h"

namespace adscope {

// Codes of rows: 0 is missing. Direct codes of events, codes of the row's user or ad looked up in a table, or tags.
struct Dimension {
    enum class Shape { event_codes, entity_codes, positions, computed, tags } shape = Shape::event_codes;
    std::uint32_t cardinality = 1;   // codes are below it
    std::vector<std::string> names;  // [code], where they are not the table's own
    bool ordered = false;            // rows of the result ascend by code (time)

    const CodeArray* codes = nullptr;                      // event_codes; the user or ad of a row for entity_codes
    std::vector<std::uint32_t> of_entity;                  // entity_codes: [entity code]
    const std::vector<std::int32_t>* positions = nullptr;  // positions: one below the codes
    std::vector<std::uint32_t> computed;                   // [row]
    const TagValues* tags = nullptr;                       // tags: of rows, or of the row's entity
    bool tags_of_entity = false;

    // Code of a row; not for tags.
    std::uint32_t code(std::size_t row) const {
        switch (shape) {
            case Shape::positions: return static_cast<std::uint32_t>((*positions)[row] + 1);
            case Shape::computed: return computed[row];
            case Shape::entity_codes: return of_entity[(*codes)[row]];
            default: return (*codes)[row];
        }
    }
    const std::string& name(std::uint32_t code) const { return (*names_ref)[code]; }
    const std::vector<std::string>* names_ref = nullptr;  // &names, or the table's own
};

// A field, user, ad, position, or of the calendar: hour, weekday, day, week, month in the reporting zone. An unknown name is an
// error that lists what there is.
Result<std::unique_ptr<Dimension>> make_dimension(const EventTable& table, const std::string& name);

// True for names that a breakdown orders by time.
bool is_calendar(const std::string& name);

}  // namespace adscope
