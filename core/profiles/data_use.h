// What is used about a user, and why: which fields feed which stored models, and which feed none.
#pragma once

#include "core/workspace/event_table.h"
#include "core/workspace/models_repository.h"

namespace adscope {

struct DataUse {
    std::string field;                // as a condition would write it; user, ad and time stand for themselves
    std::vector<std::string> models;  // names of finished runs that it feeds; empty: not used
    Message reason;
    bool used() const { return !models.empty(); }
};
// Everything that the log knows of a user and of the occasion, what is used first. Recipes are read as they were stored.
std::vector<DataUse> user_data_use(const EventTable& table, const std::vector<StoredModel>& models);

}  // namespace adscope
