// The tree of a parsed condition; private to the filter.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace adscope {

enum class FilterOp { equal, not_equal, less, less_equal, greater, greater_equal, in, between, contains, is_missing };

struct FilterNode {
    enum class Kind { all_of, any_of, none_of, compare, segment, split } kind = Kind::compare;
    std::vector<std::shared_ptr<const FilterNode>> children;  // all_of, any_of, none_of (one)
    std::string field;                                        // compare; the name of a segment or split part
    FilterOp op = FilterOp::equal;
    std::vector<std::string> values;
    std::size_t at = 0;  // character of the condition, for errors
};

// Recursive descent over: or := and {"or" and}; and := not {"and" not}; not := "not" not | "(" or ")" | comparison.
Result<std::shared_ptr<const FilterNode>> parse_filter(const std::string& text);

}  // namespace adscope
