// What the Ads page computes on workers: the catalogue once for a table, rates for a slice and the picked ad.
#pragma once

#include "core/profiles/ad_catalogue.h"
#include "core/profiles/ad_rates.h"

namespace adscope::ui {

struct AdsData {  // of a table
    std::shared_ptr<const AdCatalogue> catalogue;
    std::shared_ptr<const AdExposure> exposure;
};
Result<AdsData> read_ads(const std::string& workspace, const EventTablePtr& table, const JobContext& job);

struct AdsSlice {                // of a slice
    std::vector<Counts> counts;  // by ad
    AdRates all;
};
Result<std::shared_ptr<const AdsSlice>> slice_ads(const AdsData& data, const std::shared_ptr<const Selection>& rows, const JobContext& job);

// The first number of times seen from which the interval lies below a rate, what is shown from there on; none: 0.
struct Cap {
    std::int64_t from = 0;
    Counts beyond;
};
Cap cap_of(const AdRates& rates, const Metric& catalogue);

// Groups of near duplicates with their figures, one row an ad.
DataTable duplicates_table(const AdCatalogue& catalogue, const std::vector<Counts>& counts, const std::string& slice_text);

// Words of a search box are all to be found in an ad's key, title, body, words of its heaviest topic, tags, or names of colours that
// cover a tenth of its picture.
bool matches(const AdCatalogue& catalogue, std::uint32_t ad, const std::vector<std::string>& words, Language language);

}  // namespace adscope::ui
