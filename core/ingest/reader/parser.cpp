#include "core/ingest/reader/parser.h"

#include <algorithm>

namespace adscope::ingest {

std::string& RecordParser::spare() {
    if (spares_used_ == spares_.size()) spares_.emplace_back();
    auto& s = spares_[spares_used_++];
    s.clear();
    return s;
}

bool RecordParser::ends_cell(std::size_t position) const {
    return position >= size_ ? last_ : data_[position] == delimiter_ || data_[position] == '\n' || data_[position] == '\r';
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
            keep(at);
            from = at + 1;
            if (data_[from] == '\n') ++inner_lines_;
            scanner_.seek(at + 2);
        } else if (c == quote_) {
            if (at + 1 >= size_ && !last_) return Outcome::incomplete;
            if (ends_cell(at + 1)) break;
            if (data_[at + 1] == quote_) {
                keep(at + 1);
                from = at + 2;
                scanner_.next();
                continue;
            }
            std::size_t after = at + 1;
            while (after < size_ && data_[after] == ' ') ++after;
            if (after >= size_ && !last_) return Outcome::incomplete;
            if (ends_cell(after)) {
                keep(at);
                record.cells.emplace_back(*rewritten);
                end = after;
                scanner_.seek(end);
                scanner_.next();
                return Outcome::cell;
            }
            // A stray: it stays, unless the line never closes the cell.
            if (!last_ && std::find(data_ + at, data_ + size_, '\n') == data_ + size_ && size_ - begin <= kLongestCell) return Outcome::incomplete;
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
    end = at + 1;
    scanner_.next();
    return Outcome::cell;
}

RecordParser::Outcome RecordParser::plain_cell(std::size_t begin, std::size_t search_from, std::size_t& end, Record& record) {
    std::string* rewritten = nullptr;
    std::size_t from = begin;
    if (search_from != begin) scanner_.seek(search_from);
    while (true) {
        std::size_t at = scanner_.next();
        if (at == Scanner::kNone) {
            if (!last_) return Outcome::incomplete;
            at = size_;
        } else if (escape_ && data_[at] == escape_) {
            if (at + 1 >= size_ && !last_) return Outcome::incomplete;
            if (!rewritten) rewritten = &spare();
            rewritten->append(data_ + from, at - from);
            from = std::min(at + 1, size_);
            scanner_.seek(at + 2);
            continue;
        } else if (const char c = data_[at]; c != delimiter_ && c != '\n' && c != '\r') {
            continue;  // a stray quote
        }
        if (rewritten) {
            rewritten->append(data_ + from, at - from);
            record.cells.emplace_back(*rewritten);
        } else {
            record.cells.emplace_back(data_ + begin, at - begin);
        }
        end = at;
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

// One physical line, every quote as it stands: how a record with a quote that never closes is read.
bool RecordParser::whole_line(Record& record) {
    record.cells.clear();
    record.unterminated = true;
    std::size_t end = position_;
    while (end < size_ && data_[end] != '\n' && data_[end] != '\r') ++end;
    if (end == size_ && !last_) return false;
    for (std::size_t from = position_;;) {
        const std::size_t to = static_cast<std::size_t>(std::find(data_ + from, data_ + end, delimiter_) - data_);
        record.cells.emplace_back(data_ + from, to - from);
        if (to == end) break;
        from = to + 1;
    }
    record.raw = {data_ + position_, end - position_};
    record.line = line_++;
    if (end < size_) end += data_[end] == '\r' && end + 1 < size_ && data_[end + 1] == '\n' ? 2 : 1;
    position_ = end;
    scanner_.seek(position_);
    return true;
}

bool RecordParser::next(Record& record) {
    const bool blank = record.blank_before;
    if (position_ < size_ && (data_[position_] == '\n' || data_[position_] == '\r')) {
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
    record.unterminated = false;
    inner_lines_ = 0;
    std::size_t begin = position_, end = begin;
    while (true) {
        // After a cell the scanner has passed the byte that ended it.
        Outcome outcome;
        if (quote_ && begin < size_ && data_[begin] == quote_) outcome = quoted_cell(begin, end, record);
        else outcome = plain_cell(begin, begin, end, record);
        if (outcome == Outcome::unterminated) return whole_line(record);
        if (outcome == Outcome::incomplete) {
            scanner_.seek(position_);
            return false;
        }
        if (end < size_ && data_[end] == delimiter_) {
            begin = end + 1;
            continue;
        }
        break;
    }
    std::size_t after = end;
    if (end < size_) {
        if (data_[end] == '\r' && end + 1 >= size_ && !last_) {
            scanner_.seek(position_);
            return false;
        }
        ++after;
        if (data_[end] == '\r' && after < size_ && data_[after] == '\n') {
            ++after;
            scanner_.next();
        }
    }
    record.raw = {data_ + position_, end - position_};
    record.line = line_;
    line_ += 1 + inner_lines_;
    position_ = after;
    return true;
}

}  // namespace adscope::ingest
