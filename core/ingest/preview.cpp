// What a file would be taken for, before it is imported.
#include <algorithm>

#include "core/ingest/import.h"
#include "core/ingest/plan.h"
#include "core/ingest/values.h"

namespace adscope {
namespace ingest {
namespace {

constexpr std::size_t kSampleRows = 5000;
constexpr std::size_t kOddRows = 5;
constexpr std::size_t kExamples = 5;

// The kind of value a role stands for.
FieldKind kind_of(const ColumnRole& role, const ColumnFacts& facts) {
    switch (role.role) {
        case Role::time: return FieldKind::time;
        case Role::click:
        case Role::conversion: return FieldKind::flag;
        case Role::cost:
        case Role::revenue:
        case Role::position:
        case Role::weight:
        case Role::impressions:
        case Role::clicks:
        case Role::conversions:
        case Role::rating:
        case Role::propensity: return FieldKind::number;
        case Role::user:
        case Role::ad:
        case Role::split:
        case Role::action: return FieldKind::category;
        case Role::sequence: return FieldKind::tags;
        default: return role.kind ? *role.kind : guess_kind(facts);
    }
}

bool is_of_kind(const std::string& cell, FieldKind kind, TimeParser& time) {
    if (is_missing(trimmed(cell))) return true;
    switch (kind) {
        case FieldKind::number: return parse_micros(cell) || parse_real(cell);
        case FieldKind::flag: return parse_flag(cell).has_value();
        case FieldKind::time: return time.parse(cell).has_value();
        default: return is_utf8(cell);
    }
}

// How unlike the others a row is: a wrong number of cells, values of another kind, and values much longer than usual.
double oddness(const Cells& row, const FilePreview& preview, const std::vector<ColumnFacts>& facts, TimeParser& time) {
    double sum = row.size() == preview.columns.size() ? 0 : 10;
    for (std::size_t i = 0; i < row.size() && i < preview.columns.size(); ++i) {
        if (!is_of_kind(row[i], preview.columns[i].type, time)) sum += 5;
        if (is_missing(trimmed(row[i])) && facts[i].missing * 20 < facts[i].present) sum += 1;
        if (facts[i].mean_length > 0 && static_cast<double>(row[i].size()) > 8 * facts[i].mean_length + 40) sum += 1;
    }
    return sum;
}

std::map<std::string, std::string> parts_of(const PreviewRequest& request) {
    std::map<std::string, std::string> parts;
    if (!request.dialect) return parts;
    // What is no delimited text has no delimiter to keep: its form is told again.
    const auto& format = request.dialect->format;
    if (format == "xlsx" || format == "ods") return {{"sheet", request.dialect->part}};
    if (format == "sqlite") return {{"table", request.dialect->part}};
    if (format != "delimited") return {{"encoding", request.dialect->encoding}};
    const auto text = [](char c) { return c ? std::string(1, c) : std::string("none"); };
    parts = {{"delimiter", request.dialect->delimiter ? request.dialect->delimiter_text() : "none"},
             {"quote", text(request.dialect->quote)},
             {"escape", text(request.dialect->escape)},
             {"encoding", request.dialect->encoding},
             {"header", request.dialect->header ? "1" : "0"}};
    return parts;
}

struct Sample {
    std::vector<Cells> rows;
    std::vector<std::uint64_t> lines;
};

void add_odd_rows(FilePreview& out, const Sample& sample, const std::vector<ColumnFacts>& facts) {
    auto time = std::move(*TimeParser::make("UTC"));
    std::vector<std::pair<double, std::size_t>> odd;
    for (std::size_t i = 0; i < sample.rows.size(); ++i)
        if (const double o = oddness(sample.rows[i], out, facts, time); o > 0) odd.emplace_back(-o, i);
    std::sort(odd.begin(), odd.end());
    for (std::size_t k = 0; k < odd.size() && k < kOddRows; ++k) {
        out.odd_rows.push_back(sample.lines[odd[k].second]);
        out.odd_cells.push_back(sample.rows[odd[k].second]);
    }
}

}  // namespace
}  // namespace ingest

Result<FilePreview> preview(const PreviewRequest& request, const JobContext& job) {
    using namespace ingest;
    ADSCOPE_ASSIGN(preset, load_preset(request.preset));
    auto parts = request.dialect_parts.empty() ? parts_of(request) : request.dialect_parts;
    const std::size_t wanted = std::max(request.rows, kSampleRows);
    ADSCOPE_ASSIGN(reader, open_log(request.path, parts, preset, job, wanted + kSampleRows));
    Sample sample;
    FilePreview out;
    out.dialect = reader->dialect();
    Record record;
    out.sheets = reader->parts();
    while (sample.rows.size() < wanted) {
        ADSCOPE_ASSIGN(more, reader->next(record));
        if (!more) {
            out.whole_file = true;
            break;
        }
        sample.rows.emplace_back(record.cells.begin(), record.cells.end());
        sample.lines.push_back(record.line);
    }
    std::vector<ColumnFacts> facts;
    for (std::size_t i = 0; i < reader->names().size(); ++i) facts.push_back(facts_of(reader->names()[i], sample.rows, i));
    const auto roles = roles_of(facts, preset);
    for (std::size_t i = 0; i < facts.size(); ++i) {
        auto& f = facts[i];
        if (f.examples.size() > kExamples) f.examples.resize(kExamples);
        for (auto& e : f.examples) e = clean_text(e, 80);
        out.columns.push_back({f.name, kind_of(roles[i], f), roles[i], f.missing, f.distinct, f.examples});
    }
    out.sampled_rows = sample.rows.size();
    add_odd_rows(out, sample, facts);
    sample.rows.resize(std::min(sample.rows.size(), request.rows));
    out.rows = std::move(sample.rows);
    return out;
}

}  // namespace adscope
