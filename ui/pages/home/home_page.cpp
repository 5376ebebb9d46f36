#include "ui/pages/home/home_page.h"

#include <QVBoxLayout>

#include "ui/widgets/buttons.h"

namespace adscope::ui {

HomePage::HomePage(AppState* state, QWidget* parent) : Page(state, parent), title_(label("pageTitle", this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->addWidget(title_);
    column->addStretch(1);
}

void HomePage::refresh() {}
void HomePage::retranslate() { title_->setText(pageTitle()); }

}  // namespace adscope::ui
