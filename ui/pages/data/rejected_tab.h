// Rows that could not be events: by reason, with their raw text; mended and tried again, or exported.
#pragma once

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSortFilterProxyModel>
#include <QTableView>

#include "ui/viewmodels/rejected_model.h"
#include "ui/widgets/card.h"
#include "ui/widgets/stateful_area.h"

namespace adscope::ui {

class RejectedTab : public QWidget {
    Q_OBJECT
public:
    RejectedTab(AppState* state, QWidget* parent = nullptr);
    void retranslate();
    void setSources(const std::vector<StoredSource>& sources);
    void refresh();
    bool settled() const { return job_ == 0; }
    RejectedModel* model() const { return model_; }
    void exportTo(const QString& path);

private:
    QWidget* buildEditor();
    void fillFilters();
    void select();
    void retry();
    void retryAll();
    void showBalance();
    const RejectedRow* selected() const;

    AppState* state_;
    std::vector<StoredSource> sources_;
    RejectedModel* model_;
    QSortFilterProxyModel* proxy_;
    QTableView* table_;
    Card *card_, *editor_card_;
    QComboBox *source_, *reason_;
    QPushButton *export_, *retry_, *earlier_, *later_;
    QLabel *why_, *outcome_, *window_;
    QPlainTextEdit* raw_;
    QLineEdit *replace_, *by_;
    QCheckBox* fit_;
    QPushButton* retry_all_;
    QLabel *in_all_, *by_words_;
    QString told_;  // what came of the last trial, once the list is there again
    StatefulArea* area_;
    EmptyState* empty_;
    JobId job_ = 0;
    std::size_t offset_ = 0;
};

// All rejected rows of a source (0: all) and reason (empty: all) as CSV, written beside and renamed.
Result<qint64> export_rejected(const std::string& workspace, std::int64_t source, const std::string& reason, const QString& path,
                               Language language, const JobContext& job);

}  // namespace adscope::ui
