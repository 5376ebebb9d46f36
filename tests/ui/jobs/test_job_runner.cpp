// One job, one id, exactly one outcome.
#include <QSignalSpy>
#include <atomic>

#include "tests/support/testing.h"
#include "ui/jobs/job_runner.h"

using namespace adscope;
using namespace adscope::ui;

class TestJobRunner : public QObject {
    Q_OBJECT

    // Waits for cancel; tells that it has begun.
    static std::function<Result<int>(const JobContext&)> endless(std::atomic<bool>& begun) {
        return [&begun](const JobContext& job) -> Result<int> {
            begun = true;
            while (!job.cancelled()) QThread::msleep(1);
            return Error::cancelled();
        };
    }

private slots:
    void successComesOnceInTheReceiversThread() {
        JobRunner jobs;
        QObject receiver;
        QSignalSpy ended(&jobs, &JobRunner::ended), failed(&jobs, &JobRunner::failed);
        int calls = 0, value = 0;
        QThread* heard = nullptr;
        QThread* worked = nullptr;
        jobs.run<int>(
            "work", &receiver,
            [&](const JobContext&) -> Result<int> {
                worked = QThread::currentThread();
                return 7;
            },
            [&](Result<int> r) {
                ++calls;
                value = *r;
                heard = QThread::currentThread();
            });
        QVERIFY(!jobs.idle());
        QTRY_COMPARE(ended.count(), 1);
        QTest::qWait(20);
        QCOMPARE(calls, 1);
        QCOMPARE(value, 7);
        QCOMPARE(heard, QThread::currentThread());
        QVERIFY(worked != heard);
        QCOMPARE(failed.count(), 0);
        QVERIFY(jobs.idle());
    }
    void failureIsAValueAndIsAnnounced() {
        JobRunner jobs;
        QObject receiver;
        QSignalSpy failed(&jobs, &JobRunner::failed);
        std::optional<Error> error;
        jobs.run<int>(
            "work", &receiver,
            [](const JobContext&) -> Result<int> {
                return Error(ErrorCode::io, "base.file_read", {{"path", "x"}, {"cause", "y"}});
            },
            [&](Result<int> r) { error = r.error(); });
        QTRY_VERIFY(error.has_value());
        QCOMPARE(error->code, ErrorCode::io);
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed[0][0].toString(), QString("work"));
    }
    void whatALibraryThrowsIsAFailure() {
        JobRunner jobs;
        QObject receiver;
        std::optional<Error> error;
        jobs.run<int>(
            "work", &receiver, [](const JobContext&) -> Result<int> { throw std::runtime_error("odd"); },
            [&](Result<int> r) { error = r.error(); });
        QTRY_VERIFY(error.has_value());
        QCOMPARE(error->code, ErrorCode::internal);
        QVERIFY(render(error->message, Language::en).find("odd") != std::string::npos);
    }
    void cancelIsAnOutcomeOfItsOwn() {
        JobRunner jobs;
        QObject receiver;
        QSignalSpy failed(&jobs, &JobRunner::failed);
        std::atomic<bool> begun{false};
        std::optional<Error> error;
        const JobId id = jobs.run<int>("work", &receiver, endless(begun), [&](Result<int> r) { error = r.error(); });
        QTRY_VERIFY(begun.load());
        jobs.cancel(id);
        QTRY_VERIFY(error.has_value());
        QVERIFY(error->is_cancelled());
        QCOMPARE(failed.count(), 0);
    }
    void aNewerJobOfTheSameKeyReplacesTheOlder() {
        JobRunner jobs;
        QObject receiver;
        std::atomic<bool> begun{false};
        QList<int> heard;
        QSignalSpy ended(&jobs, &JobRunner::ended);
        jobs.run<int>(
            "old", &receiver, endless(begun), [&](Result<int>) { heard << 1; }, "key");
        QTRY_VERIFY(begun.load());
        jobs.run<int>(
            "new", &receiver, [](const JobContext&) -> Result<int> { return 2; }, [&](Result<int> r) { heard << *r; }, "key");
        QTRY_COMPARE(ended.count(), 2);
        QCOMPARE(heard, QList<int>({2}));
    }
    void anotherReceiverMayUseTheSameKey() {
        JobRunner jobs;
        QObject first, second;
        QList<int> heard;
        QSignalSpy ended(&jobs, &JobRunner::ended);
        for (QObject* r : {&first, &second})
            jobs.run<int>(
                "work", r, [](const JobContext&) -> Result<int> { return 1; }, [&](Result<int> v) { heard << *v; }, "key");
        QTRY_COMPARE(ended.count(), 2);
        QCOMPARE(heard.size(), 2);
    }
    void aReceiverThatIsGoneNeverHears() {
        JobRunner jobs;
        auto* receiver = new QObject;
        QSignalSpy ended(&jobs, &JobRunner::ended);
        std::atomic<bool> begun{false};
        bool heard = false;
        jobs.run<int>("work", receiver, endless(begun), [&](Result<int>) { heard = true; });
        QTRY_VERIFY(begun.load());
        delete receiver;  // nobody waits: the work is asked to stop
        QTRY_COMPARE(ended.count(), 1);
        QVERIFY(!heard);
    }
    void progressIsThrottledAndListed() {
        JobRunner jobs;
        QObject receiver;
        QSignalSpy progressed(&jobs, &JobRunner::progressed);
        std::atomic<bool> reported{false}, go{false};
        bool done = false;
        jobs.run<int>(
            "work", &receiver,
            [&](const JobContext& job) -> Result<int> {
                for (int i = 1; i <= 10000; ++i) job.report(Message::verbatim("stage"), i / 20000.0);
                reported = true;
                while (!go) QThread::msleep(1);
                return 1;
            },
            [&](Result<int>) { done = true; });
        QTRY_VERIFY(reported.load());
        QTRY_VERIFY(progressed.count() > 0);
        QVERIFY(progressed.count() < 100);
        const auto listed = jobs.jobs();
        QCOMPARE(listed.size(), 1);
        QCOMPARE(listed[0].title, QString("work"));
        QCOMPARE(listed[0].progress.fraction, 0.5);
        go = true;
        QTRY_VERIFY(done);
    }
    void theEndOfTheRunnerCancelsAndWaits() {
        std::atomic<bool> begun{false}, ended{false};
        QObject receiver;
        bool heard = false;
        {
            JobRunner jobs;
            jobs.run<int>(
                "work", &receiver,
                [&](const JobContext& job) -> Result<int> {
                    begun = true;
                    while (!job.cancelled()) QThread::msleep(1);
                    ended = true;
                    return 1;
                },
                [&](Result<int>) { heard = true; });
            QTRY_VERIFY(begun.load());
        }
        QVERIFY(ended.load());
        QTest::qWait(10);
        QVERIFY(!heard);
    }
};

ADSCOPE_TEST(TestJobRunner);
#include "test_job_runner.moc"
