#include "core/profiles/tally.h"

#include "core/base/parallel.h"

namespace adscope {
namespace {

constexpr std::size_t kMostCategories = 2000;

bool is_interest(const Column& c) {
    if (c.field.role == FieldRole::outcome) return false;
    if (c.tags()) return c.tags()->names.size() > 1;
    return c.field.kind == FieldKind::category && c.category()->names.size() > 1 && c.category()->names.size() <= kMostCategories;
}

}  // namespace

std::vector<TallyField> tally_fields(const EventTable& table) {
    std::vector<TallyField> out;
    const auto add = [&](const std::vector<Column>& columns, Owner owner, const char* prefix) {
        for (const auto& c : columns)
            if (is_interest(c)) out.push_back({prefix + c.field.name, owner, &c, {}});
    };
    add(table.columns, Owner::event, "");
    if (table.has_user) add(table.users.columns, Owner::user, "user.");
    if (table.has_ad) add(table.ads.columns, Owner::ad, "ad.");
    return out;
}

Result<void> tally(const EventTable& t, const std::vector<Counts>& users, const std::vector<Counts>& ads, std::vector<TallyField>& fields,
                   const JobContext& job) {
    parallel_for(fields.size(), 1, [&](std::size_t first, std::size_t last, int) {
        for (std::size_t f = first; f < last && !job.cancelled(); ++f) {
            auto& field = fields[f];
            field.all.assign(field.names().size(), {});
            if (field.owner == Owner::event) {
                t.usable().for_each([&](std::size_t row) {
                    field.each(row, [&](std::uint32_t code) { field.all[code].add(t.weight_of(row), t.click[row]); });
                });
                continue;
            }
            const auto& totals = field.owner == Owner::user ? users : ads;
            for (std::size_t entity = 1; entity < totals.size(); ++entity)
                field.each(entity, [&](std::uint32_t code) {
                    field.all[code].impressions += totals[entity].impressions;
                    field.all[code].clicks += totals[entity].clicks;
                });
        }
    });
    if (job.cancelled()) return Error::cancelled();
    return {};
}

}  // namespace adscope
