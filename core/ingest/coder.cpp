#include "core/ingest/coder.h"

#include <algorithm>

#include "core/base/random.h"
#include "core/ingest/history.h"
#include "core/workspace/fields.h"

namespace adscope::ingest {
namespace {

constexpr std::size_t kLongestRaw = 64 << 10;
constexpr std::size_t kShown = 80;

FieldRole stored_role(Role role) {
    switch (role) {
        case Role::outcome: return FieldRole::outcome;
        case Role::context:
        case Role::sequence: return FieldRole::context;
        case Role::user_field:
        case Role::ad_field: return FieldRole::attribute;
        default: return FieldRole::kept;
    }
}

// The first cell of a row that sums up the others, as reports of ad networks end with.
bool is_total(std::string_view cell) {
    for (std::string_view pattern : {"total", "totals", "total:*", "grand total*", "总计*", "合计*", "汇总*"})
        if (fits(pattern, trimmed(cell))) return true;
    return false;
}

// Floor, for negative values too.
std::int64_t floor_divide(std::int64_t a, std::int64_t b) { return a / b - (a % b != 0 && (a < 0) != (b < 0)); }

}  // namespace

std::uint64_t identity_seed(const std::string& column) { return mix64(stream_id(column)); }

RejectedLine rejected_line(const Record& record, const char* reason, Message message) {
    return {record.line, reason, std::move(message), clean_text(record.raw, kLongestRaw)};
}

Result<RowCoder> RowCoder::make(const std::vector<Assignment>& plan, std::size_t width, Owner owner, Catalogue& catalogue, TimeParser time,
                                std::int64_t source) {
    RowCoder out(owner, catalogue, std::move(time), source);
    out.width_ = width;
    out.layout_.columns = {"line"};
    out.layout_.real = {false};
    out.outcome_ = {false};
    for (const auto& a : plan) ADSCOPE_TRY(out.add(a, catalogue));
    // Attributes are given to a user or an ad: these come first.
    std::stable_partition(out.coded_.begin(), out.coded_.end(),
                          [](const Target& t) { return t.parse == Parse::user || t.parse == Parse::ad; });
    for (const auto& column : out.layout_.columns) out.seeds_.push_back(identity_seed(column));
    return out;
}

Result<void> RowCoder::add(const Assignment& a, Catalogue& catalogue) {
    Target t{Parse::time, a.cell, layout_.size(), a.column};
    t.guessed = a.guessed_kind;
    t.as = a.as;
    const char* physical = nullptr;
    bool real = false;
    switch (a.role.role) {
        case Role::ignore: return {};
        case Role::time: physical = "time", t.required = true; break;
        case Role::user: physical = "user", t.parse = Parse::user, t.required = true; break;
        case Role::ad: physical = "ad", t.parse = Parse::ad, t.required = true; break;
        case Role::click: physical = "click", t.parse = Parse::flag; break;
        case Role::conversion: physical = "conversion", t.parse = Parse::flag; break;
        case Role::cost: physical = "cost", t.parse = Parse::money; break;
        case Role::revenue: physical = "revenue", t.parse = Parse::money; break;
        case Role::position: physical = "position", t.parse = Parse::count; break;
        case Role::weight: physical = "weight", t.parse = Parse::count; break;
        case Role::impressions: physical = "weight", t.parse = Parse::amount, aggregated_ = true; break;
        case Role::clicks: physical = "click", t.parse = Parse::amount; break;
        case Role::conversions: physical = "conversion", t.parse = Parse::amount; break;
        case Role::action:
            // The row of what begins an event: whether that is a click or a conversion already.
            physical = "click", t.parse = Parse::action;
            layout_.columns.emplace_back("conversion");
            layout_.real.push_back(false);
            outcome_.push_back(true);
            conversion_slot_ = t.slot++;
            break;
        case Role::term: return {};
        case Role::rating: physical = "rating", t.parse = Parse::rating, real = true; break;
        case Role::propensity: physical = "propensity", t.parse = Parse::propensity, real = true; break;
        case Role::split: physical = "split", t.parse = Parse::split; break;
        default: return add_field(a, catalogue, std::move(t));
    }
    if (t.parse == Parse::user) user_slot_ = t.slot, user_cell_ = t.cell;
    if (t.parse == Parse::ad) ad_slot_ = t.slot, ad_cell_ = t.cell;
    if (a.role.role == Role::time) time_slot_ = t.slot;
    layout_.columns.emplace_back(physical);
    layout_.real.push_back(real);
    const Role role = a.role.role;
    outcome_.push_back(role == Role::click || role == Role::action || role == Role::conversion || role == Role::cost ||
                       role == Role::revenue);
    checked_.push_back(t);
    if (t.parse == Parse::user || t.parse == Parse::ad) coded_.push_back(std::move(t));
    return {};
}

Result<void> RowCoder::add_field(const Assignment& a, Catalogue& catalogue, Target t) {
    const Owner owner = a.role.role == Role::user_field ? Owner::user : a.role.role == Role::ad_field ? Owner::ad : file_owner_;
    ADSCOPE_ASSIGN(field, catalogue.field(owner, a.role.name, stored_role(a.role.role), a.role.kind.value_or(FieldKind::category),
                                          !a.guessed_kind, source_));
    t.field = field;
    // The kind of a field that was there before is no guess any more.
    t.guessed = t.guessed && field->is_new;
    if (owner == Owner::event) {
        layout_.columns.push_back("c_" + std::to_string(field->field.column_number));
        layout_.real.push_back(is_real(field->field.kind));
        outcome_.push_back(field->field.role == FieldRole::outcome);
    } else {
        t.owner = &catalogue.entities(owner);
        t.of_user = owner == Owner::user;
        t.slot = scratch_.size();
        scratch_.push_back(kNull);
    }
    switch (field->field.kind) {
        case FieldKind::number: t.parse = t.as.is_plain() ? Parse::number : Parse::derived; break;
        case FieldKind::time: t.parse = Parse::field_time; break;
        case FieldKind::flag: t.parse = Parse::field_flag; break;
        case FieldKind::tags: t.parse = a.role.role == Role::sequence ? Parse::sequence : Parse::tags; break;
        default: t.parse = Parse::coded;
    }
    const bool text = t.parse == Parse::tags || t.parse == Parse::sequence || t.parse == Parse::coded;
    (text ? coded_ : checked_).push_back(t);
    // A number of an attribute is checked with the others and given once the row is accepted.
    if (!text && t.owner) coded_.push_back(std::move(t));
    return {};
}

bool RowCoder::refuse(const Target& t, std::string_view text, const char* code, RejectedLine& rejected) const {
    rejected.reason = code;
    rejected.message = Message(std::string("ingest.rejected.") + code, {{"column", t.column}, {"found", clean_text(text, kShown)}});
    return false;
}

std::optional<std::int64_t> RowCoder::parse_time(const Target& t, std::string_view text) {
    if (t.as.is_plain()) [[likely]]
        return time_.parse(text);
    const auto local = local_time(t.as, trimmed(text));
    return local ? std::optional(time_.to_utc(*local)) : std::nullopt;
}

// Whether the counts of a row can be: at least one impression, and no more of what came of them.
bool RowCoder::check_counts(const Record& record, const Cell* row, RejectedLine& rejected) const {
    const CountSlots s = counts();
    const auto value = [&](std::size_t slot) { return slot && row[slot] != kNull ? row[slot] : 0; };
    const std::int64_t impressions = value(s.weight), clicks = value(s.click), conversions = value(s.conversion);
    const char* code = impressions == 0            ? "no_impressions"
                       : clicks > impressions      ? "more_clicks"
                       : conversions > impressions ? "more_conversions"
                                                   : nullptr;
    if (!code) return true;
    rejected = rejected_line(
        record, code,
        Message(std::string("ingest.rejected.") + code, {{"impressions", impressions}, {"clicks", clicks}, {"conversions", conversions}}));
    return false;
}

// The value of a cell that is no text, or the reason why it has none.
bool RowCoder::check(Target& t, std::string_view text, Cell& out, RejectedLine& rejected) {
    out = kNull;
    if (t.parse == Parse::user || t.parse == Parse::ad)
        return !is_missing(trimmed(text)) || refuse(t, text, t.parse == Parse::user ? "missing_user" : "missing_ad", rejected);
    if (is_missing(text) || is_missing(trimmed(text))) {
        if (t.parse == Parse::action) return refuse(t, text, "unknown_action", rejected);
        return !t.required || refuse(t, text, "missing_time", rejected);
    }
    const char* code = nullptr;
    switch (t.parse) {
        case Parse::time:
            if (const auto v = parse_time(t, text)) out = *v;
            else code = "bad_time";
            // An impression cannot lie ahead, but the clock of this machine may be behind: a time that is off by a year
            // is a wrong unit or year, one that is off by less is told and let pass.
            if (!code && out > odd_time_) [[unlikely]] {
                if (out > latest_time_) code = "future_time";
                else ++ahead_;
            }
            break;
        case Parse::flag:
            if (const auto v = parse_flag(text)) out = *v;
            else code = "bad_flag";
            break;
        case Parse::count:
            if (const auto v = parse_integer(text); v && *v >= 0 && *v <= 2'000'000'000) out = *v;
            else code = v ? "out_of_range" : "bad_whole_number";
            break;
        case Parse::action:
            action_ = actions_.words ? actions_.words->find(trimmed(text)) : nullptr;
            if (action_) out = action_->kind == ActionKind::click;
            else code = "unknown_action";
            break;
        case Parse::amount:
            if (const auto v = parse_amount(text)) out = *v;
            else code = "bad_count";
            break;
        case Parse::money:
            if (const auto v = parse_micros(text)) out = *v;
            else code = "bad_money";
            if (!code && out < 0 && layout_.columns[t.slot] == "cost") code = "negative_cost";
            break;
        case Parse::rating:
            if (const auto v = parse_real(text)) out = cell_of(*v);
            else code = "bad_number";
            break;
        case Parse::propensity:
            if (const auto v = parse_real(text); v && *v > 0 && *v <= 1) out = cell_of(*v);
            else code = v ? "bad_propensity" : "bad_number";
            break;
        case Parse::split:
            if (const auto v = parse_split(text)) out = *v;
            else code = "bad_split";
            break;
        case Parse::number:
            if (const auto v = parse_real(text)) out = cell_of(*v);
            else code = "bad_number";
            break;
        case Parse::derived:
            if (const auto v = parse_integer(text)) out = cell_of(static_cast<double>(floor_divide(*v, t.as.divide_by)));
            else code = "bad_whole_number";
            break;
        case Parse::field_time:
            if (const auto v = parse_time(t, text)) out = *v;
            else code = "bad_time";
            break;
        case Parse::field_flag:
            if (const auto v = parse_flag(text)) out = *v;
            else code = "bad_flag";
            break;
        default: break;
    }
    if (t.guessed) {
        ++t.values;
        t.wrong += code != nullptr;
    }
    return !code || refuse(t, text, code, rejected);
}

bool RowCoder::code(const Record& record, bool ascii, Cell* row, RejectedLine& rejected) {
    const auto& cells = record.cells;
    const bool trailing = cells.size() == width_ + 1 && cells.back().empty();
    if (record.fault) [[unlikely]] {
        rejected = rejected_line(record, record.fault, Message(std::string("ingest.rejected.") + record.fault));
        return false;
    }
    if (record.unterminated) {
        rejected = rejected_line(record, "open_quote", Message("ingest.rejected.open_quote"));
        return false;
    }
    if (cells.size() != width_ && !trailing) {
        rejected =
            rejected_line(record, "cell_count", Message("ingest.rejected.cell_count", {{"found", cells.size()}, {"expected", width_}}));
        return false;
    }
    if (!ascii && !is_utf8(record.raw)) {
        rejected = rejected_line(record, "not_utf8", Message("ingest.rejected.not_utf8"));
        return false;
    }
    row[0] = static_cast<Cell>(record.line);
    if (aggregated_ && is_total(cells[0])) {
        rejected = rejected_line(record, "totals_row", Message("ingest.rejected.totals_row", {{"found", clean_text(cells[0], kShown)}}));
        return false;
    }
    for (auto& t : checked_) {
        Cell& out = t.owner ? scratch_[t.slot] : row[t.slot];
        if (!check(t, cells[t.cell], out, rejected)) {
            rejected.line = record.line;
            rejected.raw = clean_text(record.raw, kLongestRaw);
            return false;
        }
    }
    if (aggregated_ && !check_counts(record, row, rejected)) return false;
    if (conversion_slot_) {
        const bool conversion = action_->kind == ActionKind::conversion;
        row[conversion_slot_] = conversion || actions_.conversions ? conversion : kNull;
    }
    for (auto& t : coded_) {
        const auto text = cells[t.cell];
        Cell value = kNull;
        switch (t.parse) {
            case Parse::user: row[t.slot] = users_->code(trimmed(text), source_); continue;
            case Parse::ad: row[t.slot] = ads_->code(trimmed(text), source_); continue;
            case Parse::coded:
                if (!is_missing(text)) value = t.field->values.code(text);
                break;
            case Parse::tags:
            case Parse::sequence:
                if (!is_missing(text)) value = t.field->code_of_tags(text, t.parse == Parse::sequence);
                break;
            default: value = scratch_[t.slot];
        }
        if (!t.owner) {
            row[t.slot] = value;
        } else if (const std::size_t slot = t.of_user ? user_slot_ : ad_slot_; slot != 0) {
            t.owner->give(*t.field, static_cast<std::uint32_t>(row[slot]), value);
        }
    }
    if (history_) row[history_slot_] = row[time_slot_] == kNull ? kNull : history_->before(trimmed(cells[user_cell_]), row[time_slot_]);
    return true;
}

std::uint64_t RowCoder::identity(const Cell* row) const {
    std::uint64_t sum = 0;
    for (std::size_t i = 1; i < layout_.size(); ++i)
        if (row[i] != kNull && seeds_[i] != 0) sum += identity_part(seeds_[i], row[i]);
    return sum;
}

std::size_t RowCoder::slot(const char* physical) const {
    const auto found = std::find(layout_.columns.begin(), layout_.columns.end(), physical);
    return found == layout_.columns.end() ? 0 : static_cast<std::size_t>(found - layout_.columns.begin());
}

void RowCoder::join_history(History& history) {
    if (user_slot_ == 0 || time_slot_ == 0) return;
    history_ = &history;
    history_slot_ = layout_.size();
    layout_.columns.push_back("c_" + std::to_string(history.field().field.column_number));
    layout_.real.push_back(false);
    outcome_.push_back(false);
    seeds_.push_back(identity_seed(layout_.columns.back()));
}

void RowCoder::ignore_outcomes() {
    for (std::size_t i = 0; i < seeds_.size(); ++i)
        if (outcome_[i]) seeds_[i] = 0;
}

CountSlots RowCoder::counts() const {
    if (!aggregated_) return {};
    return {slot("weight"), slot("click"), slot("conversion"), slot("cost"), slot("revenue")};
}

std::vector<std::string> RowCoder::wrong_guesses() const {
    std::vector<std::string> out;
    for (const auto& t : checked_)
        if (t.wrong * 100 > t.values) out.push_back(t.column);
    return out;
}

}  // namespace adscope::ingest
