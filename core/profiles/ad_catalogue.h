// What the ads of a log are, whoever saw them: texts with words and topics, creatives with colours, likeness between ads, and
// groups of near duplicates. Made once for a table; immutable, shared between threads.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/image/features.h"
#include "core/text/style.h"
#include "core/text/topics.h"
#include "core/workspace/event_table.h"

namespace adscope {

struct WeightedWord {
    std::string word;
    double weight = 0;  // TF-IDF, of rows of unit length; in topics: of unit length
};
struct Topic {
    std::vector<WeightedWord> words;  // heaviest first
    std::int64_t ads = 0;             // whose heaviest topic it is
    std::string name() const;         // its first three words
};

struct AdContent {
    std::string title, body;           // the field called title (else the first text), and the other texts joined by lines
    std::vector<std::string> tags;     // of every tag field
    std::string image_value;           // as the log has it; empty: none
    std::vector<double> topic_shares;  // one for each topic, sum 1; all 0 without a known word
    std::optional<image::ImageFeatures> creative;
    image::Image thumbnail;    // at most 160 x 120
    Message image_problem;     // why there is no creative; empty where there is one
    int duplicate_group = -1;  // index into duplicates()
};

struct SimilarAd {
    std::uint32_t ad = 0;
    double similarity = 0;  // cosine in space()
};

// Ads that are the same in all that both have: texts whose shingles agree to 0.8 (MinHash), pictures whose hashes differ in at most 4 bits.
struct DuplicateGroup {
    std::vector<std::uint32_t> ads;                // ascending
    bool same_text = false, same_picture = false;  // what was compared
};
struct Likeness {
    std::optional<double> text;  // estimate of Jaccard over runs of three characters
    std::optional<int> picture;  // bits of the perceptual hash that differ, of 64
};

struct CatalogueSettings {
    std::size_t topics = 6;
    double text_threshold = 0.8;
    int picture_distance = 4;
    std::uint64_t seed = 1;
};

class AdCatalogue {
public:
    enum class Words { text, tags, none };

    // `folders`: where pictures lie (image::image_folders). A picture that cannot be read is a state of its ad, never a failure of the
    // whole. Error: cancelled.
    static Result<std::shared_ptr<const AdCatalogue>> make(EventTablePtr table, const std::vector<std::string>& folders,
                                                           const CatalogueSettings& settings = {}, const JobContext& job = {});
    ~AdCatalogue();

    std::size_t count() const { return ads_.size() - 1; }
    const AdContent& ad(std::uint32_t code) const { return ads_[code]; }  // codes from 1
    const std::string& key(std::uint32_t code) const { return table_->ads.keys[code]; }
    const EventTable& table() const { return *table_; }
    // What words and topics are made of: the texts of the ads, else their tags.
    Words words_from() const { return words_from_; }
    bool has_text() const { return words_from_ == Words::text; }
    bool has_images() const { return has_images_; }
    const std::vector<Topic>& topics() const { return topics_; }
    const std::vector<DuplicateGroup>& duplicates() const { return duplicates_; }

    // The words of an ad by TF-IDF, heaviest first.
    std::vector<WeightedWord> words(std::uint32_t code, std::size_t most = 12) const;
    text::StyleCounts style(std::uint32_t code) const;
    // The ads most like this one, by the cosine of the vectors of words, picture and tags set side by side, each of unit length (pictures
    // less the mean picture); ties go to the lower code. Ads without anything in common are left out.
    std::vector<SimilarAd> similar(std::uint32_t code, std::size_t most = 10) const;
    double similarity(std::uint32_t a, std::uint32_t b) const;
    Likeness likeness(std::uint32_t a, std::uint32_t b) const;
    // Name of the space, for the card: what the vectors are made of.
    Message space() const;

    explicit AdCatalogue(EventTablePtr table);

private:
    struct Index;
    void read_texts();
    Result<void> read_images(const std::vector<std::string>& folders, const JobContext& job);
    Result<void> find_topics(const CatalogueSettings& settings, const JobContext& job);
    Result<void> find_duplicates(const CatalogueSettings& settings, const JobContext& job);

    EventTablePtr table_;
    std::vector<AdContent> ads_;  // count + 1
    std::vector<Topic> topics_;
    std::vector<DuplicateGroup> duplicates_;
    Words words_from_ = Words::none;
    bool has_images_ = false;
    std::unique_ptr<Index> index_;
};

}  // namespace adscope
