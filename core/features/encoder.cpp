#include "core/features/encoder.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "core/base/random.h"

namespace adscope {
namespace {

constexpr const char* kUnknownText = "–";

// Stable between versions and machines, unlike hash64: stored models depend on it.
std::uint32_t bucket_of(std::string_view text, std::uint32_t buckets) {
    return 1 + static_cast<std::uint32_t>(mix64(stream_id(text)) % buckets);
}

// Six digits are what a person reads of a cut point.
std::string short_number(double value) {
    char buffer[40];
    std::snprintf(buffer, sizeof buffer, "%.6g", value);
    return std::abs(value) < 1e15 && value == std::floor(value) ? number_key(value) : buffer;
}

std::string bucket_text(const std::vector<double>& cuts, std::uint32_t code) {
    if (cuts.empty()) return "*";  // every known value
    std::string out = code == 1 ? "≤ " : code > cuts.size() ? "> " : short_number(cuts[code - 2]) + " – ";
    return out.append(short_number(code > cuts.size() ? cuts.back() : cuts[code - 1]));
}

}  // namespace

FeatureInfo::Form Encoder::form() const {
    for (const auto& k : feature_kinds())
        if (k.kind == options_.kind) return k.form;
    return FeatureInfo::Form::coded;
}

std::uint32_t Encoder::cardinality() const {
    switch (options_.kind) {
        case FeatureKind::category:
        case FeatureKind::tags:
        case FeatureKind::sequence: return vocabulary_.cardinality();
        case FeatureKind::bucket: return static_cast<std::uint32_t>(cuts_.size()) + 2;
        case FeatureKind::hour: return 25;
        case FeatureKind::weekday: return 8;
        case FeatureKind::cross: return static_cast<std::uint32_t>(pairs_.size()) + 1;
        case FeatureKind::hash:
        case FeatureKind::tfidf: return options_.buckets + 1;
        default: return 0;
    }
}

std::uint32_t Encoder::width() const {
    if (form() != FeatureInfo::Form::dense) return 0;
    return options_.kind == FeatureKind::cyclic ? 2 : texts_ ? texts_->width() : 1;
}

std::uint32_t Encoder::code(std::string_view text) const {
    if (text.empty()) return 0;
    switch (options_.kind) {
        case FeatureKind::category:
        case FeatureKind::tags:
        case FeatureKind::sequence: return vocabulary_.code(text);
        case FeatureKind::hash: return bucket_of(text, options_.buckets);
        default: return code(parse_number(text));
    }
}

std::uint32_t Encoder::code(double number) const {
    if (std::isnan(number)) return 0;
    switch (options_.kind) {
        case FeatureKind::category:
        case FeatureKind::tags:
        case FeatureKind::sequence: return vocabulary_.code(number);
        case FeatureKind::hash: return bucket_of(number_key(number), options_.buckets);
        case FeatureKind::bucket:
            return 1 + static_cast<std::uint32_t>(std::lower_bound(cuts_.begin(), cuts_.end(), number) - cuts_.begin());
        case FeatureKind::hour: return number >= 0 && number < 24 ? 1 + static_cast<std::uint32_t>(number) : 0;
        case FeatureKind::weekday: return number >= 0 && number < 7 ? 1 + static_cast<std::uint32_t>(number) : 0;
        default: return 0;
    }
}

std::uint32_t Encoder::cross(std::uint32_t left, std::uint32_t right) const {
    const auto it = pair_codes_.find(std::uint64_t{left} << 32 | right);
    return it == pair_codes_.end() ? 0 : it->second;
}

double Encoder::scaled(double number) const { return logarithmic() ? std::copysign(std::log1p(std::abs(number)), number) : number; }

float Encoder::dense(double number) const {
    if (!std::isfinite(number)) return 0;
    return static_cast<float>((scaled(number) - mean_) / deviation_);
}

std::string Encoder::text_of(std::uint32_t code) const {
    if (code == 0 || code >= cardinality()) return kUnknownText;
    switch (options_.kind) {
        case FeatureKind::bucket: return bucket_text(cuts_, code);
        case FeatureKind::hour: return std::to_string(code - 1);
        case FeatureKind::weekday: return std::to_string(code);
        case FeatureKind::hash: return std::string("#").append(std::to_string(code));
        case FeatureKind::tfidf: return texts_->term_of(code);
        case FeatureKind::cross: {
            const std::uint64_t pair = pairs_[code - 1];
            return parts_[0].text_of(static_cast<std::uint32_t>(pair >> 32)) + " × " + parts_[1].text_of(static_cast<std::uint32_t>(pair));
        }
        default: return vocabulary_.keys()[code - 1];
    }
}

namespace {

std::string duration_text(double seconds) {
    const bool days = seconds >= 86400, hours = seconds >= 3600, minutes = seconds >= 60;
    char buffer[40];
    std::snprintf(buffer, sizeof buffer, "%.3g %s",
                  seconds / (days      ? 86400
                             : hours   ? 3600
                             : minutes ? 60
                                       : 1),
                  days      ? "d"
                  : hours   ? "h"
                  : minutes ? "min"
                            : "s");
    return buffer;
}

// The hour, or the weekday and hour, or the day of the year that a point of the circle stands for.
std::string circle_text(const std::string& period, float sine, float cosine) {
    if (sine == 0 && cosine == 0) return kUnknownText;
    double phase = std::atan2(static_cast<double>(sine), static_cast<double>(cosine)) / (2 * M_PI);
    if (phase < 0) phase += 1;
    const auto minutes = static_cast<int>(std::lround(phase * (period == "week" ? 7 : 1) * 1440));
    char buffer[40];
    if (period == "year") std::snprintf(buffer, sizeof buffer, "%d/365", 1 + static_cast<int>(phase * 365.2425 + 1e-6) % 365);
    else if (period == "week")
        std::snprintf(buffer, sizeof buffer, "%d %02d:%02d", 1 + minutes / 1440 % 7, minutes / 60 % 24, minutes % 60);
    else std::snprintf(buffer, sizeof buffer, "%02d:%02d", minutes / 60 % 24, minutes % 60);
    return buffer;
}

}  // namespace

void Encoder::circle(double local_time, float* out) const {
    if (!std::isfinite(local_time)) {
        out[0] = out[1] = 0;
        return;
    }
    constexpr double kDay = 86'400'000;
    const double period = options_.period == "week" ? 7 * kDay : options_.period == "year" ? 365.2425 * kDay : kDay;
    const double angle = 2 * M_PI * (local_time / period);
    out[0] = static_cast<float>(std::sin(angle));
    out[1] = static_cast<float>(std::cos(angle));
}

std::string Encoder::text_of(std::span<const float> dense) const {
    if (options_.kind == FeatureKind::cyclic) return circle_text(options_.period, dense[0], dense[1]);
    if (texts_) return texts_->text_of(dense);
    const double stored = static_cast<double>(dense[0]) * deviation_ + mean_;
    const double value = logarithmic() ? std::copysign(std::expm1(std::abs(stored)), stored) : stored;
    if (options_.kind == FeatureKind::past_gap) return duration_text(value);
    char buffer[40];
    std::snprintf(buffer, sizeof buffer, "%.4g", value);
    return buffer;
}

void Encoder::save(ByteWriter& out) const {
    out.number(static_cast<std::uint64_t>(vocabulary_.keys().size()));
    for (const auto& key : vocabulary_.keys()) out.text(key);
    out.array(cuts_);
    out.number(mean_);
    out.number(deviation_);
    out.number(prior_);
    out.array(pairs_);
    for (const auto& part : parts_) {
        out.number(static_cast<std::uint8_t>(part.options_.kind));
        part.save(out);
    }
    if (texts_) texts_->save(out);
}

Encoder Encoder::load(const EncoderOptions& options, ByteReader& in) {
    Encoder e;
    e.options_ = options;
    std::vector<std::string> keys(in.count(8));
    for (auto& key : keys) key = in.text();
    e.vocabulary_ = Vocabulary(std::move(keys));
    e.cuts_ = in.array<double>();
    e.mean_ = in.number<double>();
    e.deviation_ = in.number<double>();
    e.prior_ = in.number<double>();
    e.pairs_ = in.array<std::uint64_t>();
    const bool ordered = std::is_sorted(e.cuts_.begin(), e.cuts_.end()) &&
                         std::all_of(e.cuts_.begin(), e.cuts_.end(), [](double c) { return std::isfinite(c); });
    if (!ordered || !e.vocabulary_.unique() || !std::isfinite(e.mean_) || !std::isfinite(e.prior_) || !(e.deviation_ > 0) ||
        !std::isfinite(e.deviation_))
        in.fail();
    if (TextEncoder::reads(options.kind)) {
        e.texts_ = TextEncoder::load(options.kind, options.buckets, options.ngrams, in);
        return e;
    }
    if (options.kind != FeatureKind::cross) return e;
    for (int i = 0; i < 2 && in.ok(); ++i) {
        EncoderOptions part = options;
        const auto kind = in.number<std::uint8_t>();
        if (kind != static_cast<std::uint8_t>(FeatureKind::category) && kind != static_cast<std::uint8_t>(FeatureKind::bucket)) in.fail();
        part.kind = static_cast<FeatureKind>(kind);
        if (in.ok()) e.parts_.push_back(load(part, in));
    }
    if (!in.ok()) return e;
    for (std::size_t i = 0; i < e.pairs_.size(); ++i) {
        if (e.pairs_[i] >> 32 >= e.parts_[0].cardinality() || static_cast<std::uint32_t>(e.pairs_[i]) >= e.parts_[1].cardinality())
            in.fail();
        if (!e.pair_codes_.emplace(e.pairs_[i], static_cast<std::uint32_t>(i + 1)).second) in.fail();
    }
    return e;
}

}  // namespace adscope
