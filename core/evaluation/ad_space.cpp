#include "core/evaluation/ad_space.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/base/parallel.h"
#include "core/base/random.h"

namespace adscope {
namespace {

constexpr std::size_t kMost = 512;

// Sparse rows of terms, by ad.
using Terms = std::vector<std::vector<std::uint64_t>>;

// Adds the tokens of a text: words of letters and digits in lower case, and pairs of neighbouring characters of scripts that
// are written without spaces.
void add_tokens(std::string_view text, std::vector<std::uint64_t>& out) {
    std::string word;
    std::string_view previous;  // the wide character just before
    const auto end_word = [&] {
        if (!word.empty()) out.push_back(stream_id(word));
        word.clear();
    };
    for (std::size_t i = 0; i < text.size();) {
        const auto c = static_cast<unsigned char>(text[i]);
        const std::size_t length = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
        const auto character = text.substr(i, length);
        i += length;
        if (length >= 3) {
            end_word();
            if (!previous.empty()) out.push_back(stream_id(std::string(previous) + std::string(character)));
            previous = character;
            continue;
        }
        previous = {};
        if (length == 1 && !std::isalnum(c)) end_word();
        else if (length == 1) word += static_cast<char>(std::tolower(c));
        else word += character;
    }
    end_word();
}

Terms tag_terms(const EventTable& table) {
    Terms terms(table.ads.count + 1);
    for (const auto& column : table.ads.columns) {
        const auto* tags = column.tags();
        if (!tags) continue;
        const auto salt = mix64(stream_id(column.field.name));
        for (std::size_t ad = 1; ad <= table.ads.count; ++ad)
            for (const auto tag : tags->row(ad)) terms[ad].push_back(mix64(salt + tag));
    }
    return terms;
}

Terms column_terms(const EventTable& table, bool text) {
    Terms terms(table.ads.count + 1);
    for (const auto& column : table.ads.columns) {
        const auto* category = column.category();
        const bool wanted = text ? column.field.kind == FieldKind::text : column.field.kind == FieldKind::category;
        if (!category || !wanted || column.field.role != FieldRole::attribute) continue;
        const auto salt = mix64(stream_id(column.field.name));
        for (std::size_t ad = 1; ad <= table.ads.count; ++ad) {
            const auto code = category->codes[ad];
            if (code == 0) continue;
            if (text) add_tokens(category->names[code], terms[ad]);
            else terms[ad].push_back(mix64(salt + code));
        }
    }
    return terms;
}

bool any(const Terms& terms) {
    return std::ranges::any_of(terms, [](const auto& t) { return !t.empty(); });
}

// Smoothed inverse document frequencies, ln((1 + n) / (1 + df)) + 1, for texts; 1 for tags and attributes.
std::unordered_map<std::uint64_t, std::pair<std::uint32_t, float>> number_terms(const Terms& terms, bool inverse) {
    std::unordered_map<std::uint64_t, std::pair<std::uint32_t, float>> numbered;
    std::size_t documents = 0;
    for (const auto& row : terms) {
        documents += !row.empty();
        for (const auto term : std::set<std::uint64_t>(row.begin(), row.end())) {
            auto [at, is_new] = numbered.try_emplace(term, 0, 0.0f);
            if (is_new) at->second.first = static_cast<std::uint32_t>(numbered.size() - 1);
            at->second.second += 1;
        }
    }
    for (auto& [term, value] : numbered)
        value.second =
            inverse ? static_cast<float>(std::log((1.0 + static_cast<double>(documents)) / (1.0 + static_cast<double>(value.second))) + 1)
                    : 1.0f;
    return numbered;
}

void normalise(std::span<float> row) {
    double squared = 0;
    for (const float x : row) squared += static_cast<double>(x) * static_cast<double>(x);
    if (squared <= 0) return;
    for (float& x : row) x = static_cast<float>(static_cast<double>(x) / std::sqrt(squared));
}

}  // namespace

AdSpace AdSpace::make(const EventTable& table) {
    AdSpace space;
    bool text = false;
    auto terms = tag_terms(table);
    space.name = Message("evaluation.space_tags");
    if (!any(terms)) {
        terms = column_terms(table, text = true);
        space.name = Message("evaluation.space_text");
    }
    if (!any(terms)) {
        terms = column_terms(table, text = false);
        space.name = Message(any(terms) ? "evaluation.space_attributes" : "evaluation.space_none");
    }
    const auto numbered = number_terms(terms, text);
    space.dimensions = std::min(numbered.size(), kMost);
    const bool hashed = numbered.size() > kMost;
    space.vectors.assign(terms.size() * space.dimensions, 0.0f);
    parallel_for(terms.size(), 256, [&](std::size_t begin, std::size_t end, int) {
        for (std::size_t ad = begin; ad < end; ++ad) {
            const auto row = std::span(space.vectors).subspan(ad * space.dimensions, space.dimensions);
            for (const auto term : terms[ad]) {
                const auto& [number, weight] = numbered.at(term);
                const auto hash = mix64(term);
                if (hashed) row[hash % kMost] += hash >> 63 ? weight : -weight;
                else row[number] += weight;
            }
            normalise(row);
        }
    });
    return space;
}

double AdSpace::similarity(std::uint32_t a, std::uint32_t b) const {
    const float *x = vectors.data() + a * dimensions, *y = vectors.data() + b * dimensions;
    double sum = 0;
    for (std::size_t k = 0; k < dimensions; ++k) sum += static_cast<double>(x[k]) * static_cast<double>(y[k]);
    return sum;
}

}  // namespace adscope
