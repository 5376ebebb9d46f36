// What a page puts into the details pane is built from few parts: headings, paragraphs, pairs of name and value, rules,
// buttons. Built anew whenever what is shown changes.
#pragma once

#include <QPushButton>
#include <QWidget>

class QVBoxLayout;

namespace adscope::ui {

class DetailsBase : public QWidget {
    Q_OBJECT
public:
    explicit DetailsBase(QWidget* parent = nullptr);

protected:
    using Pairs = std::vector<std::pair<QString, QString>>;
    void clearParts();
    void heading(const QString& text, bool large);
    void paragraph(const QString& text);
    void pairs(const Pairs& rows);
    void line();
    QPushButton* action(const QString& text, bool primary);
    void fill();  // what follows the parts is empty

private:
    QVBoxLayout* column_;
};

}  // namespace adscope::ui
