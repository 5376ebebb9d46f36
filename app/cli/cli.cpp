#include "app/cli/cli.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <thread>

#include "app/cli/segments.h"

namespace adscope::cli {
namespace {

// Stopped by the thread that waits for signals: std::stop_source is not async-signal-safe.
std::stop_source& stop_source() {
    static std::stop_source source;
    return source;
}

// Display width of UTF-8 text in terminal cells: East Asian wide characters take two.
std::size_t display_width(const std::string& text) {
    std::size_t width = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if ((c & 0xc0) == 0x80) continue;
        width += c >= 0xe3 && c < 0xf1 ? 2 : 1;
    }
    return width;
}

std::string cell_text(const DataTable::Cell& cell, NumberFormat format, Language language) {
    if (std::holds_alternative<std::monostate>(cell)) return "—";
    if (const auto* s = std::get_if<std::string>(&cell)) return *s;
    if (const auto* d = std::get_if<double>(&cell)) return format_number(*d, format, language);
    if (const auto* i = std::get_if<std::int64_t>(&cell)) return format_number(static_cast<double>(*i), format, language);
    return render(std::get<Message>(cell), language);
}

// The handler runs in any thread, also in one that a library started before main, and may only write; so a thread reads.
int signal_pipe[2] = {-1, -1};

void tell(int) {
    const int kept = errno;
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(signal_pipe[1], &byte, 1);
    errno = kept;
}

void wait_for_signals() {
    if (::pipe2(signal_pipe, O_CLOEXEC) != 0) return;  // no descriptors left: the default action, the end, is right
    std::thread([] {
        const auto next = [] {
            char byte;
            while (::read(signal_pipe[0], &byte, 1) < 0 && errno == EINTR) {
            }
        };
        next();
        stop_source().request_stop();
        // A second one ends the program at once.
        next();
        _exit(130);
    }).detach();
    struct sigaction action {};
    action.sa_handler = tell;
    action.sa_flags = SA_RESTART;
    for (const int signal : {SIGINT, SIGTERM}) ::sigaction(signal, &action, nullptr);
}

}  // namespace

JobContext Cli::job() const {
    JobContext::Sink sink;
    if (isatty(STDERR_FILENO)) {
        const Language language_now = language;
        sink = [language_now](const Progress& p) {
            if (p.fraction < 0) std::fprintf(stderr, "\r\033[K%s", render(p.stage, language_now).c_str());
            else std::fprintf(stderr, "\r\033[K%3.0f %%  %s", 100 * p.fraction, render(p.stage, language_now).c_str());
            if (p.fraction >= 1) std::fprintf(stderr, "\r\033[K");
            std::fflush(stderr);
        };
    }
    return {stop_source().get_token(), std::move(sink)};
}

CLI::App* Cli::command(const std::string& name, const std::string& help, std::function<int()> body) {
    auto* sub = app.add_subcommand(name, help);
    sub->add_flag("--json", json, "One JSON document on standard output");
    sub->add_option_function<std::string>(
           "--language", [this](const std::string& tag) { language = language_from_tag(tag); }, "zh or en")
        ->check(CLI::IsMember({"zh", "en"}))
        ->trigger_on_parse();
    sub->callback([this, body = std::move(body)] { exit_code = body(); });
    return sub;
}

int Cli::fail(const Error& error) const {
    std::fprintf(stderr, "adscope: %s\n", render(error.message, language).c_str());
    if (error.is_cancelled()) return 130;
    return error.code == ErrorCode::usage ? 2 : 1;
}

void Cli::note(const Message& message) const { std::fprintf(stderr, "adscope: %s\n", render(message, language).c_str()); }

void Cli::print(const nlohmann::json& document) const {
    std::puts(document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
}

void Cli::print(const DataTable& table) const {
    std::vector<std::vector<std::string>> cells(1);
    std::vector<std::size_t> widths(table.columns.size());
    for (const auto& c : table.columns) cells[0].push_back(render(c.title, language));
    for (const auto& row : table.rows) {
        auto& line_cells = cells.emplace_back();
        for (std::size_t i = 0; i < row.size(); ++i) line_cells.push_back(cell_text(row[i], table.columns[i].format, language));
    }
    for (const auto& row : cells)
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], display_width(row[i]));
    for (const auto& row : cells) {
        std::string text;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string padding(widths[i] - display_width(row[i]), ' ');
            text += (i ? "  " : "") + (table.columns[i].text ? row[i] + padding : padding + row[i]);
        }
        text.erase(text.find_last_not_of(' ') + 1);
        std::puts(text.c_str());
    }
}

void Cli::line(const std::string& text) const { std::puts(text.c_str()); }

nlohmann::json to_json(const Metric& m) {
    const auto number = [](double v) { return std::isnan(v) ? nlohmann::json(nullptr) : nlohmann::json(v); };
    return {{"value", number(m.value)}, {"low", number(m.low)}, {"high", number(m.high)}, {"n", m.n}};
}

int run(int argc, char** argv) {
    wait_for_signals();
    Cli cli;
    if (const char* lang = std::getenv("LANG")) cli.language = language_from_tag(lang);
    cli.app.require_subcommand(1);
    cli.app.set_version_flag("--version", ADSCOPE_VERSION);
    for (auto add : {add_import,   add_preview,   add_info,   add_profile,  add_segments, add_query,     add_ctr,
                     add_features, add_train,     add_models, add_evaluate, add_score,    add_recommend, add_feedback,
                     add_explain,  add_diversity, add_report, add_generate, add_tour,     add_bench})
        add(cli);
    try {
        cli.app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        // CLI11 prints help to standard output and errors to standard error; every wrong usage is 2 here.
        return cli.app.exit(e) == 0 ? 0 : 2;
    } catch (const std::exception& e) {
        return cli.fail({ErrorCode::internal, "base.internal", {{"detail", e.what()}}});
    }
    return cli.exit_code;
}

}  // namespace adscope::cli
