// Facets: for each field its values with the number of users that the slice would have if the field's own condition were not there.
#pragma once

#include <QAbstractButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <set>

#include "ui/viewmodels/audience_data.h"

namespace adscope::ui {

// One value: a box, the name over a bar, the count.
class FacetButton : public QAbstractButton {
    Q_OBJECT
public:
    FacetButton(const FacetValue& value, double share, QWidget* parent = nullptr);
    QSize sizeHint() const override { return {160, 24}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double share_;
    QString count_;
};

class FacetList : public QScrollArea {
    Q_OBJECT
public:
    static constexpr std::size_t kFolded = 6;  // values shown before "more"

    explicit FacetList(QWidget* parent = nullptr);
    void setFacets(const std::vector<Facet>& facets);

signals:
    void toggled(int facet, int value);

private:
    void build();
    void addFacet(std::size_t index);
    QString titleOf(const Facet& facet) const;

    std::vector<Facet> facets_;
    std::set<QString> open_, closed_;  // fields whose values are all shown, or none
    QWidget* body_ = nullptr;
    QVBoxLayout* column_ = nullptr;
};

}  // namespace adscope::ui
