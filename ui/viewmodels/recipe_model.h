// The features of a recipe session as a table.
#pragma once

#include <QAbstractTableModel>

#include "ui/viewmodels/recipe_session.h"

namespace adscope::ui {

class RecipeModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Used, Feature, Kind, Coverage, Information, Drift, Warning, ColumnCount };
    // InformationRole: bits; ScaleRole: the length of a full bar in bits; LevelRole: FeatureDiagnosis::Level as int; SortRole: to sort by.
    enum Role { InformationRole = Qt::UserRole + 1, ScaleRole, LevelRole, SortRole };

    RecipeModel(AppState* state, RecipeSession* session, QObject* parent = nullptr);
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    // Bits of a full bar: the most that a feature tells that is not refused.
    double scale() const { return scale_; }

private:
    void reload();
    void rescale();
    QString text(const QModelIndex& index) const;
    QVariant sortValue(const QModelIndex& index) const;
    QString kindText(const FeatureSpec& spec) const;

    AppState* state_;
    RecipeSession* session_;
    std::vector<std::string> rows_;  // the features shown, as JSON: a change of use alone keeps selection and place
    double scale_ = 0;
};

}  // namespace adscope::ui
