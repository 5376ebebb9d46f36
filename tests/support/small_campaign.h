// A small campaign in a workspace, for tests of training: users with a hidden taste that decides their clicks.
#pragma once

#include <cmath>
#include <stdexcept>

#include "core/base/random.h"
#include "core/workspace/workspace.h"

namespace adscope::testing {

struct SmallCampaign {
    int users = 60, ads = 20, events = 4000;
    std::uint64_t seed = 1;
};

inline void require(const Result<void>& result) {
    if (!result) throw std::runtime_error(render(result.error().message, Language::en));
}

// Fields: user.taste (2 values), ad.topic (2 values), device (2 values). A click is likely where taste and topic agree.
inline void make_small_campaign(const std::string& path, const SmallCampaign& size = {}) {
    auto made = Workspace::create(path);
    if (!made) throw std::runtime_error(render(made.error().message, Language::en));
    Database& db = made->database();
    auto transaction = Transaction::begin(db);
    if (!transaction) throw std::runtime_error("no transaction");
    require(db.execute(R"(
        ALTER TABLE users ADD COLUMN c_1 INTEGER;
        ALTER TABLE ads ADD COLUMN c_1 INTEGER;
        ALTER TABLE events ADD COLUMN c_1 INTEGER;
        INSERT INTO sources VALUES(1,'events','small.csv','small.csv','',0,0,0,0,0,'{}','{}','{}',0,1);
        INSERT INTO fields VALUES(1,'user',1,'taste','attribute','category',1),(2,'ad',1,'topic','attribute','category',1),(3,'event',1,'device','context','category',1);
        INSERT INTO dictionary VALUES(1,1,'sport'),(1,2,'music'),(2,1,'sport'),(2,2,'music'),(3,1,'phone'),(3,2,'desk');)"));
    for (int u = 1; u <= size.users; ++u)
        require(db.execute("INSERT INTO users VALUES(" + std::to_string(u) + ",'u" + std::to_string(u) + "',1," +
                           std::to_string(1 + u % 2) + ")"));
    for (int a = 1; a <= size.ads; ++a)
        require(db.execute("INSERT INTO ads VALUES(" + std::to_string(a) + ",'a" + std::to_string(a) + "',1," + std::to_string(1 + a % 2) +
                           ")"));
    Random random(size.seed);
    auto insert = db.prepare("INSERT INTO events(id,source,line,time,user,ad,click,c_1) VALUES(?,1,?,?,?,?,?,?)");
    if (!insert) throw std::runtime_error("no statement");
    for (int e = 1; e <= size.events; ++e) {
        const int user = 1 + static_cast<int>(random.below(static_cast<std::uint64_t>(size.users))),
                  ad = 1 + static_cast<int>(random.below(static_cast<std::uint64_t>(size.ads)));
        const double rate = user % 2 == ad % 2 ? 0.7 : 0.15;
        const int click = random.uniform() < rate, device = 1 + static_cast<int>(random.below(2));
        insert->bind(1, e)
            .bind(2, e)
            .bind(3, std::int64_t{1'650'000'000'000} + e * std::int64_t{60'000})
            .bind(4, user)
            .bind(5, ad)
            .bind(6, click)
            .bind(7, device);
        require(insert->run());
    }
    require(transaction->commit());
}

}  // namespace adscope::testing
