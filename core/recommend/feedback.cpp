// Feedback: an outcome comes back as an event, and factor models fold it in at once.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/hash.h"
#include "core/recommend/recommend.h"
#include "core/workspace/workspace.h"

namespace adscope {
namespace {

constexpr const char* kSource = "feedback";
constexpr double kPersistence = 0.9;  // of rank-biased overlap

struct Outcome {
    bool click = false, conversion = false;
};

Result<Outcome> parse_outcome(const std::string& text) {
    if (text == "click") return Outcome{true, false};
    if (text == "convert") return Outcome{true, true};
    if (text == "skip") return Outcome{};
    return Error(ErrorCode::usage, "recommend.outcome", {{"found", text}});
}

// The source that feedback belongs to; made at the first one.
Result<std::int64_t> feedback_source(Workspace& workspace) {
    auto& db = workspace.database();
    ADSCOPE_ASSIGN(id, db.integer("SELECT coalesce(max(id), 0) FROM sources WHERE content = 'feedback'"));
    if (id > 0) return id;
    ADSCOPE_ASSIGN(batch, db.integer("SELECT coalesce(max(batch), 0) + 1 FROM sources"));
    ADSCOPE_ASSIGN(insert, db.prepare("INSERT INTO sources(content, path, name, sha256, bytes, rows_read, accepted, rejected, duplicates, "
                                      "reasons, mapping, dialect, imported_at, batch) "
                                      "VALUES ('feedback', ?1, ?1, ?2, 0, 0, 0, 0, 0, '{}', '{}', '{}', ?3, ?4)"));
    insert.bind(1, std::string_view(kSource)).bind(2, std::string_view(sha256_hex(""))).bind(3, now_ms()).bind(4, batch);
    ADSCOPE_TRY(insert.run());
    return db.last_insert_id();
}

// When feedback happens by the log's own clock: now, where the log is live; of a log of the past, a second after its newest
// event. So it comes after all that was known, and charts over time stay those of the campaign.
std::int64_t time_of_feedback(Database& db) {
    constexpr std::int64_t kLive = std::int64_t{30} * 86'400'000;
    const auto newest = db.integer("SELECT coalesce(max(time), 0) FROM events");
    const std::int64_t now = now_ms();
    return newest && *newest != 0 && now - *newest > kLive ? *newest + 1000 : now;
}

// Columns that the log does not have stay NULL, so that one answer does not change what the others mean.
Result<void> store(const std::string& path, const EventTable& table, std::uint32_t user, std::uint32_t ad, const Outcome& outcome) {
    ADSCOPE_ASSIGN(workspace, Workspace::open(path));
    auto& db = workspace.database();
    ADSCOPE_ASSIGN(transaction, Transaction::begin(db));
    ADSCOPE_ASSIGN(source, feedback_source(workspace));
    ADSCOPE_ASSIGN(has_conversions, db.integer("SELECT EXISTS(SELECT 1 FROM events WHERE conversion IS NOT NULL)"));
    ADSCOPE_ASSIGN(line, db.integer("SELECT rows_read + 1 FROM sources WHERE id = " + std::to_string(source)));
    ADSCOPE_ASSIGN(insert,
                   db.prepare("INSERT INTO events(source, line, time, user, ad, click, conversion) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
    insert.bind(1, source).bind(2, line).bind(4, static_cast<std::int64_t>(user)).bind(5, static_cast<std::int64_t>(ad));
    insert.bind(3, table.has_time ? std::optional<std::int64_t>(time_of_feedback(db)) : std::nullopt);
    insert.bind(6, table.has_click ? std::optional<std::int64_t>(outcome.click) : std::nullopt);
    insert.bind(7, has_conversions || outcome.conversion ? std::optional<std::int64_t>(outcome.conversion) : std::nullopt);
    ADSCOPE_TRY(insert.run());
    ADSCOPE_TRY(db.execute("UPDATE sources SET rows_read = rows_read + 1, accepted = accepted + 1 WHERE id = " + std::to_string(source)));
    return transaction.commit();
}

// Extrapolated rank-biased overlap (Webber, Moffat and Zobel 2010, equation 32 for lists of one length); 1 when equal.
double rank_biased_overlap(const std::vector<RecommendedItem>& a, const std::vector<RecommendedItem>& b) {
    const std::size_t depth = std::min(a.size(), b.size());
    if (depth == 0) return a.size() == b.size() ? 1 : 0;
    double sum = 0, power = 1, agreement = 0;
    for (std::size_t d = 1; d <= depth; ++d) {
        std::size_t common = 0;
        for (std::size_t i = 0; i < d; ++i)
            for (std::size_t j = 0; j < d; ++j) common += a[i].ad == b[j].ad;
        power *= kPersistence;
        agreement = static_cast<double>(common) / static_cast<double>(d);
        sum += agreement * power;
    }
    return agreement * power + (1 - kPersistence) / kPersistence * sum;
}

}  // namespace

Result<std::vector<std::string>> acted_in_feedback(const std::string& path, const Scorer& scorer, const std::string& user) {
    std::vector<std::string> out;
    if (!scorer.fold_in()) return out;  // others learn at their next training
    ADSCOPE_ASSIGN(workspace, Workspace::open(path, Database::Access::read_only));
    const auto code = scorer.table().users.code(user);
    const auto trained = scorer.training_positives(code);
    ADSCOPE_ASSIGN(select, workspace.database().prepare("SELECT e.ad FROM events e WHERE e.source IN (SELECT id FROM sources WHERE content "
                                                        "= 'feedback') AND e.user = ?1 AND e.click IS NOT 0 ORDER BY e.id"));
    select.bind(1, static_cast<std::int64_t>(code));
    while (true) {
        ADSCOPE_ASSIGN(row, select.step());
        if (!row) return out;
        const auto ad = static_cast<std::uint32_t>(select.integer(0));
        if (ad == 0 || ad >= scorer.table().ads.keys.size() || std::find(trained.begin(), trained.end(), ad) != trained.end()) continue;
        const auto& key = scorer.table().ads.keys[ad];
        if (std::find(out.begin(), out.end(), key) == out.end()) out.push_back(key);
    }
}

Result<FeedbackResult> feedback(const std::string& path, const Scorer& scorer, const std::string& user, const std::string& ad,
                                const std::string& outcome, std::size_t k, const JobContext& job) {
    ADSCOPE_ASSIGN(what, parse_outcome(outcome));
    const EventTable& table = scorer.table();
    const auto user_code = table.users.code(user), ad_code = table.ads.code(ad);
    if (user.empty() || user_code == 0) return Error(ErrorCode::not_found, "explain.user_unknown", {{"user", user}});
    if (ad.empty() || ad_code == 0) return Error(ErrorCode::not_found, "explain.ad_unknown", {{"ad", ad}});
    if (!table.has_click && !what.click) return Error(ErrorCode::refused, "recommend.no_skips");

    ADSCOPE_ASSIGN(acted, acted_in_feedback(path, scorer, user));
    RecommendRequest request{.user = user, .k = k, .acted = std::move(acted)};
    ADSCOPE_ASSIGN(before, recommend(scorer, request, job.part(0, 0.5)));
    if (job.cancelled()) return Error::cancelled();
    ADSCOPE_TRY(store(path, table, user_code, ad_code, what));

    FeedbackResult out;
    out.before = std::move(before.items);
    out.updated = scorer.fold_in() && what.click && scorer.model_ad(ad_code) != FeatureBatch::kUnknown;
    if (!out.updated) {
        out.after = out.before;
        return out;
    }
    request.acted.push_back(ad);
    // The event is stored: a cancel from here on must not leave the caller without its effect.
    ADSCOPE_ASSIGN(after, recommend(scorer, request));
    out.after = std::move(after.items);
    out.divergence = 1 - rank_biased_overlap(out.before, out.after);
    return out;
}

}  // namespace adscope
