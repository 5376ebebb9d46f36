// Workspaces written by hand, row by row: for tests that must know every value.
#pragma once

#include <QTemporaryDir>
#include <optional>
#include <stdexcept>

#include "core/workspace/workspace.h"

namespace adscope::testing {

inline void ensure(const Result<void>& result) {
    if (!result) throw std::runtime_error(render(result.error().message, Language::en));
}
template <class T>
T take(Result<T> result) {
    if (!result) throw std::runtime_error(render(result.error().message, Language::en));
    return std::move(result).value();
}

// An event as it is written; what is not set is NULL.
struct Row {
    std::optional<std::int64_t> id, time, user, ad, click, conversion, cost, revenue, position, weight, split;
    std::vector<std::optional<double>> fields;  // c_1, c_2, ... of events
};

class SmallWorkspace {
public:
    explicit SmallWorkspace(const std::string& path) : workspace_(take(Workspace::create(path))) {
        sql("INSERT INTO sources "
            "VALUES(1,'events','small.csv','small.csv','',0,0,0,0,0,'{}','{\"position\":\"slot\",\"click\":\"clicked\"}','{}',0,1)");
    }
    void sql(const std::string& text) { ensure(workspace_.database().execute(text)); }
    void setting(const std::string& key, const std::string& value) { ensure(workspace_.set_setting(key, value)); }

    // The next column of its owner. Values are the dictionary, codes from 1; for tags the sets as lists of codes of `members`.
    void field(const std::string& owner, const std::string& name, const std::string& kind, const std::vector<std::string>& values = {},
               const std::vector<std::string>& members = {}, const std::string& role = "context") {
        const int number = ++columns_[owner];
        const int id = ++fields_;
        const std::string table = owner == "event" ? "events" : owner == "user" ? "users" : "ads";
        sql("ALTER TABLE " + table + " ADD COLUMN c_" + std::to_string(number) + (kind == "number" ? " REAL" : " INTEGER"));
        auto insert = take(workspace_.database().prepare("INSERT INTO fields VALUES(?1, ?2, ?3, ?4, ?5, ?6, 1)"));
        insert.bind(1, id)
            .bind(2, std::string_view(owner))
            .bind(3, number)
            .bind(4, std::string_view(name))
            .bind(5, std::string_view(role))
            .bind(6, std::string_view(kind));
        ensure(insert.run());
        dictionary(id, values);
        dictionary(-id, members);
    }
    void user(const std::string& key, const std::vector<std::optional<double>>& fields = {}) { entity("users", ++users_, key, fields); }
    void ad(const std::string& key, const std::vector<std::optional<double>>& fields = {}) { entity("ads", ++ads_, key, fields); }

    void event(const Row& row) {
        std::string text = "INSERT INTO events(id, source, line, time, user, ad, click, conversion, cost, revenue, position, weight, split",
                    values;
        for (std::size_t f = 0; f < row.fields.size(); ++f) text += ", c_" + std::to_string(f + 1);
        const std::int64_t id = row.id ? *row.id : events_ + 1;
        events_ = id;
        values = std::to_string(id) + ", 1, " + std::to_string(id);
        for (const auto& v :
             {row.time, row.user, row.ad, row.click, row.conversion, row.cost, row.revenue, row.position, row.weight, row.split})
            values += ", " + (v ? std::to_string(*v) : "NULL");
        for (const auto& v : row.fields) values += ", " + (v ? std::to_string(*v) : "NULL");
        sql(text + ") VALUES(" + values + ")");
    }
    void mark(std::int64_t event, bool active = true) {
        const int step = ++steps_;
        sql("INSERT INTO steps VALUES(" + std::to_string(step) + ",'test','{}',1," + (active ? "1" : "0") +
            ",0); INSERT INTO marks VALUES(" + std::to_string(step) + "," + std::to_string(event) + ")");
    }
    const Workspace& workspace() const { return workspace_; }
    const std::string& path() const { return workspace_.path(); }

private:
    void dictionary(int field, const std::vector<std::string>& values) {
        auto insert = take(workspace_.database().prepare("INSERT INTO dictionary VALUES(?1, ?2, ?3)"));
        for (std::size_t i = 0; i < values.size(); ++i) {
            insert.bind(1, field).bind(2, static_cast<std::int64_t>(i + 1)).bind(3, std::string_view(values[i]));
            ensure(insert.run());
        }
    }
    void entity(const std::string& table, int id, const std::string& key, const std::vector<std::optional<double>>& fields) {
        std::string text = "INSERT INTO " + table + " VALUES(" + std::to_string(id) + ",'" + key + "',1";
        for (const auto& v : fields) text += ", " + (v ? std::to_string(*v) : "NULL");
        sql(text + ")");
    }

    Workspace workspace_;
    std::map<std::string, int> columns_;
    int fields_ = 0, users_ = 0, ads_ = 0, steps_ = 0;
    std::int64_t events_ = 0;
};

// Six events of three users on three ads, with a device, a number, tags of ads, a taste of users, money, a mark and a split.
// CTR of what is usable (event 6 is marked): 3 of 5.
inline void make_six_events(const std::string& path) {
    SmallWorkspace w(path);
    w.field("event", "device", "category", {"phone", "desk \"top\""});
    w.field("event", "age", "number");
    w.field("user", "taste", "category", {"sport", "音乐"}, {}, "attribute");
    w.field("ad", "tags", "tags", {"1,2", "2"}, {"red", "blue"}, "attribute");
    w.user("u1", {1}), w.user("u2", {2}), w.user("u3", {{}});
    w.ad("a1", {1}), w.ad("a2", {2}), w.ad("a3", {{}});
    const std::int64_t noon = 1'772'366'400'000;  // 2026-03-01T12:00Z, a Sunday
    const std::int64_t hour = 3'600'000;
    w.event({{}, noon, 1, 1, 1, 1, 500'000, 2'000'000, 1, {}, 1, {1, 20}});
    w.event({{}, noon + hour, 1, 2, 0, 0, 250'000, 0, 2, {}, 1, {2, 20.5}});
    w.event({{}, noon + 11 * hour, 2, 1, 1, 0, 250'000, 0, 1, {}, 1, {1, {}}});
    w.event({{}, noon + 12 * hour, 2, 3, 0, 0, {}, 0, 3, {}, 2, {{}, 31}});
    w.event({{}, noon + 36 * hour, 3, 1, 1, 1, 1'000'000, 0, 1, {}, 3, {1, 44}});
    w.event({{}, noon + 36 * hour, 3, 2, 1, 0, 0, 0, 2, {}, 3, {1, 44}});
    w.mark(6);
    w.mark(1, false);  // a step that was undone
}

// The six events in a folder that goes with the test.
struct SixEvents {
    SixEvents() { make_six_events(path); }
    QTemporaryDir folder;
    std::string path = folder.filePath("w.adscope").toStdString();
};

}  // namespace adscope::testing
