// A small workspace for the tests of pages: 14 days, two devices of which one clicks more, 40 users, 12 ads; models
// where a test asks for them. Made by the real executable.
#pragma once

#include <QSignalSpy>

#include "core/base/random.h"
#include "tests/support/testing.h"
#include "ui/shell/app_state.h"

namespace adscope::testing {

class PageFixture {
public:
    bool make(bool models) {
        write_file(at("events.csv"), events());
        if (!run({"import", at("events.csv"), "--into", at("w.adscope"), "--map",
                  "time=time,user=user,ad=ad,click=click,context=device,ad.topic=topic", "--on-duplicate", "keep"}))
            return false;
        if (!models) return true;
        return run({"train", at("w.adscope"), "--model", "als", "--split", "time:0.8,0.1,0.1", "--name", "factors"}) &&
               run({"train", at("w.adscope"), "--model", "logistic", "--split", "time:0.8,0.1,0.1", "--name", "lines"});
    }
    bool open(ui::AppState& state) {
        QSignalSpy opened(&state, &ui::AppState::workspaceChanged);
        state.openWorkspace(QString::fromStdString(at("w.adscope")));
        return QTest::qWaitFor([&] { return state.table() != nullptr && state.jobs()->idle(); }, 30'000);
    }
    std::string at(const char* name) { return folder_.filePath(name).toStdString(); }

    // Phone: 1 of 4 clicked; tablet: 1 of 10.
    static std::string events() {
        std::string out = "time,user,ad,device,click,topic\n";
        Random random(5, 1);
        char line[96];
        for (int i = 0; i < 4000; ++i) {
            const bool phone = i % 2 == 0;
            const int user = static_cast<int>(random.below(40)), ad = (user % 4 * 3 + static_cast<int>(random.below(6))) % 12;
            const bool click = random.uniform() < (phone ? 0.25 : 0.10) + (ad == user % 4 * 3 ? 0.2 : 0.0);
            std::snprintf(line, sizeof line, "2026-03-%02d %02d:%02d:00,u%02d,a%02d,%s,%d,%s\n", 1 + i * 14 / 4000, i % 24, i % 60, user,
                          ad, phone ? "phone" : "tablet", click,
                          ad % 3 == 0   ? "sports"
                          : ad % 3 == 1 ? "music"
                                        : "travel");
            out += line;
        }
        return out;
    }

private:
    static bool run(const std::vector<std::string>& arguments) {
        const Run r = run_adscope(arguments);
        if (r.exit_code != 0) qWarning("%s: exit %d: %s%s", arguments[0].c_str(), r.exit_code, r.out.c_str(), r.err.c_str());
        return r.exit_code == 0;
    }
    QTemporaryDir folder_;
};

}  // namespace adscope::testing
