// Palette and style sheet: plain Qt controls look as the tokens say.
#include <QApplication>
#include <QFile>
#include <QStyleFactory>

#include "ui/theme/tokens.h"

namespace adscope::ui {
namespace {

QPalette palette_of(const Tokens& t) {
    QPalette p;
    p.setColor(QPalette::Window, t.bg);
    p.setColor(QPalette::WindowText, t.text1);
    p.setColor(QPalette::Base, t.surface);
    p.setColor(QPalette::AlternateBase, t.sunken);
    p.setColor(QPalette::Text, t.text1);
    p.setColor(QPalette::PlaceholderText, t.text3);
    p.setColor(QPalette::Button, t.surface);
    p.setColor(QPalette::ButtonText, t.text1);
    p.setColor(QPalette::Highlight, t.accent);
    p.setColor(QPalette::HighlightedText, t.onAccent);
    p.setColor(QPalette::ToolTipBase, t.surface);
    p.setColor(QPalette::ToolTipText, t.text1);
    p.setColor(QPalette::Link, t.accentText);
    p.setColor(QPalette::Mid, t.line);
    p.setColor(QPalette::Dark, t.lineStrong);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) p.setColor(QPalette::Disabled, role, t.text3);
    return p;
}

// Longer names first: @accent must not eat the beginning of @accentWeak.
QString style_sheet(bool dark) {
    const Tokens& t = tokens(dark);
    QFile file(":/style/adscope.qss");
    if (!file.open(QIODevice::ReadOnly)) return {};
    QString sheet = QString::fromUtf8(file.readAll());
    const std::pair<const char*, QColor> names[] = {
        {"@accentText", t.accentText},
        {"@accentWeak", t.accentWeak},
        {"@accent", t.accent},
        {"@onAccent", t.onAccent},
        {"@goodText", t.goodText},
        {"@goodWeak", t.goodWeak},
        {"@good", t.good},
        {"@warnText", t.warnText},
        {"@warnWeak", t.warnWeak},
        {"@warn", t.warn},
        {"@surface", t.surface},
        {"@sunken", t.sunken},
        {"@lineStrong", t.lineStrong},
        {"@line", t.line},
        {"@text1", t.text1},
        {"@text2", t.text2},
        {"@text3", t.text3},
        {"@bg", t.bg},
    };
    sheet.replace("@theme", dark ? "dark" : "light");
    for (const auto& [name, color] : names) sheet.replace(QLatin1String(name), color.name());
    return sheet;
}

}  // namespace

void applyTheme(bool dark) {
    setDarkTokens(dark);
    static bool styled = false;
    if (!styled) {
        QApplication::setStyle(QStyleFactory::create("Fusion"));
        QApplication::setFont(font(Type::body));
        styled = true;
    }
    QApplication::setPalette(palette_of(tokens(dark)));
    qApp->setStyleSheet(style_sheet(dark));
}

}  // namespace adscope::ui
