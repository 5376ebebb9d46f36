#include "ui/shell/status_bar.h"

#include <QFile>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>

#include "core/base/parallel.h"
#include "ui/theme/icons.h"
#include "ui/theme/tokens.h"

namespace adscope::ui {
namespace {

// Kilobytes behind a key of a file in /proc; 0 where there is none.
double proc_kilobytes(const char* file, const QByteArray& key) {
    QFile f(file);
    if (!f.open(QIODevice::ReadOnly)) return 0;
    for (const QByteArray& line : f.readAll().split('\n'))
        if (line.startsWith(key)) return line.mid(key.size()).trimmed().split(' ').value(0).toDouble();
    return 0;
}

QString gigabytes(double kilobytes, int digits) { return QLocale().toString(kilobytes / 1048576.0, 'f', digits); }

std::optional<JobInfo> shown_job(const QList<JobInfo>& jobs) {
    for (const auto& j : jobs)
        if (j.listed) return j;
    return std::nullopt;
}

}  // namespace

QString time_left(const JobInfo& job) {
    if (job.progress.fraction < 0.02 || job.elapsed_ms < 1500) return {};
    const double seconds = static_cast<double>(job.elapsed_ms) / 1000 * (1 - job.progress.fraction) / job.progress.fraction;
    if (seconds < 90) return StatusBar::tr("%1 s left").arg(qRound(seconds));
    if (seconds < 5400) return StatusBar::tr("%1 min %2 s left").arg(static_cast<int>(seconds) / 60).arg(static_cast<int>(seconds) % 60);
    return StatusBar::tr("%1 h %2 min left").arg(static_cast<int>(seconds) / 3600).arg(static_cast<int>(seconds) % 3600 / 60);
}

StatusBar::StatusBar(AppState* state, QWidget* parent)
    : QFrame(parent),
      state_(state),
      job_(new QWidget(this)),
      sign_(label({}, this)),
      percent_(label("strong", this)),
      left_(label("secondary", this)),
      message_(label("hint", this)),
      device_(label("secondary", this)),
      memory_(label("secondary", this)),
      saved_(label("good", this)),
      saved_sign_(label({}, this)),
      device_sign_(label({}, this)),
      title_(new ElidedLabel("accent", this)),
      stage_(new ElidedLabel("secondary", this)),
      bar_(new QProgressBar(this)),
      cancel_(push_button(ButtonKind::outline, true, "stop", this)),
      more_(push_button(ButtonKind::link, true, {}, this)) {
    setObjectName("statusBar");
    setFixedHeight(32);
    cancel_->setObjectName("cancelJob");
    title_->setObjectName("jobTitle");
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(14, 1, 12, 0);
    row->setSpacing(8);
    auto* job_row = new QHBoxLayout(job_);
    job_row->setContentsMargins(0, 0, 0, 0);
    job_row->setSpacing(10);
    bar_->setFixedSize(160, 8);
    bar_->setTextVisible(false);
    title_->setMaximumWidth(260);
    stage_->setMaximumWidth(260);
    sign_->setFixedWidth(18);
    percent_->setMinimumWidth(36);
    for (QWidget* w :
         {static_cast<QWidget*>(sign_), static_cast<QWidget*>(title_), static_cast<QWidget*>(stage_), static_cast<QWidget*>(bar_),
          static_cast<QWidget*>(percent_), static_cast<QWidget*>(left_), static_cast<QWidget*>(cancel_), static_cast<QWidget*>(more_)})
        job_row->addWidget(w);
    row->addWidget(job_);
    row->addWidget(message_);
    row->addStretch(1);
    row->addWidget(device_sign_);
    row->addWidget(device_);
    row->addSpacing(12);
    row->addWidget(memory_);
    row->addSpacing(12);
    row->addWidget(saved_sign_);
    row->addWidget(saved_);

    JobRunner* jobs = state_->jobs();
    connect(jobs, &JobRunner::started, this, [this] {
        last_failure_.clear();
        showJob();
    });
    connect(jobs, &JobRunner::ended, this, &StatusBar::showJob);
    connect(jobs, &JobRunner::progressed, this, &StatusBar::showJob);
    connect(jobs, &JobRunner::failed, this, [this](const QString& title, const Error& error) {
        if (title.isEmpty()) return;
        last_failure_ = tr("%1: %2").arg(title, state_->words(error.message));
        showJob();
    });
    connect(cancel_, &QPushButton::clicked, this, [this] { state_->jobs()->cancel(shown_); });
    connect(more_, &QPushButton::clicked, this, &StatusBar::showMore);
    connect(state_, &AppState::languageChanged, this, &StatusBar::retranslate);
    connect(state_, &AppState::themeChanged, this, &StatusBar::retranslate);
    connect(state_, &AppState::workspaceChanged, this, &StatusBar::showJob);
    connect(&memory_timer_, &QTimer::timeout, this, &StatusBar::showMemory);
    memory_timer_.start(3000);
    retranslate();
}

void StatusBar::retranslate() {
    const Tokens& t = tokens();
    sign_->setPixmap(icon_pixmap("play", t.accentText, 16, devicePixelRatioF()));
    device_sign_->setPixmap(icon_pixmap("chip", t.text2, 16, devicePixelRatioF()));
    saved_sign_->setPixmap(icon_pixmap("check", t.goodText, 16, devicePixelRatioF()));
    cancel_->setText(tr("Cancel"));
    saved_->setText(tr("Saved"));
    device_->setText(tr("CPU · %n thread(s)", nullptr, thread_count()));
    bar_->setAccessibleName(tr("Progress of the job"));
    showMemory();
    showJob();
}

void StatusBar::showMemory() {
    const double used = proc_kilobytes("/proc/self/status", "VmRSS:"), all = proc_kilobytes("/proc/meminfo", "MemTotal:");
    memory_->setVisible(used > 0);
    memory_->setText(tr("Memory %1 / %2 GB").arg(gigabytes(used, 2), gigabytes(all, 0)));
}

void StatusBar::showJob() {
    const auto jobs = state_->jobs()->jobs();
    const auto job = shown_job(jobs);
    job_->setVisible(job.has_value());
    message_->setVisible(!job);
    message_->setText(
        fontMetrics().elidedText(last_failure_.isEmpty() ? tr("Ready") : last_failure_, Qt::ElideRight, std::max(200, width() - 460)));
    message_->setToolTip(last_failure_);
    set_role(message_, last_failure_.isEmpty() ? "hint" : "warn");
    const bool saved = state_->table() && !job;
    saved_->setVisible(saved);
    saved_sign_->setVisible(saved);
    if (!job) return;
    shown_ = job->id;
    const Progress& p = job->progress;
    title_->setFullText(job->title);
    stage_->setFullText(p.stage.empty() ? QString() : state_->words(p.stage));
    const bool known = p.fraction >= 0;
    bar_->setRange(0, known ? 1000 : 0);
    if (known) bar_->setValue(qRound(p.fraction * 1000));
    percent_->setText(known ? tr("%1 %").arg(qRound(p.fraction * 100)) : QString());
    left_->setText(time_left(*job));
    cancel_->setEnabled(!p.finishing);
    cancel_->setAccessibleName(tr("Cancel: %1").arg(job->title));
    const auto listed = std::count_if(jobs.begin(), jobs.end(), [](const auto& j) { return j.listed; });
    more_->setVisible(listed > 1);
    more_->setText(tr("%n more", nullptr, static_cast<int>(listed) - 1));
}

void StatusBar::showMore() {
    QMenu menu(this);
    for (const auto& j : state_->jobs()->jobs()) {
        if (!j.listed) continue;
        auto* a =
            menu.addAction(icon("stop", Ink::warn), tr("Cancel: %1").arg(j.title), this, [this, id = j.id] { state_->jobs()->cancel(id); });
        a->setEnabled(!j.progress.finishing);
    }
    menu.exec(more_->mapToGlobal(QPoint(0, -menu.sizeHint().height())));
}

}  // namespace adscope::ui
