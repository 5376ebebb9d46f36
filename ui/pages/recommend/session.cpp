#include "ui/pages/recommend/session.h"

#include <algorithm>
#include <cmath>

namespace adscope::ui {
namespace {

struct Answer {
    Recommendation list;
    std::map<std::uint32_t, QImage> creatives;
    bool folds = false;
};

// A round scale that holds all intervals.
std::pair<double, double> shared_scale(const std::vector<RecommendedItem>& items) {
    double high = 0.01;
    for (const auto& i : items) {
        if (i.ctr.has_interval()) high = std::max(high, i.ctr.high);
        if (i.ctr.has_value()) high = std::max(high, i.ctr.value);
    }
    const double unit = std::pow(10, std::floor(std::log10(high)));
    for (const double m : {1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0})
        if (m * unit >= high) return {0, std::min(1.0, m * unit)};
    return {0, 1};
}

}  // namespace

RecommendSession::RecommendSession(AppState* state, QObject* parent) : QObject(parent), state_(state) {}

void RecommendSession::setModel(std::int64_t id) {
    if (model_ == id) return;
    model_ = id;
    ask(false);
}

void RecommendSession::setUser(std::uint32_t user) {
    user_ = user;
    attributes_.clear();
    actions_.clear();
    last_clicked_ = 0;
    before_.clear();
    ask(false);
}

void RecommendSession::setNewUser(const std::map<std::string, std::string>& attributes) {
    user_ = 0;
    attributes_ = attributes;
    actions_.clear();
    last_clicked_ = 0;
    before_.clear();
    ask(false);
}

void RecommendSession::setOptions(std::size_t k, double diversity, bool exclude_seen) {
    if (k == k_ && diversity == diversity_ && exclude_seen == exclude_seen_) return;
    k_ = k;
    diversity_ = diversity;
    exclude_seen_ = exclude_seen;
    ask(false);
}

void RecommendSession::click(std::uint32_t ad) {
    actions_.push_back({ad, true});
    last_clicked_ = ad;
    ask(true);
}

void RecommendSession::skip(std::uint32_t ad) {
    actions_.push_back({ad, false});
    last_clicked_ = 0;
    ask(true);
}

void RecommendSession::undo() {
    if (actions_.empty()) return;
    actions_.pop_back();
    last_clicked_ = 0;
    ask(true);
}

void RecommendSession::ask(bool compare) {
    if (model_ == 0 || !state_->table()) return;
    const auto table = state_->table();
    RecommendRequest request;
    if (user_ != 0 && user_ <= table->users.count) request.user = table->users.keys[user_];
    request.new_user = attributes_;
    request.k = k_;
    request.diversity = diversity_;
    request.exclude_seen = exclude_seen_;
    // What was clicked in this sitting has done its work: it is learnt from and leaves the list, as what was hidden does.
    for (const auto& a : actions_) {
        if (a.click) request.acted.push_back(table->ads.keys[a.ad]);
        request.skipped.push_back(table->ads.keys[a.ad]);
    }
    const auto before = now_.items;
    const std::string path = state_->workspacePath().toStdString();
    auto known = std::make_shared<std::map<std::uint32_t, QImage>>(creatives_);
    busy_ = true;
    emit changed();
    state_->withScorer(model_, this, [=, this](Result<ScorerPtr> scorer) {
        if (!scorer) {
            failure_ = scorer.error();
            busy_ = false;
            emit changed();
            return;
        }
        state_->jobs()->run<Answer>(
            tr("Making a list"), this,
            [=](const JobContext& job) -> Result<Answer> {
                Answer answer;
                ADSCOPE_ASSIGN(list, recommend(**scorer, request, job));
                answer.list = std::move(list);
                answer.folds = (*scorer)->learns_at_once();
                const QStringList folders = creative_folders(path);
                for (const auto& item : answer.list.items) {
                    const auto found = known->find(item.ad);
                    answer.creatives[item.ad] = found != known->end() ? found->second : read_creative(folders, item.image);
                }
                return answer;
            },
            [this, before, compare](Result<Answer> answer) {
                busy_ = false;
                failure_.reset();
                if (answer) {
                    now_ = std::move(answer->list);
                    folds_ = answer->folds;
                    before_ = compare ? before : std::vector<RecommendedItem>();
                    for (auto& [ad, image] : answer->creatives) creatives_[ad] = image;
                } else if (!answer.error().is_cancelled()) {
                    failure_ = answer.error();
                }
                emit changed();
            },
            "recommend", false);
    });
}

QString RecommendSession::titleOf(const RecommendedItem& item, bool hide_ids) const {
    if (!item.title.empty() && item.title != item.key) return QString::fromStdString(item.title);
    return hide_ids ? numbered(item.ad) : QString::fromStdString(item.key);
}

QString RecommendSession::numbered(std::uint32_t ad) const {
    return tr("Ad no. %1").arg(numbers_.try_emplace(ad, static_cast<int>(numbers_.size()) + 1).first->second);
}

// Core calls an ad without a title by its key: in sentences that name ads a key is replaced by the ad's number.
Message RecommendSession::without_ids(const Message& message) const {
    if (!state_->table()) return message;
    std::vector<MessageArg> args;
    for (const auto& arg : message.args()) {
        const bool names_ad = arg.name() == "first" || arg.name() == "second" || arg.name() == "ad";
        const auto* text = std::get_if<std::string>(&arg.value());
        const std::uint32_t ad = names_ad && text ? state_->table()->ads.code(*text) : 0;
        if (ad) args.emplace_back(arg.name(), numbered(ad).toStdString());
        else args.push_back(arg);
    }
    return Message(message.id(), std::move(args));
}

// Parts of a score with their sign, counts as they are.
QString RecommendSession::figure(double value) const {
    if (value == std::floor(value)) return QString::fromStdString(format_number(value, NumberFormat::integer, state_->language()));
    const QString text = QString::number(std::abs(value), 'f', 3);
    return (value > 0 ? QStringLiteral("+") : QString::fromUtf8("−")) + text;
}

QString RecommendSession::titleOf(std::uint32_t ad, bool hide_ids) const {
    for (const auto* list : {&now_.items, &before_})
        for (const auto& item : *list)
            if (item.ad == ad) return titleOf(item, hide_ids);
    return {};
}

QList<AdCardContent> RecommendSession::cards(bool hide_ids) const {
    const auto [low, high] = shared_scale(now_.items);
    QList<AdCardContent> out;
    for (const auto& item : now_.items) {
        AdCardContent c;
        c.ad = item.ad;
        c.rank = item.rank;
        c.rank_before = -1;
        if (!before_.empty()) {
            const auto was = std::find_if(before_.begin(), before_.end(), [&](const RecommendedItem& b) { return b.ad == item.ad; });
            c.rank_before = was == before_.end() ? 0 : was->rank;
        }
        c.title = titleOf(item, hide_ids);
        c.reason = state_->words(hide_ids ? without_ids(item.reason) : item.reason);
        for (const auto& [what, value] : item.evidence)
            c.evidence.append({state_->words(hide_ids ? without_ids(what) : what), figure(value)});
        if (const auto found = creatives_.find(item.ad); found != creatives_.end()) c.creative = found->second;
        c.ctr = item.ctr;
        c.predicted = item.ctr_predicted;
        c.scale_low = low;
        c.scale_high = high;
        out << c;
    }
    return out;
}

}  // namespace adscope::ui
