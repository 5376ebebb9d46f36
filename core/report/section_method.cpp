// Sections that tell how and from what: definitions, provenance, and what was saved for the report.
#include "core/base/embedded.h"
#include "core/report/sections.h"

namespace adscope::report {
namespace {

constexpr const char* kTerms[] = {
    "ctr",         "cvr",  "cpc",      "ecpm", "roas", "interval", "small_cell", "auc", "gauc", "log_loss", "normalised_entropy",
    "calibration", "ndcg", "coverage", "gini", "ild",  "novelty",  "shap"};

}  // namespace

Result<Blocks> method(const Input& in) {
    Blocks out;
    out.push_back({Message("report.method_intro", {{"zone", in.table->time_zone}})});
    DataTable t;
    t.id = "definitions";
    t.title = Message("report.definitions");
    t.columns = {{Message("report.term"), NumberFormat::number, true}, {Message("report.definition"), NumberFormat::number, true}};
    for (const char* term : kTerms)
        t.rows.push_back({Message(std::string("report.term_") + term), Message(std::string("report.define_") + term)});
    out.push_back({std::move(t)});
    return out;
}

Result<Blocks> provenance(const Input& in) {
    DataTable t;
    t.id = "provenance";
    t.title = Message("report.provenance");
    t.columns = {{Message("report.property"), NumberFormat::number, true}, {Message("report.value"), NumberFormat::number, true}};
    const auto add = [&](DataTable::Cell name, DataTable::Cell value) { t.rows.push_back({std::move(name), std::move(value)}); };
    add(Message("report.data_hash"), in.table->state_hash);
    add(Message("report.slice"), in.slice.empty() ? DataTable::Cell(Message("report.all_events")) : DataTable::Cell(in.slice));
    add(Message("report.zone"), in.table->time_zone);
    add(Message("report.program"), std::string("AdScope ") + ADSCOPE_VERSION);
    ADSCOPE_ASSIGN(version, in.workspace.database().integer("PRAGMA user_version"));
    add(Message("report.workspace_version"), std::to_string(version));
    if (in.model) {
        add(Message("report.model"), in.model->name + " (" + in.model->model + ", " + std::to_string(in.model->id) + ")");
        add(Message("report.card_hash"), in.model->data_hash);
        add(Message("report.card_seed"), std::to_string(in.model->seed));
        for (const auto& [name, v] : in.model->versions) add(name, v);
    }
    ADSCOPE_ASSIGN(select, in.workspace.database().prepare("SELECT name, sha256 FROM sources WHERE content <> 'feedback' ORDER BY id"));
    while (true) {
        ADSCOPE_ASSIGN(row, select.step());
        if (!row) break;
        add(Message("report.source_hash", {{"name", std::string(select.text(0))}}), std::string(select.text(1)));
    }
    return Blocks{{Message("report.provenance_intro")}, {std::move(t)}};
}

Result<Blocks> saved(const Input& in) {
    Blocks out;
    ADSCOPE_ASSIGN(select, in.workspace.database().prepare("SELECT kind, content FROM report_items ORDER BY position, id"));
    std::int64_t unreadable = 0;
    while (true) {
        ADSCOPE_ASSIGN(row, select.step());
        if (!row) break;
        const std::string content(select.text(1));
        if (select.text(0) == "series") {
            if (auto s = series_from_json(content)) out.push_back({std::move(*s)});
            else ++unreadable;
        } else {
            if (auto t = table_from_json(content)) out.push_back({std::move(*t)});
            else ++unreadable;
        }
    }
    if (unreadable > 0) out.push_back({Message("report.unreadable_items", {{"count", unreadable}})});
    return out;
}

}  // namespace adscope::report
