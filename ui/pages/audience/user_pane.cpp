#include "ui/pages/audience/user_pane.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/shell/settings.h"
#include "ui/theme/tokens.h"
#include "ui/viewmodels/best_model.h"
#include "ui/viewmodels/formats.h"

namespace adscope::ui {
namespace {

// A bar of a share, in the room of a cell.
class ShareBar : public QWidget {
public:
    ShareBar(double share, QColor colour, QWidget* parent) : QWidget(parent), share_(std::clamp(share, 0.0, 1.0)), colour_(colour) {
        setMinimumSize(40, 14);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter p(this);
        p.fillRect(0, 3, width(), 8, tokens().sunken);
        p.fillRect(0, 3, std::max(share_ > 0 ? 1 : 0, static_cast<int>(width() * share_)), 8, colour_);
    }

private:
    double share_;
    QColor colour_;
};

// Impressions above, clicks below, on one axis of time.
class Timeline : public QWidget {
public:
    Timeline(const Profile& p, QWidget* parent) : QWidget(parent), first_(p.first), last_(std::max(p.last, p.first + 1)) {
        for (const auto& e : p.sequence)
            if (e.time) events_.emplace_back(e.time, e.click);
        setFixedHeight(34);
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter p(this);
        const Tokens& t = tokens();
        p.fillRect(0, 0, width(), 15, t.sunken);
        p.fillRect(0, 18, width(), 15, t.sunken);
        for (const auto& [time, click] : events_) {
            const auto x = static_cast<int>(static_cast<double>(time - first_) / static_cast<double>(last_ - first_) * (width() - 2));
            p.fillRect(x, 0, 1, 15, t.other);
            if (click) p.fillRect(x, 18, 2, 15, t.series1);
        }
    }

private:
    std::int64_t first_, last_;
    std::vector<std::pair<std::int64_t, bool>> events_;
};

QString attribute_text(const ProfileAttribute& a) {
    if (const auto* s = std::get_if<std::string>(&a.value)) return QString::fromStdString(*s);
    if (const auto* n = std::get_if<double>(&a.value))
        return a.kind == FieldKind::time ? day_text(static_cast<qint64>(*n), 0) : QLocale().toString(*n, 'g', 6);
    if (const auto* tags = std::get_if<std::vector<std::string>>(&a.value)) {
        QStringList out;
        for (const auto& t : *tags) out << QString::fromStdString(t);
        return out.join(", ");
    }
    return QString::fromUtf8("—");
}

}  // namespace

struct UserPane::Loaded {
    std::shared_ptr<const Profiler> profiler;
    Profile profile;
};

UserPane::UserPane(AppState* state, QWidget* parent)
    : QWidget(parent),
      state_(state),
      name_(new ElidedLabel("cardTitle", this, Qt::ElideMiddle)),
      small_(new ElidedLabel("small", this)),
      tabs_(new SegmentedControl(this, true)),
      column_(new QVBoxLayout(this)),
      explain_(push_button(ButtonKind::outline, true, {}, this)),
      only_(push_button(ButtonKind::outline, true, {}, this)) {
    half_life_ = settings()->value("interest_half_life", 30).toDouble();
    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(6);
    name_->setObjectName("userName");
    column_->addWidget(name_);
    column_->addWidget(small_);
    column_->addWidget(tabs_);
    auto* actions = new QHBoxLayout;
    explain_->setObjectName("explainUser");
    only_->setObjectName("onlyUser");
    actions->addWidget(explain_);
    actions->addWidget(only_);
    actions->addStretch(1);
    column_->addLayout(actions);
    connect(tabs_, &SegmentedControl::changed, this, [this](int tab) {
        if (tab == 3 && !now_ && !recommending_) recommendNow();
        show();
    });
    connect(explain_, &QPushButton::clicked, this, &UserPane::explain);
    connect(only_, &QPushButton::clicked, this, &UserPane::onlyThis);
    retranslate();
}

void UserPane::retranslate() {
    tabs_->setTexts({tr("Overview"), tr("Sequence"), tr("Near"), tr("Now")});
    tabs_->setAccessibleName(tr("What is shown of the user"));
    explain_->setText(tr("Explain an ad"));
    only_->setText(tr("Only this user"));
    show();
}

void UserPane::forget() {
    profiler_.reset();
    now_.reset();
    setUser(0);
}

void UserPane::setUser(std::uint32_t user) {
    if (user == user_ && (profile_ || user == 0)) return;
    user_ = user;
    profile_.reset();
    now_.reset();
    failure_.reset();
    now_failure_.reset();
    if (user_ == 0 || !state_->table()) return show();
    read();
    if (tabs_->current() == 3) recommendNow();
}

void UserPane::read() {
    reading_ = true;
    show();
    ProfileLimits limits;
    limits.interests = 8;
    limits.half_life_days = half_life_;
    state_->jobs()->run<std::shared_ptr<Loaded>>(
        tr("Reading user %1").arg(QString::fromStdString(state_->table()->users.keys[user_])), this,
        [table = state_->table(), profiler = profiler_, key = state_->table()->users.keys[user_],
         limits](const JobContext& job) -> Result<std::shared_ptr<Loaded>> {
            auto out = std::make_shared<Loaded>();
            out->profiler = profiler;
            if (!out->profiler) {
                ADSCOPE_ASSIGN(made, Profiler::make(table, job));
                out->profiler = made;
            }
            ADSCOPE_ASSIGN(profile, out->profiler->user(key, limits, job));
            out->profile = std::move(profile);
            return out;
        },
        [this, table = state_->table()](Result<std::shared_ptr<Loaded>> loaded) {
            reading_ = false;
            if (table != state_->table()) return;
            if (loaded) {
                profiler_ = (*loaded)->profiler;
                profile_ = std::move((*loaded)->profile);
                use_ = user_data_use(*table, state_->models());
            } else if (!loaded.error().is_cancelled()) {
                failure_ = loaded.error();
            }
            show();
        },
        "profile");
}

void UserPane::recommendNow() {
    const auto best = best_model(state_->models());
    if (!best || user_ == 0) return;
    recommending_ = true;
    now_model_ = QString::fromStdString(best->model->name);
    state_->withScorer(best->model->id, this, [this, user = user_](Result<ScorerPtr> scorer) {
        if (!scorer || user != user_) {
            recommending_ = false;
            if (!scorer) now_failure_ = scorer.error();
            return show();
        }
        RecommendRequest request;
        request.user = state_->table()->users.keys[user];
        request.k = 5;
        state_->jobs()->run<Recommendation>(
            tr("Ranking ads"), this, [s = *scorer, request](const JobContext& job) { return recommend(*s, request, job); },
            [this, user](Result<Recommendation> r) {
                recommending_ = false;
                if (user != user_) return;
                if (r) now_ = std::move(*r);
                else if (!r.error().is_cancelled()) now_failure_ = r.error();
                show();
            },
            "now");
    });
}

void UserPane::heading(const QString& text, const QString& small) {
    content_->addWidget(rule(body_));
    auto* line = new QHBoxLayout;
    auto* title = label("strong", body_);
    title->setText(text);
    QFont bold = title->font();
    bold.setBold(true);
    title->setFont(bold);
    line->addWidget(title);
    auto* right = new ElidedLabel("small", body_);
    right->setFullText(small);
    right->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    line->addWidget(right, 1);
    content_->addLayout(line);
}

void UserPane::row(QGridLayout* grid, const QStringList& cells, const QString& role) {
    const int r = grid->rowCount();
    for (int c = 0; c < cells.size(); ++c) {
        auto* cell = new ElidedLabel(role.isEmpty() ? (c == 0 ? "small" : QString()) : role, body_);
        cell->setFullText(cells[c]);
        grid->addWidget(cell, r, c);
    }
}

// The body is made anew for what is shown.
void UserPane::show() {
    delete body_;
    body_ = new QWidget(this);
    content_ = new QVBoxLayout(body_);
    content_->setContentsMargins(0, 0, 0, 0);
    content_->setSpacing(4);
    column_->insertWidget(3, body_);
    name_->setFullText(user_ && state_->table() ? QString::fromStdString(state_->table()->users.keys[user_]) : QString());
    for (auto* b : {explain_, only_}) b->setVisible(user_ != 0);
    if (profile_) {
        const Profile& p = *profile_;
        small_->setFullText(p.first ? tr("seen %1, %2 days a week")
                                          .arg(period_text(p.first, p.last, state_->table()->zone_offset(p.first)),
                                               QLocale().toString(p.days_a_week, 'f', 1))
                                    : tr("no times in this log"));
        if (tabs_->current() == 0) showOverview();
        else if (tabs_->current() == 1) showSequence();
        else if (tabs_->current() == 2) showNeighbours();
        else showNow();
    } else {
        small_->setFullText({});
        auto* text = text_label("small", body_);
        text->setText(failure_ ? state_->words(failure_->message) : reading_ ? tr("Reading the profile…") : QString());
        content_->addWidget(text);
    }
    content_->addStretch(1);
}

void UserPane::showOverview() {
    const Profile& p = *profile_;
    const Tokens& t = tokens();
    auto* attributes = new QGridLayout;
    attributes->setColumnStretch(1, 1);
    for (const auto& a : p.attributes) row(attributes, {QString::fromStdString(a.name), attribute_text(a)});
    const auto fifth = [&](int f) { return f ? tr("fifth %1 of 5").arg(f) : QString(); };
    if (!std::isnan(p.rfm.recency_days))
        row(attributes, {tr("Recency"), tr("%1 days ago").arg(QLocale().toString(p.rfm.recency_days, 'f', 1)), fifth(p.rfm.recency_fifth)});
    row(attributes, {tr("Frequency"), count_text(p.rfm.frequency), fifth(p.rfm.frequency_fifth)});
    if (!std::isnan(p.rfm.money)) row(attributes, {tr("Revenue"), QLocale().toString(p.rfm.money, 'f', 2), fifth(p.rfm.money_fifth)});
    content_->addLayout(attributes);

    heading(tr("Interests and evidence"), state_->table()->has_click ? tr("times everyone's rate") : tr("times everyone's share"));
    auto* half = new QHBoxLayout;
    auto* half_name = label("small", body_);
    half_name->setText(tr("Half-life, days"));
    auto* spin = new QDoubleSpinBox(body_);
    spin->setObjectName("halfLife");
    spin->setRange(0, 3650);
    spin->setDecimals(0);
    spin->setValue(half_life_);
    spin->setSpecialValueText(tr("none"));
    spin->setAccessibleName(tr("Days after which an event counts half for interests"));
    half->addWidget(half_name);
    half->addWidget(spin);
    half->addStretch(1);
    content_->addLayout(half);
    connect(spin, &QDoubleSpinBox::editingFinished, this, [this, spin] {
        if (spin->value() == half_life_) return;
        half_life_ = spin->value();
        settings()->setValue("interest_half_life", half_life_);
        QMetaObject::invokeMethod(
            this, [this] { read(); }, Qt::QueuedConnection);
    });
    double most = 1;
    for (const auto& i : p.interests) most = std::max(most, i.weight);
    auto* interests = new QGridLayout;
    interests->setColumnStretch(1, 1);
    interests->setHorizontalSpacing(8);
    for (const auto& i : p.interests) {
        const int r = interests->rowCount();
        auto* name = new ElidedLabel({}, body_);
        name->setFullText(QString::fromStdString(i.tag));
        QStringList items;
        for (const auto& item : i.items)
            items << tr("%1: %2 clicks of %3")
                         .arg(QString::fromStdString(item.key), count_text(item.counts.clicks), count_text(item.counts.impressions));
        name->setToolTip(QString::fromStdString(i.field) + "\n" + items.join("\n"));
        name->setFixedWidth(86);
        interests->addWidget(name, r, 0);
        interests->addWidget(new ShareBar(i.weight / most, i.weight >= 1 ? t.series1 : t.other, body_), r, 1);
        auto* weight = label({}, body_);
        weight->setText(QLocale().toString(i.weight, 'f', 2));
        interests->addWidget(weight, r, 2);
        auto* evidence = label("small", body_);
        evidence->setText(tr("%1 of %2").arg(count_text(i.evidence.clicks), count_text(i.evidence.impressions)));
        evidence->setToolTip(items.join("\n"));
        interests->addWidget(evidence, r, 3, Qt::AlignRight);
    }
    content_->addLayout(interests);

    if (p.first) {
        heading(tr("Timeline"), tr("impressions above, clicks below"));
        content_->addWidget(new Timeline(p, body_));
        auto* days = label("small", body_);
        days->setText(period_text(p.first, p.last, state_->table()->zone_offset(p.first)));
        content_->addWidget(days);
    }
    heading(tr("Funnel"), tr("of the step before, %"));
    auto* funnel = new QGridLayout;
    funnel->setColumnStretch(1, 1);
    const auto step = [&](const QString& name, std::int64_t n, const QString& rate, const QColor& colour) {
        const int r = funnel->rowCount();
        auto* title = label("small", body_);
        title->setText(name);
        funnel->addWidget(title, r, 0);
        funnel->addWidget(new ShareBar(p.impressions ? static_cast<double>(n) / static_cast<double>(p.impressions) : 0, colour, body_), r,
                          1);
        auto* count = label({}, body_);
        count->setText(count_text(n));
        funnel->addWidget(count, r, 2, Qt::AlignRight);
        auto* share = label("small", body_);
        share->setText(rate);
        funnel->addWidget(share, r, 3, Qt::AlignRight);
    };
    const QString none = QString::fromUtf8("—");
    step(tr("Impressions"), p.impressions, none, t.other);
    if (p.ctr.has_value()) step(tr("Clicks"), p.clicks, percent_text(p.ctr.value), t.series1);
    if (p.cvr.has_value()) step(tr("Conversions"), p.conversions, percent_text(p.cvr.value), t.series1);
    content_->addLayout(funnel);

    if (!p.mix.empty()) {
        heading(tr("Where and on what"), tr("share of impressions, %"));
        auto* mix = new QGridLayout;
        mix->setColumnStretch(0, 1);
        for (const auto& m : p.mix) row(mix, {QString::fromStdString(m.field + " = " + m.value), percent_text(m.share, 1)});
        content_->addLayout(mix);
    }
    if (p.ctr.has_value() && p.fatigue.size() > 1) {
        heading(tr("Fatigue"), tr("n-th time the same ad, CTR %"));
        auto* fatigue = new QGridLayout;
        fatigue->setColumnStretch(1, 1);
        for (const auto& f : p.fatigue)
            row(fatigue, {QString::fromStdString(f.label),
                          tr("%1 of %2").arg(count_text(f.counts.clicks), count_text(f.counts.impressions)), percent_text(f.ctr.value, 1)});
        content_->addLayout(fatigue);
    }
    heading(tr("What is used about this user, and why"));
    auto* use = new QGridLayout;
    use->setColumnStretch(1, 1);
    for (const auto& u : use_) {
        const int r = use->rowCount();
        auto* name = new ElidedLabel({}, body_);
        name->setFullText((u.used() ? QString::fromUtf8("✓ ") : QString::fromUtf8("× ")) + QString::fromStdString(u.field));
        name->setFixedWidth(110);
        QStringList models;
        for (const auto& m : u.models) models << QString::fromStdString(m);
        name->setToolTip(u.used() ? tr("%1: used by %2").arg(QString::fromStdString(u.field), models.join(", "))
                                  : tr("%1: used by no stored model").arg(QString::fromStdString(u.field)));
        use->addWidget(name, r, 0, Qt::AlignTop);
        auto* reason = text_label("small", body_);
        reason->setText(state_->words(u.reason));
        use->addWidget(reason, r, 1);
    }
    content_->addLayout(use);
}

void UserPane::showSequence() {
    const Profile& p = *profile_;
    heading(tr("Sequence of ads"),
            tr("latest first, %1 shown").arg(count_text(std::min<qint64>(60, static_cast<qint64>(p.sequence.size())))));
    auto* grid = new QGridLayout;
    grid->setColumnStretch(1, 1);
    const std::int64_t offset = p.first ? state_->table()->zone_offset(p.first) : 0;
    for (std::size_t i = 0; i < p.sequence.size() && i < 60; ++i) {
        const auto& e = p.sequence[i];
        const QString when =
            e.time ? QDateTime::fromMSecsSinceEpoch(e.time + offset, Qt::UTC).toString("MM-dd HH:mm") : QString::fromUtf8("—");
        row(grid, {when, QString::fromStdString(e.other),
                   e.conversion ? tr("converted")
                   : e.click    ? tr("clicked")
                                : tr("seen"),
                   tr("time %1").arg(e.exposure)});
    }
    content_->addLayout(grid);
}

void UserPane::showNeighbours() {
    const Profile& p = *profile_;
    heading(tr("Similar users"), tr("cosine of the clicked ads, exact"));
    if (p.neighbours.empty()) {
        auto* text = text_label("small", body_);
        text->setText(tr("Nobody else clicked on the same ads."));
        content_->addWidget(text);
    }
    for (const auto& n : p.neighbours) {
        auto* button = push_button(ButtonKind::link, true, {}, body_);
        button->setText(tr("%1 · %2 · %3 ads in common")
                            .arg(QString::fromStdString(n.key), QLocale().toString(n.similarity, 'f', 3), count_text(n.common)));
        const auto code = state_->table()->users.code(n.key);
        connect(
            button, &QPushButton::clicked, this, [this, code] { emit openUser(code); }, Qt::QueuedConnection);
        content_->addWidget(button, 0, Qt::AlignLeft);
    }
}

void UserPane::showNow() {
    heading(tr("Would show now"), now_model_);
    if (!now_) {
        auto* text = text_label("small", body_);
        text->setText(now_failure_    ? state_->words(now_failure_->message)
                      : recommending_ ? tr("Ranking ads…")
                                      : tr("No trained model yet. Train one, and this shows its five first ads."));
        content_->addWidget(text);
        return;
    }
    for (const auto& item : now_->items) {
        auto* title = new ElidedLabel({}, body_);
        title->setFullText(QString("%1  %2").arg(item.rank).arg(QString::fromStdString(item.title)));
        content_->addWidget(title);
        auto* reason = text_label("small", body_);
        reason->setText(state_->words(item.reason));
        content_->addWidget(reason);
    }
}

}  // namespace adscope::ui
