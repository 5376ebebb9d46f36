#include "core/features/text_encoder.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "core/base/random.h"
#include "core/text/segment.h"
#include "core/text/style.h"
#include "core/text/tfidf.h"
#include "core/text/topics.h"

namespace adscope {
namespace {

constexpr const char* kUnknownText = "–";

bool all_finite(const std::vector<double>& values) {
    return std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); });
}

// Mean and deviation of each column, learnt from weighted rows.
struct Columns {
    std::vector<double> mean, deviation;

    static Columns learn(std::size_t width, const std::vector<double>& rows, const TextEncoder::Weighted& texts) {
        Columns out{std::vector<double>(width, 0.0), std::vector<double>(width, 0.0)};
        double total = 0;
        for (std::size_t r = 0; r < texts.size(); ++r) {
            total += texts[r].second;
            for (std::size_t c = 0; c < width; ++c) out.mean[c] += texts[r].second * rows[r * width + c];
        }
        for (auto& m : out.mean) m = total > 0 ? m / total : 0;
        for (std::size_t r = 0; r < texts.size(); ++r)
            for (std::size_t c = 0; c < width; ++c)
                out.deviation[c] += texts[r].second * (rows[r * width + c] - out.mean[c]) * (rows[r * width + c] - out.mean[c]);
        for (auto& d : out.deviation) d = total > 0 && d / total > 1e-18 ? std::sqrt(d / total) : 1;  // a constant becomes 0
        return out;
    }
    void standardise(const double* row, float* out) const {
        for (std::size_t c = 0; c < mean.size(); ++c) out[c] = static_cast<float>((row[c] - mean[c]) / deviation[c]);
    }
    double original(std::span<const float> row, std::size_t c) const { return static_cast<double>(row[c]) * deviation[c] + mean[c]; }
    void save(ByteWriter& out) const {
        out.array(mean);
        out.array(deviation);
    }
    static Columns load(std::size_t width, ByteReader& in) {
        Columns out;
        out.mean = in.array<double>();
        out.deviation = in.array<double>();
        if (out.mean.size() != width || out.deviation.size() != width || !all_finite(out.mean) || !all_finite(out.deviation) ||
            std::any_of(out.deviation.begin(), out.deviation.end(), [](double d) { return !(d > 0); }))
            in.fail();
        return out;
    }
};

std::vector<std::string> terms_of(std::string_view text, std::uint32_t ngrams, text::Segmenter& segmenter) {
    return text::word_ngrams(segmenter.words(text, true), 1, static_cast<int>(ngrams));
}

// TF-IDF of word n-grams whose terms are hashed to a fixed number of codes, so that new words need no place of their own.
class TermEncoder : public TextEncoder {
public:
    TermEncoder(std::uint32_t buckets, std::uint32_t ngrams) : buckets_(buckets), ngrams_(ngrams) {}

    Result<void> learn(const Weighted& texts, std::uint32_t min_documents, const JobContext& job) {
        std::vector<std::uint32_t> documents(buckets_, 0);
        std::vector<std::map<std::string, std::uint32_t>> names(buckets_);
        text::Segmenter segmenter;
        for (std::size_t i = 0; i < texts.size(); ++i) {
            if (i % 256 == 0 && job.cancelled()) return Error::cancelled();
            auto terms = terms_of(texts[i].first, ngrams_, segmenter);
            std::sort(terms.begin(), terms.end());
            terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
            std::vector<std::uint32_t> codes;
            for (const auto& term : terms) {
                codes.push_back(code_of(term) - 1);
                ++names[codes.back()][term];
            }
            std::sort(codes.begin(), codes.end());
            codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
            for (const auto code : codes) ++documents[code];
        }
        idf_.assign(buckets_, 0.0f);
        terms_.assign(buckets_, {});
        for (std::uint32_t code = 0; code < buckets_; ++code) {
            if (documents[code] == 0 || documents[code] < min_documents) continue;
            idf_[code] = static_cast<float>(std::log((1.0 + static_cast<double>(texts.size())) / (1.0 + documents[code])) + 1);
            const auto most =
                std::max_element(names[code].begin(), names[code].end(), [](const auto& a, const auto& b) { return a.second < b.second; });
            terms_[code] = most->first;
        }
        return {};
    }

    std::unique_ptr<Reader> reader() const override { return std::make_unique<Terms>(*this); }
    std::uint32_t width() const override { return 0; }
    std::string term_of(std::uint32_t code) const override {
        return code == 0 || code > terms_.size() || terms_[code - 1].empty() ? kUnknownText : terms_[code - 1];
    }
    std::string text_of(std::span<const float>) const override { return kUnknownText; }

    void save(ByteWriter& out) const override {
        out.array(idf_);
        for (const auto& term : terms_) out.text(term);
    }
    void load(ByteReader& in) {
        idf_ = in.array<float>();
        if (idf_.size() != buckets_ || std::any_of(idf_.begin(), idf_.end(), [](float v) { return !(v >= 0) || v > 100; })) in.fail();
        for (std::size_t i = 0; i < idf_.size() && in.ok(); ++i) terms_.push_back(in.text());
    }

private:
    class Terms : public Reader {
    public:
        explicit Terms(const TermEncoder& encoder) : encoder_(encoder) {}
        void dense(std::string_view, float*) override {}
        void terms(std::string_view text, std::vector<std::uint32_t>& codes, std::vector<float>& weights) override {
            std::map<std::uint32_t, double> counts;  // ascending codes, so that the order is always the same
            for (const auto& term : terms_of(text, encoder_.ngrams_, segmenter_))
                if (const auto code = encoder_.code_of(term); encoder_.idf_[code - 1] > 0) counts[code] += encoder_.idf_[code - 1];
            double squares = 0;
            for (const auto& [code, weight] : counts) squares += weight * weight;
            for (const auto& [code, weight] : counts) {
                codes.push_back(code);
                weights.push_back(static_cast<float>(weight / std::sqrt(squares)));
            }
        }

    private:
        const TermEncoder& encoder_;
        text::Segmenter segmenter_;
    };

    // Stable between versions and machines: stored models depend on it.
    std::uint32_t code_of(std::string_view term) const { return 1 + static_cast<std::uint32_t>(mix64(stream_id(term)) % buckets_); }

    std::uint32_t buckets_, ngrams_;
    std::vector<float> idf_;  // by code - 1; 0: too rare in training
    std::vector<std::string> terms_;
};

// Shares of topics (non-negative factorisation of TF-IDF), standardised.
class TopicEncoder : public TextEncoder {
public:
    Result<void> learn(const Weighted& texts, std::uint32_t topics, std::uint32_t min_documents, const JobContext& job) {
        std::vector<text::Document> documents;
        text::Segmenter segmenter;
        for (const auto& [content, weight] : texts) {
            if (documents.size() % 256 == 0 && job.cancelled()) return Error::cancelled();
            documents.push_back(segmenter.words(content, true));
        }
        // A word that one text alone has tells nothing of a topic, unless there are no others.
        text::TfidfSettings settings;
        settings.min_documents = min_documents;
        ADSCOPE_ASSIGN(words, text::Tfidf::fit(documents, settings, job));
        if (words.terms().empty()) {
            ADSCOPE_ASSIGN(every, text::Tfidf::fit(documents, {}, job));
            words = std::move(every);
        }
        const auto matrix = words.transform(documents);
        ADSCOPE_ASSIGN(model, text::TopicModel::fit(matrix, {.topics = topics}, job));
        words_.emplace(std::move(words));
        model_.emplace(std::move(model));
        columns_ = Columns::learn(model_->topics(), model_->shares(matrix), texts);
        return {};
    }

    std::unique_ptr<Reader> reader() const override { return std::make_unique<Shares>(*this); }
    std::uint32_t width() const override { return static_cast<std::uint32_t>(model_->topics()); }
    std::string term_of(std::uint32_t) const override { return kUnknownText; }
    // The heaviest topic by its three heaviest words, and its share.
    std::string text_of(std::span<const float> row) const override {
        std::size_t best = 0;
        double share = 0;
        for (std::size_t t = 0; t < row.size(); ++t)
            if (const double s = columns_.original(row, t); s > share) share = s, best = t;
        if (share < 1e-6) return kUnknownText;
        std::string out;
        for (const auto term : model_->top_terms(best, 3)) out += (out.empty() ? "" : " ") + words_->terms()[term];
        char buffer[16];
        std::snprintf(buffer, sizeof buffer, " %.2f", share);
        return out + buffer;
    }

    void save(ByteWriter& out) const override {
        out.number(static_cast<std::uint64_t>(words_->terms().size()));
        for (const auto& term : words_->terms()) out.text(term);
        out.array(words_->idf());
        out.number(static_cast<std::uint64_t>(model_->topics()));
        std::vector<double> weights;
        for (std::size_t t = 0; t < model_->topics(); ++t) weights.insert(weights.end(), model_->topic(t).begin(), model_->topic(t).end());
        out.array(weights);
        columns_.save(out);
    }
    void load(ByteReader& in) {
        std::vector<std::string> terms(in.count(8));
        for (auto& term : terms) term = in.text();
        auto idf = in.array<double>();
        const auto topics = in.number<std::uint64_t>();
        auto weights = in.array<double>();
        const bool fits = in.ok() && topics <= 1000 && idf.size() == terms.size() && weights.size() == topics * terms.size() &&
                          all_finite(idf) && all_finite(weights) &&
                          std::adjacent_find(terms.begin(), terms.end(), std::greater_equal<>()) == terms.end() &&
                          std::none_of(weights.begin(), weights.end(), [](double w) { return w < 0; });
        if (!fits) in.fail();
        columns_ = Columns::load(fits ? topics : 0, in);
        if (!in.ok()) return;
        model_.emplace(topics, terms.size(), std::move(weights));
        words_.emplace(std::move(terms), std::move(idf));
    }

private:
    class Shares : public Reader {
    public:
        explicit Shares(const TopicEncoder& encoder) : encoder_(encoder) {}
        void dense(std::string_view text, float* out) override {
            text::SparseRows row;
            row.columns = encoder_.words_->terms().size();
            encoder_.words_->transform(segmenter_.words(text, true), row);
            const auto shares = encoder_.model_->shares(row);
            encoder_.columns_.standardise(shares.data(), out);
        }
        void terms(std::string_view, std::vector<std::uint32_t>&, std::vector<float>&) override {}

    private:
        const TopicEncoder& encoder_;
        text::Segmenter segmenter_;
    };

    std::optional<text::Tfidf> words_;
    std::optional<text::TopicModel> model_;
    Columns columns_;
};

// How a text is written: log1p of eight counts, standardised.
class StyleEncoder : public TextEncoder {
public:
    static constexpr std::size_t kCounts = 8;

    Result<void> learn(const Weighted& texts, const JobContext& job) {
        std::vector<double> rows(texts.size() * kCounts);
        text::Segmenter segmenter;
        for (std::size_t i = 0; i < texts.size(); ++i) {
            if (i % 256 == 0 && job.cancelled()) return Error::cancelled();
            count(texts[i].first, segmenter, rows.data() + i * kCounts);
        }
        columns_ = Columns::learn(kCounts, rows, texts);
        return {};
    }

    std::unique_ptr<Reader> reader() const override { return std::make_unique<Counts>(*this); }
    std::uint32_t width() const override { return kCounts; }
    std::string term_of(std::uint32_t) const override { return kUnknownText; }
    // The counts in their order, parted by dots.
    std::string text_of(std::span<const float> row) const override {
        std::string out;
        for (std::size_t c = 0; c < kCounts; ++c)
            out += (c ? " · " : "") + std::to_string(std::lround(std::expm1(columns_.original(row, c))));
        return out;
    }
    void save(ByteWriter& out) const override { columns_.save(out); }
    void load(ByteReader& in) { columns_ = Columns::load(kCounts, in); }

private:
    class Counts : public Reader {
    public:
        explicit Counts(const StyleEncoder& encoder) : encoder_(encoder) {}
        void dense(std::string_view text, float* out) override {
            double row[kCounts];
            count(text, segmenter_, row);
            encoder_.columns_.standardise(row, out);
        }
        void terms(std::string_view, std::vector<std::uint32_t>&, std::vector<float>&) override {}

    private:
        const StyleEncoder& encoder_;
        text::Segmenter segmenter_;
    };

    static void count(std::string_view content, text::Segmenter& segmenter, double* out) {
        const auto s = text::style_of(content, segmenter);
        const std::int64_t counts[kCounts] = {s.characters,   s.words,     s.digits,      s.capitals,
                                              s.exclamations, s.questions, s.punctuation, s.emoji};
        for (std::size_t c = 0; c < kCounts; ++c) out[c] = std::log1p(static_cast<double>(counts[c]));
    }

    Columns columns_;
};

}  // namespace

Result<std::shared_ptr<const TextEncoder>> TextEncoder::fit(const Request& request, Weighted texts, const JobContext& job) {
    std::sort(texts.begin(), texts.end());
    if (request.kind == FeatureKind::tfidf) {
        auto out = std::make_shared<TermEncoder>(request.buckets, request.ngrams);
        ADSCOPE_TRY(out->learn(texts, request.min_documents, job));
        return std::shared_ptr<const TextEncoder>(std::move(out));
    }
    if (request.kind == FeatureKind::topics) {
        auto out = std::make_shared<TopicEncoder>();
        ADSCOPE_TRY(out->learn(texts, request.topics, request.min_documents, job));
        return std::shared_ptr<const TextEncoder>(std::move(out));
    }
    auto out = std::make_shared<StyleEncoder>();
    ADSCOPE_TRY(out->learn(texts, job));
    return std::shared_ptr<const TextEncoder>(std::move(out));
}

std::shared_ptr<const TextEncoder> TextEncoder::load(FeatureKind kind, std::uint32_t buckets, std::uint32_t ngrams, ByteReader& in) {
    if (kind == FeatureKind::tfidf) {
        auto out = std::make_shared<TermEncoder>(buckets, ngrams);
        out->load(in);
        return out;
    }
    if (kind == FeatureKind::topics) {
        auto out = std::make_shared<TopicEncoder>();
        out->load(in);
        return out;
    }
    auto out = std::make_shared<StyleEncoder>();
    out->load(in);
    return out;
}

}  // namespace adscope
