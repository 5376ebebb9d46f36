// The fields, dictionaries, users and ads of a workspace while an import adds to them. Everything is held in memory
// and written once, at the end.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/ingest/import.h"
#include "core/ingest/writer/interner.h"
#include "core/workspace/database.h"

namespace adscope::ingest {

// A stored value in 64 bits: an integer, or the bits of a double (never -0.0, whose bits mean "missing").
using Cell = std::int64_t;
inline constexpr Cell kNull = INT64_MIN;
inline Cell cell_of(double value) {
    value += 0.0;  // -0.0 becomes 0.0
    Cell bits;
    std::memcpy(&bits, &value, sizeof bits);
    return bits;
}
inline double real_of(Cell bits) {
    double value;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}
inline bool is_real(FieldKind kind) { return kind == FieldKind::number; }

struct StoredField {
    Field field;
    bool is_new = false, written = false;               // written: its column is there
    Interner values;                                    // of coded kinds; of tags: the sets
    Interner members;                                   // of tags
    std::size_t stored_values = 0, stored_members = 0;  // that the workspace has already
    // Owners user and ad: the place of its value among those of an entity.
    std::size_t place = 0;
    std::vector<std::uint32_t> filled;  // ids that the workspace had, without a value, and that got one
    std::uint64_t differing = 0;        // values that came later and were another
    std::optional<FieldRole> wanted;    // another role that this import gave it; the stored one stays

    // The code of a set of tags; members get theirs. A sequence keeps order and repeats, tags are a set. kNull: none.
    Cell code_of_tags(std::string_view text, bool sequence);
};

// Users or ads, with the values of their fields: those of one entity lie together, since rows give them together.
class Entities {
public:
    Interner keys;
    std::size_t stored = 0;             // ids that the workspace has already
    std::vector<std::int64_t> sources;  // of the new ones, by id - stored - 1

    std::uint32_t code(std::string_view key, std::int64_t source) {
        const auto id = keys.code(key);
        if (id > stored + sources.size()) sources.push_back(source);
        return id;
    }
    // Makes room for a field and gives its place.
    std::size_t add_field();
    Cell value(std::size_t id, std::size_t place) const {
        return (id + 1) * stride_ <= values_.size() ? values_[id * stride_ + place] : kNull;
    }
    void set(std::size_t id, std::size_t place, Cell value) {
        if ((id + 1) * stride_ > values_.size()) grow(id);
        values_[id * stride_ + place] = value;
    }
    // Gives an entity a value; the first one stays.
    void give(StoredField& field, std::uint32_t id, Cell value) {
        if (value == kNull) return;
        if ((id + 1) * stride_ > values_.size()) grow(id);
        Cell& cell = values_[id * stride_ + field.place];
        if (cell == kNull) {
            cell = value;
            if (id <= stored) field.filled.push_back(id);
        } else {
            field.differing += cell != value;
        }
    }
    void prefetch(std::size_t id) const {
        if (stride_ > 0 && (id + 1) * stride_ <= values_.size()) __builtin_prefetch(&values_[id * stride_]);
    }

private:
    void grow(std::size_t id);
    std::size_t stride_ = 0;
    std::vector<Cell> values_;  // [id * stride + place]
};

class Catalogue {
public:
    // Reads what the workspace has; a null database is an empty one.
    static Result<std::unique_ptr<Catalogue>> load(Database* database);

    // The field of this owner and name, made where it is missing. A field that is there keeps its role and its kind;
    // when `strict` and the kind differs, that is wrong usage.
    Result<StoredField*> field(Owner owner, const std::string& name, FieldRole role, FieldKind kind, bool strict, std::int64_t source);

    Entities& entities(Owner owner) { return owner == Owner::user ? users_ : ads_; }
    std::vector<StoredField*> fields_of(Owner owner);

    // Adds the new columns and describes them. Before any row is written.
    Result<void> write_fields(Database& database);
    // Dictionaries, users and ads. `undo` receives what remove_import needs to take given values away again (JSON).
    Result<void> write_values(Database& database, const JobContext& job, std::string& undo);

private:
    Result<void> load_values(StoredField& field);
    Result<void> load_keys(Owner owner);
    Result<void> write_dictionary(Database& database, const StoredField& field);
    Result<void> write_entities(Database& database, Owner owner, const JobContext& job);
    Result<void> write_filled(Database& database, const StoredField& field);

    Database* database_ = nullptr;
    std::vector<std::unique_ptr<StoredField>> fields_;
    std::vector<Field> known_;  // of the workspace, whether used or not
    Entities users_, ads_;
    std::int64_t next_field_ = 1;
    int next_column_[3] = {1, 1, 1};
};

}  // namespace adscope::ingest
