#include "ui/pages/ads/preview_dialog.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

#include "ui/widgets/buttons.h"
#include "ui/widgets/table.h"

namespace adscope::ui {

QString preview_cell(const RecipePreview::Cell& cell) {
    const QString raw = QString::fromStdString(cell.raw), encoded = QString::fromStdString(cell.encoded);
    return raw.isEmpty() || raw == encoded ? encoded : raw + QString::fromUtf8(" → ") + encoded;
}

PreviewDialog::PreviewDialog(const RecipePreview& preview, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Preview"));
    resize(980, 520);
    auto* model = new QStandardItemModel(static_cast<int>(preview.features.size()), 1 + static_cast<int>(preview.events.size()), this);
    QStringList heads{tr("Feature")};
    for (const auto id : preview.events) heads << tr("Event %1").arg(id);
    model->setHorizontalHeaderLabels(heads);
    for (std::size_t f = 0; f < preview.features.size(); ++f) {
        model->setItem(static_cast<int>(f), 0, new QStandardItem(QString::fromStdString(preview.features[f])));
        for (std::size_t e = 0; e < preview.events.size(); ++e) {
            auto* item = new QStandardItem(preview_cell(preview.cells[e][f]));
            item->setToolTip(item->text());
            model->setItem(static_cast<int>(f), 1 + static_cast<int>(e), item);
        }
    }
    auto* table = new QTableView;
    table->setObjectName("previewTable");
    table->setModel(model);
    set_up_table(table);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setAccessibleName(windowTitle());
    table->setColumnWidth(0, 160);
    for (int c = 1; c < model->columnCount(); ++c) table->setColumnWidth(c, 155);
    auto* note = text_label("subtitle");
    note->setText(tr("Of each feature the value in the log and what it becomes; learnt from training rows. A dash is missing or unknown."));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->button(QDialogButtonBox::Close)->setText(tr("Close"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addWidget(note);
    column->addWidget(framed(table), 1);
    column->addWidget(buttons);
}

}  // namespace adscope::ui
