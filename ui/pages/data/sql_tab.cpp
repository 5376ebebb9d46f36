#include "ui/pages/data/sql_tab.h"

#include <QFileDialog>
#include <QInputDialog>
#include <QSaveFile>
#include <QShortcut>

#include "core/workspace/workspace.h"
#include "ui/theme/tokens.h"
#include "ui/viewmodels/formats.h"
#include "ui/widgets/table.h"

namespace adscope::ui {
namespace {

constexpr std::size_t kRowLimits[] = {100, 500, 5000, 100'000};
constexpr int kSeconds[] = {5, 30, 300};

struct Names {
    std::vector<SqlTable> tables;
    std::vector<SavedQuery> saved;
};

Result<Names> read_names(const std::string& path) {
    Names out;
    ADSCOPE_ASSIGN(tables, sql_tables(path));
    ADSCOPE_ASSIGN(workspace, Workspace::open(path, Database::Access::read_only));
    ADSCOPE_ASSIGN(saved, saved_queries::list(workspace));
    out.tables = std::move(tables);
    out.saved = std::move(saved);
    return out;
}

}  // namespace

SqlTab::SqlTab(AppState* state, QWidget* parent) : QWidget(parent), state_(state) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    auto* column = new QVBoxLayout;
    column->setSpacing(12);
    column->addWidget(buildEditor(), 2);
    column->addWidget(buildResult(), 3);
    row->addLayout(column, 1);
    row->addWidget(buildSide());
    connect(state, &AppState::themeChanged, this, [this] { draw(); });
}

QWidget* SqlTab::buildEditor() {
    auto* card = new Card;
    auto* bar = new QHBoxLayout;
    bar->setSpacing(8);
    run_ = push_button(ButtonKind::primary, true, "play");
    run_->setObjectName("sqlRun");
    plan_ = push_button(ButtonKind::outline, true);
    plan_->setObjectName("sqlPlan");
    save_ = push_button(ButtonKind::outline, true);
    save_->setObjectName("sqlSave");
    read_only_ = label("badge");
    limit_label_ = label("subtitle");
    limit_ = new QComboBox;
    limit_->setObjectName("sqlLimit");
    time_label_ = label("subtitle");
    time_ = new QComboBox;
    for (const auto n : kRowLimits) limit_->addItem({}, static_cast<qulonglong>(n));
    for (const int s : kSeconds) time_->addItem({}, s);
    limit_->setCurrentIndex(1);
    time_->setCurrentIndex(1);
    limit_label_->setBuddy(limit_);
    time_label_->setBuddy(time_);
    for (QWidget* w :
         {static_cast<QWidget*>(run_), static_cast<QWidget*>(plan_), static_cast<QWidget*>(save_), static_cast<QWidget*>(read_only_)})
        bar->addWidget(w);
    bar->addStretch(1);
    for (QWidget* w : {static_cast<QWidget*>(limit_label_), static_cast<QWidget*>(limit_), static_cast<QWidget*>(time_label_),
                       static_cast<QWidget*>(time_)})
        bar->addWidget(w);
    editor_ = new SqlEditor;
    editor_->setMinimumHeight(96);
    card->body()->addLayout(bar);
    card->body()->addWidget(editor_, 1);
    connect(run_, &QPushButton::clicked, this, [this] { run(editor_->chosenText()); });
    connect(editor_, &SqlEditor::runRequested, this, [this] { run(editor_->chosenText()); });
    connect(plan_, &QPushButton::clicked, this, [this] { run("EXPLAIN QUERY PLAN " + editor_->chosenText()); });
    connect(save_, &QPushButton::clicked, this, &SqlTab::askName);
    return card;
}

QWidget* SqlTab::buildResult() {
    auto* content = new QWidget;
    auto* row = new QHBoxLayout(content);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    auto* left = new QVBoxLayout;
    left->setSpacing(6);
    auto* notice = new QHBoxLayout;
    cut_ = text_label("warn");
    cut_->setObjectName("sqlCut");
    export_ = push_button(ButtonKind::outline, true, "download");
    export_->setObjectName("sqlExport");
    notice->addWidget(cut_, 1);
    notice->addWidget(export_);
    table_ = new TableCard(state_);
    model_ = new DataTableModel(this);
    table_->view()->setModel(model_);
    table_->view()->setObjectName("sqlResult");
    left->addLayout(notice);
    left->addWidget(table_, 1);
    chart_ = new ChartCard(state_);
    up_ = new QComboBox;
    along_ = new QComboBox;
    kind_ = new QComboBox;
    up_->setObjectName("sqlUp");
    along_->setObjectName("sqlAlong");
    kind_->setObjectName("sqlKind");
    for (auto* box : {up_, along_, kind_}) {
        box->setMaximumWidth(110);
        chart_->addControl(box);
        connect(box, &QComboBox::activated, this, [this, box] {
            if (box == along_)
                kind_->setCurrentIndex(static_cast<int>(suitable_chart(result_, static_cast<std::size_t>(along_->currentData().toInt()))));
            draw();
        });
    }
    for (int i = 0; i < 3; ++i) kind_->addItem({});
    row->addLayout(left, 3);
    row->addWidget(chart_, 2);
    empty_ = new EmptyState("table");
    example_ = empty_->addButton();
    connect(example_, &QPushButton::clicked, this, &SqlTab::runExample);
    area_ = new StatefulArea(state_, content, empty_);
    area_->showEmpty();
    connect(export_, &QPushButton::clicked, this, [this] {
        const QString path = QFileDialog::getSaveFileName(this, tr("Export every row"), "query.csv", tr("CSV (*.csv)"));
        if (!path.isEmpty()) exportAll(path);
    });
    return area_;
}

QWidget* SqlTab::buildSide() {
    auto* side = new QWidget;
    side->setFixedWidth(232);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    history_card_ = new Card;
    history_ = new QListWidget;
    history_->setObjectName("sqlHistory");
    saved_card_ = new Card;
    saved_ = new QListWidget;
    saved_->setObjectName("sqlSaved");
    remove_ = push_button(ButtonKind::plain, true, "trash");
    remove_->setObjectName("sqlRemove");
    saved_card_->addTool(remove_);
    for (auto* list : {history_, saved_}) {
        list->setFrameShape(QFrame::NoFrame);
        list->setTextElideMode(Qt::ElideRight);
        list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        connect(list, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) {
            editor_->setPlainText(item->data(Qt::UserRole).toString());
            editor_->setFocus();
        });
    }
    connect(saved_, &QListWidget::currentRowChanged, this, [this](int i) { remove_->setEnabled(i >= 0); });
    connect(remove_, &QPushButton::clicked, this, &SqlTab::removeSaved);
    history_card_->body()->addWidget(history_);
    saved_card_->body()->addWidget(saved_);
    column->addWidget(history_card_, 3);
    column->addWidget(saved_card_, 2);
    remove_->setEnabled(false);
    return side;
}

void SqlTab::retranslate() {
    run_->setText(tr("Run"));
    run_->setToolTip(tr("Runs the selection, or everything (Ctrl+Enter)"));
    plan_->setText(tr("Plan"));
    plan_->setToolTip(tr("How SQLite would answer, without running it"));
    save_->setText(tr("Save as view…"));
    read_only_->setText(tr("read-only: nothing here can change the data"));
    limit_label_->setText(tr("Row limit"));
    time_label_->setText(tr("Time limit"));
    for (int i = 0; i < limit_->count(); ++i) limit_->setItemText(i, count_text(limit_->itemData(i).toLongLong()));
    for (int i = 0; i < time_->count(); ++i) time_->setItemText(i, tr("%1 s").arg(time_->itemData(i).toInt()));
    const QStringList kinds = {tr("Bars"), tr("Line"), tr("Points")};
    for (int i = 0; i < kinds.size(); ++i) kind_->setItemText(i, kinds[i]);
    kind_->setAccessibleName(tr("Kind of chart"));
    up_->setAccessibleName(tr("Column drawn upwards"));
    along_->setAccessibleName(tr("Column drawn along"));
    editor_->setAccessibleName(tr("SQL query"));
    editor_->setPlaceholderText(
        tr("SELECT device, count(*) AS impressions, avg(click) AS ctr FROM sliced GROUP BY device\n"
           "-- sliced: the events of the slice bar above; Ctrl+Space lists the names"));
    export_->setText(tr("Export all rows…"));
    history_card_->setTitle(tr("History"));
    saved_card_->setTitle(tr("Saved views"));
    saved_card_->setSubtitle(tr("each can be read by its name"));
    remove_->setText(tr("Remove"));
    empty_->setWords(tr("No query was run yet"),
                     tr("Write a SELECT above and press Ctrl+Enter. v_events, v_users and v_ads have readable names."));
    example_->setText(tr("Run an example"));
    area_->retranslate();
    table_->retranslate();
    chart_->retranslate();
    fillHistory();
    if (!sql_.isEmpty()) draw();
}

void SqlTab::refresh() {
    if (workspace_ != state_->workspacePath()) {
        workspace_ = state_->workspacePath();
        result_ = {};
        sql_.clear();
        area_->showEmpty();
        fillHistory();
    }
    setEnabled(state_->table() != nullptr);
    if (state_->table()) readNames();
}

void SqlTab::readNames() {
    names_job_ = state_->jobs()->run<Names>(
        tr("Reading names"), this, [path = workspace_.toStdString()](const JobContext&) { return read_names(path); },
        [this](Result<Names> names) {
            names_job_ = 0;
            if (!names) return;
            editor_->setNames(names->tables);
            fillSaved(names->saved);
        },
        "names", false);
}

SqlOptions SqlTab::options() const {
    SqlOptions o(static_cast<std::size_t>(limit_->currentData().toULongLong()));
    o.seconds = time_->currentData().toInt();
    o.table = state_->table();
    o.slice = state_->sliceRows();
    return o;
}

void SqlTab::run(const QString& sql) {
    if (!state_->table()) return;
    job_ = state_->jobs()->run<SqlResult>(
        tr("SQL query"), this,
        [path = workspace_.toStdString(), text = sql.toStdString(), o = options()](const JobContext& job) {
            return run_sql(path, text, o, job);
        },
        [this, sql](Result<SqlResult> result) { take(sql, std::move(result)); }, "query");
    area_->showWorking(job_, tr("Running the query"), !sql_.isEmpty());
}

void SqlTab::runExample() {
    if (!state_->table()) return;
    std::string field = "ad";
    for (const auto& column : state_->table()->columns)
        if (column.field.role == FieldRole::context && column.category()) {
            field = column.field.name;
            break;
        }
    QString name = QString::fromStdString(field).replace('"', "\"\"");
    editor_->setPlainText(QString("SELECT \"%1\", sum(weight) AS impressions, sum(click * weight) AS clicks,\n"
                                  "       round(100.0 * sum(click * weight) / sum(weight), 2) AS ctr_percent\n"
                                  "FROM sliced\nGROUP BY 1\nORDER BY impressions DESC")
                              .arg(name));
    run(editor_->toPlainText());
}

void SqlTab::take(const QString& sql, Result<SqlResult> result) {
    job_ = 0;
    const bool cancelled = !result && result.error().code == ErrorCode::cancelled;
    RunQuery run{sql, {}, now_ms()};
    if (result) {
        run.rows = static_cast<qint64>(result->rows.size());
        run.seconds = result->seconds;
        run.truncated = result->truncated;
    } else {
        run.outcome = cancelled ? tr("cancelled") : result.error().code == ErrorCode::refused ? tr("refused") : tr("failed");
    }
    SqlHistory(workspace_).add(run);
    fillHistory();
    if (!result) {
        if (cancelled && sql_.isEmpty()) return area_->showEmpty();
        return area_->showFailed(result.error());
    }
    result_ = std::move(*result);
    sql_ = sql;
    fillChoices();
    draw();
    area_->showDone();
}

void SqlTab::fillChoices() {
    along_->clear();
    up_->clear();
    const auto numbers = number_columns(result_);
    for (std::size_t c = 0; c < result_.columns.size(); ++c)
        along_->addItem(QString::fromStdString(result_.columns[c]), static_cast<int>(c));
    for (const auto c : numbers) up_->addItem(QString::fromStdString(result_.columns[c]), static_cast<int>(c));
    // The last number along the first column is what most queries ask for.
    up_->setCurrentIndex(up_->count() - 1);
    if (!result_.columns.empty()) kind_->setCurrentIndex(static_cast<int>(suitable_chart(result_, 0)));
    chart_->setVisible(!numbers.empty() && result_.columns.size() > 1 && result_.rows.size() > 1);
}

void SqlTab::draw() {
    if (sql_.isEmpty()) return;
    const QString summary =
        tr("%1 rows in %2 s").arg(count_text(static_cast<qint64>(result_.rows.size())), QLocale().toString(result_.seconds, 'f', 2));
    const DataTable table = sql_table(result_, tr("Result"), summary);
    model_->setTable(table, {state_->language(), state_->table() ? state_->table()->currency : std::string()});
    table_->setTable(table);
    table_->view()->resizeColumnsToContents();
    cut_->setText(result_.truncated ? tr("Only the first %1 rows are shown; there are more. The export has all of them.")
                                          .arg(count_text(static_cast<qint64>(result_.rows.size())))
                                    : QString());
    export_->setVisible(result_.truncated);
    cut_->setVisible(result_.truncated);
    emit summaryChanged(summary);
    if (chart_->isHidden() || up_->currentIndex() < 0) return;
    chart_->setSeries(sql_series(result_, static_cast<std::size_t>(along_->currentData().toInt()),
                                 static_cast<std::size_t>(up_->currentData().toInt()), static_cast<SqlChart>(kind_->currentIndex())));
}

void SqlTab::fillHistory() {
    history_->clear();
    const SqlHistory history(workspace_);
    for (const auto& q : history.list()) {
        const QString outcome = q.outcome.isEmpty() ? tr("%1 rows").arg(count_text(q.rows)) + (q.truncated ? "+" : "") : q.outcome;
        auto* item = new QListWidgetItem(ago_text(q.at) + "   " + outcome + '\n' + q.sql.simplified(), history_);
        item->setData(Qt::UserRole, q.sql);
        item->setToolTip(q.sql);
    }
}

void SqlTab::fillSaved(const std::vector<SavedQuery>& saved) {
    saved_->clear();
    for (const auto& q : saved) {
        auto* item = new QListWidgetItem(QString::fromStdString(q.name), saved_);
        item->setData(Qt::UserRole, QString::fromStdString(q.sql));
        item->setToolTip(QString::fromStdString(q.sql));
    }
    remove_->setEnabled(saved_->currentRow() >= 0);
}

void SqlTab::askName() {
    bool ok = false;
    const QString name =
        QInputDialog::getText(this, tr("Save as view"), tr("Name (letters, digits and underscores)"), QLineEdit::Normal, {}, &ok);
    if (ok) save(name.trimmed());
}

void SqlTab::save(const QString& name) {
    const std::string sql = editor_->chosenText().toStdString();
    job_ = state_->jobs()->run<bool>(
        tr("Saving the view"), this,
        [path = workspace_.toStdString(), n = name.toStdString(), sql](const JobContext&) -> Result<bool> {
            ADSCOPE_TRY(saved_queries::save(path, n, sql));
            return true;
        },
        [this](Result<bool> done) {
            job_ = 0;
            if (!done) return area_->showFailed(done.error());
            readNames();
        },
        "save");
}

void SqlTab::removeSaved() {
    const auto* item = saved_->currentItem();
    if (!item) return;
    names_job_ = state_->jobs()->run<bool>(
        tr("Removing the view"), this,
        [path = workspace_.toStdString(), name = item->text().toStdString()](const JobContext&) -> Result<bool> {
            ADSCOPE_ASSIGN(workspace, Workspace::open(path));
            ADSCOPE_TRY(saved_queries::remove(workspace, name));
            return true;
        },
        [this](Result<bool> done) {
            names_job_ = 0;
            if (!done) return area_->showFailed(done.error());
            readNames();
        },
        "remove");
}

void SqlTab::exportAll(const QString& path) {
    SqlOptions all = options();
    all.limit = std::numeric_limits<std::size_t>::max();
    job_ = state_->jobs()->run<bool>(
        tr("Exporting the query"), this,
        [workspace = workspace_.toStdString(), sql = sql_.toStdString(), all, path,
         language = state_->language()](const JobContext& job) -> Result<bool> {
            ADSCOPE_ASSIGN(result, run_sql(workspace, sql, all, job));
            QSaveFile file(path);
            if (!file.open(QIODevice::WriteOnly) || file.write(table_as_csv(sql_table(result, {}, {}), {language, {}})) < 0 ||
                !file.commit())
                return Error(ErrorCode::io, "base.file_write", {{"path", path.toStdString()}, {"cause", file.errorString().toStdString()}});
            return true;
        },
        [this](Result<bool> done) {
            job_ = 0;
            if (!done) area_->showFailed(done.error());
        },
        "export");
}

}  // namespace adscope::ui
