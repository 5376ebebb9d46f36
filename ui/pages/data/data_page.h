// Data: import, sources, rejected rows, columns, SQL.
#pragma once

#include <QStackedWidget>

#include "ui/pages/data/columns_tab.h"
#include "ui/pages/data/import_tab.h"
#include "ui/pages/data/rejected_tab.h"
#include "ui/pages/data/sources_tab.h"
#include "ui/pages/data/sql_tab.h"
#include "ui/shell/page.h"
#include "ui/widgets/page_layout.h"
#include "ui/widgets/segmented.h"

namespace adscope::ui {

class DataPage : public Page {
    Q_OBJECT
public:
    explicit DataPage(AppState* state, QWidget* parent = nullptr);

    QString pageTitle() const override { return tr("Data"); }
    void refresh() override;
    void retranslate() override;
    QWidget* details() override;
    void openPart(const QString& part) override;
    QStringList parts() const override { return {"sources", "columns", "sql"}; }
    bool takeFiles(const QStringList& paths) override;
    bool settled() const override;

    ImportSession* session() const { return session_; }
    ImportTab* importTab() const { return import_; }
    SourcesTab* sourcesTab() const { return sources_; }
    RejectedTab* rejectedTab() const { return rejected_; }
    ColumnsTab* columnsTab() const { return columns_; }
    SqlTab* sqlTab() const { return sql_; }

private:
    enum Tab { Import, Sources, Rejected, Columns, Sql };
    void show(int tab);
    void showSubtitle();

    ImportSession* session_;
    PageHead* head_;
    SegmentedControl* tabs_;
    QStackedWidget* stack_;
    ImportTab* import_;
    SourcesTab* sources_;
    RejectedTab* rejected_;
    ColumnsTab* columns_;
    SqlTab* sql_;
    // Of the last import.
    struct Imported {
        std::uint64_t accepted = 0, rejected = 0;
        double seconds = 0;
    };
    std::optional<Imported> imported_;
    QString columns_summary_, sql_summary_;
};

}  // namespace adscope::ui
