// Who a user is, in words, without an identifier: attributes and interests as the log gives them.
#pragma once

#include <QString>
#include <QStringList>

#include "core/workspace/event_table.h"

namespace adscope::ui {

struct Persona {
    QString attributes;     // "34 • Guangdong • phone", up to five values
    QStringList interests;  // tags of the user, else the topics clicked most
};
Persona persona_of(const EventTable& table, std::uint32_t user);

// Up to `limit` users that a list can be made for: the most active of the slice first.
std::vector<std::uint32_t> active_users(const EventTable& table, const Selection* rows, std::size_t limit);

}  // namespace adscope::ui
