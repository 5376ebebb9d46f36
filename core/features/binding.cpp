#include "core/features/binding.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace adscope {
namespace {

bool is_clock(FeatureKind kind) { return kind == FeatureKind::hour || kind == FeatureKind::weekday || kind == FeatureKind::cyclic; }
bool counts_past(FeatureKind kind) {
    return kind == FeatureKind::past_count || kind == FeatureKind::past_rate || kind == FeatureKind::past_gap;
}
bool keeps_positives(FeatureKind kind) { return kind == FeatureKind::past_gap || kind == FeatureKind::sequence; }

// Codes of a text of several values, parted by comma, semicolon or bar.
void append_members(const Encoder& encoder, const std::string& text, std::vector<std::uint32_t>& out) {
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find_first_of(",;|", begin), text.size());
        if (const auto code = encoder.code(std::string_view(text).substr(begin, end - begin)); code != 0) out.push_back(code);
        begin = end + 1;
    }
}

}  // namespace

double local_part(FeatureKind kind, double time_ms, const EventTable& table) {
    if (std::isnan(time_ms)) return kMissing;
    constexpr std::int64_t kDay = 86'400'000;
    const auto utc = static_cast<std::int64_t>(time_ms);
    const std::int64_t local = utc + table.zone_offset(utc);
    const std::int64_t day = (local >= 0 ? local : local - kDay + 1) / kDay;
    if (kind == FeatureKind::hour) return static_cast<double>((local - day * kDay) / 3'600'000);
    return static_cast<double>(((day + 3) % 7 + 7) % 7);  // 1970-01-01 was a Thursday
}

std::string cell_text(const FieldSource& source, std::size_t slot) {
    std::string out;
    for (const auto tag : source.tags(slot)) out += (out.empty() ? "" : ",") + source.names()[tag];
    return out;
}

double local_time(const std::string& period, double time_ms, const EventTable& table) {
    if (std::isnan(time_ms)) return kMissing;
    constexpr std::int64_t kDay = 86'400'000;
    const auto utc = static_cast<std::int64_t>(time_ms);
    const std::int64_t local = utc + table.zone_offset(utc);
    if (period != "year") return static_cast<double>(local + 3 * kDay);  // 1970-01-01 was a Thursday
    const auto day =
        std::chrono::floor<std::chrono::days>(std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(local)));
    const std::chrono::year_month_day date(day);
    const auto begin = std::chrono::sys_days(date.year() / std::chrono::January / 1);
    return static_cast<double>(local - std::int64_t{begin.time_since_epoch().count()} * kDay);
}

double BoundFeature::past_value(const EncoderOptions& options, double prior, const History& history, std::uint32_t key, std::int64_t time,
                                std::int64_t known_until) {
    if (key == 0 || time == EventTable::kNoTime) return kMissing;
    if (options.kind == FeatureKind::past_gap) {
        const auto last = history.last(key, known_until);
        return last == EventTable::kNoTime ? kMissing : (static_cast<double>(time) - static_cast<double>(last)) / 1000;
    }
    const auto past = options.window > 0 ? history.between(key, time - options.window, known_until) : history.before(key, known_until);
    if (options.kind == FeatureKind::past_count) return options.what == "impression" ? past.events : past.sum;
    return (past.sum + options.smoothing * prior) / (past.events + options.smoothing);  // no value when both are 0
}

Result<void> BoundFeature::bind_sources(const FeatureSpec& spec) {
    const auto& options = encoder_->options();
    if (counts_past(options.kind) || options.kind == FeatureKind::sequence) {
        ADSCOPE_ASSIGN(by, FieldSource::find(*table_, options.by, spec.name));
        by_ = by;
    }
    // Counts of the past read nothing of the impression but whose it is.
    name_ = counts_past(options.kind) ? options.by : spec.source.empty() && options.kind == FeatureKind::sequence ? "ad" : spec.source;
    ADSCOPE_ASSIGN(source, FieldSource::find(*table_, name_, spec.name));
    if (is_clock(options.kind) && source.shape() != FieldSource::Shape::number)
        return Error(ErrorCode::invalid_input, "features.not_a_time", {{"feature", spec.name}, {"source", name_}});
    if (encoder_->texts() && source.shape() != FieldSource::Shape::coded)
        return Error(ErrorCode::invalid_input, "features.not_text", {{"feature", spec.name}, {"source", name_}});
    source_ = source;
    return {};
}

Result<std::shared_ptr<const Translation>> BoundFeature::translate(const FeatureSpec& spec) const {
    auto made = std::make_shared<Translation>();
    const auto& options = encoder_->options();
    if (encoder_->texts()) translate_texts(*made);
    else if (source_ && !counts_past(options.kind) && options.kind != FeatureKind::cyclic) translate_slots(*made);
    if (by_) {
        ADSCOPE_ASSIGN(history, History::make(*table_, options.by, options.what, spec.name, keeps_positives(options.kind)));
        made->history = std::make_shared<const History>(std::move(history));
    }
    for (const auto& part : parts_) made->parts.push_back(part.translation());
    return std::shared_ptr<const Translation>(std::move(made));
}

Result<BoundFeature> BoundFeature::bind(const Encoder& encoder, const FeatureSpec& spec, const EventTable& table,
                                        std::shared_ptr<const Translation> known) {
    BoundFeature b;
    b.encoder_ = &encoder;
    b.table_ = &table;
    b.translation_ = std::move(known);
    if (encoder.options().kind == FeatureKind::cross) {
        b.name_ = spec.source;
        for (std::size_t i = 0; i < 2; ++i) {
            FeatureSpec part = spec;
            if (i == 1) part.source = encoder.options().with;
            ADSCOPE_ASSIGN(bound, bind(encoder.part(i), part, table, b.translation_ ? b.translation_->parts.at(i) : nullptr));
            b.parts_.push_back(std::move(bound));
        }
    } else {
        ADSCOPE_TRY(b.bind_sources(spec));
    }
    if (!b.translation_) {
        ADSCOPE_ASSIGN(made, b.translate(spec));
        b.translation_ = std::move(made);
    }
    return b;
}

// Each text is read once, however many impressions show it.
void BoundFeature::translate_texts(Translation& out) const {
    const auto reader = encoder_->texts()->reader();
    const std::size_t width = encoder_->width();
    const bool dense = encoder_->form() == FeatureInfo::Form::dense;
    std::vector<std::uint8_t> used(source_->names().size(), source_->owner() == Owner::event);
    if (source_->owner() != Owner::event)
        for (std::size_t s = 0; s < source_->slot_count(); ++s) used[source_->code(s)] = 1;
    if (dense) out.dense.assign(used.size() * width, 0.0f);
    out.offsets.push_back(0);
    for (std::size_t code = 0; code < used.size(); ++code) {
        const auto& text = source_->names()[code];
        if (used[code] && !text.empty()) {
            if (dense) reader->dense(text, out.dense.data() + code * width);
            else reader->terms(text, out.members, out.weights);
        }
        out.offsets.push_back(static_cast<std::uint32_t>(out.members.size()));
    }
}

void BoundFeature::translate_slots(Translation& out) const {
    const auto form = encoder_->form();
    const bool coded_source = source_->shape() == FieldSource::Shape::coded, tag_source = source_->shape() == FieldSource::Shape::tags;
    if (coded_source || (tag_source && form == FeatureInfo::Form::multi)) {
        for (const auto& name : source_->names()) {
            if (form == FeatureInfo::Form::dense) out.dense.push_back(encoder_->dense(parse_number(name)));
            else out.codes.push_back(encoder_->code(std::string_view(name)));
        }
    }
    if (source_->owner() == Owner::event) return;
    // Users and ads are few beside events: each is translated once.
    BoundFeature by_code = *this;
    by_code.translation_ = std::make_shared<Translation>(std::move(out));
    out = {};
    out.offsets.push_back(0);
    for (std::size_t s = 0; s < source_->slot_count(); ++s) {
        if (form == FeatureInfo::Form::coded) out.codes.push_back(by_code.slot_code(s));
        else if (form == FeatureInfo::Form::dense) out.dense.push_back(encoder_->dense(by_code.slot_number(s)));
        else {
            by_code.append_slot(s, out.members);
            out.offsets.push_back(static_cast<std::uint32_t>(out.members.size()));
        }
    }
}

double BoundFeature::number(std::size_t slot) const {
    const double value = source_->number(slot);
    const auto kind = encoder_->options().kind;
    return kind == FeatureKind::hour || kind == FeatureKind::weekday ? local_part(kind, value, *table_) : value;
}

std::uint32_t BoundFeature::slot_code(std::size_t slot) const {
    switch (source_->shape()) {
        case FieldSource::Shape::coded: return translation_->codes[source_->code(slot)];
        case FieldSource::Shape::number: return encoder_->code(number(slot));
        default: return encoder_->code(std::string_view(cell_text(*source_, slot)));
    }
}

double BoundFeature::slot_number(std::size_t slot) const {
    switch (source_->shape()) {
        case FieldSource::Shape::coded: return parse_number(source_->names()[source_->code(slot)]);
        case FieldSource::Shape::number: return number(slot);
        default: return parse_number(cell_text(*source_, slot));
    }
}

bool BoundFeature::slot_present(std::size_t slot) const {
    switch (source_->shape()) {
        case FieldSource::Shape::coded: return source_->code(slot) != 0 && !source_->names()[source_->code(slot)].empty();
        case FieldSource::Shape::number: return !std::isnan(source_->number(slot));
        default: return !source_->tags(slot).empty();
    }
}

void BoundFeature::append_slot(std::size_t slot, std::vector<std::uint32_t>& out) const {
    if (source_->shape() == FieldSource::Shape::tags) {
        for (const auto tag : source_->tags(slot))
            if (const auto code = translation_->codes[tag]; code != 0) out.push_back(code);
    } else if (const auto code = slot_code(slot); code != 0) {
        out.push_back(code);
    }
}

const std::string* BoundFeature::context_text(const Context& context, const FieldSource& source, const std::string& name) {
    std::vector<std::string> names = {name};
    if (source.column()) names.insert(names.end(), {source.column()->field.name, "context." + source.column()->field.name});
    for (const auto& n : names)
        if (const auto it = context.values.find(n); it != context.values.end()) return &it->second;
    return nullptr;
}

double BoundFeature::context_number(const Context& context) const {
    double value = kMissing;
    if (source_->role() == FieldSource::Role::time)
        value = context.time == EventTable::kNoTime ? kMissing : static_cast<double>(context.time);
    else if (const auto* text = context_text(context)) value = parse_number(*text);
    const auto kind = encoder_->options().kind;
    return kind == FeatureKind::hour || kind == FeatureKind::weekday ? local_part(encoder_->options().kind, value, *table_) : value;
}

std::uint32_t BoundFeature::context_code(const Context& context) const {
    if (source_->shape() == FieldSource::Shape::number) return encoder_->code(context_number(context));
    const auto* text = context_text(context);
    return text ? encoder_->code(std::string_view(*text)) : 0;
}

void BoundFeature::codes(const Impressions& of, std::uint32_t* out, std::size_t stride) const {
    const std::size_t n = of.size();
    if (!parts_.empty()) {
        std::vector<std::uint32_t> left(n), right(n);
        parts_[0].codes(of, left.data(), 1);
        parts_[1].codes(of, right.data(), 1);
        for (std::size_t i = 0; i < n; ++i) out[i * stride] = encoder_->cross(left[i], right[i]);
    } else if (source_->owner() != Owner::event) {
        const auto* table = translation_->codes.data();
        const auto which = ids(of, *source_);
        for (std::size_t i = 0; i < n; ++i) out[i * stride] = table[which[i]];
    } else if (!of.rows.empty()) {
        for (std::size_t i = 0; i < n; ++i) out[i * stride] = slot_code(of.rows[i]);
    } else {
        const auto code = context_code(*of.context);
        for (std::size_t i = 0; i < n; ++i) out[i * stride] = code;
    }
}

void BoundFeature::dense(const Impressions& of, float* out, std::size_t stride) const {
    const std::size_t n = of.size();
    if (encoder_->texts()) {
        texts(of, out, stride);
    } else if (encoder_->options().kind == FeatureKind::cyclic) {
        circles(of, out, stride);
    } else if (translation_->history) {
        std::vector<double> values(n);
        past(of, values.data());
        for (std::size_t i = 0; i < n; ++i) out[i * stride] = encoder_->dense(values[i]);
    } else if (source_->owner() != Owner::event) {
        const auto* table = translation_->dense.data();
        const auto which = ids(of, *source_);
        for (std::size_t i = 0; i < n; ++i) out[i * stride] = table[which[i]];
    } else if (!of.rows.empty()) {
        const bool coded = source_->shape() == FieldSource::Shape::coded;
        for (std::size_t i = 0; i < n; ++i)
            out[i * stride] = coded ? translation_->dense[source_->code(of.rows[i])] : encoder_->dense(slot_number(of.rows[i]));
    } else {
        const auto* text = source_->shape() == FieldSource::Shape::number ? nullptr : context_text(*of.context);
        const float value = encoder_->dense(text ? parse_number(*text) : context_number(*of.context));
        for (std::size_t i = 0; i < n; ++i) out[i * stride] = value;
    }
}

void BoundFeature::circles(const Impressions& of, float* out, std::size_t stride) const {
    for (std::size_t i = 0; i < of.size(); ++i) {
        const bool context = of.rows.empty() && source_->owner() == Owner::event;
        const double time = context ? context_number(*of.context) : source_->number(slot_of(of, *source_, i));
        encoder_->circle(local_time(encoder_->options().period, time, *table_), out + i * stride);
    }
}

void BoundFeature::texts(const Impressions& of, float* out, std::size_t stride) const {
    const std::size_t width = encoder_->width();
    std::vector<float> hypothetical(width);
    const bool context = of.rows.empty() && source_->owner() == Owner::event;
    if (const auto* text = context ? context_text(*of.context) : nullptr; text && !text->empty())
        encoder_->texts()->reader()->dense(*text, hypothetical.data());
    for (std::size_t i = 0; i < of.size(); ++i) {
        const float* from = context ? hypothetical.data() : translation_->dense.data() + source_->code(slot_of(of, *source_, i)) * width;
        std::copy_n(from, width, out + i * stride);
    }
}

std::uint32_t BoundFeature::past_key(const Impressions& of, std::size_t i) const {
    const History& history = *translation_->history;
    if (by_->owner() != Owner::event || !of.rows.empty()) return history.key_of_slot(*by_, slot_of(of, *by_, i));
    const auto* text = context_text(*of.context, *by_, encoder_->options().by);
    return text ? history.key_of_text(*by_, *text) : 0;
}

std::int64_t BoundFeature::past_time(const Impressions& of, std::size_t i) const {
    // A hypothetical impression without a time is one after everything that is known.
    if (of.rows.empty()) return of.context->time == EventTable::kNoTime ? std::numeric_limits<std::int64_t>::max() : of.context->time;
    return table_->time[of.rows[i]];
}

void BoundFeature::past(const Impressions& of, double* out) const {
    const History& history = *translation_->history;
    for (std::size_t i = 0; i < of.size(); ++i) {
        const std::uint32_t key = past_key(of, i);
        std::int64_t time = past_time(of, i);
        const bool no_time = time == std::numeric_limits<std::int64_t>::max();
        // ... and its gap and window count from the key's last event.
        if (const auto& o = encoder_->options(); no_time && (o.window > 0 || o.kind == FeatureKind::past_gap))
            if (const auto last = history.last(key, time); last != EventTable::kNoTime) time = last + 1;
        out[i] = past_value(encoder_->options(), encoder_->prior(), history, key, time, std::min(time, of.frozen_before));
    }
}

void BoundFeature::append_sequence(const Impressions& of, std::size_t i, std::vector<std::uint32_t>& out) const {
    const auto time = past_time(of, i);
    if (time == EventTable::kNoTime) return;
    const auto rows = translation_->history->rows_before(past_key(of, i), std::min(time, of.frozen_before), encoder_->options().last);
    for (const auto row : rows) {
        const std::size_t slot = source_->slot_of(row);
        if (source_->owner() == Owner::event) {
            append_slot(slot, out);
        } else {
            const auto* members = translation_->members.data();
            out.insert(out.end(), members + translation_->offsets[slot], members + translation_->offsets[slot + 1]);
        }
    }
}

void BoundFeature::append_texts(const Impressions& of, std::size_t i, TextEncoder::Reader& reader, FeatureBatch::Multi& out) const {
    if (of.rows.empty() && source_->owner() == Owner::event) {
        if (const auto* text = context_text(*of.context)) reader.terms(*text, out.codes, out.weights);
        return;
    }
    const auto code = source_->code(slot_of(of, *source_, i));
    const auto begin = translation_->offsets[code], end = translation_->offsets[code + 1];
    out.codes.insert(out.codes.end(), translation_->members.begin() + begin, translation_->members.begin() + end);
    out.weights.insert(out.weights.end(), translation_->weights.begin() + begin, translation_->weights.begin() + end);
}

void BoundFeature::multi(const Impressions& of, FeatureBatch::Multi& out, std::uint32_t* counts) const {
    const auto reader = encoder_->texts() ? encoder_->texts()->reader() : nullptr;
    for (std::size_t i = 0; i < of.size(); ++i) {
        const std::size_t before = out.codes.size();
        if (reader) {
            append_texts(of, i, *reader, out);
        } else if (by_) {
            append_sequence(of, i, out.codes);
        } else if (source_->owner() != Owner::event) {
            const auto slot = ids(of, *source_)[i];
            const auto* members = translation_->members.data();
            out.codes.insert(out.codes.end(), members + translation_->offsets[slot], members + translation_->offsets[slot + 1]);
        } else if (!of.rows.empty()) {
            append_slot(of.rows[i], out.codes);
        } else if (const auto* text = context_text(*of.context)) {
            append_members(*encoder_, *text, out.codes);
        }
        if (out.codes.size() == before) {
            out.codes.push_back(0);
            if (reader) out.weights.push_back(1);
        }
        counts[i] = static_cast<std::uint32_t>(out.codes.size() - before);
    }
}

void BoundFeature::numbers(const Impressions& of, double* out) const {
    if (translation_->history) return past(of, out);
    for (std::size_t i = 0; i < of.size(); ++i) out[i] = slot_number(slot_of(of, *source_, i));
}

void BoundFeature::present(const Impressions& of, std::uint8_t* out) const {
    if (!parts_.empty()) {
        std::vector<std::uint8_t> right(of.size());
        parts_[0].present(of, out);
        parts_[1].present(of, right.data());
        for (std::size_t i = 0; i < of.size(); ++i) out[i] = out[i] && right[i];
    } else if (encoder_->options().kind == FeatureKind::sequence) {
        for (std::size_t i = 0; i < of.size(); ++i)
            out[i] = past_time(of, i) != EventTable::kNoTime &&
                     !translation_->history->rows_before(past_key(of, i), std::min(past_time(of, i), of.frozen_before), 1).empty();
    } else if (translation_->history) {
        std::vector<double> values(of.size());
        past(of, values.data());
        for (std::size_t i = 0; i < of.size(); ++i) out[i] = !std::isnan(values[i]);
    } else {
        for (std::size_t i = 0; i < of.size(); ++i) out[i] = slot_present(slot_of(of, *source_, i));
    }
}

}  // namespace adscope
