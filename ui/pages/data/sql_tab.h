// SQL on the open workspace: an editor, the result as a table and a chart, what was run before, saved queries.
#pragma once

#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>

#include "ui/charts/chart_card.h"
#include "ui/charts/table_card.h"
#include "ui/pages/data/sql_editor.h"
#include "ui/viewmodels/sql_data.h"
#include "ui/widgets/card.h"
#include "ui/widgets/stateful_area.h"

namespace adscope::ui {

class SqlTab : public QWidget {
    Q_OBJECT
public:
    explicit SqlTab(AppState* state, QWidget* parent = nullptr);

    void retranslate();
    void refresh();  // the workspace may be another, or have other names
    bool settled() const { return job_ == 0 && names_job_ == 0 && chart_->settled(); }

    SqlEditor* editor() const { return editor_; }
    ChartCard* chart() const { return chart_; }
    TableCard* table() const { return table_; }
    const SqlResult& result() const { return result_; }

    void run(const QString& sql);
    void runExample();  // CTR by a field of this workspace, put into the editor too
    void save(const QString& name);
    // Writes every row of the query on show, beyond the row limit too, as CSV that a spreadsheet cannot take for formulas.
    void exportAll(const QString& path);

signals:
    void summaryChanged(const QString& text);

private:
    QWidget* buildEditor();
    QWidget* buildResult();
    QWidget* buildSide();
    void readNames();
    void take(const QString& sql, Result<SqlResult> result);
    void fillChoices();
    void draw();
    void fillHistory();
    void fillSaved(const std::vector<SavedQuery>& saved);
    void askName();
    void removeSaved();
    SqlOptions options() const;

    AppState* state_;
    SqlEditor* editor_;
    QPushButton *run_, *plan_, *save_, *remove_, *export_, *example_;
    QLabel *read_only_, *limit_label_, *time_label_, *cut_;
    QComboBox *limit_, *time_, *along_, *up_, *kind_;
    TableCard* table_;
    DataTableModel* model_;
    ChartCard* chart_;
    StatefulArea* area_;
    EmptyState* empty_;
    Card *history_card_, *saved_card_;
    QListWidget *history_, *saved_;
    QString workspace_, sql_;
    SqlResult result_;
    JobId job_ = 0, names_job_ = 0;
};

}  // namespace adscope::ui
