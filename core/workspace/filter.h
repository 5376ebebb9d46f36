// The WHERE language of the command line and the slice bar (CLI.md): `field op value`, and, or, not, parentheses.
#pragma once

#include <memory>
#include <string>

#include "core/workspace/event_table.h"

namespace adscope {

struct FilterNode;  // defined in filter.cpp's private header

// A parsed condition. An empty one selects everything.
class Filter {
public:
    // An error names the place (character), what was found, what was expected.
    static Result<Filter> parse(const std::string& text);

    bool empty() const { return root_ == nullptr; }
    const std::string& text() const { return text_; }

    // The usable (unmarked) rows that meet the condition. Unknown fields and values of the wrong kind are errors
    // that list what there is. segment('x') and split('test') (the log's own split column) are understood.
    Result<Selection> select(const EventTable& table) const;
    // The rows that meet it and are marked, and so are left out of the above.
    Result<Selection> select_marked(const EventTable& table) const;

private:
    std::shared_ptr<const FilterNode> root_;
    std::string text_;
};

// Quotes a field name or a value for the language, so that any name can be used in a condition.
std::string quote_field(const std::string& name);
std::string quote_value(const std::string& value);

}  // namespace adscope
