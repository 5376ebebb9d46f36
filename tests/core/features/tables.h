// Small event tables made by hand.
#pragma once

#include <algorithm>

#include "core/workspace/event_table.h"

namespace adscope::testing {

class TableBuilder {
public:
    explicit TableBuilder(std::size_t rows) : table_(std::make_shared<EventTable>()) {
        auto& t = *table_;
        t.rows = rows;
        for (std::size_t i = 0; i < rows; ++i) t.id.push_back(static_cast<std::int64_t>(i + 1));
        t.click.assign(rows, 1);
        t.user = CodeArray(rows, 1);
        t.ad = CodeArray(rows, 1);
        t.users.keys = t.ads.keys = {""};
        t.marked = Selection(rows);
        t.usable_ = Selection(rows, true);
    }
    TableBuilder& users(const std::vector<std::string>& keys) {
        table_->has_user = true;
        identity(keys, table_->users, table_->user);
        return *this;
    }
    TableBuilder& ads(const std::vector<std::string>& keys) {
        table_->has_ad = true;
        identity(keys, table_->ads, table_->ad);
        return *this;
    }
    TableBuilder& times(const std::vector<std::int64_t>& times) {
        table_->has_time = true;
        table_->time = times;
        return *this;
    }
    TableBuilder& clicks(const std::vector<int>& clicks) {
        table_->has_click = true;
        table_->click.assign(clicks.begin(), clicks.end());
        return *this;
    }
    TableBuilder& weights(const std::vector<int>& weights) {
        table_->weight.assign(weights.begin(), weights.end());
        return *this;
    }
    TableBuilder& marked(const std::vector<std::size_t>& rows) {
        for (const auto r : rows) table_->marked.set(r);
        table_->usable_ = Selection(table_->marked).invert();
        return *this;
    }
    // Fields of events have a value a row; fields of users and ads one an entity, in code order from 1.
    TableBuilder& texts(const std::string& name, const std::vector<std::string>& values, FieldRole role = FieldRole::context,
                        Owner owner = Owner::event, FieldKind kind = FieldKind::category) {
        const auto all = padded(values, owner, std::string());
        CategoryValues out;
        out.names = {""};
        out.codes = CodeArray(all.size(), static_cast<std::uint32_t>(all.size() + 1));
        for (std::size_t i = 0; i < all.size(); ++i) out.codes.set(i, code_of(all[i], out.names));
        return add(name, role, owner, kind, std::move(out));
    }
    TableBuilder& numbers(const std::string& name, const std::vector<double>& values, FieldRole role = FieldRole::context,
                          Owner owner = Owner::event, FieldKind kind = FieldKind::number) {
        return add(name, role, owner, kind, NumberValues{padded(values, owner, kMissing)});
    }
    TableBuilder& tags(const std::string& name, const std::vector<std::vector<std::string>>& values, FieldRole role = FieldRole::context,
                       Owner owner = Owner::event) {
        TagValues out;
        out.names = {""};
        out.offsets = {0};
        for (const auto& row : padded(values, owner, {})) {
            for (const auto& tag : row) out.codes.push_back(code_of(tag, out.names));
            out.offsets.push_back(static_cast<std::uint32_t>(out.codes.size()));
        }
        return add(name, role, owner, FieldKind::tags, std::move(out));
    }
    EventTable& edit() { return *table_; }
    EventTablePtr make() const { return table_; }

private:
    static std::uint32_t code_of(const std::string& text, std::vector<std::string>& names) {
        const auto it = std::find(names.begin(), names.end(), text);
        if (it != names.end()) return static_cast<std::uint32_t>(it - names.begin());
        names.push_back(text);
        return static_cast<std::uint32_t>(names.size() - 1);
    }
    static void identity(const std::vector<std::string>& keys, EntityTable& entities, CodeArray& codes) {
        codes = CodeArray(keys.size(), static_cast<std::uint32_t>(keys.size() + 1));
        for (std::size_t i = 0; i < keys.size(); ++i) codes.set(i, code_of(keys[i], entities.keys));
        entities.count = entities.keys.size() - 1;
    }
    template <class T>
    std::vector<T> padded(std::vector<T> values, Owner owner, T missing) const {
        if (owner != Owner::event) values.insert(values.begin(), missing);
        return values;
    }
    TableBuilder& add(const std::string& name, FieldRole role, Owner owner, FieldKind kind,
                      std::variant<CategoryValues, NumberValues, TagValues> values) {
        auto& columns = owner == Owner::event ? table_->columns : owner == Owner::user ? table_->users.columns : table_->ads.columns;
        columns.push_back({{0, owner, 0, name, role, kind, 0}, std::move(values)});
        return *this;
    }

    std::shared_ptr<EventTable> table_;
};

inline std::vector<std::uint32_t> rows_to(std::uint32_t n) {
    std::vector<std::uint32_t> out(n);
    for (std::uint32_t i = 0; i < n; ++i) out[i] = i;
    return out;
}

}  // namespace adscope::testing
