#include "core/ingest/writer/catalogue.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/ingest/values.h"
#include "core/workspace/fields.h"

namespace adscope::ingest {
namespace {

const char* table_of(Owner owner) { return owner == Owner::user ? "users" : owner == Owner::ad ? "ads" : "events"; }

}  // namespace

Cell StoredField::code_of_tags(std::string_view text, bool sequence) {
    std::vector<std::uint32_t> codes;
    for (const auto tag : split_tags(text, sequence)) {
        const auto code = members.code(tag);
        if (sequence || std::find(codes.begin(), codes.end(), code) == codes.end()) codes.push_back(code);
    }
    if (codes.empty()) return kNull;
    std::string set;
    for (const auto code : codes) set += (set.empty() ? "" : ",") + std::to_string(code);
    return values.code(set);
}

std::size_t Entities::add_field() {
    const std::vector<Cell> old = std::move(values_);
    const std::size_t before = stride_++, count = before ? old.size() / before : 0;
    values_.assign(count * stride_, kNull);
    for (std::size_t id = 0; id < count; ++id)
        std::copy_n(old.begin() + static_cast<std::ptrdiff_t>(id * before), before,
                    values_.begin() + static_cast<std::ptrdiff_t>(id * stride_));
    return before;
}

void Entities::grow(std::size_t id) {
    values_.resize(std::max((id + 1) * stride_, values_.size() + values_.size() / 2 + 64 * stride_), kNull);
}

Result<std::unique_ptr<Catalogue>> Catalogue::load(Database* database) {
    std::unique_ptr<Catalogue> out(new Catalogue);
    out->database_ = database;
    if (!database) return out;
    ADSCOPE_ASSIGN(fields, read_fields(*database));
    for (const auto& f : fields) {
        out->next_field_ = std::max(out->next_field_, f.id + 1);
        int& column = out->next_column_[static_cast<int>(f.owner)];
        column = std::max(column, f.column_number + 1);
    }
    out->known_ = std::move(fields);
    ADSCOPE_TRY(out->load_keys(Owner::user));
    ADSCOPE_TRY(out->load_keys(Owner::ad));
    return out;
}

Result<void> Catalogue::load_keys(Owner owner) {
    auto& e = entities(owner);
    ADSCOPE_ASSIGN(select, database_->prepare(std::string("SELECT id, key FROM ") + table_of(owner) + " ORDER BY id"));
    while (true) {
        ADSCOPE_ASSIGN(row, select.step());
        if (!row) break;
        while (static_cast<std::int64_t>(e.keys.size()) + 1 < select.integer(0)) e.keys.skip();
        e.keys.code(select.text(1));
    }
    e.stored = e.keys.size();
    return {};
}

Result<void> Catalogue::load_values(StoredField& f) {
    if (is_coded(f.field.kind) || f.field.kind == FieldKind::tags) {
        ADSCOPE_ASSIGN(values, read_dictionary(*database_, f.field.id));
        for (std::size_t i = 1; i < values.size(); ++i) f.values.code(values[i]);
        f.stored_values = values.size() - 1;
        if (f.field.kind == FieldKind::tags) {
            ADSCOPE_ASSIGN(members, read_dictionary(*database_, -f.field.id));
            for (std::size_t i = 1; i < members.size(); ++i) f.members.code(members[i]);
            f.stored_members = members.size() - 1;
        }
    }
    if (f.field.owner == Owner::event) return {};
    const std::string column = "c_" + std::to_string(f.field.column_number);
    ADSCOPE_ASSIGN(select,
                   database_->prepare("SELECT id, " + column + " FROM " + table_of(f.field.owner) + " WHERE " + column + " IS NOT NULL"));
    auto& owner = entities(f.field.owner);
    while (true) {
        ADSCOPE_ASSIGN(row, select.step());
        if (!row) return {};
        owner.set(static_cast<std::size_t>(select.integer(0)), f.place,
                  is_real(f.field.kind) ? cell_of(select.real(1)) : select.integer(1));
    }
}

Result<StoredField*> Catalogue::field(Owner owner, const std::string& name, FieldRole role, FieldKind kind, bool strict,
                                      std::int64_t source) {
    const auto clash = [&](FieldKind found) {
        return Error(ErrorCode::usage, "ingest.kind_conflict",
                     {{"field", name}, {"found", to_string(kind)}, {"expected", to_string(found)}});
    };
    for (const auto& f : fields_)
        if (f->field.owner == owner && f->field.name == name) {
            if (strict && f->field.kind != kind) return clash(f->field.kind);
            return f.get();
        }
    auto made = std::make_unique<StoredField>();
    if (owner != Owner::event) made->place = entities(owner).add_field();
    const auto known = std::find_if(known_.begin(), known_.end(), [&](const Field& f) { return f.owner == owner && f.name == name; });
    if (known != known_.end()) {
        if (strict && known->kind != kind) return clash(known->kind);
        made->field = *known;
        if (known->role != role) made->wanted = role;
        ADSCOPE_TRY(load_values(*made));
    } else {
        made->is_new = true;
        made->field = Field{next_field_++, owner, next_column_[static_cast<int>(owner)]++, name, role, kind, source};
    }
    fields_.push_back(std::move(made));
    return fields_.back().get();
}

std::vector<StoredField*> Catalogue::fields_of(Owner owner) {
    std::vector<StoredField*> out;
    for (const auto& f : fields_)
        if (f->field.owner == owner) out.push_back(f.get());
    return out;
}

Result<void> Catalogue::write_fields(Database& database) {
    ADSCOPE_ASSIGN(insert, database.prepare("INSERT INTO fields VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
    for (const auto& stored : fields_) {
        if (!stored->is_new || stored->written) continue;
        stored->written = true;
        const auto& f = stored->field;
        ADSCOPE_TRY(database.execute(std::string("ALTER TABLE ") + table_of(f.owner) + " ADD COLUMN c_" + std::to_string(f.column_number) +
                                     (is_real(f.kind) ? " REAL" : " INTEGER")));
        const std::string owner = to_string(f.owner), role = to_string(f.role), kind = to_string(f.kind);
        insert.bind(1, f.id).bind(2, std::string_view(owner)).bind(3, f.column_number).bind(4, std::string_view(f.name));
        insert.bind(5, std::string_view(role)).bind(6, std::string_view(kind)).bind(7, f.source);
        ADSCOPE_TRY(insert.run());
    }
    return {};
}

Result<void> Catalogue::write_dictionary(Database& database, const StoredField& f) {
    ADSCOPE_ASSIGN(insert, database.prepare("INSERT INTO dictionary VALUES (?1, ?2, ?3)"));
    const auto write = [&](std::int64_t field, const Interner& values, std::size_t stored) -> Result<void> {
        for (std::size_t code = stored + 1; code <= values.size(); ++code) {
            insert.bind(1, field).bind(2, static_cast<std::int64_t>(code)).bind(3, values.text(static_cast<std::uint32_t>(code)));
            ADSCOPE_TRY(insert.run());
        }
        return {};
    };
    if (f.field.kind == FieldKind::tags) ADSCOPE_TRY(write(-f.field.id, f.members, f.stored_members));
    return write(f.field.id, f.values, f.stored_values);
}

Result<void> Catalogue::write_entities(Database& database, Owner owner, const JobContext& job) {
    const auto fields = fields_of(owner);
    std::string columns = "id, key, source", marks = "?1, ?2, ?3";
    for (std::size_t i = 0; i < fields.size(); ++i) {
        columns += ", c_" + std::to_string(fields[i]->field.column_number);
        marks += ", ?" + std::to_string(4 + i);
    }
    ADSCOPE_ASSIGN(insert, database.prepare(std::string("INSERT INTO ") + table_of(owner) + "(" + columns + ") VALUES (" + marks + ")"));
    const auto& e = entities(owner);
    for (std::size_t id = e.stored + 1; id <= e.keys.size(); ++id) {
        if (id % 4096 == 0 && job.cancelled()) return Error::cancelled();
        insert.bind(1, static_cast<std::int64_t>(id))
            .bind(2, e.keys.text(static_cast<std::uint32_t>(id)))
            .bind(3, e.sources[id - e.stored - 1]);
        for (std::size_t i = 0; i < fields.size(); ++i) {
            const int at = 4 + static_cast<int>(i);
            const Cell cell = e.value(id, fields[i]->place);
            if (cell == kNull) insert.bind_null(at);
            else if (is_real(fields[i]->field.kind)) insert.bind(at, real_of(cell));
            else insert.bind(at, cell);
        }
        ADSCOPE_TRY(insert.run());
    }
    return {};
}

Result<void> Catalogue::write_filled(Database& database, const StoredField& f) {
    if (f.filled.empty()) return {};
    ADSCOPE_ASSIGN(update, database.prepare(std::string("UPDATE ") + table_of(f.field.owner) + " SET c_" +
                                            std::to_string(f.field.column_number) + " = ?1 WHERE id = ?2"));
    for (const auto id : f.filled) {
        const Cell cell = entities(f.field.owner).value(id, f.place);
        if (is_real(f.field.kind)) update.bind(1, real_of(cell));
        else update.bind(1, cell);
        ADSCOPE_TRY(update.bind(2, static_cast<std::int64_t>(id)).run());
    }
    return {};
}

Result<void> Catalogue::write_values(Database& database, const JobContext& job, std::string& undo) {
    nlohmann::json filled = nlohmann::json::array();
    for (const auto& f : fields_) {
        ADSCOPE_TRY(write_dictionary(database, *f));
        ADSCOPE_TRY(write_filled(database, *f));
        if (!f->filled.empty()) filled.push_back({{"field", f->field.id}, {"ids", f->filled}});
    }
    undo = filled.empty() ? std::string() : filled.dump();
    ADSCOPE_TRY(write_entities(database, Owner::user, job));
    return write_entities(database, Owner::ad, job);
}

}  // namespace adscope::ingest
