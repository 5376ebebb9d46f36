#include "core/ingest/duplicates.h"

#include <string>

#include "core/ingest/coder.h"
#include "core/workspace/fields.h"

namespace adscope::ingest {

void DuplicateFinder::grow() {
    const std::vector<std::uint64_t> old = std::move(slots_);
    slots_.assign(old.empty() ? 1 << 16 : old.size() * 2, 0);
    mask_ = slots_.size() - 1;
    for (const auto identity : old) {
        if (identity == 0) continue;
        std::size_t at = identity & mask_;
        while (slots_[at] != 0) at = (at + 1) & mask_;
        slots_[at] = identity;
    }
}

Result<void> DuplicateFinder::load(Database& database, const JobContext& job, bool outcomes) {
    std::vector<std::string> columns = {"time",    "user",     "ad",     "click",  "conversion", "cost",
                                        "revenue", "position", "weight", "rating", "propensity", "split"};
    std::vector<bool> real(columns.size(), false);
    real[9] = real[10] = true;
    if (!outcomes)
        for (std::size_t i = columns.size(); i-- > 0;)
            if (columns[i] == "click" || columns[i] == "conversion" || columns[i] == "cost" || columns[i] == "revenue") {
                columns.erase(columns.begin() + static_cast<std::ptrdiff_t>(i));
                real.erase(real.begin() + static_cast<std::ptrdiff_t>(i));
            }
    ADSCOPE_ASSIGN(fields, read_fields(database));
    for (const auto& f : fields) {
        if (f.owner != Owner::event || (!outcomes && f.role == FieldRole::outcome)) continue;
        columns.push_back("c_" + std::to_string(f.column_number));
        real.push_back(is_real(f.kind));
    }
    std::string sql;
    std::vector<std::uint64_t> seeds;
    for (const auto& c : columns) {
        sql += (sql.empty() ? "SELECT " : ", ") + c;
        seeds.push_back(identity_seed(c));
    }
    ADSCOPE_ASSIGN(select, database.prepare(sql + " FROM events"));
    for (std::size_t row = 0;; ++row) {
        if (row % 16384 == 0 && job.cancelled()) return Error::cancelled();
        ADSCOPE_ASSIGN(more, select.step());
        if (!more) return {};
        std::uint64_t sum = 0;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const int c = static_cast<int>(i);
            if (!select.is_null(c)) sum += identity_part(seeds[i], real[i] ? cell_of(select.real(c)) : select.integer(c));
        }
        seen(sum);
    }
}

}  // namespace adscope::ingest
