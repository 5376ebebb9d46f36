// What Ctrl+K finds: pages, models, users, ads, actions, in groups. Users and ads are searched on a worker.
#pragma once

#include <QAbstractListModel>
#include <functional>

#include "ui/shell/app_state.h"

namespace adscope::ui {

struct PaletteEntry {
    QString group, icon, text, detail;
    std::function<void()> act;
    SliceChip chip;  // what Ctrl+Return adds to the slice; an empty condition: nothing
    bool heading = false;
};

class PaletteModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { GroupRole = Qt::UserRole + 1, IconRole, DetailRole, HeadingRole };
    static constexpr int kMostOfGroup = 6;

    PaletteModel(AppState* state, QList<PaletteEntry> fixed, QObject* parent = nullptr);

    // `openUser`, `openAd`: what Return does with a code.
    void setOpeners(std::function<void(std::uint32_t)> openUser, std::function<void(std::uint32_t)> openAd);
    void search(const QString& text);
    QString searched() const { return text_; }
    const PaletteEntry& at(int row) const { return shown_[row]; }
    int firstEntry() const;  // row of the first that is no heading; -1: none
    int next(int row, int step) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

signals:
    void searchedAll();  // users and ads are there too

private:
    struct Found {
        std::uint32_t code;
        QString key, title;
    };
    struct Hits {
        std::vector<Found> users, ads;
        qint64 all_users = 0, all_ads = 0;
    };
    static Hits find(const EventTable& table, const QString& text, const JobContext& job);
    void build(const Hits& hits);
    void addGroup(const QString& name, qint64 all, QList<PaletteEntry> entries);

    AppState* state_;
    QList<PaletteEntry> fixed_, shown_;
    QString text_;
    std::function<void(std::uint32_t)> open_user_, open_ad_;
};

}  // namespace adscope::ui
