// The head of the preview: a column's name, a picker of its role, and how sure the guess is.
#pragma once

#include <QComboBox>
#include <QHeaderView>

#include "ui/viewmodels/import_session.h"

namespace adscope::ui {

// Three dots: 90 % and more, 70 to 89 %, below.
int confidence_dots(double confidence);
void paint_dots(QPainter& p, const QPointF& left_middle, double confidence);

class RoleHeader : public QHeaderView {
    Q_OBJECT
public:
    RoleHeader(ImportSession* session, QWidget* parent);
    void rebuild();                       // another file
    void showRoles();                     // the same columns, other roles
    QComboBox* picker(int column) const;  // column of the file
    QSize sizeHint() const override;

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
    QSize sectionSizeFromContents(int section) const override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void place();
    QString wordsOf(const ImportFile& file, std::size_t column) const;
    ImportSession* session_;
    QList<QComboBox*> pickers_;
};

}  // namespace adscope::ui
