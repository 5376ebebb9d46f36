#include "core/workspace/models_repository.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace adscope::models_repository {
namespace {

using nlohmann::json;

constexpr std::size_t kChunk = 4 << 20;
constexpr const char* kColumns =
    "name, model, task, state, settings, recipe, split, seed, device, threads, deterministic, data_hash, versions, metrics, epochs, "
    "seconds, samples_per_second, notes, created_at";

json number(double v) { return std::isfinite(v) ? json(v) : json(); }
double number(const json& j) { return j.is_number() ? j.get<double>() : std::numeric_limits<double>::quiet_NaN(); }

std::string dump(const json& j) { return j.dump(-1, ' ', false, json::error_handler_t::replace); }

std::string metrics_json(const StoredModel& m) {
    json parts = json::object();
    for (const auto& [part, metrics] : m.metrics)
        for (const auto& [name, v] : metrics)
            parts[part][name] = {{"value", number(v.value)}, {"low", number(v.low)}, {"high", number(v.high)}, {"n", v.n}};
    return dump(parts);
}

void read_metrics(std::string_view text, StoredModel& m) {
    const json parts = json::parse(text, nullptr, false);
    if (!parts.is_object()) return;
    for (const auto& [part, metrics] : parts.items()) {
        if (!metrics.is_object()) continue;
        for (const auto& [name, v] : metrics.items())
            if (v.is_object())
                m.metrics[part][name] = {number(v.value("value", json())), number(v.value("low", json())), number(v.value("high", json())),
                                         v.value("n", std::int64_t{0})};
    }
}

std::map<std::string, std::string> read_map(std::string_view text) {
    std::map<std::string, std::string> out;
    const json j = json::parse(text, nullptr, false);
    if (j.is_object())
        for (const auto& [name, v] : j.items())
            if (v.is_string()) out[name] = v.get<std::string>();
    return out;
}

void bind(Statement& s, const StoredModel& m) {
    const auto text = [](const std::string& t) { return std::string_view(t); };
    const std::string settings = dump(json(m.settings)), versions = dump(json(m.versions)), metrics = metrics_json(m);
    s.bind(1, text(m.name))
        .bind(2, text(m.model))
        .bind(3, text(m.task))
        .bind(4, text(m.state))
        .bind(5, text(settings))
        .bind(6, text(m.recipe_json))
        .bind(7, text(m.split));
    s.bind(8, static_cast<std::int64_t>(m.seed))
        .bind(9, text(m.device))
        .bind(10, m.threads)
        .bind(11, m.deterministic ? 1 : 0)
        .bind(12, text(m.data_hash));
    s.bind(13, text(versions))
        .bind(14, text(metrics))
        .bind(15, m.epochs)
        .bind(16, m.seconds)
        .bind(17, m.samples_per_second)
        .bind(18, text(m.notes))
        .bind(19, m.created_at);
}

StoredModel read(const Statement& s) {
    StoredModel m;
    m.id = s.integer(0);
    m.name = s.text(1);
    m.model = s.text(2);
    m.task = s.text(3);
    m.state = s.text(4);
    m.settings = read_map(s.text(5));
    m.recipe_json = s.text(6);
    m.split = s.text(7);
    m.seed = static_cast<std::uint64_t>(s.integer(8));
    m.device = s.text(9);
    m.threads = static_cast<int>(s.integer(10));
    m.deterministic = s.integer(11) != 0;
    m.data_hash = s.text(12);
    m.versions = read_map(s.text(13));
    read_metrics(s.text(14), m);
    m.epochs = static_cast<int>(s.integer(15));
    m.seconds = s.real(16);
    m.samples_per_second = s.real(17);
    m.notes = s.text(18);
    m.created_at = s.integer(19);
    return m;
}

}  // namespace

Result<std::vector<StoredModel>> list(const Workspace& workspace) {
    ADSCOPE_ASSIGN(select, workspace.database().prepare(std::string("SELECT id, ") + kColumns + " FROM models ORDER BY id DESC"));
    std::vector<StoredModel> out;
    while (true) {
        ADSCOPE_ASSIGN(row, select.step());
        if (!row) return out;
        out.push_back(read(select));
    }
}

Result<StoredModel> get(const Workspace& workspace, std::int64_t id) {
    ADSCOPE_ASSIGN(select, workspace.database().prepare(std::string("SELECT id, ") + kColumns + " FROM models WHERE id = ?1"));
    select.bind(1, id);
    ADSCOPE_ASSIGN(row, select.step());
    if (row) return read(select);
    ADSCOPE_ASSIGN(
        ids, workspace.database().text("SELECT coalesce(group_concat(id, ', '), '') FROM (SELECT id FROM models ORDER BY id LIMIT 50)"));
    return Error(ErrorCode::not_found, "workspace.no_model",
                 {{"id", std::to_string(id)},
                  {"known", ids.empty() ? Message("workspace.models_none") : Message("workspace.models_known", {{"ids", ids}})}});
}

Result<std::int64_t> insert(const Workspace& workspace, const StoredModel& model) {
    ADSCOPE_ASSIGN(statement, workspace.database().prepare(
                                  std::string("INSERT INTO models(") + kColumns +
                                  ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)"));
    bind(statement, model);
    ADSCOPE_TRY(statement.run());
    return workspace.database().last_insert_id();
}

Result<void> update(const Workspace& workspace, const StoredModel& model) {
    ADSCOPE_ASSIGN(statement,
                   workspace.database().prepare(
                       std::string("UPDATE models SET (") + kColumns +
                       ") = (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19) WHERE id = ?20"));
    bind(statement, model);
    statement.bind(20, model.id);
    return statement.run();
}

Result<void> remove(const Workspace& workspace, std::int64_t id) {
    ADSCOPE_TRY(get(workspace, id));
    ADSCOPE_ASSIGN(statement, workspace.database().prepare("DELETE FROM models WHERE id = ?1"));
    statement.bind(1, id);
    return statement.run();
}

Result<void> put_curves(const Workspace& workspace, std::int64_t model, const std::vector<StoredCurvePoint>& points) {
    ADSCOPE_ASSIGN(statement, workspace.database().prepare("INSERT OR REPLACE INTO curves VALUES (?1, ?2, ?3, ?4)"));
    for (const auto& p : points) {
        if (!std::isfinite(p.value)) continue;  // the table holds numbers only
        statement.bind(1, model).bind(2, std::string_view(p.name)).bind(3, p.epoch).bind(4, p.value);
        ADSCOPE_TRY(statement.run());
    }
    return {};
}

Result<std::vector<StoredCurvePoint>> curves(const Workspace& workspace, std::int64_t model) {
    ADSCOPE_ASSIGN(select, workspace.database().prepare("SELECT name, epoch, value FROM curves WHERE model = ?1 ORDER BY name, epoch"));
    select.bind(1, model);
    std::vector<StoredCurvePoint> out;
    while (true) {
        ADSCOPE_ASSIGN(row, select.step());
        if (!row) return out;
        out.push_back({std::string(select.text(0)), select.real(1), select.real(2)});
    }
}

Result<void> put_artefacts(const Workspace& workspace, std::int64_t model, const std::map<std::string, std::string>& parts) {
    auto& database = workspace.database();
    ADSCOPE_ASSIGN(clear, database.prepare("DELETE FROM artefacts WHERE model = ?1"));
    clear.bind(1, model);
    ADSCOPE_TRY(clear.run());
    ADSCOPE_ASSIGN(insert_chunk, database.prepare("INSERT INTO artefacts VALUES (?1, ?2, ?3, ?4)"));
    for (const auto& [name, bytes] : parts) {
        // An empty part is one empty chunk, so that it is not taken for a missing one.
        for (std::size_t at = 0, chunk = 0; at < bytes.size() || chunk == 0; at += kChunk, ++chunk) {
            const auto piece = std::as_bytes(std::span(bytes)).subspan(at, std::min(kChunk, bytes.size() - at));
            insert_chunk.bind(1, model).bind(2, std::string_view(name)).bind(3, static_cast<std::int64_t>(chunk)).bind_blob(4, piece);
            ADSCOPE_TRY(insert_chunk.run());
        }
    }
    return {};
}

Result<std::map<std::string, std::string>> artefacts(const Workspace& workspace, std::int64_t model) {
    ADSCOPE_ASSIGN(select, workspace.database().prepare("SELECT part, bytes FROM artefacts WHERE model = ?1 ORDER BY part, chunk"));
    select.bind(1, model);
    std::map<std::string, std::string> parts;
    while (true) {
        ADSCOPE_ASSIGN(row, select.step());
        if (!row) return parts;
        const auto bytes = select.blob(1);
        parts[std::string(select.text(0))].append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    }
}

}  // namespace adscope::models_repository
