// What a slice can be made of: the fields of a table, and conditions put together from picked values.
#pragma once

#include <QString>
#include <QStringList>
#include <vector>

#include "core/workspace/event_table.h"

namespace adscope::ui {

struct FilterField {
    enum class Shape { values, number, time, flag };
    QString name;   // as the filter language and the breakdown know it, such as "user.age"
    QString title;  // as shown
    Shape shape = Shape::values;
    bool many = false;  // so many values that only the most frequent can be listed (users, ads, texts)
};
std::vector<FilterField> filter_fields(const EventTable& table);

// A condition on one field, as the dialog edits it.
struct FilterSpec {
    enum class Mode { one_of, none_of, contains, between, missing };
    QString field;
    Mode mode = Mode::one_of;
    QStringList values;  // one_of, none_of: any number; contains: one; between: low and high, either may be empty
    bool valid() const;
};
std::string condition_of(const FilterSpec& spec);
// "device = phone, tablet", "2026-03-01 .. 03-14": what the chip shows.
QString chip_text(const FilterSpec& spec);
// The spec of a condition that has this form; an invalid one otherwise.
FilterSpec spec_of(const std::string& condition);

}  // namespace adscope::ui
