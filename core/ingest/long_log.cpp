#include "core/ingest/long_log.h"

#include <algorithm>

namespace adscope::ingest {
namespace {

std::string column_of(const StoredField& field) { return "c_" + std::to_string(field.field.column_number); }

std::string ids_of(const std::vector<StoredSource*>& sources) {
    std::string out;
    for (const auto* s : sources) out += (out.empty() ? "" : ",") + std::to_string(s->id);
    return out;
}

Result<void> put_aside(Database* database, const std::vector<const ActionJoin::Act*>& acts, const std::vector<StoredSource*>& sources,
                       const std::string& window) {
    std::vector<std::optional<RejectedWriter>> writers(sources.size());
    for (const auto* act : acts) {
        StoredSource& source = *sources[act->file];
        --source.accepted;
        ++source.rejected;
        ++source.reasons["no_show"];
        if (!database) continue;
        if (!writers[act->file]) {
            ADSCOPE_ASSIGN(made, RejectedWriter::make(*database, source.id));
            writers[act->file].emplace(std::move(made));
        }
        RejectedLine line{act->line, "no_show", Message("ingest.rejected.no_show", {{"window", window}}), act->raw};
        ADSCOPE_TRY(writers[act->file]->write(line));
    }
    return {};
}

}  // namespace

Result<std::optional<LongLog>> LongLog::make(const std::vector<const TableReader*>& readers,
                                             const std::vector<const std::vector<Assignment>*>& plans,
                                             const std::map<std::string, std::string>& words, const std::string& window) {
    LongLog out;
    ADSCOPE_ASSIGN(parsed, parse_window(window));
    out.window_ = parsed;
    out.words_ = ActionWords(words);
    bool any = false;
    ActionKind first = ActionKind::other;
    for (std::size_t i = 0; i < readers.size(); ++i)
        for (const auto& a : *plans[i]) {
            if (a.role.role != Role::action) continue;
            any = true;
            for (const auto& row : readers[i]->sample()) {
                const Action* action = a.cell < row.size() ? out.words_.find(trimmed(row[a.cell])) : nullptr;
                if (!action) continue;
                first = std::min(first, action->kind);
                out.conversions_ |= action->kind == ActionKind::conversion;
            }
        }
    if (!any) {
        if (!window.empty() || !words.empty()) return Error(ErrorCode::usage, "mapping.no_action_column");
        return std::optional<LongLog>();
    }
    out.begins_ = first;
    out.stored_ = {words, window, static_cast<int>(first)};
    return std::optional<LongLog>(std::move(out));
}

void LongLog::set_up(RowCoder& coder) const {
    coder.read_actions({&words_, begins_, conversions_});
    coder.ignore_outcomes();
}

Result<LongLog::Counts> LongLog::write(Database* database, Catalogue& catalogue, const std::vector<StoredSource*>& sources,
                                       const JobContext& job) {
    ADSCOPE_ASSIGN(joined, join_.join(window_, job));
    ADSCOPE_TRY(put_aside(database, joined.without, sources, stored_.window.empty() ? "30m, conversion=7d" : stored_.window));
    const Counts counts{joined.clicked, joined.joined};
    if (!database) return counts;
    std::vector<StoredField*> fields;
    for (const auto& name : join_.outcomes()) {
        ADSCOPE_ASSIGN(field, catalogue.field(Owner::event, name, FieldRole::outcome, FieldKind::flag, false, sources.front()->id));
        fields.push_back(field);
    }
    ADSCOPE_TRY(catalogue.write_fields(*database));
    const std::string mine = " WHERE source IN (" + ids_of(sources) + ")";
    for (const auto* field : fields) ADSCOPE_TRY(database->execute("UPDATE events SET " + column_of(*field) + " = 0" + mine));
    if (join_.any_conversion() && !conversions_)
        ADSCOPE_TRY(database->execute("UPDATE events SET conversion = coalesce(conversion, 0)" + mine));
    if (job.cancelled()) return Error::cancelled();
    ADSCOPE_TRY(write_joined(*database, joined.events, fields));
    return counts;
}

Result<void> write_joined(Database& database, const std::vector<ActionJoin::Joined>& events, const std::vector<StoredField*>& outcomes) {
    ADSCOPE_ASSIGN(update,
                   database.prepare("UPDATE events SET click = max(click, ?1), conversion = CASE WHEN ?2 THEN 1 ELSE conversion END, "
                                    "cost = CASE WHEN ?3 <> 0 THEN coalesce(cost, 0) + ?3 ELSE cost END, "
                                    "revenue = CASE WHEN ?4 <> 0 THEN coalesce(revenue, 0) + ?4 ELSE revenue END WHERE id = ?5"));
    std::vector<Statement> set;
    for (const auto* field : outcomes) {
        ADSCOPE_ASSIGN(statement, database.prepare("UPDATE events SET " + column_of(*field) + " = 1 WHERE id = ?1"));
        set.push_back(std::move(statement));
    }
    for (const auto& e : events) {
        update.bind(1, std::int64_t{e.click}).bind(2, std::int64_t{e.conversion}).bind(3, e.cost).bind(4, e.revenue);
        ADSCOPE_TRY(update.bind(5, e.event).run());
        for (const auto outcome : e.outcomes) ADSCOPE_TRY(set[outcome].bind(1, e.event).run());
    }
    return {};
}

}  // namespace adscope::ingest
