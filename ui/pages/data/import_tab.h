// Import: files | how they are read, over the preview with its role pickers | dry run and the button that writes.
#pragma once

#include <QTableView>

#include "ui/pages/data/dialect_strip.h"
#include "ui/pages/data/dry_run_card.h"
#include "ui/pages/data/file_list.h"
#include "ui/pages/data/role_header.h"
#include "ui/viewmodels/import_session.h"
#include "ui/viewmodels/preview_model.h"
#include "ui/widgets/card.h"
#include "ui/widgets/stateful_area.h"

namespace adscope::ui {

class ImportTab : public QWidget {
    Q_OBJECT
public:
    ImportTab(AppState* state, ImportSession* session, QWidget* parent = nullptr);
    void retranslate();
    void chooseFiles();
    RoleHeader* header() const { return header_; }
    DryRunCard* dryRun() const { return dry_run_; }

private:
    QWidget* buildPreview();
    void showPreview();
    void showFoot();

    AppState* state_;
    ImportSession* session_;
    FileList* files_;
    DialectStrip* dialect_;
    DryRunCard* dry_run_;
    Card* preview_card_;
    QTableView* table_;
    RoleHeader* header_;
    PreviewModel* model_;
    QLabel *foot_, *legend_words_;
    StatefulArea* area_;
    EmptyState* empty_;
    QPushButton* choose_;
};

}  // namespace adscope::ui
