// Core work on worker threads. One job has one id and ends in exactly one of succeeded, failed, cancelled,
// delivered in the receiver's thread. A receiver that is gone, or that started a newer job under the same
// key, never hears of the old one.
#pragma once

#include <QObject>
#include <QPointer>
#include <QString>
#include <functional>
#include <memory>

#include "core/base/job.h"

namespace adscope::ui {

using JobId = quint64;

struct JobInfo {
    JobId id = 0;
    QString title;  // what is done, for the status bar
    Progress progress;
    qint64 elapsed_ms = 0;
    bool listed = true;  // false: too short to be shown in the status bar
};

class JobRunner : public QObject {
    Q_OBJECT
public:
    explicit JobRunner(QObject* parent = nullptr);
    ~JobRunner() override;  // cancels all and waits

    // Runs `work` on a worker thread. `done` is called once in the GUI thread with the Result (cancelled is an Error
    // with code cancelled), unless `receiver` was destroyed or, for a non-empty `key`, a newer job of the same receiver
    // and key was started (which also cancels this one).
    template <class T>
    JobId run(const QString& title, QObject* receiver, std::function<Result<T>(const JobContext&)> work,
              std::function<void(Result<T>)> done, const QString& key = {}, bool listed = true) {
        auto result = std::make_shared<std::optional<Result<T>>>();
        return start(
            title, receiver, key, listed,
            [result, work = std::move(work)](const JobContext& job) {
                result->emplace(work(job));
                return !result->value() ? std::optional<Error>(result->value().error()) : std::nullopt;
            },
            [result, done = std::move(done)](std::optional<Error> failure) {
                if (!result->has_value()) done(Result<T>(failure ? std::move(*failure) : Error::cancelled()));
                else done(std::move(result->value()));
            });
    }

    void cancel(JobId id);
    void cancelAll();
    QList<JobInfo> jobs() const;  // running, oldest first
    bool idle() const;

signals:
    void started(adscope::ui::JobId id);
    void progressed(adscope::ui::JobId id);                          // at most 20 times a second
    void ended(adscope::ui::JobId id);                               // after done
    void failed(const QString& title, const adscope::Error& error);  // not for cancelled

private:
    JobId start(const QString& title, QObject* receiver, const QString& key, bool listed,
                std::function<std::optional<Error>(const JobContext&)> work, std::function<void(std::optional<Error>)> done);
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace adscope::ui

Q_DECLARE_METATYPE(adscope::Error)
