// Ads as a list: the catalogue of a slice, filtered and sorted, or a few ads with a figure of their own (similar ads).
#pragma once

#include <QAbstractListModel>
#include <QImage>

#include "ui/shell/app_state.h"
#include "ui/viewmodels/ads_data.h"

namespace adscope::ui {

class AdListModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { CodeRole = Qt::UserRole + 1, KeyRole, PictureRole, FigureRole, IntervalRole, SmallCellRole };
    enum class Sort { impressions, ctr, title };

    explicit AdListModel(AppState* state, QObject* parent = nullptr) : QAbstractListModel(parent), state_(state) {}

    void setData(std::shared_ptr<const AdCatalogue> catalogue, std::shared_ptr<const AdsSlice> slice);
    // The ads of a list of its own, with their similarities as figures; `slice` is not asked.
    void setSimilar(std::shared_ptr<const AdCatalogue> catalogue, const std::vector<SimilarAd>& ads);
    void setFilter(const QString& text);
    void setSort(Sort sort);
    void clear();

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    int rowOf(std::uint32_t ad) const;  // -1: not shown
    std::uint32_t adAt(int row) const;

private:
    void rebuild();
    Metric ctr(std::uint32_t ad) const;
    QImage picture(std::uint32_t ad) const;

    AppState* state_;
    std::shared_ptr<const AdCatalogue> catalogue_;
    std::shared_ptr<const AdsSlice> slice_;
    std::vector<SimilarAd> similar_;
    bool of_similar_ = false;
    QString filter_;
    Sort sort_ = Sort::impressions;
    std::vector<std::uint32_t> shown_;
};

// Title, or the key where there is none.
QString ad_name(const AdCatalogue& catalogue, std::uint32_t ad);

}  // namespace adscope::ui
