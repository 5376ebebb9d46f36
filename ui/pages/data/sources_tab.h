// Every imported file with hash, counts and mapping; a whole import can be taken back.
#pragma once

#include <QPointer>
#include <QSortFilterProxyModel>
#include <QTableView>

#include "ui/viewmodels/sources_model.h"
#include "ui/widgets/card.h"
#include "ui/widgets/stateful_area.h"

namespace adscope::ui {

class SourcesTab : public QWidget {
    Q_OBJECT
public:
    SourcesTab(AppState* state, QWidget* parent = nullptr);
    ~SourcesTab() override;
    void retranslate();
    void refresh();
    bool settled() const { return job_ == 0; }
    QWidget* details() const { return details_; }
    const StoredSource* selected() const;
    void removeSelected();  // without asking

signals:
    void importRequested();
    void selectionChanged();
    void loaded(const std::vector<StoredSource>& sources);

private:
    void fillDetails();
    void ask();

    AppState* state_;
    SourcesModel* model_;
    QSortFilterProxyModel* proxy_;
    QTableView* table_;
    Card* card_;
    StatefulArea* area_;
    EmptyState* empty_;
    QPushButton *import_, *undo_;
    QPointer<QWidget> details_;  // lies in the details pane while it is shown there
    QVBoxLayout* details_column_;
    QWidget* details_content_ = nullptr;
    JobId job_ = 0;
};

}  // namespace adscope::ui
