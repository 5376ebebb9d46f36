#include "ui/pages/recommend/persona.h"

#include <algorithm>
#include <map>

#include "core/workspace/source.h"

namespace adscope::ui {
namespace {

// Tags or one category of the ads that a user clicked, most clicked first.
QStringList clicked_topics(const EventTable& table, std::uint32_t user) {
    const Column* topic = nullptr;
    for (const auto& c : table.ads.columns) {
        const auto* category = c.category();
        if (c.tags() || (category && c.field.kind == FieldKind::category && category->names.size() > 2 && category->names.size() <= 64)) {
            topic = &c;
            if (c.tags() || c.field.name == "topic" || c.field.name == "category") break;
        }
    }
    if (!topic) return {};
    std::map<std::string, int> counts;
    for (std::size_t row = 0; row < table.rows; ++row) {
        if (table.user[row] != user || !table.click[row]) continue;
        const std::uint32_t ad = table.ad[row];
        if (const auto* tags = topic->tags())
            for (const auto t : tags->row(ad)) ++counts[tags->names[t]];
        else if (const auto code = topic->category()->codes[ad]) ++counts[topic->category()->names[code]];
    }
    std::vector<std::pair<int, std::string>> order;
    for (const auto& [name, n] : counts) order.emplace_back(-n, name);
    std::sort(order.begin(), order.end());
    QStringList out;
    for (std::size_t i = 0; i < order.size() && i < 4; ++i) out << QString::fromStdString(order[i].second);
    return out;
}

}  // namespace

Persona persona_of(const EventTable& table, std::uint32_t user) {
    Persona p;
    QStringList values;
    for (const auto& c : table.users.columns) {
        if (values.size() == 5) break;
        if (const auto* category = c.category(); category && c.field.kind == FieldKind::category) {
            // Columns of yes and no, and codes without a meaning of their own, say nothing to an audience.
            const std::string& name = category->names[category->codes[user]];
            if (!name.empty() && category->names.size() <= 200 && parse_number(name) != parse_number(name))
                values << QString::fromStdString(name);
        } else if (const auto* number = c.number();
                   number && c.field.kind == FieldKind::number && c.field.name == "age" && !std::isnan(number->values[user])) {
            // Five-year bands: an exact age with a region can name a person.
            const int low = static_cast<int>(number->values[user]) / 5 * 5;
            values << QString::number(low) + QString::fromUtf8("–") + QString::number(low + 4);
        } else if (const auto* tags = c.tags()) {
            for (const auto t : tags->row(user))
                if (p.interests.size() < 4) p.interests << QString::fromStdString(tags->names[t]);
        }
    }
    p.attributes = values.join(QString::fromUtf8(" • "));
    if (p.interests.isEmpty()) p.interests = clicked_topics(table, user);
    return p;
}

std::vector<std::uint32_t> active_users(const EventTable& table, const Selection* rows, std::size_t limit) {
    std::vector<std::uint32_t> counts(table.users.count + 1);
    (rows ? *rows : table.usable()).for_each([&](std::size_t i) { counts[table.user[i]] += 1 + table.click[i]; });
    std::vector<std::uint32_t> users;
    for (std::uint32_t u = 1; u < counts.size(); ++u)
        if (counts[u]) users.push_back(u);
    limit = std::min(limit, users.size());
    std::partial_sort(users.begin(), users.begin() + static_cast<std::ptrdiff_t>(limit), users.end(),
                      [&](auto a, auto b) { return counts[a] != counts[b] ? counts[a] > counts[b] : a < b; });
    users.resize(limit);
    return users;
}

}  // namespace adscope::ui
