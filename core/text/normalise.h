// One way to write a text, so that texts that mean the same compare equal. UTF-8 in, UTF-8 out; bytes that are no UTF-8 become U+FFFD.
#pragma once

#include <string>
#include <string_view>

namespace adscope::text {

struct NormaliseOptions {
    bool compatibility = true;  // NFKC: full and half width, ligatures, ① and 1; otherwise NFC
    bool fold_case = true;  // Unicode's full case folding, as in ß and ss; with compatibility also drops what is ignorable (soft hyphens)
    bool simplified = false;  // traditional Chinese characters become simplified ones
    bool spaces = false;      // runs of white space become one space, none at either end
};

std::string normalise(std::string_view text, const NormaliseOptions& options = {});

}  // namespace adscope::text
