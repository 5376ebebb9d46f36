// One user in the details pane: who it is and what is used about them, the sequence of ads, similar users, what would be shown now.
#pragma once

#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QVBoxLayout>
#include <QWidget>

#include "core/profiles/data_use.h"
#include "core/profiles/profile.h"
#include "ui/shell/app_state.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/segmented.h"

namespace adscope::ui {

class UserPane : public QWidget {
    Q_OBJECT
public:
    explicit UserPane(AppState* state, QWidget* parent = nullptr);
    // Starts reading; 0 empties the pane.
    void setUser(std::uint32_t user);
    std::uint32_t user() const { return user_; }
    bool settled() const { return !reading_ && !recommending_; }
    bool empty() const { return user_ == 0; }
    const Profile* profile() const { return profile_ ? &*profile_ : nullptr; }
    void forget();  // another table: what was indexed is gone
    void retranslate();

signals:
    void openUser(quint32 user);
    void explain();
    void onlyThis();

private:
    struct Loaded;
    void read();
    void recommendNow();
    void show();
    void showOverview();
    void showSequence();
    void showNeighbours();
    void showNow();
    void heading(const QString& text, const QString& small = {});
    void row(QGridLayout* grid, const QStringList& cells, const QString& role = {});

    AppState* state_;
    std::uint32_t user_ = 0;
    bool reading_ = false, recommending_ = false;
    std::shared_ptr<const Profiler> profiler_;
    std::optional<Profile> profile_;
    std::vector<DataUse> use_;
    std::optional<Recommendation> now_;
    QString now_model_;
    std::optional<Error> failure_, now_failure_;
    double half_life_ = 30;

    ElidedLabel *name_, *small_;
    SegmentedControl* tabs_;
    QWidget* body_ = nullptr;
    QVBoxLayout *column_, *content_ = nullptr;
    QPushButton *explain_, *only_;
};

}  // namespace adscope::ui
