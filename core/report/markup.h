// Text for HTML and SVG.
#pragma once

#include <string>
#include <string_view>

namespace adscope {

// Safe as content and inside quotes; bytes that are no UTF-8 and characters that XML forbids become U+FFFD.
std::string escape_markup(std::string_view text);

// Width of a text in units of its font size, by character classes: East Asian characters are 1 wide.
double text_width(std::string_view text);
// At most `width` font sizes wide, cut with an ellipsis.
std::string fit_text(const std::string& text, double width);

}  // namespace adscope
