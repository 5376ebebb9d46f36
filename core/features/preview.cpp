#include "core/features/preview.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "core/features/binding.h"

namespace adscope {
namespace {

// "2026-03-01 14:30" in the reporting zone.
std::string local_time_text(const EventTable& table, std::int64_t ms) {
    using namespace std::chrono;
    const sys_time<milliseconds> at(milliseconds(ms + table.zone_offset(ms)));
    const auto day = floor<days>(at);
    const year_month_day date(day);
    const auto minutes = duration_cast<std::chrono::minutes>(at - day).count();
    char buffer[40];
    std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u %02d:%02d", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()), static_cast<int>(minutes / 60), static_cast<int>(minutes % 60));
    return buffer;
}

std::string source_text(const EventTable& table, const std::string& name, std::uint32_t row) {
    const auto source = FieldSource::find(table, name, {});
    if (!source) return {};
    const std::size_t slot = source->slot_of(row);
    switch (source->shape()) {
        case FieldSource::Shape::coded: return source->names()[source->code(slot)];
        case FieldSource::Shape::tags: return cell_text(*source, slot);
        default: break;
    }
    const double value = source->number(slot);
    if (std::isnan(value)) return {};
    const bool time = source->role() == FieldSource::Role::time || (source->column() && source->column()->field.kind == FieldKind::time);
    return time ? local_time_text(table, static_cast<std::int64_t>(value)) : number_key(value);
}

std::string raw_text(const FeatureSpec& spec, const EventTable& table, std::uint32_t row) {
    if (find_feature_kind(spec.kind)->reads_past()) return {};
    std::string out = source_text(table, spec.source, row);
    if (const auto with = spec.settings.find("with"); with != spec.settings.end()) out += " × " + source_text(table, with->second, row);
    return out;
}

}  // namespace

Result<RecipePreview> preview_recipe(const EventTable& table, const Recipe& recipe, std::span<const std::uint32_t> train_rows,
                                     std::size_t count, const JobContext& job) {
    constexpr std::size_t kMost = 50'000;
    std::vector<std::uint32_t> rows, shown;
    for (std::size_t i = 0, n = std::min(kMost, train_rows.size()); i < n; ++i) rows.push_back(train_rows[i * train_rows.size() / n]);
    ADSCOPE_ASSIGN(fitted, FittedRecipe::fit(recipe, table, rows, job));
    for (std::size_t i = 0, n = std::min(count, rows.size()); i < n; ++i) shown.push_back(rows[(2 * i + 1) * rows.size() / (2 * n)]);
    ADSCOPE_ASSIGN(batch, fitted.encode(table, shown, JobContext(job.stop_token(), {})));
    RecipePreview out;
    for (const auto& f : recipe.features) out.features.push_back(f.name);
    for (std::size_t r = 0; r < shown.size(); ++r) {
        out.events.push_back(table.id[shown[r]]);
        auto& cells = out.cells.emplace_back();
        for (std::size_t f = 0; f < recipe.features.size(); ++f)
            cells.push_back({raw_text(recipe.features[f], table, shown[r]), fitted.describe_value(batch, r, f)});
    }
    return out;
}

}  // namespace adscope
