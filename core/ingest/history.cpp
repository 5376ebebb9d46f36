#include "core/ingest/history.h"

#include <algorithm>

#include "core/ingest/coder.h"
#include "core/ingest/reader/table_reader.h"
#include "core/ingest/source_store.h"
#include "core/ingest/values.h"

namespace adscope::ingest {
namespace {

constexpr std::string_view kTermNames =
    " query queries keyword keywords search searchterm searchterms searchword term terms word words category categories topic topics tag "
    "tags "
    "title page pagetitle item url product brand 搜索词 搜索 关键词 查询 查询词 搜索内容 浏览内容 类目 品类 分类 主题 标签 标题 页面 商品 "
    "品牌 ";

std::optional<std::size_t> place_of(const std::vector<std::string>& names, const std::string& column) {
    const auto found = std::find(names.begin(), names.end(), column);
    return found == names.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - names.begin()));
}

Error missing(const TableReader& reader, const std::string& what) {
    std::string columns;
    for (const auto& name : reader.names()) columns += (columns.empty() ? "" : ", ") + name;
    return {ErrorCode::usage, "mapping.history_incomplete", {{"path", reader.path()}, {"missing", what}, {"columns", columns}}};
}

}  // namespace

Result<HistoryPlan> plan_history(const TableReader& reader, const std::string& key, const std::map<std::string, std::string>& roles) {
    const auto& names = reader.names();
    std::vector<ColumnFacts> facts;
    for (std::size_t i = 0; i < names.size(); ++i) facts.push_back(facts_of(names[i], reader.sample(), i));
    const auto guessed = guess_roles(facts);
    HistoryPlan plan;
    std::optional<std::size_t> user, time;
    if (!key.empty() && !(user = place_of(names, key))) return missing(reader, "--history-key " + key);
    for (const auto& [text, column] : roles) {
        ADSCOPE_ASSIGN(role, parse_role(text));
        const auto at = place_of(names, column);
        if (!at) continue;
        if (role.role == Role::time) time = at;
        if (role.role == Role::term) plan.terms.push_back(*at);
    }
    for (std::size_t i = 0; i < guessed.size(); ++i) {
        if (!user && guessed[i].role == Role::user) user = i;
        if (!time && guessed[i].role == Role::time) time = i;
    }
    for (std::size_t i = 0; !time && i < facts.size(); ++i)
        if (facts[i].times > 0.5 && facts[i].numbers < 0.5) time = i;
    if (!user) return missing(reader, "--history-key");
    if (!time) return missing(reader, "time");
    for (std::size_t i = 0; plan.terms.empty() && i < names.size(); ++i)
        if (i != *user && i != *time && kTermNames.find(' ' + plain_name(names[i]) + ' ') != std::string_view::npos)
            plan.terms.push_back(i);
    if (plan.terms.empty()) return missing(reader, "term");
    plan.key_cell = *user;
    plan.time_cell = *time;
    plan.key = names[*user];
    plan.time = names[*time];
    for (const auto i : plan.terms) plan.term_names.push_back(names[i]);
    return plan;
}

std::vector<std::string> terms_of(std::string_view cell) {
    std::vector<std::string> out;
    for (const auto term : split_tags(cell, true)) {
        std::string text = clean_text(term, 80);
        for (char& c : text)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
        if (std::find(out.begin(), out.end(), text) == out.end()) out.push_back(std::move(text));
    }
    return out;
}

void History::add(std::string_view user, std::int64_t time, std::string_view cell) {
    const std::size_t at = users_.code(user) - 1;
    if (at >= timelines_.size()) timelines_.resize(at + 1);
    for (const auto& term : terms_of(cell)) timelines_[at].entries.push_back({time, field_.members.code(term)});
}

void History::settle() {
    for (auto& t : timelines_)
        std::stable_sort(t.entries.begin(), t.entries.end(), [](const Entry& a, const Entry& b) { return a.time < b.time; });
}

Cell History::before(std::string_view user, std::int64_t time) {
    const auto code = users_.find(user);
    if (code == 0) return kNull;
    Timeline& t = timelines_[code - 1];
    const auto end =
        std::lower_bound(t.entries.begin(), t.entries.end(), time, [](const Entry& e, std::int64_t at) { return e.time < at; });
    const auto count = static_cast<std::size_t>(end - t.entries.begin());
    if (count == 0) return kNull;
    if (count == t.asked) return t.answer;
    std::vector<std::uint32_t> terms;
    for (auto at = end; at != t.entries.begin() && terms.size() < kMostTerms;)
        if (const auto term = (--at)->term; std::find(terms.begin(), terms.end(), term) == terms.end()) terms.push_back(term);
    std::sort(terms.begin(), terms.end());
    std::string set;
    for (const auto term : terms) set += (set.empty() ? "" : ",") + std::to_string(term);
    t.asked = count;
    t.answer = field_.values.code(set);
    return t.answer;
}

namespace {

// Why a row is none of a history; null: it is one.
const char* wrong_with(const Record& record, const HistoryPlan& plan, std::size_t width, TimeParser& parser, std::int64_t& time,
                       std::size_t& column) {
    if (record.unterminated) return "open_quote";
    if (record.cells.size() != width) return "cell_count";
    column = plan.key_cell;
    if (is_missing(trimmed(record.cells[plan.key_cell]))) return "missing_user";
    column = plan.time_cell;
    const auto text = record.cells[plan.time_cell];
    if (is_missing(trimmed(text))) return "missing_time";
    const auto parsed = parser.parse(text);
    if (!parsed) return "bad_time";
    time = *parsed;
    return nullptr;
}

}  // namespace

Result<void> read_history(TableReader& reader, const HistoryPlan& plan, TimeParser& parser, History& history, StoredSource& source,
                          Database* database, const JobContext& job) {
    std::optional<RejectedWriter> rejecter;
    if (database) {
        ADSCOPE_ASSIGN(made, RejectedWriter::make(*database, source.id));
        rejecter.emplace(std::move(made));
    }
    const std::size_t width = reader.names().size();
    Record record;
    while (true) {
        if (source.read % 4096 == 0 && job.cancelled()) return Error::cancelled();
        ADSCOPE_ASSIGN(more, reader.next(record));
        if (!more) break;
        ++source.read;
        std::int64_t time = 0;
        std::size_t column = 0;
        if (const char* code = wrong_with(record, plan, width, parser, time, column)) {
            ++source.rejected;
            ++source.reasons[code];
            const auto found = column < record.cells.size() ? clean_text(record.cells[column], 80) : std::string();
            if (rejecter)
                ADSCOPE_TRY(rejecter->write(rejected_line(
                    record, code,
                    record.cells.size() == width
                        ? Message(std::string("ingest.rejected.") + code, {{"column", reader.names()[column]}, {"found", found}})
                        : Message(std::string("ingest.rejected.") + code, {{"found", record.cells.size()}, {"expected", width}}))));
            continue;
        }
        ++source.accepted;
        for (const auto cell : plan.terms)
            if (!is_missing(trimmed(record.cells[cell]))) history.add(trimmed(record.cells[plan.key_cell]), time, record.cells[cell]);
    }
    history.settle();
    return {};
}

}  // namespace adscope::ingest
