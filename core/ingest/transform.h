// Cells of known files that hold a value in a form of their own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace adscope::ingest {

struct Transform {
    enum class Form {
        plain,
        divide,     // a whole number: floor(value / by)
        iso_week,   // YYYYWW: the Monday of that ISO 8601 week
        hour_stamp  // YYMMDDHH: that hour
    } form = Form::plain;
    std::int64_t divide_by = 1;

    bool operator==(const Transform&) const = default;
    bool is_plain() const { return form == Form::plain; }
};

// "divide:100", "iso-week", "hour-stamp"; plain is empty. Nothing for another text.
std::string to_string(const Transform& transform);
std::optional<Transform> parse_transform(const std::string& text);

// Milliseconds since 1970 of the forms iso_week and hour_stamp, on a clock without a zone; nothing where the cell is none.
std::optional<std::int64_t> local_time(const Transform& transform, std::string_view cell);

}  // namespace adscope::ingest
