// Icons drawn for this project, in the colours of the theme that is set when they are painted.
#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>

namespace adscope::ui {

// Which token colours an icon; its disabled form is always the colour of hints.
enum class Ink { text1, text2, text3, accent, good, warn, onAccent };
QColor ink_color(Ink ink);

// `name`: a file of resources/icons without its ending. An unknown name gives an empty icon.
QIcon icon(const QString& name, Ink ink = Ink::text2);
QPixmap icon_pixmap(const QString& name, const QColor& color, int size, double ratio = 1);

}  // namespace adscope::ui
