// Buttons and labels in the sizes and tones of the style sheet.
#pragma once

#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include "ui/theme/icons.h"

namespace adscope::ui {

enum class ButtonKind { outline, primary, warn, link, plain };

QPushButton* push_button(ButtonKind kind = ButtonKind::outline, bool small = false, const QString& icon_name = {},
                         QWidget* parent = nullptr);
// A square button with an icon and no text: 32 px, small 24 px. Its words are set by name_button.
QToolButton* icon_button(const QString& icon_name, bool small = false, QWidget* parent = nullptr);
// Tooltip and accessible name, with the shortcut behind the tooltip where there is one.
void name_button(QAbstractButton* button, const QString& words, const QString& keys = {});

// A label in one of the roles of the style sheet: "cardTitle", "subtitle", "badgeGood", ...
QLabel* label(const QString& role = {}, QWidget* parent = nullptr);
// The same for sentences: wraps, and can be selected to be copied.
QLabel* text_label(const QString& role = {}, QWidget* parent = nullptr);
void set_role(QWidget* widget, const QString& role, const char* property = "role");

// A line between parts.
QFrame* rule(QWidget* parent = nullptr);

// A label that cuts its text in the middle or at the end with an ellipsis and shows the whole on hover.
class ElidedLabel : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(const QString& role = {}, QWidget* parent = nullptr, Qt::TextElideMode mode = Qt::ElideRight);
    void setFullText(const QString& text);
    QString fullText() const { return full_; }
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void cut();
    QString full_;
    Qt::TextElideMode mode_;
};

}  // namespace adscope::ui
