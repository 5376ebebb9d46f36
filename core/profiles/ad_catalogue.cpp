#include "core/profiles/ad_catalogue.h"

#include <algorithm>
#include <atomic>
#include <cmath>

#include "core/base/parallel.h"
#include "core/profiles/ad_index.h"

namespace adscope {
namespace {

constexpr int kThumbnailWidth = 160, kThumbnailHeight = 120;
constexpr std::size_t kTopicWords = 8, kMostTerms = 20000;

// Numbers and single characters are words of an ad, but name no topic.
bool names_a_topic(const std::string& word) {
    const auto characters = std::ranges::count_if(word, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
    return characters > 1 && !(word[0] >= '0' && word[0] <= '9');
}

bool is_title(const std::string& name) { return name == "title" || name == "headline" || name == "标题" || name == "name"; }

}  // namespace

std::string Topic::name() const {
    std::string out;
    for (std::size_t i = 0; i < words.size() && i < 3; ++i) out += (i ? " · " : "") + words[i].word;
    return out;
}

AdCatalogue::AdCatalogue(EventTablePtr table) : table_(std::move(table)), index_(std::make_unique<Index>()) {}
AdCatalogue::~AdCatalogue() = default;

Result<std::shared_ptr<const AdCatalogue>> AdCatalogue::make(EventTablePtr table, const std::vector<std::string>& folders,
                                                             const CatalogueSettings& settings, const JobContext& job) {
    auto out = std::make_shared<AdCatalogue>(std::move(table));
    job.report(Message("ads.reading_texts"), 0);
    out->read_texts();
    if (job.cancelled()) return Error::cancelled();
    ADSCOPE_TRY(out->find_topics(settings, job.part(0.1, 0.4)));
    ADSCOPE_TRY(out->read_images(folders, job.part(0.4, 0.9)));
    ADSCOPE_TRY(out->find_duplicates(settings, job.part(0.9, 1)));
    return std::shared_ptr<const AdCatalogue>(std::move(out));
}

void AdCatalogue::read_texts() {
    const auto& ads = table_->ads;
    ads_.resize(ads.count + 1);
    bool text = false, tags = false;
    const Column* title = nullptr;
    for (const auto& c : ads.columns)
        if (c.field.kind == FieldKind::text && c.category() && (!title || (is_title(c.field.name) && !is_title(title->field.name))))
            title = &c;
    for (const auto& c : ads.columns) {
        for (std::size_t i = 1; i <= ads.count; ++i) {
            if (const auto* t = c.tags()) {
                for (const auto code : t->row(i)) ads_[i].tags.push_back(t->names[code]);
                tags = tags || !ads_[i].tags.empty();
                continue;
            }
            const auto* category = c.category();
            if (!category || category->codes[i] == 0) continue;
            const std::string& value = category->names[category->codes[i]];
            if (&c == title) ads_[i].title = value;
            else if (c.field.kind == FieldKind::text) ads_[i].body += (ads_[i].body.empty() ? "" : "\n") + value;
            else if (c.field.kind == FieldKind::image && ads_[i].image_value.empty()) ads_[i].image_value = value;
            text = text || c.field.kind == FieldKind::text;
        }
    }
    words_from_ = text ? Words::text : tags ? Words::tags : Words::none;
}

Result<void> AdCatalogue::find_topics(const CatalogueSettings& settings, const JobContext& job) {
    index_->documents.resize(ads_.size());
    std::vector<text::Document> tags(ads_.size());
    text::Segmenter segmenter;
    for (std::size_t i = 1; i < ads_.size(); ++i) {
        if (i % 256 == 0 && job.cancelled()) return Error::cancelled();
        tags[i] = ads_[i].tags;
        if (words_from_ == Words::text) index_->documents[i] = segmenter.words(ads_[i].title + '\n' + ads_[i].body, true);
        if (words_from_ == Words::tags) index_->documents[i] = ads_[i].tags;
    }
    ADSCOPE_ASSIGN(words, text::Tfidf::fit(index_->documents, {.max_terms = kMostTerms}, job));
    index_->words = words.transform(index_->documents);
    index_->terms = words.terms();
    if (words_from_ == Words::text) {
        ADSCOPE_ASSIGN(fitted, text::Tfidf::fit(tags, {.max_terms = kMostTerms}, job));
        index_->tags = fitted.transform(tags);
    }
    // A word of one ad alone is no topic; where all are, they are all that there is.
    job.report(Message("ads.finding_topics"), 0.3);
    const std::size_t least = ads_.size() > 20 ? 2 : 1;
    auto subjects = index_->documents;
    if (words_from_ == Words::text)
        for (auto& document : subjects) std::erase_if(document, [](const std::string& w) { return !names_a_topic(w); });
    ADSCOPE_ASSIGN(shared, text::Tfidf::fit(subjects, {.min_documents = least, .max_document_share = 0.5, .max_terms = 3000}, job));
    const auto rows = shared.transform(subjects);
    ADSCOPE_ASSIGN(model, text::TopicModel::fit(rows, {.topics = settings.topics, .seed = settings.seed}, job));
    const auto shares = model.shares(rows);
    topics_.resize(model.topics());
    for (std::size_t t = 0; t < model.topics(); ++t)
        for (const auto term : model.top_terms(t, kTopicWords)) topics_[t].words.push_back({shared.terms()[term], model.topic(t)[term]});
    for (std::size_t i = 1; i < ads_.size(); ++i) {
        ads_[i].topic_shares.assign(shares.begin() + static_cast<std::ptrdiff_t>(i * model.topics()),
                                    shares.begin() + static_cast<std::ptrdiff_t>((i + 1) * model.topics()));
        const auto most = std::ranges::max_element(ads_[i].topic_shares);
        if (most != ads_[i].topic_shares.end() && *most > 0) ++topics_[static_cast<std::size_t>(most - ads_[i].topic_shares.begin())].ads;
    }
    return {};
}

Result<void> AdCatalogue::read_images(const std::vector<std::string>& folders, const JobContext& job) {
    index_->pictures.resize(ads_.size());
    std::atomic<std::size_t> done{0};
    std::atomic<bool> any{false};
    parallel_for(ads_.size() - 1, 4, [&](std::size_t begin, std::size_t end, int worker) {
        for (std::size_t i = begin + 1; i <= end && !job.cancelled(); ++i) {
            AdContent& ad = ads_[i];
            if (worker == 0) job.report(Message("ads.reading_pictures"), static_cast<double>(done) / static_cast<double>(ads_.size()));
            ++done;
            const auto loaded = image::load_image(ad.image_value, folders, {}, job);
            if (!loaded) {
                ad.image_problem = loaded.error().message;
                continue;
            }
            any = true;
            ad.creative = image::features_of(*loaded);
            ad.thumbnail = image::scaled_to_fit(*loaded, kThumbnailWidth, kThumbnailHeight);
            index_->pictures[i] = image::vector_of(*loaded);
        }
    });
    if (job.cancelled()) return Error::cancelled();
    has_images_ = any;
    index_->centre_pictures();
    return {};
}

std::vector<WeightedWord> AdCatalogue::words(std::uint32_t code, std::size_t most) const {
    std::vector<WeightedWord> out;
    const auto columns = index_->words.columns_of(code);
    const auto values = index_->words.values_of(code);
    for (std::size_t i = 0; i < columns.size(); ++i) out.push_back({index_->terms[columns[i]], values[i]});
    std::ranges::stable_sort(out, [](const auto& a, const auto& b) { return a.weight > b.weight; });
    if (out.size() > most) out.resize(most);
    return out;
}

text::StyleCounts AdCatalogue::style(std::uint32_t code) const {
    text::Segmenter segmenter;
    return text::style_of(ads_[code].title + '\n' + ads_[code].body, segmenter);
}

double AdCatalogue::similarity(std::uint32_t a, std::uint32_t b) const { return index_->cosine(a, b); }

std::vector<SimilarAd> AdCatalogue::similar(std::uint32_t code, std::size_t most) const {
    std::vector<SimilarAd> out;
    for (std::uint32_t other = 1; other < ads_.size(); ++other)
        if (const double s = other == code ? 0 : index_->cosine(code, other); s > 1e-9) out.push_back({other, s});
    const auto kept = static_cast<std::ptrdiff_t>(std::min(most, out.size()));
    std::partial_sort(out.begin(), out.begin() + kept, out.end(), [](const SimilarAd& a, const SimilarAd& b) {
        return a.similarity != b.similarity ? a.similarity > b.similarity : a.ad < b.ad;
    });
    out.resize(static_cast<std::size_t>(kept));
    return out;
}

Likeness AdCatalogue::likeness(std::uint32_t a, std::uint32_t b) const {
    Likeness out;
    const auto &x = index_->signatures[a], &y = index_->signatures[b];
    if (!x.empty() && !y.empty()) out.text = text::jaccard_estimate(x, y);
    const auto &p = ads_[a].creative, &q = ads_[b].creative;
    if (p && q && p->hash && q->hash) out.picture = image::hash_distance(*p->hash, *q->hash);
    return out;
}

Message AdCatalogue::space() const {
    const bool tags = !index_->tags.values.empty() || words_from_ == Words::tags;
    if (has_text())
        return Message(has_images_ ? tags ? "ads.space_text_image_tags" : "ads.space_text_image"
                       : tags      ? "ads.space_text_tags"
                                   : "ads.space_text");
    if (tags) return Message(has_images_ ? "ads.space_image_tags" : "ads.space_tags");
    return Message(has_images_ ? "ads.space_image" : "ads.space_none");
}

}  // namespace adscope
