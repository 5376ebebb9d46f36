// What a user saw and did in one sitting: the list, clicks, undo. Shared by the page and the presenter; without widgets.
#pragma once

#include <QImage>
#include <QObject>

#include "core/recommend/recommend.h"
#include "ui/pages/recommend/ad_card.h"
#include "ui/shell/app_state.h"

namespace adscope::ui {

class RecommendSession : public QObject {
    Q_OBJECT
public:
    explicit RecommendSession(AppState* state, QObject* parent = nullptr);

    void setModel(std::int64_t id);
    void setUser(std::uint32_t user);  // a new sitting; 0: a user nobody knows
    void setNewUser(const std::map<std::string, std::string>& attributes);
    void setOptions(std::size_t k, double diversity, bool exclude_seen);
    void click(std::uint32_t ad);  // folded in at once where the model can
    void skip(std::uint32_t ad);
    void undo();
    bool canUndo() const { return !actions_.empty(); }

    std::int64_t model() const { return model_; }
    std::uint32_t user() const { return user_; }
    bool folds() const { return folds_; }  // this model learns from a click at once
    bool busy() const { return busy_; }
    const std::vector<RecommendedItem>& items() const { return now_.items; }
    const std::vector<RecommendedItem>& before() const { return before_; }
    double milliseconds() const { return now_.seconds * 1000; }
    const std::optional<Error>& failure() const { return failure_; }
    std::uint32_t lastClicked() const { return last_clicked_; }

    // Contents of the cards; `hide_ids`: an ad without a title is called by a number of this sitting instead of its key.
    QList<AdCardContent> cards(bool hide_ids) const;
    QString titleOf(const RecommendedItem& item, bool hide_ids) const;
    QString titleOf(std::uint32_t ad, bool hide_ids) const;

signals:
    void changed();  // a new list, a failure, or busy

private:
    struct Action {
        std::uint32_t ad;
        bool click;
    };
    void ask(bool compare);
    QString numbered(std::uint32_t ad) const;
    Message without_ids(const Message& message) const;
    QString figure(double value) const;

    AppState* state_;
    std::int64_t model_ = 0;
    std::uint32_t user_ = 0, last_clicked_ = 0;
    std::map<std::string, std::string> attributes_;
    std::size_t k_ = 5;
    double diversity_ = 0;
    bool exclude_seen_ = false, folds_ = false, busy_ = false;
    std::vector<Action> actions_;
    Recommendation now_;
    std::vector<RecommendedItem> before_;
    std::map<std::uint32_t, QImage> creatives_;
    std::optional<Error> failure_;
    mutable std::map<std::uint32_t, int> numbers_;
};

}  // namespace adscope::ui
