#include "ui/pages/training/model_list.h"

#include <QPainter>
#include <QStyledItemDelegate>

#include "ui/theme/tokens.h"

namespace adscope::ui {
namespace {

enum Role { HintRole = Qt::UserRole + 1 };

class ModelDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {160, 52}; }
    void paint(QPainter* p, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Tokens& t = tokens();
        const bool chosen = option.state & QStyle::State_Selected;
        if (chosen) {
            p->fillRect(option.rect, t.accentWeak);
            p->fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), t.accent);
        }
        const QRect box = option.rect.adjusted(15, 6, -10, -6);
        const auto line = [&](const QString& text, Qt::Alignment at, const QColor& ink, int room) {
            p->setPen(ink);
            p->drawText(box, at | Qt::AlignLeft, p->fontMetrics().elidedText(text, Qt::ElideRight, room));
        };
        const auto sign = index.data(Qt::DecorationRole).value<QIcon>();
        p->setFont(ui::font(Type::body, chosen));
        line(index.data().toString(), Qt::AlignTop, t.text1, box.width() - (sign.isNull() ? 0 : 20));
        if (!sign.isNull()) sign.paint(p, box.right() - 15, box.top(), 16, 16);
        p->setFont(ui::font(Type::small));
        line(index.data(HintRole).toString(), Qt::AlignBottom, t.text2, box.width());
        p->setPen(t.line);
        p->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    }
};

}  // namespace

ModelList::ModelList(AppState* state, QWidget* parent) : Card(parent), state_(state), list_(new QListWidget), count_(label("subtitle")) {
    setFixedWidth(196);
    setFlush();
    list_->setObjectName("modelList");
    list_->setFrameShape(QFrame::NoFrame);
    list_->setItemDelegate(new ModelDelegate(list_));
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    count_->setContentsMargins(15, 0, 15, 0);
    body()->addWidget(list_, 1);
    body()->addWidget(count_);
    connect(list_, &QListWidget::currentRowChanged, this, &ModelList::chosen);
    fill();
    list_->setCurrentRow(0);
}

const ModelInfo* ModelList::model() const {
    const int row = list_->currentRow();
    return row >= 0 && row < static_cast<int>(model_registry().size()) ? &model_registry()[static_cast<std::size_t>(row)] : nullptr;
}

void ModelList::choose(const std::string& name) {
    for (std::size_t i = 0; i < model_registry().size(); ++i)
        if (model_registry()[i].name == name) list_->setCurrentRow(static_cast<int>(i));
}

void ModelList::setRunning(const std::string& name) {
    if (name == running_) return;
    running_ = name;
    fill();
}

void ModelList::fill() {
    const int row = list_->currentRow();
    const QSignalBlocker quiet(list_);
    list_->clear();
    for (const auto& info : model_registry()) {
        const QString name = state_->words(Message("model." + info.name)), hint = state_->words(Message("model." + info.name + ".hint"));
        auto* item = new QListWidgetItem(name, list_);
        item->setData(HintRole, hint);
        item->setToolTip(hint);
        item->setData(Qt::AccessibleDescriptionRole, hint);
        if (info.name == running_) item->setIcon(icon("play", Ink::accent));
    }
    list_->setCurrentRow(std::max(0, row));
    count_->setText(tr("%n models", nullptr, static_cast<int>(model_registry().size())));
}

void ModelList::retranslate() {
    setTitle(tr("Model"));
    setSubtitle(tr("When to use each one"));
    list_->setAccessibleName(tr("Model"));
    fill();
}

}  // namespace adscope::ui
