// adscope preview: what a file would be taken for, or its rows as RFC 4180.
#include <cstdio>
#include <limits>
#include <nlohmann/json.hpp>

#include "app/cli/cli.h"
#include "app/cli/dialect_option.h"
#include "core/ingest/import.h"
#include "core/workspace/fields.h"

namespace adscope::cli {
namespace {

struct Arguments {
    PreviewRequest request;
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
            {"odd_rows", odd},    {"sampled_rows", p.sampled_rows}, {"whole_file", p.whole_file}};
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

int convert(const Cli& cli, const PreviewRequest& request) {
    const auto to = [](std::FILE* stream) { return [stream](std::string_view text) { std::fwrite(text.data(), 1, text.size(), stream); }; };
    const auto done = convert_to_csv(request, to(stdout), to(stderr), cli.job());
    std::fflush(stdout);
    if (!done) return cli.fail(done.error());
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
        if (a->csv) return convert(cli, a->request);
        const auto made = preview(a->request, cli.job());
        if (!made) return cli.fail(made.error());
        if (cli.json) cli.print(document(*made, cli.language));
        else cli.print(table(*made));
        return 0;
    });
    command->add_option("FILE", a->request.path, "Delimited text, JSON or JSON Lines, plain, .gz or .zst; - is standard input")->required();
    auto* rows = command->add_option("--rows", a->request.rows, "Rows to give")->capture_default_str();
    command->add_flag("--all", a->all, "All rows")->excludes(rows);
    command->add_flag("--csv", a->csv, "The parsed rows as RFC 4180 on standard output");
    command->add_option("--preset", a->request.preset, "generic, kuairand")->capture_default_str();
    command->add_option("--encoding", a->encoding, "Such as GB18030; default: told from the file");
    command->add_option(
        "--dialect", a->dialect,
        "sep=;,quote='  (also escape=, header=; several characters may separate, none keeps lines whole); default: told from the file");
}

}  // namespace adscope::cli
