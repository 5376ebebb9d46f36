// The pages of the window, in the order of the rail.
#pragma once

#include <QString>
#include <vector>

namespace adscope::ui {

class AppState;
class Page;

struct PageEntry {
    const char* id;
    const char* icon;
    const char* title;  // to be translated in context PageRegistry
    Page* (*make)(AppState* state);
};
const std::vector<PageEntry>& page_registry();
QString page_title(const PageEntry& entry);

}  // namespace adscope::ui
