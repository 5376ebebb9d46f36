#include "core/ingest/reader/mender.h"

#include <algorithm>
#include <limits>
#include <map>

namespace adscope::ingest {
namespace {

constexpr std::size_t kLongestRow = 1 << 18;
constexpr std::size_t kMostStates = 20000;
constexpr std::size_t kMostCloses = 6;

enum Price { kStray = 1, kBlankBeforeQuote = 1, kQuoteAtEnd = 2, kLineInside = 2, kOddClose = 2, kOpenAsText = 3, kCloseAsText = 3 };

struct Choice {
    MendedCell cell;
    std::size_t end = 0;  // of the cell with its quotes: a delimiter, a line end or the end of the text
    int price = 0;
    std::uint64_t lines = 0;
};

class Mender {
public:
    Mender(std::string_view text, bool last, const Dialect& dialect, std::size_t width)
        : text_(text.substr(0, kLongestRow)),
          last_(last && text.size() <= kLongestRow),
          dialect_(dialect),
          delimiter_(dialect.delimiter_text()),
          width_(width) {}

    std::optional<MendedRow> run();

private:
    struct State {
        int price = std::numeric_limits<int>::max();
        std::size_t from = 0;
        Choice choice;
    };
    using Key = std::pair<std::size_t, std::size_t>;  // cells before, place

    std::size_t delimiter_at(std::size_t at) const {
        return !delimiter_.empty() && text_.substr(at).starts_with(delimiter_) ? delimiter_.size() : 0;
    }
    bool line_end_at(std::size_t at) const { return at >= text_.size() ? last_ : text_[at] == '\n' || text_[at] == '\r'; }
    bool ends_cell(std::size_t at) const { return line_end_at(at) || (at < text_.size() && delimiter_at(at) > 0); }
    bool escaped_quote(std::size_t at) const {
        return dialect_.escape && text_[at] == dialect_.escape && dialect_.escape != dialect_.quote && at + 1 < text_.size();
    }
    std::vector<Choice> choices(std::size_t begin) const;
    std::optional<Choice> plain(std::size_t begin) const;
    void quoted(std::size_t begin, std::size_t open, std::vector<Choice>& out) const;
    MendedRow trace(const std::map<Key, State>& states, Key last_key) const;

    std::string_view text_;
    bool last_;
    const Dialect& dialect_;
    std::string delimiter_;
    std::size_t width_;
};

std::optional<Choice> Mender::plain(std::size_t begin) const {
    std::size_t end = begin;
    while (!ends_cell(end)) {
        if (end >= text_.size()) return std::nullopt;
        end += escaped_quote(end) ? 2 : 1;
    }
    end = std::min(end, text_.size());
    Choice c{{begin, end, false}, end};
    const auto first = text_.find_first_not_of(' ', begin);
    if (first < end && text_[first] == dialect_.quote) c.price += kOpenAsText;
    else if (end > begin && text_[end - 1] == dialect_.quote) c.price += kQuoteAtEnd;
    return c;
}

void Mender::quoted(std::size_t begin, std::size_t open, std::vector<Choice>& out) const {
    int price = open > begin ? kBlankBeforeQuote : 0;
    std::uint64_t lines = 0;
    std::size_t closes = 0;
    const auto close = [&](std::size_t at, int more) {
        std::size_t after = at + 1;
        while (after < text_.size() && text_[after] == ' ' && !ends_cell(after)) ++after;
        if (!ends_cell(after)) return false;
        out.push_back({{open + 1, at, true}, after, price + more, lines});
        ++closes;
        return true;
    };
    for (std::size_t at = open + 1; at < text_.size() && closes < kMostCloses; ++at) {
        if (escaped_quote(at)) {
            ++at;
        } else if (text_[at] == '\n' || (text_[at] == '\r' && (at + 1 >= text_.size() || text_[at + 1] != '\n'))) {
            ++lines;
            price += kLineInside;
        } else if (text_[at] == dialect_.quote) {
            if (at + 1 < text_.size() && text_[at + 1] == dialect_.quote) {
                close(at + 1, kOddClose);
                ++at;
            } else {
                price += close(at, 0) ? kCloseAsText : kStray;
            }
        }
    }
}

std::vector<Choice> Mender::choices(std::size_t begin) const {
    std::vector<Choice> out;
    const auto open = text_.find_first_not_of(' ', begin);
    if (dialect_.quote && open != std::string_view::npos && text_[open] == dialect_.quote) quoted(begin, open, out);
    if (auto c = plain(begin)) out.push_back(*c);
    return out;
}

MendedRow Mender::trace(const std::map<Key, State>& states, Key key) const {
    MendedRow row;
    row.end = key.second;
    while (key.first > 0) {
        const auto& s = states.at(key);
        row.cells.push_back(s.choice.cell);
        row.inner_lines += s.choice.lines;
        key = {key.first - 1, s.from};
    }
    std::reverse(row.cells.begin(), row.cells.end());
    return row;
}

// Cheapest way from the row's beginning to a line end over exactly `width` cells. Keys are in order of their number of
// cells, and every step adds one, so that a state is settled before it is left.
std::optional<MendedRow> Mender::run() {
    std::map<Key, State> states;
    states[{0, 0}].price = 0;
    std::optional<Key> best;
    for (auto it = states.begin(); it != states.end() && states.size() < kMostStates; ++it) {
        const auto [cells, place] = it->first;
        if (cells == width_) break;
        const int so_far = it->second.price;
        for (const auto& c : choices(place)) {
            const bool line_end = line_end_at(c.end);
            if (line_end != (cells + 1 == width_)) continue;
            const Key next{cells + 1, line_end ? c.end : c.end + delimiter_at(c.end)};
            auto& s = states[next];
            if (so_far + c.price >= s.price) continue;
            s = {so_far + c.price, place, c};
            if (line_end && (!best || s.price < states[*best].price)) best = next;
        }
    }
    if (!best) return std::nullopt;
    return trace(states, *best);
}

}  // namespace

std::optional<MendedRow> mend_row(std::string_view text, bool last, const Dialect& dialect, std::size_t width) {
    return Mender(text, last, dialect, width).run();
}

std::string unquoted(std::string_view text, const Dialect& d) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool more = i + 1 < text.size();
        const bool escape = d.escape && text[i] == d.escape && more &&
                            (text[i + 1] == d.quote || (d.escape == '\\' && (text[i + 1] == d.escape || text[i + 1] == d.delimiter)));
        if (escape || (text[i] == d.quote && more && text[i + 1] == d.quote)) ++i;
        out += text[i];
    }
    return out;
}

}  // namespace adscope::ingest
