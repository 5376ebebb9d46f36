#include "ui/widgets/model_choice.h"

namespace adscope::ui {

ModelChoice::ModelChoice(QWidget* parent) : QComboBox(parent) { setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon); }

void ModelChoice::fill(AppState* state, const Test& usable, const Test& preferred) {
    const std::int64_t wanted = state->picked().model ? state->picked().model : model(), before = model();
    int first = -1;
    const QSignalBlocker quiet(this);
    clear();
    for (const auto& m : state->models()) {
        if (!usable(m)) continue;
        const QString name = m.name.empty() ? state->words(Message("model." + m.model)) : QString::fromStdString(m.name);
        addItem(tr("%1, run %2").arg(name).arg(m.id), static_cast<qlonglong>(m.id));
        if (first < 0 && preferred(m)) first = count() - 1;
    }
    const auto place = [&](std::int64_t id) { return id ? findData(static_cast<qlonglong>(id)) : -1; };
    for (const int at : {place(wanted), place(before), first, count() ? 0 : -1}) {
        if (at < 0) continue;
        setCurrentIndex(at);
        return;
    }
}

}  // namespace adscope::ui
