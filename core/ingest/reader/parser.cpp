#include "core/ingest/reader/parser.h"

#include <algorithm>

#include "core/ingest/reader/mender.h"

namespace adscope::ingest {

std::string& RecordParser::spare() {
    if (spares_used_ == spares_.size()) spares_.emplace_back();
    auto& s = spares_[spares_used_++];
    s.clear();
    return s;
}

// Bytes of the delimiter that stands here; 0: none does. Blanks that belong to it may be missing at the end of a line.
std::size_t RecordParser::delimiter_length(std::size_t at) const {
    if (!delimiter_ || data_[at] != delimiter_) return 0;
    if (size_ - at > rest_.size() && std::equal(rest_.begin(), rest_.end(), data_ + at + 1)) return 1 + rest_.size();
    if (!rest_is_blank_) return 0;
    return at + 1 >= size_ || at_line_end(at + 1) ? 1 : 0;
}

bool RecordParser::ends_cell(std::size_t at) const { return at >= size_ ? last_ : at_delimiter(at) || at_line_end(at); }

// An escape is one before what would mean something; elsewhere, as in C:\new, it is text.
bool RecordParser::is_escape(std::size_t at) const {
    if (!escape_ || data_[at] != escape_ || escape_ == quote_) return false;
    if (at + 1 >= size_) return false;
    const char c = data_[at + 1];
    if (quote_ && c == quote_) return true;
    return escape_ == '\\' && (c == escape_ || (delimiter_ && c == delimiter_) || c == '\n' || c == '\r');
}

// Whether a quote that ends a cell follows on the same physical line.
bool RecordParser::closes_on_line(std::size_t from) const {
    for (std::size_t i = from; i < size_ && data_[i] != '\n' && data_[i] != '\r'; ++i)
        if (data_[i] == quote_ && ends_cell(i + 1)) return true;
    return false;
}

RecordParser::Outcome RecordParser::quoted_cell(std::size_t begin, std::size_t& end, Record& record) {
    std::size_t from = begin + 1, at = from;
    std::string* rewritten = nullptr;
    const auto keep = [&](std::size_t to) {
        if (!rewritten) rewritten = &spare();
        rewritten->append(data_ + from, to - from);
    };
    scanner_.next();  // the opening quote
    while (true) {
        at = scanner_.next();
        if (at == Scanner::kNone) return last_ || size_ - begin > kLongestCell ? Outcome::unterminated : Outcome::incomplete;
        const char c = data_[at];
        if (escape_ && c == escape_ && c != quote_) {
            if (at + 1 >= size_) return last_ ? Outcome::unterminated : Outcome::incomplete;
            if (!is_escape(at)) continue;
            keep(at);
            from = at + 1;
            if (data_[from] == '\n') ++inner_lines_;
            scanner_.seek(at + 2);
        } else if (c == quote_) {
            if (too_near_end(at + 1)) return Outcome::incomplete;
            if (ends_cell(at + 1)) break;
            if (data_[at + 1] == quote_) {
                keep(at + 1);
                from = at + 2;
                scanner_.next();
                continue;
            }
            std::size_t after = at + 1;
            while (after < size_ && data_[after] == ' ' && !at_delimiter(after)) ++after;
            if (too_near_end(after)) return Outcome::incomplete;
            if (ends_cell(after)) {
                keep(at);
                record.cells.emplace_back(*rewritten);
                ++record.quoted;
                end = after;
                if (end < size_) scanner_.seek(end), scanner_.next();
                return Outcome::cell;
            }
            ++record.strays;
            // A stray: it stays, unless the line never closes the cell.
            if (!last_ && std::find(data_ + at, data_ + size_, '\n') == data_ + size_ && size_ - begin <= kLongestCell)
                return Outcome::incomplete;
            if (!closes_on_line(at + 1)) return plain_cell(begin, at, end, record);
        } else if (c == '\n' || (c == '\r' && (at + 1 >= size_ || data_[at + 1] != '\n'))) {
            if (c == '\r' && at + 1 >= size_ && !last_) return Outcome::incomplete;
            ++inner_lines_;
        }
    }
    if (rewritten) {
        keep(at);
        record.cells.emplace_back(*rewritten);
    } else {
        record.cells.emplace_back(data_ + from, at - from);
    }
    ++record.quoted;
    end = at + 1;
    scanner_.next();
    return Outcome::cell;
}

RecordParser::Outcome RecordParser::plain_cell(std::size_t begin, std::size_t search_from, std::size_t& end, Record& record) {
    std::string* rewritten = nullptr;
    std::size_t from = begin;
    bool quotes = false;
    if (search_from != begin) scanner_.seek(search_from);
    while (true) {
        std::size_t at = scanner_.next();
        if (at == Scanner::kNone) {
            if (!last_) return Outcome::incomplete;
            at = size_;
        } else if (escape_ && data_[at] == escape_ && escape_ != quote_) {
            if (at + 1 >= size_ && !last_) return Outcome::incomplete;
            if (!is_escape(at)) continue;
            if (!rewritten) rewritten = &spare();
            rewritten->append(data_ + from, at - from);
            from = at + 1;
            scanner_.seek(at + 2);
            continue;
        } else if (!at_line_end(at)) {
            if (!rest_.empty() && data_[at] == delimiter_ && too_near_end(at)) return Outcome::incomplete;
            if (!at_delimiter(at)) {
                quotes = quotes || data_[at] == quote_;
                continue;
            }
        }
        if (rewritten) {
            rewritten->append(data_ + from, at - from);
            record.cells.emplace_back(*rewritten);
        } else {
            record.cells.emplace_back(data_ + begin, at - begin);
        }
        end = at;
        // A quote at the edge of a plain cell is a sign that the row's quotes are out of order; one inside (5" wide) is not.
        if (quotes && quote_)
            record.strays += data_[end - 1] == quote_ || data_[begin] == quote_ ||
                             (data_[begin] == ' ' && begin + 1 < end && data_[begin + 1] == quote_);
        return Outcome::cell;
    }
}

bool RecordParser::skip_blank_lines(Record& record) {
    record.blank_before = false;
    while (position_ < size_ && (data_[position_] == '\n' || data_[position_] == '\r')) {
        if (data_[position_] == '\r') {
            if (position_ + 1 >= size_ && !last_) return false;
            if (position_ + 1 < size_ && data_[position_ + 1] == '\n') ++position_;
        }
        ++position_;
        ++line_;
        record.blank_before = true;
    }
    return position_ < size_;
}

// One physical line, every quote as it stands: how a record with a quote that never closes is read, and a comment (as
// one cell).
bool RecordParser::whole_line(Record& record, bool comment) {
    record.cells.clear();
    record.unterminated = !comment;
    record.comment = comment;
    std::size_t end = position_;
    while (end < size_ && !at_line_end(end)) ++end;
    if (end == size_ && !last_) {
        scanner_.seek(position_);
        return false;
    }
    for (std::size_t from = position_, to = from; !comment;) {
        while (to < end && !at_delimiter(to)) ++to;
        record.cells.emplace_back(data_ + from, to - from);
        if (to >= end) break;
        from = to += delimiter_length(to);
    }
    if (comment) record.cells.emplace_back(data_ + position_, end - position_);
    inner_lines_ = 0;
    return finish(record, end);
}

// A row whose quotes are out of order, read anew so that it has the expected number of cells.
bool RecordParser::mend(Record& record) {
    Dialect dialect;
    dialect.delimiter = delimiter_;
    dialect.delimiter_rest = rest_;
    dialect.quote = quote_;
    dialect.escape = escape_;
    const std::string_view text(data_ + position_, size_ - position_);
    const auto row = mend_row(text, last_, dialect, expected_);
    if (!row) return false;
    record.cells.clear();
    for (const auto& cell : row->cells) {
        const auto value = text.substr(cell.begin, cell.end - cell.begin);
        const bool rewrite =
            cell.quoted && (value.find(quote_) != std::string_view::npos || (escape_ && value.find(escape_) != std::string_view::npos));
        if (rewrite) spare() = unquoted(value, dialect);
        record.cells.push_back(rewrite ? std::string_view(spares_[spares_used_ - 1]) : value);
    }
    inner_lines_ = row->inner_lines;
    return finish(record, position_ + row->end);
}

// Ends the record at `end`, a line end or the end of the text; false when the text ends within the line end.
bool RecordParser::finish(Record& record, std::size_t end) {
    std::size_t after = end;
    if (end < size_) {
        if (data_[end] == '\r' && end + 1 >= size_ && !last_) {
            scanner_.seek(position_);
            return false;
        }
        after += data_[end] == '\r' && end + 1 < size_ && data_[end + 1] == '\n' ? 2 : 1;
    }
    record.raw = {data_ + position_, end - position_};
    record.line = line_;
    line_ += 1 + inner_lines_;
    position_ = after;
    return true;
}

bool RecordParser::next(Record& record) {
    const bool blank = record.blank_before;
    if (position_ < size_ && at_line_end(position_)) {
        if (!skip_blank_lines(record)) {
            record.blank_before |= blank;
            return false;
        }
        scanner_.seek(position_);
    } else {
        record.blank_before = false;
    }
    if (position_ >= size_) return false;
    record.cells.clear();
    record.unterminated = record.comment = false;
    record.quoted = record.strays = 0;
    inner_lines_ = 0;
    if (!comment_.empty() && data_[position_] == comment_[0]) {
        if (size_ - position_ < comment_.size() && !last_) return false;
        if (std::string_view(data_ + position_, size_ - position_).starts_with(comment_)) {
            if (!whole_line(record, true)) return false;
            scanner_.seek(position_);
            return true;
        }
    }
    std::size_t begin = position_, end = begin;
    while (true) {
        // After a cell the scanner has passed the byte that ended it.
        Outcome outcome;
        if (quote_ && begin < size_ && data_[begin] == quote_) outcome = quoted_cell(begin, end, record);
        else outcome = plain_cell(begin, begin, end, record);
        if (outcome == Outcome::unterminated) {
            if (expected_ && mend(record)) record.unterminated = true;
            else if (!whole_line(record, false)) return false;
            scanner_.seek(position_);
            return true;
        }
        if (outcome == Outcome::incomplete) {
            scanner_.seek(position_);
            return false;
        }
        if (end < size_ && at_delimiter(end)) {
            begin = end + 1;
            if (!rest_.empty()) {
                begin = end + delimiter_length(end);
                scanner_.seek(begin);
            }
            continue;
        }
        break;
    }
    if (record.strays > 0 && expected_ && record.cells.size() != expected_) [[unlikely]] {
        const auto lines = inner_lines_;
        if (mend(record)) {
            scanner_.seek(position_);
            return true;
        }
        inner_lines_ = lines;
    }
    const bool two = end + 1 < size_ && data_[end] == '\r' && data_[end + 1] == '\n';
    if (!finish(record, end)) return false;
    if (two) scanner_.next();
    return true;
}

void parse_text(std::string_view text, const Dialect& dialect, bool last, const std::function<bool(const Record&)>& take,
                std::size_t width) {
    std::string padded(text);
    padded.resize(text.size() + Scanner::kPadding);
    RecordParser parser(dialect);
    parser.expect(width);
    parser.feed(padded.data(), text.size(), last);
    Record record;
    while (parser.next(record) && take(record)) parser.forget();
}

}  // namespace adscope::ingest
