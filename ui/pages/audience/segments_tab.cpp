#include "ui/pages/audience/segments_tab.h"

#include <QHeaderView>
#include <QVBoxLayout>

#include "ui/theme/tokens.h"
#include "ui/viewmodels/formats.h"

namespace adscope::ui {

SegmentsTab::SegmentsTab(AppState* state, QWidget* parent)
    : QWidget(parent), state_(state), card_(new TableCard(state, this)), model_(new DataTableModel(this)) {
    card_->view()->setModel(model_);
    card_->view()->setObjectName("segmentsTable");
    card_->view()->setSelectionMode(QAbstractItemView::SingleSelection);
    card_->view()->setSortingEnabled(true);
    card_->view()->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    card_->view()->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    card_->view()->horizontalHeader()->setStretchLastSection(true);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(card_, 1);
    row->addWidget(makeEditor());
    timer_.setSingleShot(true);
    timer_.setInterval(200);
    connect(&timer_, &QTimer::timeout, this, &SegmentsTab::check);
    connect(rule_, &QPlainTextEdit::textChanged, this, [this] { timer_.start(); });
    connect(name_, &QLineEdit::textChanged, this, [this] { save_->setEnabled(valid_ && !name_->text().trimmed().isEmpty()); });
    connect(card_->view()->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] { showSelected(); });
    connect(save_, &QPushButton::clicked, this, [this] {
        Segment s;
        s.name = name_->text().trimmed().toStdString();
        s.condition = rule_->toPlainText().trimmed().toStdString();
        wanted_ = name_->text().trimmed();
        store({s});
    });
    connect(only_, &QPushButton::clicked, this, [this] {
        if (const int r = selected(); r >= 0) {
            const QString name = QString::fromStdString(rows_[static_cast<std::size_t>(r)].segment.name);
            state_->addChip({tr("segment: %1").arg(name), "segment(" + quote_value(name.toStdString()) + ")"});
        }
    });
    connect(compare_, &QPushButton::clicked, this, [this] {
        if (const int r = selected(); r >= 0) emit compare(QString::fromStdString(rows_[static_cast<std::size_t>(r)].segment.name), {});
    });
    connect(remove_, &QPushButton::clicked, this, &SegmentsTab::removeSelected);
    connect(cluster_, &QPushButton::clicked, this, &SegmentsTab::makeClusters);
    retranslate();
}

QWidget* SegmentsTab::makeEditor() {
    auto* side = new QWidget(this);
    side->setFixedWidth(320);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    editor_card_ = new Card(side);
    name_label_ = label("small", editor_card_);
    name_ = new QLineEdit(editor_card_);
    name_->setObjectName("segmentName");
    name_->setMaxLength(80);
    rule_label_ = label("small", editor_card_);
    rule_ = new QPlainTextEdit(editor_card_);
    rule_->setObjectName("segmentRule");
    rule_->setProperty("role", "code");
    rule_->setFont(codeFont());
    rule_->setMinimumHeight(64);
    rule_->setMaximumHeight(110);
    rule_->setTabChangesFocus(true);
    check_ = text_label("small", editor_card_);
    check_->setObjectName("ruleCheck");
    save_ = push_button(ButtonKind::primary, true, {}, editor_card_);
    save_->setObjectName("saveRule");
    only_ = push_button(ButtonKind::outline, true, {}, editor_card_);
    only_->setObjectName("onlySegment");
    compare_ = push_button(ButtonKind::outline, true, {}, editor_card_);
    compare_->setObjectName("compareSegment");
    remove_ = push_button(ButtonKind::warn, true, {}, editor_card_);
    remove_->setObjectName("removeSegment");
    for (QWidget* w : std::initializer_list<QWidget*>{name_label_, name_, rule_label_, rule_, check_}) editor_card_->body()->addWidget(w);
    auto* buttons = new QHBoxLayout;
    for (auto* b : {only_, compare_, remove_}) buttons->addWidget(b);
    buttons->addStretch(1);
    editor_card_->body()->addWidget(save_);
    editor_card_->body()->addLayout(buttons);
    column->addWidget(editor_card_);
    cluster_card_ = new Card(side);
    cluster_text_ = text_label("small", cluster_card_);
    k_label_ = label("small", cluster_card_);
    k_ = new QComboBox(cluster_card_);
    k_->setObjectName("clusters");
    cluster_ = push_button(ButtonKind::outline, true, {}, cluster_card_);
    cluster_->setObjectName("makeClusters");
    cluster_card_->body()->addWidget(cluster_text_);
    auto* row = new QHBoxLayout;
    row->addWidget(k_label_);
    row->addWidget(k_);
    row->addWidget(cluster_);
    row->addStretch(1);
    cluster_card_->body()->addLayout(row);
    column->addWidget(cluster_card_);
    column->addStretch(1);
    return side;
}

void SegmentsTab::retranslate() {
    card_->retranslate();
    editor_card_->setTitle(tr("Rule"));
    name_label_->setText(tr("Name"));
    name_->setAccessibleName(tr("Name of the segment"));
    rule_label_->setText(tr("Condition, as in the slice bar"));
    rule_->setAccessibleName(tr("Condition of the segment"));
    rule_->setPlaceholderText("user.age = '26-35' and user.clicks >= 3");
    save_->setText(tr("Save rule"));
    only_->setText(tr("Only this"));
    compare_->setText(tr("Compare"));
    remove_->setText(tr("Remove"));
    cluster_card_->setTitle(tr("Clusters"));
    cluster_text_->setText(
        tr("Groups of users who are alike in attributes and behaviour (k-means). Clusters of the same name are replaced."));
    k_label_->setText(tr("How many"));
    k_->setAccessibleName(tr("Number of clusters"));
    cluster_->setText(tr("Make clusters"));
    const int at = std::max(0, k_->currentIndex());
    k_->clear();
    k_->addItem(tr("best silhouette"), 0);
    for (int k = 2; k <= 12; ++k) k_->addItem(QString::number(k), k);
    k_->setCurrentIndex(at);
    showRows();
    check();
}

void SegmentsTab::refresh() {
    if (!state_->table()) return;
    count();
    check();
}

void SegmentsTab::count() {
    counting_ = true;
    state_->jobs()->run<std::vector<SegmentRow>>(
        tr("Counting segments"), this,
        [table = state_->table()](const JobContext& job) -> Result<std::vector<SegmentRow>> {
            std::vector<SegmentRow> out;
            const auto all = segments_of(*table)->get();
            for (const auto& s : *all) {
                if (job.cancelled()) return Error::cancelled();
                SegmentRow row{s, {}, {}};
                const auto filter = Filter::parse("segment(" + quote_value(s.name) + ")");
                const auto rows = filter ? filter->select(*table) : Result<Selection>(filter.error());
                const auto figures = rows ? segment_figures(*table, *rows, nullptr, job) : Result<SegmentFigures>(rows.error());
                if (figures) row.figures = *figures;
                else row.failure = figures.error();
                out.push_back(std::move(row));
            }
            return out;
        },
        [this](Result<std::vector<SegmentRow>> rows) {
            counting_ = false;
            if (!rows) return;
            rows_ = std::move(*rows);
            showRows();
        },
        "segments", false);
}

void SegmentsTab::showRows() {
    DataTable t;
    t.id = "segments";
    t.title = Message::verbatim(tr("Segments").toStdString());
    t.subtitle =
        Message::verbatim(tr("CTR with Wilson interval; lift against everybody else, wider of Katz and clustered, 95 %").toStdString());
    const auto head = [&](const QString& text, NumberFormat format, bool is_text = false) {
        t.columns.push_back({Message::verbatim(text.toStdString()), format, is_text});
    };
    head(tr("Segment"), NumberFormat::number, true);
    head(tr("Kind"), NumberFormat::number, true);
    head(tr("Users"), NumberFormat::integer);
    head(tr("Impressions"), NumberFormat::integer);
    head(tr("CTR"), NumberFormat::percent);
    head(tr("Lift"), NumberFormat::number);
    head(tr("Low"), NumberFormat::number);
    head(tr("High"), NumberFormat::number);
    head(tr("Rule"), NumberFormat::number, true);
    const auto cell = [](double v) { return std::isnan(v) ? DataTable::Cell() : DataTable::Cell(v); };
    for (const auto& r : rows_) {
        const auto& f = r.figures;
        t.rows.push_back({r.segment.name, Message("segments.kind." + to_string(r.segment.kind)), f.users, f.impressions, cell(f.ctr.value),
                          cell(f.lift.value), cell(f.lift.low), cell(f.lift.high),
                          r.failure ? DataTable::Cell(r.failure->message) : DataTable::Cell(r.segment.condition)});
    }
    const QString keep = wanted_.isEmpty() && selected() >= 0
                             ? QString::fromStdString(rows_[std::min(rows_.size() - 1, static_cast<std::size_t>(selected()))].segment.name)
                             : wanted_;
    model_->setTable(t, {state_->language(), {}});
    card_->setTable(t);
    card_->setTitle(state_->words(t.title),
                    rows_.empty() ? tr("none yet: save a rule, make clusters, or draw a lasso on the map") : state_->words(t.subtitle));
    wanted_.clear();
    if (!keep.isEmpty()) select(keep);
    showSelected();
}

void SegmentsTab::select(const QString& name) {
    for (int r = 0; r < model_->rowCount(); ++r)
        if (model_->index(r, 0).data().toString() == name) {
            card_->view()->selectRow(r);
            return;
        }
    wanted_ = name;
}

int SegmentsTab::selected() const {
    const auto index = card_->view()->currentIndex();
    if (!index.isValid() || index.row() >= model_->rowCount()) return -1;
    const int r = model_->sourceRow(index.row());
    return r < static_cast<int>(rows_.size()) ? r : -1;
}

void SegmentsTab::showSelected() {
    const int r = selected();
    for (auto* b : {only_, compare_, remove_}) b->setEnabled(r >= 0);
    if (r < 0) return;
    const Segment& s = rows_[static_cast<std::size_t>(r)].segment;
    if (s.kind == Segment::Kind::rule) editRule(QString::fromStdString(s.name), QString::fromStdString(s.condition));
}

void SegmentsTab::editRule(const QString& name, const QString& rule) {
    name_->setText(name);
    rule_->setPlainText(rule);
    check();
}

// The count follows what is written; what cannot be read says why.
void SegmentsTab::check() {
    timer_.stop();
    const std::string text = rule_->toPlainText().trimmed().toStdString();
    valid_ = false;
    save_->setEnabled(false);
    if (text.empty() || !state_->table()) {
        state_->jobs()->run<bool>(
            {}, this, [](const JobContext&) -> Result<bool> { return true; }, [this](Result<bool>) { checking_ = false; }, "rule", false);
        check_->setText(tr("Write a condition: the users it selects are counted as you write."));
        set_role(check_, "small");
        return;
    }
    checking_ = true;
    state_->jobs()->run<SegmentFigures>(
        tr("Counting the rule"), this,
        [table = state_->table(), text](const JobContext& job) -> Result<SegmentFigures> {
            ADSCOPE_ASSIGN(filter, Filter::parse(text));
            ADSCOPE_ASSIGN(rows, filter.select(*table));
            return segment_figures(*table, rows, nullptr, job);
        },
        [this](Result<SegmentFigures> figures) { showCheck(std::move(figures)); }, "rule", false);
}

void SegmentsTab::showCheck(Result<SegmentFigures> figures) {
    checking_ = false;
    if (!figures) {
        if (figures.error().is_cancelled()) return;
        check_->setText(state_->words(figures.error().message));
        set_role(check_, "warn");
        return;
    }
    valid_ = true;
    save_->setEnabled(!name_->text().trimmed().isEmpty());
    const auto& f = *figures;
    QString text = tr("%1 of %2 users, %3 events").arg(count_text(f.users), count_text(f.all_users), count_text(f.impressions));
    if (f.ctr.has_value()) text += tr(" · CTR %1 %").arg(percent_text(f.ctr.value));
    if (f.lift.has_interval()) text += tr(" · lift %1 %2").arg(QLocale().toString(f.lift.value, 'f', 2), plain_interval(f.lift, 2));
    check_->setText(text);
    set_role(check_, "small");
}

void SegmentsTab::store(const Segments& segments) {
    storing_ = true;
    state_->jobs()->run<Segments>(
        tr("Saving the segment"), this,
        [path = state_->workspacePath().toStdString(), segments](const JobContext&) -> Result<Segments> {
            ADSCOPE_ASSIGN(workspace, Workspace::open(path));
            ADSCOPE_TRY(segments_repository::save(workspace, segments));
            return segments_repository::list(workspace);
        },
        [this, table = state_->table()](Result<Segments> all) {
            storing_ = false;
            if (!all) return void(emit failed(all.error()));
            segments_of(*table)->set(std::move(*all));
            count();
            emit changed();
        });
}

void SegmentsTab::removeSelected() {
    const int r = selected();
    if (r < 0) return;
    storing_ = true;
    state_->jobs()->run<Segments>(
        tr("Removing the segment"), this,
        [path = state_->workspacePath().toStdString(),
         name = rows_[static_cast<std::size_t>(r)].segment.name](const JobContext&) -> Result<Segments> {
            ADSCOPE_ASSIGN(workspace, Workspace::open(path));
            ADSCOPE_TRY(segments_repository::remove(workspace, name));
            return segments_repository::list(workspace);
        },
        [this, table = state_->table()](Result<Segments> all) {
            storing_ = false;
            if (!all) return void(emit failed(all.error()));
            segments_of(*table)->set(std::move(*all));
            count();
            emit changed();
        });
}

void SegmentsTab::makeClusters() {
    storing_ = true;
    cluster_->setEnabled(false);
    state_->jobs()->run<Segments>(
        tr("Making clusters"), this,
        [table = state_->table(), k = k_->currentData().toInt(),
         name = tr("Cluster").toStdString()](const JobContext& job) -> Result<Segments> {
            ADSCOPE_ASSIGN(vectors, entity_vectors(*table, Owner::user, {}, nullptr, job.part(0, 0.2)));
            ClusterRequest request;
            request.k = k;
            ADSCOPE_ASSIGN(made, cluster(vectors, request, job.part(0.2, 1)));
            return cluster_segments(*table, vectors, made, name, request.seed);
        },
        [this](Result<Segments> made) {
            storing_ = false;
            cluster_->setEnabled(true);
            if (made) store(*made);
            else if (!made.error().is_cancelled()) emit failed(made.error());
        },
        "clusters");
}

}  // namespace adscope::ui
