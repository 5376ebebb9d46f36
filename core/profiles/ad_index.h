// Private to the catalogue of ads: the vectors by which ads are compared.
#pragma once

#include "core/profiles/ad_catalogue.h"
#include "core/text/minhash.h"
#include "core/text/tfidf.h"

namespace adscope {

struct AdCatalogue::Index {
    std::vector<text::Document> documents;      // by code
    std::vector<std::string> terms;             // columns of words
    text::SparseRows words, tags;               // rows of unit length; tags are empty where words are made of them
    std::vector<std::vector<double>> pictures;  // unit length less the mean picture; empty where there is none
    std::vector<text::Signature> signatures;    // of the texts; empty where there is none

    // Takes the mean picture away and scales to unit length again: histograms of any two pictures have much in common.
    void centre_pictures();
    // Of the blocks side by side: sum of the blocks' cosines over sqrt(blocks of a * blocks of b).
    double cosine(std::uint32_t a, std::uint32_t b) const;
};

}  // namespace adscope
