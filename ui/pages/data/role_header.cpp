#include "ui/pages/data/role_header.h"

#include <QPainter>
#include <QScrollBar>
#include <QTimer>

#include "ui/theme/tokens.h"
#include "ui/widgets/buttons.h"

namespace adscope::ui {
namespace {

constexpr int kHeight = 84, kPickerTop = 28, kPickerHeight = 26;

}  // namespace

int confidence_dots(double confidence) { return confidence >= 0.9 ? 3 : confidence >= 0.7 ? 2 : 1; }

void paint_dots(QPainter& p, const QPointF& at, double confidence) {
    const Tokens& t = tokens();
    const int full = confidence_dots(confidence);
    const QColor ink = full == 3 ? t.good : full == 2 ? t.accent : t.warn;
    p.save();
    p.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < 3; ++i) {
        p.setPen(QPen(i < full ? ink : t.lineStrong, 1));
        p.setBrush(i < full ? QBrush(ink) : Qt::NoBrush);
        p.drawEllipse(at + QPointF(4 + i * 9, 0), 3, 3);
    }
    p.restore();
}

RoleHeader::RoleHeader(ImportSession* session, QWidget* parent) : QHeaderView(Qt::Horizontal, parent), session_(session) {
    setFixedHeight(kHeight);
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setMinimumSectionSize(48);
    setSectionsClickable(false);
    connect(this, &QHeaderView::sectionResized, this, &RoleHeader::place);
    connect(this, &QHeaderView::geometriesChanged, this, &RoleHeader::place);
}

QSize RoleHeader::sizeHint() const { return {QHeaderView::sizeHint().width(), kHeight}; }

QComboBox* RoleHeader::picker(int column) const { return column >= 0 && column < pickers_.size() ? pickers_[column] : nullptr; }

void RoleHeader::rebuild() {
    for (auto* p : pickers_) p->deleteLater();
    pickers_.clear();
    const ImportFile* file = session_->file();
    for (std::size_t i = 0; file && i < file->preview.columns.size(); ++i) {
        auto* box = new QComboBox(viewport());
        box->setFixedHeight(kPickerHeight);
        box->setObjectName("role." + QString::fromStdString(file->preview.columns[i].name));
        box->setMaxVisibleItems(20);
        for (const auto& role : role_choices(*file, file->preview.columns[i].name))
            box->addItem(role_words(role), static_cast<int>(role.role));
        connect(box, &QComboBox::activated, this, [this, i, box](int chosen) {
            const ImportFile* now = session_->file();
            if (!now || i >= now->preview.columns.size()) return;
            const auto choices = role_choices(*now, now->preview.columns[i].name);
            if (chosen >= 0 && chosen < static_cast<int>(choices.size())) session_->setRole(i, choices[static_cast<std::size_t>(chosen)]);
        });
        box->show();
        pickers_.append(box);
    }
    showRoles();
    QTimer::singleShot(0, this, &RoleHeader::place);
}

void RoleHeader::showRoles() {
    const ImportFile* file = session_->file();
    for (int i = 0; file && i < pickers_.size(); ++i) {
        const auto column = static_cast<std::size_t>(i);
        if (column >= file->preview.columns.size()) return;
        const ColumnRole role = session_->role(*file, column);
        const auto at = pickers_[i]->findData(static_cast<int>(role.role));
        // A role that has no entry (a sequence from a preset) is added so that it is shown as it is.
        if (at < 0) pickers_[i]->addItem(role_words(role), static_cast<int>(role.role));
        pickers_[i]->setCurrentIndex(at < 0 ? pickers_[i]->count() - 1 : at);
        const bool plain = role.role == Role::kept || role.role == Role::ignore;
        set_role(pickers_[i],
                 role.confidence < 0.7 && !plain ? "guess"
                 : plain                         ? ""
                 : role.role == Role::click      ? "good"
                                                 : "accent",
                 "tone");
        const QString name = QString::fromStdString(file->preview.columns[column].name);
        pickers_[i]->setAccessibleName(tr("Role of column %1").arg(name));
        pickers_[i]->setToolTip(wordsOf(*file, column));
        pickers_[i]->setAccessibleDescription(wordsOf(*file, column));
    }
    viewport()->update();
}

// What is known of a column and why it has its role, for the tooltip.
QString RoleHeader::wordsOf(const ImportFile& file, std::size_t column) const {
    const auto& c = file.preview.columns[column];
    QStringList examples;
    for (const auto& e : c.examples) examples << QString::fromStdString(e);
    const QString confidence = QLocale().toString(qRound(session_->role(file, column).confidence * 100));
    return tr("%1 %: %2").arg(confidence, session_->why(file, column)) + '\n' +
           tr("%1 different, %2 missing in the first %3 rows")
               .arg(QLocale().toString(static_cast<qulonglong>(c.distinct)), QLocale().toString(static_cast<qulonglong>(c.missing)),
                    QLocale().toString(static_cast<qulonglong>(file.preview.sampled_rows))) +
           (examples.isEmpty() ? QString() : '\n' + tr("such as %1").arg(examples.join(" · ")));
}

void RoleHeader::place() {
    for (int i = 0; i < pickers_.size(); ++i) {
        const int section = i + 1;
        if (section >= count()) return;
        pickers_[i]->setGeometry(sectionViewportPosition(section) + 6, kPickerTop, sectionSize(section) - 12, kPickerHeight);
    }
}

void RoleHeader::resizeEvent(QResizeEvent* event) {
    QHeaderView::resizeEvent(event);
    place();
}

QSize RoleHeader::sectionSizeFromContents(int section) const {
    if (section == 0) return {58, kHeight};
    const QString name = model()->headerData(section, Qt::Horizontal).toString();
    const QFontMetrics bold(ui::font(Type::body, true)), body(ui::font(Type::body, true));
    const QString role = section - 1 < pickers_.size() ? pickers_[section - 1]->currentText() : QString();
    return {std::clamp(std::max(bold.horizontalAdvance(name) + 20, body.horizontalAdvance(role) + 56), 92, 220), kHeight};
}

void RoleHeader::paintSection(QPainter* p, const QRect& rect, int section) const {
    const Tokens& t = tokens();
    p->save();
    p->fillRect(rect, t.surface);
    p->setPen(t.lineStrong);
    p->drawLine(rect.bottomLeft(), rect.bottomRight());
    p->setPen(t.line);
    p->drawLine(rect.topRight(), rect.bottomRight());
    const QString name = model() ? model()->headerData(section, Qt::Horizontal).toString() : QString();
    p->setFont(section == 0 ? ui::font(Type::small, true) : ui::font(Type::body, true));
    p->setPen(section == 0 ? t.text2 : t.text1);
    p->drawText(rect.adjusted(8, 4, -6, -kHeight + 28), Qt::AlignVCenter | (section == 0 ? Qt::AlignRight : Qt::AlignLeft),
                p->fontMetrics().elidedText(name, Qt::ElideMiddle, rect.width() - 14));
    const ImportFile* file = session_->file();
    const auto column = static_cast<std::size_t>(section - 1);
    if (section > 0 && file && column < file->preview.columns.size()) {
        const double confidence = session_->role(*file, column).confidence;
        paint_dots(*p, QPointF(rect.left() + 8, rect.top() + 68), confidence);
        p->setFont(ui::font(Type::small));
        p->setPen(t.text2);
        p->drawText(QRect(rect.left() + 40, rect.top() + 58, rect.width() - 44, 20), Qt::AlignVCenter,
                    QString("%1 %").arg(qRound(confidence * 100)));
    }
    p->restore();
}

}  // namespace adscope::ui
