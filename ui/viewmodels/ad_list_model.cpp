#include "ui/viewmodels/ad_list_model.h"

#include <QLocale>

#include "core/analytics/breakdown.h"
#include "core/text/normalise.h"
#include "ui/charts/chart_text.h"

namespace adscope::ui {

QString ad_name(const AdCatalogue& catalogue, std::uint32_t ad) {
    const std::string& title = catalogue.ad(ad).title;
    return QString::fromStdString(title.empty() ? catalogue.key(ad) : title);
}

void AdListModel::setData(std::shared_ptr<const AdCatalogue> catalogue, std::shared_ptr<const AdsSlice> slice) {
    catalogue_ = std::move(catalogue);
    slice_ = std::move(slice);
    of_similar_ = false;
    rebuild();
}

void AdListModel::setSimilar(std::shared_ptr<const AdCatalogue> catalogue, const std::vector<SimilarAd>& ads) {
    catalogue_ = std::move(catalogue);
    similar_ = ads;
    of_similar_ = true;
    rebuild();
}

void AdListModel::setFilter(const QString& text) {
    if (filter_ == text) return;
    filter_ = text;
    rebuild();
}

void AdListModel::setSort(Sort sort) {
    if (sort_ == sort) return;
    sort_ = sort;
    rebuild();
}

void AdListModel::clear() {
    catalogue_.reset();
    slice_.reset();
    similar_.clear();
    rebuild();
}

void AdListModel::rebuild() {
    beginResetModel();
    shown_.clear();
    if (catalogue_ && of_similar_) {
        for (const auto& s : similar_) shown_.push_back(s.ad);
    } else if (catalogue_ && slice_) {
        std::vector<std::string> words;
        for (const auto& w : filter_.split(' ', Qt::SkipEmptyParts)) words.push_back(text::normalise(w.toStdString()));
        for (std::uint32_t ad = 1; ad <= catalogue_->count(); ++ad)
            if (matches(*catalogue_, ad, words, state_->language())) shown_.push_back(ad);
        const auto& counts = slice_->counts;
        const auto rate = [&](std::uint32_t ad) {
            const double v = ctr(ad).value;
            return std::isnan(v) ? -1 : v;
        };
        std::ranges::stable_sort(shown_, [&](std::uint32_t a, std::uint32_t b) {
            if (sort_ == Sort::title) return ad_name(*catalogue_, a).localeAwareCompare(ad_name(*catalogue_, b)) < 0;
            return sort_ == Sort::ctr ? rate(a) > rate(b) : counts[a].impressions > counts[b].impressions;
        });
    }
    endResetModel();
}

Metric AdListModel::ctr(std::uint32_t ad) const {
    if (!catalogue_->table().has_click) return {};
    return wilson(slice_->counts[ad].clicks, slice_->counts[ad].impressions);
}

int AdListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(shown_.size()); }

int AdListModel::rowOf(std::uint32_t ad) const {
    const auto found = std::ranges::find(shown_, ad);
    return found == shown_.end() ? -1 : static_cast<int>(found - shown_.begin());
}

std::uint32_t AdListModel::adAt(int row) const { return row < 0 || row >= rowCount() ? 0 : shown_[static_cast<std::size_t>(row)]; }

QImage AdListModel::picture(std::uint32_t ad) const {
    const image::Image& t = catalogue_->ad(ad).thumbnail;
    if (t.empty()) return {};
    return QImage(t.pixels.data(), t.width, t.height, t.width * 3, QImage::Format_RGB888).copy();
}

QVariant AdListModel::data(const QModelIndex& index, int role) const {
    const std::uint32_t ad = adAt(index.row());
    if (!index.isValid() || ad == 0) return {};
    const ChartWords words{state_->language(), {}};
    const bool similar = of_similar_;
    const auto figure = [&] {
        if (similar) return QLocale::c().toString(similar_[static_cast<std::size_t>(index.row())].similarity, 'f', 2);
        return number_text(ctr(ad).value, NumberFormat::percent, words);
    };
    switch (role) {
        case Qt::DisplayRole: return ad_name(*catalogue_, ad);
        case Qt::ToolTipRole: return QString::fromStdString(catalogue_->ad(ad).title + '\n' + catalogue_->ad(ad).body).trimmed();
        case Qt::AccessibleTextRole:
            return similar
                       ? tr("%1, %2, similarity %3").arg(ad_name(*catalogue_, ad), QString::fromStdString(catalogue_->key(ad)), figure())
                       : tr("%1, %2, CTR %3").arg(ad_name(*catalogue_, ad), QString::fromStdString(catalogue_->key(ad)), figure());
        case CodeRole: return ad;
        case KeyRole: return QString::fromStdString(catalogue_->key(ad));
        case PictureRole: return picture(ad);
        case FigureRole: return figure();
        case IntervalRole: {
            if (similar) return QString();
            const Metric m = ctr(ad);
            return m.has_interval() ? number_text(m.low, NumberFormat::percent, words) + QStringLiteral(" – ") +
                                          number_text(m.high, NumberFormat::percent, words)
                                    : QString();
        }
        case SmallCellRole: return !similar && (slice_->counts[ad].impressions < 30 || slice_->counts[ad].clicks < 5);
        default: return {};
    }
}

}  // namespace adscope::ui
