#include "ui/pages/training/model_details.h"

#include <QDateTime>
#include <QGridLayout>
#include <QLocale>
#include <QVBoxLayout>

#include "ui/widgets/buttons.h"

namespace adscope::ui {
namespace {

class ModelCard : public QWidget {
    Q_OBJECT
public:
    ModelCard(AppState* state, const StoredModel& m, const std::function<void(std::int64_t)>& resume) {
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(6);
        auto* title = label("cardTitle");
        title->setTextFormat(Qt::PlainText);
        title->setWordWrap(true);
        title->setText(m.name.empty() ? state->words(Message("model." + m.model)) : QString::fromStdString(m.name));
        column->addWidget(title);
        if (m.state == "running" || m.state == "failed") {
            auto* why = label(m.state == "failed" ? "error" : "subtitle");
            why->setWordWrap(true);
            why->setTextFormat(Qt::PlainText);
            const Message reason = message_from_json(m.notes);
            why->setText(m.state == "failed" ? (reason.empty() ? QString::fromStdString(m.notes) : state->words(reason))
                                             : tr("This run was interrupted."));
            column->addWidget(why);
        }
        if (m.state == "running") {
            auto* button = push_button(ButtonKind::primary, true);
            button->setText(tr("Continue from its checkpoint"));
            connect(button, &QPushButton::clicked, this, [resume, id = m.id] { resume(id); });
            column->addWidget(button);
        }
        auto* grid = new QGridLayout;
        grid->setColumnStretch(1, 1);
        grid->setHorizontalSpacing(8);
        grid->setVerticalSpacing(2);
        column->addLayout(grid);
        const auto head = [&](const QString& text) {
            auto* l = label("strong");
            l->setText(text);
            l->setContentsMargins(0, 8, 0, 0);
            grid->addWidget(l, grid->rowCount(), 0, 1, 2);
        };
        const auto row = [&](const QString& name, const QString& value) {
            const int line = grid->rowCount();
            auto* key = label("subtitle");
            key->setText(name);
            auto* text = label();
            text->setText(value);
            text->setTextFormat(Qt::PlainText);
            text->setWordWrap(true);
            text->setAlignment(Qt::AlignRight);
            text->setTextInteractionFlags(Qt::TextSelectableByMouse);
            grid->addWidget(key, line, 0, Qt::AlignTop);
            grid->addWidget(text, line, 1);
        };
        for (const char* part : {"test", "valid", "train"}) {
            const auto found = m.metrics.find(part);
            if (found == m.metrics.end() || found->second.empty()) continue;
            head(QString(part) == "test" ? tr("Test part") : QString(part) == "valid" ? tr("Validation part") : tr("Training part"));
            for (const auto& [name, v] : found->second) {
                const auto n = [&](double x) { return QString::fromStdString(format_number(x, NumberFormat::number, state->language())); };
                row(state->words(Message("metric." + name)),
                    n(v.value) + (v.has_interval() ? QString("  [%1, %2]").arg(n(v.low), n(v.high)) : QString()));
            }
        }
        head(tr("How it was made"));
        row(tr("Model"), state->words(Message("model." + m.model)));
        row(tr("Split"), QString::fromStdString(m.split));
        row(tr("Seed"), QString::number(m.seed));
        row(tr("Device"), QString::fromStdString(m.device) + tr(", %n threads", nullptr, m.threads));
        row(tr("Epochs"), QString::number(m.epochs));
        row(tr("Time"), tr("%1 s").arg(m.seconds, 0, 'f', 1));
        row(tr("Trained"), QLocale().toString(QDateTime::fromMSecsSinceEpoch(m.created_at), QLocale::ShortFormat));
        row(tr("Data"), QString::fromStdString(m.data_hash.substr(0, 12)) + QString::fromUtf8("…"));
        head(tr("Settings"));
        for (const auto& [name, value] : m.settings)
            row(state->words(Message("parameter." + m.model + "." + name)), QString::fromStdString(value));
        column->addStretch(1);
    }
};

}  // namespace

QWidget* model_details(AppState* state, const StoredModel& model, const std::function<void(std::int64_t)>& resume) {
    return new ModelCard(state, model, resume);
}

}  // namespace adscope::ui

#include "model_details.moc"
