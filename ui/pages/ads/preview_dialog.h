// Five events as the recipe sees them: of each feature the value in the log and what it becomes.
#pragma once

#include <QDialog>

#include "core/features/preview.h"

namespace adscope::ui {

class PreviewDialog : public QDialog {
    Q_OBJECT
public:
    explicit PreviewDialog(const RecipePreview& preview, QWidget* parent = nullptr);
};

// A row a feature, a column an event: "raw → encoded"; what is the same on both sides stands once.
QString preview_cell(const RecipePreview::Cell& cell);

}  // namespace adscope::ui
