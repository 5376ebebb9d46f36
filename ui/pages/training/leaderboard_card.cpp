#include "ui/pages/training/leaderboard_card.h"

#include <QHeaderView>
#include <QMenu>

#include "core/evaluation/evaluate.h"
#include "ui/widgets/table.h"

namespace adscope::ui {

LeaderboardCard::LeaderboardCard(AppState* state, QWidget* parent)
    : Card(parent),
      state_(state),
      board_(new LeaderboardModel(state, this)),
      sorted_(new QSortFilterProxyModel(this)),
      table_(new QTableView),
      compare_(push_button(ButtonKind::outline, true)) {
    compare_->setObjectName("compareRuns");
    addTool(compare_);
    sorted_->setSourceModel(board_);
    sorted_->setSortRole(LeaderboardModel::SortRole);
    table_->setObjectName("leaderboard");
    table_->setModel(sorted_);
    set_up_table(table_);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setItemDelegateForColumn(LeaderboardModel::Interval,
                                     new IntervalDelegate(LeaderboardModel::IntervalRole, table_, LeaderboardModel::TaskRole));
    static constexpr int widths[] = {32, 60, 150, 70, 70, 170, 80, 90, 80, 70, 90};
    for (int c = 0; c < LeaderboardModel::ColumnCount; ++c) table_->setColumnWidth(c, widths[c]);
    table_->horizontalHeader()->setStretchLastSection(true);
    table_->setContextMenuPolicy(Qt::CustomContextMenu);
    table_->setMinimumHeight(110);
    body()->addWidget(table_, 1);
    connect(table_, &QTableView::customContextMenuRequested, this, &LeaderboardCard::showMenu);
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& now) {
        if (now.isValid()) emit picked(now.data(LeaderboardModel::IdRole).toLongLong());
    });
    connect(board_, &LeaderboardModel::chosenChanged, this, [this] { compare_->setEnabled(board_->chosen().size() == 2); });
    connect(compare_, &QPushButton::clicked, this, &LeaderboardCard::compareChosen);
    connect(state, &AppState::modelsChanged, this, &LeaderboardCard::refresh);
}

void LeaderboardCard::compareChosen() {
    const auto ids = board_->chosen();
    if (ids.size() != 2) return;
    const std::string path = state_->workspacePath().toStdString();
    const auto table = state_->table();
    state_->jobs()->run<Metric>(
        tr("Comparing two models"), this,
        [=](const JobContext& job) -> Result<Metric> {
            ADSCOPE_ASSIGN(a, Scorer::load(path, ids[0], table));
            ADSCOPE_ASSIGN(b, Scorer::load(path, ids[1], table));
            return compare_auc(*a, *b, "test", 1000, 1, job);
        },
        [this, ids](Result<Metric> m) {
            if (!m) {
                if (!m.error().is_cancelled()) emit failed(state_->words(m.error().message));
                return;
            }
            const bool real = m->low > 0 || m->high < 0;
            const auto number = [&](double v) {
                return QString::fromStdString(format_number(v, NumberFormat::number, state_->language()));
            };
            setSubtitle(tr("AUC of run %1 minus run %2: %3, 95 % %4 to %5 (paired bootstrap by user): %6")
                            .arg(ids[0])
                            .arg(ids[1])
                            .arg(number(m->value), number(m->low), number(m->high), real ? tr("a real difference") : tr("within noise")));
        },
        "compare");
}

void LeaderboardCard::showMenu(const QPoint& at) {
    const QModelIndex index = table_->indexAt(at);
    if (!index.isValid()) return;
    const qint64 id = index.data(LeaderboardModel::IdRole).toLongLong();
    QMenu menu(this);
    const auto open = [&](const QString& words, const char* page) {
        menu.addAction(words, this, [this, id, page = QString(page)] {
            emit picked(id);
            emit navigate(page);
        });
    };
    if (index.data(LeaderboardModel::StateRole).toString() == "done") {
        open(tr("Explain"), "explain");
        open(tr("Diversity"), "diversity");
        open(tr("Recommend"), "recommend");
        menu.addSeparator();
    }
    menu.addAction(tr("Settings into the form"), this, [this, id] { emit settingsWanted(id); });
    menu.addAction(tr("Remove run %1").arg(id), this, [this, id] { remove(id); });
    menu.exec(table_->viewport()->mapToGlobal(at));
}

void LeaderboardCard::remove(qint64 run) {
    const std::string path = state_->workspacePath().toStdString();
    struct Removed {};
    state_->jobs()->run<Removed>(
        tr("Removing a run"), this,
        [=](const JobContext&) -> Result<Removed> {
            ADSCOPE_ASSIGN(w, Workspace::open(path));
            ADSCOPE_TRY(models_repository::remove(w, run));
            return Removed{};
        },
        [this](Result<Removed> r) {
            if (!r) emit failed(state_->words(r.error().message));
            state_->reloadModels();
        });
}

void LeaderboardCard::retranslate() {
    setTitle(tr("Leaderboard"));
    setSubtitle(tr("test part; 95 % intervals by bootstrap over users; right-click for more"));
    table_->setAccessibleName(title());
    compare_->setText(tr("Compare 2 ticked"));
    compare_->setEnabled(board_->chosen().size() == 2);
    board_->retranslate();
}

}  // namespace adscope::ui
