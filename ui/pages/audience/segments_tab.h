// Saved segments: what there is, with size, CTR and lift; the rule editor with its live count; clusters.
#pragma once

#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTimer>

#include "ui/charts/table_card.h"
#include "ui/viewmodels/audience_data.h"
#include "ui/widgets/card.h"

namespace adscope::ui {

struct SegmentRow {
    Segment segment;
    SegmentFigures figures;
    std::optional<Error> failure;  // a rule that has no meaning here
};

class SegmentsTab : public QWidget {
    Q_OBJECT
public:
    explicit SegmentsTab(AppState* state, QWidget* parent = nullptr);
    void refresh();  // reads the segments anew and counts them
    void retranslate();
    bool settled() const { return !counting_ && !checking_ && !storing_ && !timer_.isActive(); }
    const std::vector<SegmentRow>& rows() const { return rows_; }
    void select(const QString& name);
    void editRule(const QString& name, const QString& rule);
    // Writes segments and reads them back; the table's book has them afterwards, and changed() comes.
    void store(const Segments& segments);
    DataTableModel* model() const { return model_; }

signals:
    void changed();
    void compare(const QString& a, const QString& b);
    void failed(const adscope::Error& error);

private:
    QWidget* makeEditor();
    void count();
    void showRows();
    void check();
    void showCheck(Result<SegmentFigures> figures);
    void removeSelected();
    void makeClusters();
    int selected() const;  // row of rows_; -1
    void showSelected();

    AppState* state_;
    std::vector<SegmentRow> rows_;
    bool counting_ = false, checking_ = false, storing_ = false, valid_ = false;
    QString wanted_;
    QTimer timer_;
    TableCard* card_;
    DataTableModel* model_;
    Card *editor_card_, *cluster_card_;
    QLineEdit* name_;
    QPlainTextEdit* rule_;
    QLabel *name_label_, *rule_label_, *check_, *cluster_text_, *k_label_;
    QPushButton *save_, *only_, *compare_, *remove_, *cluster_;
    QComboBox* k_;
};

}  // namespace adscope::ui
