// Reports as files: made in a folder beside, then renamed into place, so that a report is whole or not there.
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/base/hash.h"
#include "core/report/export.h"
#include "core/workspace/workspace.h"

namespace adscope {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFormats[] = {"html", "pdf", "xlsx", "csv"};
constexpr const char* kBeside = ".adscope-report-";

Error cannot_write(const std::string& path, const std::string& cause, int number) {
    const ErrorCode code = number == ENOSPC || number == EDQUOT  ? ErrorCode::disk_full
                           : number == EACCES || number == EROFS ? ErrorCode::read_only
                                                                 : ErrorCode::io;
    return {code, "base.file_write", {{"path", path}, {"cause", cause}}};
}

Result<void> check_formats(const ReportRequest& request, bool can_print) {
    if (request.formats.empty()) return Error(ErrorCode::usage, "report.unknown_format", {{"found", ""}});
    for (const auto& f : request.formats)
        if (std::find(std::begin(kFormats), std::end(kFormats), f) == std::end(kFormats))
            return Error(ErrorCode::usage, "report.unknown_format", {{"found", f}});
    if (!can_print && std::find(request.formats.begin(), request.formats.end(), "pdf") != request.formats.end())
        return Error(ErrorCode::unavailable, "report.pdf_needs_window");
    return {};
}

Result<void> sync_file(const fs::path& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool ok = file >= 0 && ::fsync(file) == 0;
    const int number = errno;
    if (file >= 0) ::close(file);
    if (!ok) return cannot_write(path.string(), std::strerror(number), number);
    return {};
}

Result<void> write_file(const fs::path& path, const std::string& bytes) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (file < 0) return cannot_write(path.string(), std::strerror(errno), errno);
    std::size_t at = 0;
    while (at < bytes.size()) {
        const ssize_t n = ::write(file, bytes.data() + at, bytes.size() - at);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) {
            const int number = errno;
            ::close(file);
            return cannot_write(path.string(), std::strerror(number), number);
        }
        at += static_cast<std::size_t>(n);
    }
    ::close(file);
    return {};
}

// The folder in which a report is made. Goes with the object; those of programs that were killed go at the next report.
class Beside {
public:
    static Result<Beside> make(const fs::path& out) {
        std::error_code error;
        const bool new_folder = !fs::exists(out, error);
        fs::create_directories(out, error);
        if (error) return cannot_write(out.string(), error.message(), error.value());
        if (!fs::is_directory(out, error)) return cannot_write(out.string(), std::strerror(ENOTDIR), ENOTDIR);
        sweep(out);
        Beside beside(out / (kBeside + std::to_string(::getpid()) + "-" + std::to_string(counter_++)), new_folder);
        fs::create_directory(beside.path_, error);
        if (error) return cannot_write(out.string(), error.message(), error.value());
        return beside;
    }
    Beside(Beside&& other) noexcept : path_(std::exchange(other.path_, {})), new_folder_(other.new_folder_) {}
    ~Beside() {
        std::error_code error;
        if (path_.empty()) return;
        fs::remove_all(path_, error);
        if (new_folder_) fs::remove(path_.parent_path(), error);  // goes only when no file came into it
    }
    const fs::path& path() const { return path_; }

private:
    Beside(fs::path path, bool new_folder) : path_(std::move(path)), new_folder_(new_folder) {}
    static void sweep(const fs::path& out) {
        std::error_code error;
        for (const auto& entry : fs::directory_iterator(out, error)) {
            const std::string name = entry.path().filename().string();
            if (!name.starts_with(kBeside)) continue;
            const int process = std::atoi(name.c_str() + std::strlen(kBeside));
            if (process > 0 && process != ::getpid() && ::kill(process, 0) != 0 && errno == ESRCH) fs::remove_all(entry.path(), error);
        }
    }
    static inline std::atomic<int> counter_{0};
    fs::path path_;
    bool new_folder_;
};

// File names (below the folder) in the order in which they are put in place.
Result<std::vector<std::string>> write_formats(const ReportDocument& document, const ReportRequest& request, const fs::path& folder,
                                               const PdfPrinter& print_pdf, const JobContext& job) {
    std::vector<std::string> files;
    const auto wanted = [&](const char* f) {
        return std::find(request.formats.begin(), request.formats.end(), f) != request.formats.end();
    };
    if (wanted("csv"))
        for (const auto& named : tables_of(document)) {
            if (job.cancelled()) return Error::cancelled();
            files.push_back("report-" + named.name + ".csv");
            ADSCOPE_TRY(write_file(folder / files.back(), to_csv(named.table, document.language)));
        }
    if (wanted("xlsx")) {
        files.push_back("report.xlsx");
        ADSCOPE_TRY(write_xlsx(document, (folder / files.back()).string(), document.newest));
    }
    if (wanted("pdf")) {
        files.push_back("report.pdf");
        ADSCOPE_TRY(print_pdf(document, (folder / files.back()).string()));
    }
    if (wanted("html")) {
        files.push_back("report.html");
        ADSCOPE_TRY(write_file(folder / files.back(), to_html(document)));
    }
    for (const auto& f : files) ADSCOPE_TRY(sync_file(folder / f));
    return files;
}

Result<void> log_exports(const std::string& workspace_path, const std::vector<std::string>& files, const ReportRequest& request) {
    auto workspace = Workspace::open(workspace_path, Database::Access::read_write);
    if (!workspace) return workspace.error().code == ErrorCode::read_only ? Result<void>() : Result<void>(workspace.error());
    const std::string settings = nlohmann::json{
        {"template", request.report_template},
        {"sections", request.sections},
        {"language", request.language == Language::zh ? "zh" : "en"},
        {"privacy", request.privacy == PrivacyLevel::raw ? "raw" : "pseudonymous"},
        {"where", request.where},
        {"title", request.title}}.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    ADSCOPE_ASSIGN(transaction, Transaction::begin(workspace->database()));
    ADSCOPE_ASSIGN(insert,
                   workspace->database().prepare("INSERT INTO exports(path, settings, sha256, created_at) VALUES (?1, ?2, ?3, ?4)"));
    for (const auto& f : files) {
        ADSCOPE_ASSIGN(hash, sha256_file(f));
        insert.bind(1, std::string_view(f)).bind(2, std::string_view(settings)).bind(3, std::string_view(hash)).bind(4, now_ms());
        ADSCOPE_TRY(insert.run());
    }
    return transaction.commit();
}

}  // namespace

Result<ReportResult> write_report(const std::string& workspace_path, const ReportRequest& request, const JobContext& job,
                                  const PdfPrinter& print_pdf) {
    const auto start = std::chrono::steady_clock::now();
    ADSCOPE_TRY(check_formats(request, static_cast<bool>(print_pdf)));
    ADSCOPE_ASSIGN(document, build_report(workspace_path, request, job.part(0, 0.9)));
    job.report(Message("report.stage_writing"), 0.9);
    const fs::path out = fs::absolute(request.out_directory.empty() ? fs::path(".") : fs::path(request.out_directory));
    ADSCOPE_ASSIGN(beside, Beside::make(out));
    ADSCOPE_ASSIGN(names, write_formats(document, request, beside.path(), print_pdf, job));
    if (job.cancelled()) return Error::cancelled();
    job.finishing(Message("report.stage_writing"), 0.97);
    ReportResult result;
    for (const auto& name : names) {
        std::error_code error;
        fs::rename(beside.path() / name, out / name, error);
        if (error) return cannot_write((out / name).string(), error.message(), error.value());
        result.files.push_back((out / name).lexically_normal().string());
    }
    ADSCOPE_TRY(log_exports(workspace_path, result.files, request));
    for (const auto& s : document.sections) result.sections.push_back(s.id);
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    job.report(Message("report.stage_writing"), 1);
    return result;
}

}  // namespace adscope
