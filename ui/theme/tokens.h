// The one place for colours, sizes and type (the table in docs/architecture.md). Charts, widgets and the style sheet read it.
#pragma once

#include <QColor>
#include <QFont>

namespace adscope::ui {

struct Tokens {
    QColor bg, surface, sunken, line, lineStrong, text1, text2, text3;
    QColor accent, accentText, accentWeak, onAccent;
    QColor good, goodText, goodWeak, warn, warnText, warnWeak;
    QColor series1, series2, other, grid, band;
    QColor categories[6];
    QColor splitTrain, splitValid, splitTest;
};
const Tokens& tokens(bool dark);
// The theme that is set now; changes with AppState::themeChanged.
const Tokens& tokens();
void setDarkTokens(bool dark);

// Type: sizes in pixels; two weights; tabular figures.
enum class Type { small, body, cardTitle, pageTitle, kpi, presenterBody, presenterName, presenterPersona, presenterNumber };
QFont font(Type type, bool bold = false);
QFont codeFont(int pixels = 13);

// Palette and style sheet of the whole application.
void applyTheme(bool dark);

}  // namespace adscope::ui
