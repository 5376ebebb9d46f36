// The window's own words (tr) in one of its languages. Translations live in the resources as *_zh.qm and *_en.qm.
#pragma once

#include "core/base/message.h"

class QString;

namespace adscope::ui {

// Installs or removes the translators; widgets hear of it through AppState::languageChanged.
void applyLanguage(Language language);
Language system_language();

}  // namespace adscope::ui
