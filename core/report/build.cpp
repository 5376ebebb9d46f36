// A report as a document: what it tells of, and its sections in order.
#include <algorithm>
#include <filesystem>

#include "core/report/sections.h"

namespace adscope {
namespace {

using namespace report;

struct Template {
    std::string name;
    std::vector<std::string> sections;
};
const std::vector<Template>& templates() {
    static const std::vector<Template> all = {
        {"advertiser",
         {"summary", "data", "performance", "model", "diversity", "explanation", "recommendations", "saved", "method", "provenance"}},
        {"performance", {"summary", "data", "performance", "saved", "method", "provenance"}},
        {"model", {"summary", "model", "diversity", "explanation", "recommendations", "saved", "method", "provenance"}},
    };
    return all;
}

std::string joined(const std::vector<std::string>& names) {
    std::string out;
    for (const auto& n : names) out += (out.empty() ? "" : ", ") + n;
    return out;
}

Result<std::vector<std::string>> wanted_sections(const ReportRequest& request) {
    const auto known = report_sections(request.report_template);
    if (known.empty())
        return Error(ErrorCode::usage, "report.unknown_template",
                     {{"found", request.report_template}, {"known", joined(report_templates())}});
    if (request.sections.empty()) return known;
    const auto all = report_sections("advertiser");
    for (const auto& s : request.sections)
        if (std::find(all.begin(), all.end(), s) == all.end())
            return Error(ErrorCode::usage, "report.unknown_section", {{"found", s}, {"known", joined(all)}});
    return request.sections;
}

// How good a model is, to choose one: click models by AUC before ranking models by NDCG@10.
std::pair<int, double> quality(const StoredModel& m) {
    for (const char* part : {"test", "valid"})
        if (const auto found = m.metrics.find(part); found != m.metrics.end()) {
            int rank = 2;
            for (const char* name : {"auc", "ndcg@10"}) {
                if (const auto metric = found->second.find(name); metric != found->second.end() && metric->second.has_value())
                    return {rank, metric->second.value};
                --rank;
            }
        }
    return {0, 0};
}

// The best finished model; with `rankings` the best of those that rank. None where there is none.
Result<std::optional<StoredModel>> best_model(const Workspace& workspace, bool rankings) {
    ADSCOPE_ASSIGN(all, models_repository::list(workspace));
    std::erase_if(all, [&](const StoredModel& m) { return m.state != "done" || (rankings && m.task != "ranking"); });
    const auto best = std::max_element(all.begin(), all.end(), [](const StoredModel& a, const StoredModel& b) {
        return std::pair(quality(a), a.id) < std::pair(quality(b), b.id);
    });
    return best == all.end() ? std::optional<StoredModel>() : std::optional<StoredModel>(*best);
}

Result<std::optional<StoredModel>> chosen_model(const Workspace& workspace, const ReportRequest& request) {
    if (!request.model) return best_model(workspace, false);
    ADSCOPE_ASSIGN(model, models_repository::get(workspace, *request.model));
    return std::optional<StoredModel>(std::move(model));
}

Result<Input> read_input(const std::string& path, const ReportRequest& request, const JobContext& job) {
    ADSCOPE_ASSIGN(workspace, Workspace::open(path, Database::Access::read_only));
    ADSCOPE_ASSIGN(table, EventTable::read(path, job.part(0, 0.25)));
    if (table->rows == 0) return Error(ErrorCode::invalid_input, "report.no_events", {{"workspace", path}});
    ADSCOPE_ASSIGN(filter, Filter::parse(request.where));
    ADSCOPE_ASSIGN(rows, filter.select(*table));
    if (rows.count() == 0) return Error(ErrorCode::invalid_input, "report.empty_slice", {{"where", request.where}});
    ADSCOPE_ASSIGN(numbers, headline(*table, &rows, job));
    ADSCOPE_ASSIGN(model, chosen_model(workspace, request));
    Input input{.request = request,
                .workspace = std::move(workspace),
                .table = table,
                .rows = std::move(rows),
                .headline = std::move(numbers),
                .slice = request.where,
                .model = std::move(model),
                .job = job};
    if (request.privacy == PrivacyLevel::pseudonymous) {
        ADSCOPE_ASSIGN(pseudonyms, Pseudonyms::open());
        input.pseudonyms = std::move(pseudonyms);
    }
    return input;
}

// The model that is told of, and the one whose lists are shown: a click model knows what is clicked, a ranking model what to
// show whom. One that was asked for is both.
Result<void> load_scorers(const std::string& path, Input& input) {
    if (!input.model) {
        input.why_no_scorer = Message("report.no_model");
        return {};
    }
    auto scorer = Scorer::load(path, input.model->id, input.table);
    if (scorer) input.scorer = input.lists = *scorer;
    else input.why_no_scorer = Message("report.model_not_loaded", {{"name", input.model->name}, {"cause", scorer.error().message}});
    if (input.request.model) return {};
    ADSCOPE_ASSIGN(ranking, best_model(input.workspace, true));
    if (!ranking || ranking->id == input.model->id) return {};
    if (auto lists = Scorer::load(path, ranking->id, input.table)) input.lists = *lists;
    return {};
}

Result<Blocks> make_section(const std::string& id, const Input& input, const std::vector<Strength>& strengths) {
    if (id == "summary") return summary(input, strengths);
    if (id == "data") return data_quality(input);
    if (id == "performance") return performance(input, strengths);
    if (id == "model") return model_card(input);
    if (id == "diversity") return diversity_section(input);
    if (id == "explanation") return explanations(input);
    if (id == "recommendations") return recommendations(input);
    if (id == "method") return method(input);
    if (id == "saved") return saved(input);
    return provenance(input);
}

bool is_here(const std::vector<std::string>& list, std::initializer_list<const char*> any) {
    return std::any_of(any.begin(), any.end(), [&](const char* s) { return std::find(list.begin(), list.end(), s) != list.end(); });
}

Message period_of(const Input& input) {
    const auto& h = input.headline;
    const auto local = [&](std::int64_t t) { return input.text(static_cast<double>(t + input.table->zone_offset(t)), NumberFormat::date); };
    const Message slice = input.slice.empty() ? Message("report.all_events") : Message::verbatim(input.slice);
    if (!input.table->has_time || h.from > h.to)
        return Message("report.period_none", {{"slice", slice}, {"impressions", input.count(h.totals.impressions)}});
    return Message("report.period",
                   {{"slice", slice}, {"from", local(h.from)}, {"to", local(h.to)}, {"impressions", input.count(h.totals.impressions)}});
}

std::int64_t newest_of(const Input& input) {
    const auto imported = input.workspace.database().integer("SELECT coalesce(max(imported_at), 0) FROM sources");
    std::int64_t newest = imported ? *imported : 0;
    if (input.model) newest = std::max(newest, input.model->created_at);
    return newest;
}

std::string title_of(const std::string& path, const Input& input) {
    if (!input.request.title.empty()) return input.request.title;
    const auto name = input.workspace.setting("name");
    return name && !name->empty() ? *name : std::filesystem::path(path).stem().string();
}

}  // namespace

std::string report::Input::user_name(std::uint32_t code) const {
    if (code == 0 || code >= table->users.keys.size()) return {};
    const auto& key = table->users.keys[code];
    return pseudonyms ? pseudonyms->user(key) : key;
}

std::vector<std::string> report_templates() {
    std::vector<std::string> names;
    for (const auto& t : templates()) names.push_back(t.name);
    return names;
}

std::vector<std::string> report_sections(const std::string& name) {
    for (const auto& t : templates())
        if (t.name == name) return t.sections;
    return {};
}

Result<ReportDocument> build_report(const std::string& path, const ReportRequest& request, const JobContext& job) {
    ADSCOPE_ASSIGN(sections, wanted_sections(request));
    job.report(Message("report.stage_reading"), 0);
    ADSCOPE_ASSIGN(input, read_input(path, request, job));
    if (is_here(sections, {"diversity", "explanation", "recommendations"})) {
        ADSCOPE_TRY(load_scorers(path, input));
    }
    std::vector<Strength> strengths;
    if (is_here(sections, {"summary", "performance"})) {
        ADSCOPE_ASSIGN(found, strongest_dimensions(input, 3));
        strengths = std::move(found);
    }
    ReportDocument document{
        .title = title_of(path, input), .advertiser = request.advertiser, .language = request.language, .currency = input.table->currency};
    for (std::size_t i = 0; i < sections.size(); ++i) {
        if (job.cancelled()) return Error::cancelled();
        const double begin = 0.35 + 0.6 * static_cast<double>(i) / static_cast<double>(sections.size());
        const Message title("report.section_" + sections[i]);
        input.job = job.part(begin, begin + 0.6 / static_cast<double>(sections.size()));
        input.job.report(Message("report.stage_section", {{"section", title}}), 0);
        ADSCOPE_ASSIGN(blocks, make_section(sections[i], input, strengths));
        if (blocks.empty()) continue;  // nothing saved
        document.sections.push_back({sections[i], title, std::move(blocks)});
    }
    document.period = period_of(input);
    document.newest = newest_of(input);
    document.provenance = Message("report.footer", {{"version", ADSCOPE_VERSION}, {"hash", input.table->state_hash.substr(0, 16)}});
    return document;
}

}  // namespace adscope
