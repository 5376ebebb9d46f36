// adscope preview: what a file would be taken for, or its rows as RFC 4180.
#include <cstdio>
#include <limits>
#include <nlohmann/json.hpp>

#include "app/cli/cli.h"
#include "app/cli/dialect_option.h"
#include "core/ingest/import.h"
#include "core/ingest/reader/file_set.h"
#include "core/workspace/fields.h"

namespace adscope::cli {
namespace {

struct Arguments {
    PreviewRequest request;
    std::vector<std::string> files;
    std::string dialect, encoding;
    bool all = false, csv = false;
};

std::string role_text(const ColumnPreview& column) {
    ColumnRole role = column.role;
    role.kind.reset();
    return to_string(role);
}

nlohmann::json document(const FilePreview& p, Language language) {
    nlohmann::json columns = nlohmann::json::array(), odd = nlohmann::json::array();
    for (const auto& c : p.columns)
        columns.push_back({{"name", c.name},
                           {"type", to_string(c.type)},
                           {"role", role_text(c)},
                           {"confidence", c.role.confidence},
                           {"reason", render(c.role.reason, language)},
                           {"missing", c.missing},
                           {"distinct", c.distinct},
                           {"examples", c.examples}});
    for (std::size_t i = 0; i < p.odd_rows.size(); ++i) odd.push_back({{"line", p.odd_rows[i]}, {"cells", p.odd_cells[i]}});
    return {{"columns", columns}, {"dialect", to_json(p.dialect)},  {"rows", p.rows},
            {"odd_rows", odd},    {"sampled_rows", p.sampled_rows}, {"whole_file", p.whole_file},
            {"sheets", p.sheets}};
}

DataTable table(const FilePreview& p) {
    DataTable t;
    t.columns = {
        {Message("ingest.column_column"), NumberFormat::number, true},  {Message("ingest.column_type"), NumberFormat::number, true},
        {Message("ingest.column_role"), NumberFormat::number, true},    {Message("ingest.column_confidence"), NumberFormat::percent},
        {Message("ingest.column_missing"), NumberFormat::integer},      {Message("ingest.column_distinct"), NumberFormat::integer},
        {Message("ingest.column_examples"), NumberFormat::number, true}};
    for (const auto& c : p.columns) {
        std::string examples;
        for (const auto& e : c.examples) examples += (examples.empty() ? "" : " · ") + e;
        t.rows.push_back({c.name, to_string(c.type), role_text(c), c.role.confidence, static_cast<std::int64_t>(c.missing),
                          static_cast<std::int64_t>(c.distinct), examples});
    }
    return t;
}

// Where the first record of a CSV ends, behind its line end; 0 where it does not end yet.
std::size_t first_record(std::string_view csv) {
    bool quoted = false;
    for (std::size_t i = 0; i < csv.size(); ++i) {
        if (csv[i] == '"') quoted = !quoted;
        if (csv[i] == '\n' && !quoted) return i + 1;
    }
    return 0;
}

std::string one_line(std::string_view record) { return std::string(record.substr(0, record.find_last_not_of("\r\n") + 1)); }

// Several files are one table: their headers must be the same, and the first is printed.
int convert(const Cli& cli, PreviewRequest request, const std::vector<std::string>& files) {
    const auto to = [](std::FILE* stream) { return [stream](std::string_view text) { std::fwrite(text.data(), 1, text.size(), stream); }; };
    std::string header;
    for (const auto& path : files) {
        request.path = path;
        std::string waiting;
        bool passed = path == files.front(), other = false;
        const auto print = [&](std::string_view text) {
            if (path == files.front() && header.empty()) {
                waiting += text;
                header = waiting.substr(0, first_record(waiting));
            }
            if (passed) return to(stdout)(text);
            waiting += text;
            const auto end = first_record(waiting);
            if (end == 0 || other) return;
            other = waiting.substr(0, end) != header;
            passed = !other;
            if (passed) to(stdout)(std::string_view(waiting).substr(end));
        };
        const auto done = convert_to_csv(request, print, to(stderr), cli.job());
        if (!done || other) std::fflush(stdout);
        if (!done) return cli.fail(done.error());
        if (other)
            return cli.fail(
                {ErrorCode::invalid_input,
                 "ingest.other_columns",
                 {{"path", path}, {"found", one_line(waiting.substr(0, first_record(waiting)))}, {"expected", one_line(header)}}});
    }
    std::fflush(stdout);
    if (std::ferror(stdout)) return cli.fail({ErrorCode::io, "base.file_write", {{"path", "-"}, {"cause", "stdout"}}});
    return 0;
}

}  // namespace

void add_preview(Cli& cli) {
    auto a = std::make_shared<Arguments>();
    auto* command = cli.command("preview", "What the columns of a file would be taken for; with --csv, its rows as RFC 4180", [&cli, a] {
        auto dialect = parse_dialect(a->dialect);
        if (!dialect) return cli.fail(dialect.error());
        a->request.dialect_parts = std::move(*dialect);
        if (!a->encoding.empty()) a->request.dialect_parts["encoding"] = a->encoding;
        if (a->all) a->request.rows = std::numeric_limits<std::size_t>::max();
        const auto files = ingest::expand_files(a->files);
        if (!files) return cli.fail(files.error());
        if (a->csv) return convert(cli, a->request, *files);
        a->request.path = files->front();
        const auto made = preview(a->request, cli.job());
        if (!made) return cli.fail(made.error());
        if (cli.json) cli.print(document(*made, cli.language));
        else cli.print(table(*made));
        return 0;
    });
    command
        ->add_option("FILE", a->files,
                     "Delimited text, JSON or JSON Lines, XLSX, ODS, SQLite or an access log, plain, .gz or .zst; a folder, a glob, or - "
                     "for standard input; of several, --csv makes one table, and else the first is shown")
        ->required();
    auto* rows = command->add_option("--rows", a->request.rows, "Rows to give")->capture_default_str();
    command->add_flag("--all", a->all, "All rows")->excludes(rows);
    command->add_flag("--csv", a->csv, "The parsed rows as RFC 4180 on standard output");
    command->add_option("--preset", a->request.preset, "generic, kuairand")->capture_default_str();
    command->add_option("--encoding", a->encoding, "Such as GB18030; default: told from the file");
    command->add_option("--dialect", a->dialect,
                        "sep=;,quote='  (also escape=, header=, sheet=, table=; several characters may separate, none keeps lines whole); "
                        "default: told from the file");
}

}  // namespace adscope::cli
