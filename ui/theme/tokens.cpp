#include "ui/theme/tokens.h"

namespace adscope::ui {
namespace {

bool dark_now = false;

QColor translucent(const char* name, double share) {
    QColor c(name);
    c.setAlphaF(static_cast<float>(share));
    return c;
}

// The palette of Okabe and Ito (2008), the same in both themes: a category keeps its colour.
void set_shared(Tokens& t) {
    const char* const names[] = {"#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"};
    for (int i = 0; i < 6; ++i) t.categories[i] = QColor(names[i]);
    t.splitTrain = t.series1;
    t.splitValid = QColor("#56B4E9");
    t.splitTest = QColor("#E69F00");
}

Tokens light_tokens() {
    Tokens t;
    t.bg = "#F3F4F6", t.surface = "#FFFFFF", t.sunken = "#ECEEF1", t.line = "#D8DCE2", t.lineStrong = "#8A939E";
    t.text1 = "#1A2027", t.text2 = "#48525D", t.text3 = "#5C6672";
    t.accent = "#0072B2", t.accentText = "#00609A", t.accentWeak = "#E1EFF8", t.onAccent = "#FFFFFF";
    t.good = "#009E73", t.goodText = "#006B4E", t.goodWeak = "#DFF2EB";
    t.warn = "#D55E00", t.warnText = "#A34400", t.warnWeak = "#FBEBDD";
    t.series1 = "#0072B2", t.series2 = "#D55E00", t.other = "#8A939E", t.grid = "#E8EBEF";
    t.band = translucent("#0072B2", 0.16);
    set_shared(t);
    return t;
}

Tokens dark_tokens() {
    Tokens t;
    t.bg = "#14181D", t.surface = "#1B2026", t.sunken = "#101418", t.line = "#323A44", t.lineStrong = "#77818D";
    t.text1 = "#E8EBEF", t.text2 = "#BCC4CD", t.text3 = "#9BA5B0";
    t.accent = "#56B4E9", t.accentText = "#7CC6EF", t.accentWeak = "#173248", t.onAccent = "#0B1116";
    t.good = "#009E73", t.goodText = "#45CFA3", t.goodWeak = "#10352A";
    t.warn = "#E69F00", t.warnText = "#F0B43C", t.warnWeak = "#3A2C0E";
    t.series1 = "#56B4E9", t.series2 = "#E69F00", t.other = "#8A939E", t.grid = "#2A313A";
    t.band = translucent("#56B4E9", 0.22);
    set_shared(t);
    // The first series has valid's colour in the dark: training rows take the deeper blue there.
    t.splitTrain = QColor("#0072B2");
    return t;
}

int pixels(Type type) {
    switch (type) {
        case Type::small: return 12;
        case Type::body: return 13;
        case Type::cardTitle: return 14;
        case Type::pageTitle: return 20;
        case Type::kpi: return 24;
        case Type::presenterBody: return 18;
        case Type::presenterName: return 22;
        case Type::presenterPersona: return 28;
        case Type::presenterNumber: return 40;
    }
    return 13;
}

}  // namespace

const Tokens& tokens(bool dark) {
    static const Tokens light = light_tokens(), night = dark_tokens();
    return dark ? night : light;
}

const Tokens& tokens() { return tokens(dark_now); }

void setDarkTokens(bool dark) { dark_now = dark; }

QFont font(Type type, bool bold) {
    QFont f;
    f.setFamilies({"Noto Sans CJK SC", "DejaVu Sans"});
    f.setPixelSize(pixels(type));
    f.setWeight(bold ? QFont::Bold : QFont::Normal);
    return f;
}

QFont codeFont(int pixels) {
    QFont f;
    f.setFamilies({"DejaVu Sans Mono", "Noto Sans Mono CJK SC"});
    f.setPixelSize(pixels);
    f.setFixedPitch(true);
    return f;
}

}  // namespace adscope::ui
