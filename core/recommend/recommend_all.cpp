// Lists for every user, streamed to a file that is renamed into place when whole.
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <mutex>
#include <numeric>

#include "core/base/parallel.h"
#include "core/recommend/catalogue.h"

namespace adscope {
namespace {

constexpr std::size_t kUsersAtOnce = 256;

class CsvFile {
public:
    static Result<CsvFile> make(const std::string& path) {
        CsvFile out(path);
        out.file_ = std::fopen(out.beside_.c_str(), "wb");
        if (!out.file_) return out.failure(errno);
        return out;
    }
    CsvFile(CsvFile&& o) noexcept : path_(std::move(o.path_)), beside_(std::move(o.beside_)), file_(std::exchange(o.file_, nullptr)) {}
    ~CsvFile() {
        if (!file_) return;
        std::fclose(file_);
        std::remove(beside_.c_str());
    }
    Result<void> write(const std::string& text) {
        if (std::fwrite(text.data(), 1, text.size(), file_) != text.size()) return failure(errno);
        return {};
    }
    Result<void> place() {
        const bool whole = std::fflush(file_) == 0 && ::fsync(fileno(file_)) == 0;
        int number = errno;
        const bool closed = std::fclose(std::exchange(file_, nullptr)) == 0;
        if (whole && closed && std::rename(beside_.c_str(), path_.c_str()) == 0) return {};
        if (whole) number = errno;
        std::remove(beside_.c_str());
        return failure(number);
    }

private:
    explicit CsvFile(const std::string& path) : path_(path), beside_(path + ".partial-" + std::to_string(::getpid())) {}
    Error failure(int number) const {
        const ErrorCode code = number == ENOSPC || number == EDQUOT  ? ErrorCode::disk_full
                               : number == EACCES || number == EROFS ? ErrorCode::read_only
                                                                     : ErrorCode::io;
        return {code, "base.file_write", {{"path", path_}, {"cause", std::strerror(number)}}};
    }
    std::string path_, beside_;
    std::FILE* file_ = nullptr;
};

std::string quoted(const std::string& text) {
    if (text.find_first_of("\",\r\n") == std::string::npos) return text;
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
    return out + "\"";
}

std::string number(double v) {
    if (!std::isfinite(v)) return {};
    char buffer[64];
    return {buffer, std::to_chars(buffer, buffer + sizeof buffer, v).ptr};
}

// For each user the ads that were shown, found in one pass over the events.
std::vector<std::vector<std::uint32_t>> shown_by_user(const EventTable& table) {
    std::vector<std::vector<std::uint32_t>> out(table.users.count + 1);
    if (table.has_user && table.has_ad)
        for (std::size_t row = 0; row < table.rows; ++row) out[table.user[row]].push_back(table.ad[row]);
    return out;
}

class AllLists {
public:
    AllLists(const Scorer& scorer, std::size_t k, bool exclude_seen, double diversity)
        : scorer_(scorer), k_(k), diversity_(diversity), counts_(AdCounts::of(scorer.table())) {
        if (exclude_seen) shown_ = shown_by_user(scorer.table());
        if (diversity > 0) space_ = AdSpace::make(scorer.table());
        predicted_ = scorer.stored().task == "click" && scorer.recipe();
    }

    // The lines of one user.
    Result<std::string> lines(std::uint32_t user, std::int64_t& rows) const {
        const auto& ads = scorer_.candidates();
        ADSCOPE_ASSIGN(scores, scorer_.score_ads(user, ads, default_context_.empty() ? Context() : default_context_[user]));
        std::vector<std::uint32_t> allowed(ads.begin(), ads.end());
        if (!shown_.empty()) leave_out(shown_[user], allowed, scores);
        const auto picked = diversity_ > 0 ? diverse_of(scores, allowed, k_, diversity_, space_) : best_of(scores, k_);
        std::string out;
        for (std::size_t i = 0; i < picked.size(); ++i) {
            const auto ad = allowed[picked[i]];
            const double score = scores[picked[i]], ctr = predicted_ ? score : counts_.ctr(ad).value;
            out += quoted(scorer_.table().users.keys[user]) + "," + std::to_string(i + 1) + "," + quoted(scorer_.table().ads.keys[ad]) +
                   "," + number(score) + "," + number(ctr) + "\r\n";
        }
        rows += static_cast<std::int64_t>(picked.size());
        return out;
    }

    void find_contexts() {
        if (!scorer_.recipe()) return;  // factor models take no context
        std::vector<std::uint32_t> users(scorer_.table().users.count + 1);
        std::iota(users.begin(), users.end(), 0U);
        default_context_ = default_contexts(scorer_.table(), users);
    }

private:
    void leave_out(const std::vector<std::uint32_t>& shown, std::vector<std::uint32_t>& ads, std::vector<float>& scores) const {
        std::vector<std::uint8_t> flags(scorer_.table().ads.count + 1, 0);
        for (const auto ad : shown) flags[ad] = 1;
        std::size_t kept = 0;
        for (std::size_t i = 0; i < ads.size(); ++i) {
            if (flags[ads[i]]) continue;
            ads[kept] = ads[i];
            scores[kept++] = scores[i];
        }
        ads.resize(kept);
        scores.resize(kept);
    }

    const Scorer& scorer_;
    std::size_t k_;
    double diversity_;
    AdCounts counts_;
    AdSpace space_;
    bool predicted_ = false;
    std::vector<std::vector<std::uint32_t>> shown_;
    std::vector<Context> default_context_;
};

Result<std::string> block(const AllLists& lists, std::uint32_t first, std::size_t users, std::int64_t& rows, const JobContext& job) {
    std::vector<std::string> texts(users);
    std::vector<std::int64_t> counts(users);
    std::mutex mutex;
    std::optional<Error> failure;
    parallel_for(users, 1, [&](std::size_t begin, std::size_t end, int) {
        for (std::size_t i = begin; i < end; ++i) {
            auto text =
                job.cancelled() ? Result<std::string>(Error::cancelled()) : lists.lines(first + static_cast<std::uint32_t>(i), counts[i]);
            if (text) {
                texts[i] = std::move(*text);
                continue;
            }
            const std::lock_guard lock(mutex);
            if (!failure) failure = text.error();
        }
    });
    if (failure) return *failure;
    std::string out;
    for (std::size_t i = 0; i < users; ++i) {
        out += texts[i];
        rows += counts[i];
    }
    return out;
}

}  // namespace

Result<RecommendAllResult> recommend_all(const Scorer& scorer, std::size_t k, bool exclude_seen, double diversity,
                                         const std::string& out_path, const JobContext& job) {
    const auto start = std::chrono::steady_clock::now();
    if (k < 1 || k > 1000) return Error(ErrorCode::usage, "recommend.k", {{"found", k}, {"most", 1000}});
    if (!(diversity >= 0 && diversity <= 1)) return Error(ErrorCode::usage, "recommend.diversity", {{"found", diversity}});
    ADSCOPE_ASSIGN(file, CsvFile::make(out_path));
    ADSCOPE_TRY(file.write("user,rank,ad,score,ctr\r\n"));
    AllLists lists(scorer, k, exclude_seen, diversity);
    job.report(Message("recommend.stage_contexts"), 0);
    lists.find_contexts();
    RecommendAllResult result;
    const auto count = static_cast<std::uint32_t>(scorer.table().users.count);
    for (std::uint32_t first = 1; first <= count; first += kUsersAtOnce) {
        const std::size_t users = std::min<std::size_t>(kUsersAtOnce, count - first + 1);
        ADSCOPE_ASSIGN(text, block(lists, first, users, result.rows, job));
        ADSCOPE_TRY(file.write(text));
        result.users += static_cast<std::int64_t>(users);
        job.report(Message("recommend.stage_all"), static_cast<double>(result.users) / count);
    }
    if (job.cancelled()) return Error::cancelled();
    ADSCOPE_TRY(file.place());
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return result;
}

}  // namespace adscope
