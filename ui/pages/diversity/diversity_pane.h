// The card of one figure: definition, denominator, what it was measured on.
#pragma once

#include "ui/pages/details_base.h"

namespace adscope::ui {

class DiversityPane : public DetailsBase {
    Q_OBJECT
public:
    using DetailsBase::DetailsBase;
    void show(const QString& title, const QString& definition, const std::vector<std::pair<QString, QString>>& rows) {
        clearParts();
        heading(title, true);
        paragraph(definition);
        line();
        pairs(rows);
        fill();
    }
};

}  // namespace adscope::ui
