#include <set>

#include "core/models/model.h"
#include "tests/support/testing.h"

using namespace adscope;

class TestRegistry : public QObject {
    Q_OBJECT
private slots:
    void everyModelIsDescribedInBothLanguages() {
        std::set<std::string> names;
        for (const auto& info : model_registry()) {
            QVERIFY(names.insert(info.name).second);
            QVERIFY(!info.tasks.empty() && info.make);
            std::vector<std::string> ids{"model." + info.name, "model." + info.name + ".hint", "model.family." + info.family};
            for (const auto& p : info.parameters) {
                ids.push_back("parameter." + info.name + "." + p.name);
                ids.push_back("parameter." + info.name + "." + p.name + ".help");
            }
            for (const auto& id : ids)
                for (const auto language : {Language::en, Language::zh}) QVERIFY2(has_message(id, language), id.c_str());
        }
    }
    void defaultsArePossible() {
        for (const auto& info : model_registry()) QVERIFY_OK(Settings::make(info.parameters, {}));
    }
    void everyModelIsMade() {
        for (const auto& info : model_registry()) {
            const auto model = info.make();
            QVERIFY_OK(model);
            QVERIFY(*model != nullptr);
        }
    }
    void anUnknownModelListsTheKnown() {
        const auto found = find_model("deepfn");
        QCOMPARE(found.error().code, ErrorCode::usage);
        const auto text = QString::fromStdString(render(found.error().message, Language::en));
        QVERIFY(text.contains("deepfn"));
        for (const auto& info : model_registry()) QVERIFY(text.contains(QString::fromStdString(info.name)));
    }
    void devicesAreResolved() {
        QCOMPARE(*resolve_device("cpu"), std::string("cpu"));
        QCOMPARE(list_devices().front().id, std::string("cpu"));
        QVERIFY(list_devices().front().memory > 0);
        QCOMPARE(resolve_device("gpu").error().code, ErrorCode::usage);
        QCOMPARE(resolve_device("cuda:x").error().code, ErrorCode::usage);
        if (machine_has_gpu()) QSKIP("the machine has a GPU: the rest is about one without");
        Message notice;
        QCOMPARE(*resolve_device("auto", &notice), std::string("cpu"));
        QCOMPARE(notice.id(), std::string("models.device_fallback"));
        QCOMPARE(resolve_device("cuda").error().code, ErrorCode::unavailable);
        QVERIFY(QString::fromStdString(render(resolve_device("cuda:1").error().message, Language::en)).contains("--device cpu"));
    }
    void tasksHaveNames() {
        for (const Task task : {Task::click, Task::ranking, Task::rating}) QVERIFY(*parse_task(task_name(task)) == task);
        QCOMPARE(parse_task("clicks").error().code, ErrorCode::usage);
    }
};

ADSCOPE_TEST(TestRegistry);
#include "test_registry.moc"
