// The users of a slice as rows: key, attributes, counts, CTR with its interval. Sorting and filtering are made on a worker
// (order_of), the model takes the finished order; at most 100,000 rows are shown.
#pragma once

#include <QAbstractTableModel>

#include "ui/viewmodels/audience_data.h"

namespace adscope::ui {

struct UserOrder {
    std::vector<std::uint32_t> users;  // shown, in order
    std::size_t found = 0;             // that meet the text
};

class AudienceModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role { MetricRole = Qt::UserRole + 1, UserRole };
    static constexpr std::size_t kMostRows = 100'000;

    explicit AudienceModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
    void setData(std::shared_ptr<const AudienceData> data, UserOrder order);
    using QAbstractTableModel::setData;
    void setOrder(UserOrder order);
    const UserOrder& order() const { return order_; }
    std::uint32_t user(int row) const { return order_.users[static_cast<std::size_t>(row)]; }
    int rowOf(std::uint32_t user) const;  // -1: not shown
    int keyColumn() const { return 0; }
    int clicksColumn() const { return attributes() + 3; }
    int rateColumn() const { return attributes() + 4; }
    int barColumn() const { return attributes() + 5; }
    // The scale that all bars share.
    double scaleLow() const { return low_; }
    double scaleHigh() const { return high_; }

    // Of the users whose key or attributes hold `text` (letters of any case), sorted by `column`. For a worker.
    static Result<UserOrder> order_of(const AudienceData& data, int column, bool descending, const QString& text, const JobContext& job);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    int attributes() const { return data_ ? static_cast<int>(data_->fields.size()) : 0; }
    QString text(std::uint32_t user, int column) const;

    std::shared_ptr<const AudienceData> data_;
    UserOrder order_;
    double low_ = 0, high_ = 1;
};

QString user_field_text(const UserField& field, std::uint32_t user);

}  // namespace adscope::ui
