#include "core/features/binding.h"

#include <algorithm>
#include <cmath>

namespace adscope {
namespace {

bool is_past(FeatureKind kind) { return kind == FeatureKind::past_count || kind == FeatureKind::past_rate; }
bool is_clock(FeatureKind kind) { return kind == FeatureKind::hour || kind == FeatureKind::weekday; }

// The source that a kind reads: a past reads what its `by` names, a clock the time where nothing is named.
const std::string& source_name(const EncoderOptions& options, const FeatureSpec& spec) {
    return is_past(options.kind) ? options.by : spec.source;
}

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

double BoundFeature::past_value(const EncoderOptions& options, double prior, const History& history, std::uint32_t key, std::int64_t time) {
    if (key == 0 || time == EventTable::kNoTime) return kMissing;
    const auto past = history.before(key, time);
    if (options.kind == FeatureKind::past_count) return options.what == "impression" ? past.events : past.sum;
    return (past.sum + options.smoothing * prior) / (past.events + options.smoothing);  // no value when both are 0
}

Result<BoundFeature> BoundFeature::bind(const Encoder& encoder, const FeatureSpec& spec, const EventTable& table,
                                        std::shared_ptr<const Translation> known) {
    BoundFeature b;
    b.encoder_ = &encoder;
    b.table_ = &table;
    b.name_ = source_name(encoder.options(), spec);
    b.translation_ = std::move(known);
    if (encoder.options().kind == FeatureKind::cross) {
        for (std::size_t i = 0; i < 2; ++i) {
            FeatureSpec part = spec;
            if (i == 1) part.source = encoder.options().with;
            ADSCOPE_ASSIGN(bound, bind(encoder.part(i), part, table, b.translation_ ? b.translation_->parts.at(i) : nullptr));
            b.parts_.push_back(std::move(bound));
        }
    } else {
        ADSCOPE_ASSIGN(source, FieldSource::find(table, b.name_, spec.name));
        if (is_clock(encoder.options().kind) && source.shape() != FieldSource::Shape::number)
            return Error(ErrorCode::invalid_input, "features.not_a_time", {{"feature", spec.name}, {"source", b.name_}});
        b.source_ = source;
    }
    if (!b.translation_) {
        auto made = std::make_shared<Translation>();
        if (is_past(encoder.options().kind)) {
            ADSCOPE_ASSIGN(history, History::make(table, b.name_, encoder.options().what, spec.name));
            made->history = std::make_shared<const History>(std::move(history));
        } else if (b.source_) {
            b.translate_slots(*made);
        }
        for (const auto& part : b.parts_) made->parts.push_back(part.translation());
        b.translation_ = std::move(made);
    }
    return b;
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
        else if (form == FeatureInfo::Form::dense) out.dense.push_back(by_code.slot_dense(s));
        else {
            by_code.append_slot(s, out.members);
            out.offsets.push_back(static_cast<std::uint32_t>(out.members.size()));
        }
    }
}

double BoundFeature::number(std::size_t slot) const {
    const double value = source_->number(slot);
    return is_clock(encoder_->options().kind) ? local_part(encoder_->options().kind, value, *table_) : value;
}

std::uint32_t BoundFeature::slot_code(std::size_t slot) const {
    switch (source_->shape()) {
        case FieldSource::Shape::coded: return translation_->codes[source_->code(slot)];
        case FieldSource::Shape::number: return encoder_->code(number(slot));
        default: return encoder_->code(std::string_view(cell_text(*source_, slot)));
    }
}

float BoundFeature::slot_dense(std::size_t slot) const {
    switch (source_->shape()) {
        case FieldSource::Shape::coded: return translation_->dense[source_->code(slot)];
        case FieldSource::Shape::number: return encoder_->dense(number(slot));
        default: return encoder_->dense(parse_number(cell_text(*source_, slot)));
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

const std::string* BoundFeature::context_text(const Context& context) const {
    std::vector<std::string> names = {name_};
    if (source_->column()) names.insert(names.end(), {source_->column()->field.name, "context." + source_->column()->field.name});
    for (const auto& name : names)
        if (const auto it = context.values.find(name); it != context.values.end()) return &it->second;
    return nullptr;
}

double BoundFeature::context_number(const Context& context) const {
    double value = kMissing;
    if (source_->role() == FieldSource::Role::time)
        value = context.time == EventTable::kNoTime ? kMissing : static_cast<double>(context.time);
    else if (const auto* text = context_text(context)) value = parse_number(*text);
    return is_clock(encoder_->options().kind) ? local_part(encoder_->options().kind, value, *table_) : value;
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
        const auto which = ids(of);
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
    if (translation_->history) {
        past(of, out, stride);
    } else if (source_->owner() != Owner::event) {
        const auto* table = translation_->dense.data();
        const auto which = ids(of);
        for (std::size_t i = 0; i < n; ++i) out[i * stride] = table[which[i]];
    } else if (!of.rows.empty()) {
        for (std::size_t i = 0; i < n; ++i) out[i * stride] = slot_dense(of.rows[i]);
    } else {
        const auto* text = source_->shape() == FieldSource::Shape::number ? nullptr : context_text(*of.context);
        const float value = encoder_->dense(text ? parse_number(*text) : context_number(*of.context));
        for (std::size_t i = 0; i < n; ++i) out[i * stride] = value;
    }
}

void BoundFeature::past(const Impressions& of, float* out, std::size_t stride) const {
    const History& history = *translation_->history;
    const bool event_key = source_->owner() == Owner::event;
    const auto* text = of.rows.empty() && event_key ? context_text(*of.context) : nullptr;
    const std::uint32_t context_key = text ? history.key_of_text(*source_, *text) : 0;
    for (std::size_t i = 0; i < of.size(); ++i) {
        // A hypothetical impression without a time is one after everything that is known.
        std::int64_t time = of.rows.empty() ? of.context->time : table_->time[of.rows[i]];
        if (of.rows.empty() && time == EventTable::kNoTime) time = std::numeric_limits<std::int64_t>::max();
        const std::uint32_t key = !event_key        ? history.key_of_slot(*source_, ids(of)[i])
                                  : of.rows.empty() ? context_key
                                                    : history.key_of_slot(*source_, of.rows[i]);
        out[i * stride] =
            encoder_->dense(past_value(encoder_->options(), encoder_->prior(), history, key, std::min(time, of.frozen_before)));
    }
}

void BoundFeature::multi(const Impressions& of, std::vector<std::uint32_t>& codes, std::uint32_t* counts) const {
    for (std::size_t i = 0; i < of.size(); ++i) {
        const std::size_t before = codes.size();
        if (source_->owner() != Owner::event) {
            const auto slot = ids(of)[i];
            const auto* members = translation_->members.data();
            codes.insert(codes.end(), members + translation_->offsets[slot], members + translation_->offsets[slot + 1]);
        } else if (!of.rows.empty()) {
            append_slot(of.rows[i], codes);
        } else if (const auto* text = context_text(*of.context)) {
            append_members(*encoder_, *text, codes);
        }
        if (codes.size() == before) codes.push_back(0);
        counts[i] = static_cast<std::uint32_t>(codes.size() - before);
    }
}

}  // namespace adscope
