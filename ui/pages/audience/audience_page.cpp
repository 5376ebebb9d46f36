#include "ui/pages/audience/audience_page.h"

#include <QFileDialog>
#include <QHeaderView>
#include <QMenu>
#include <QPainter>
#include <QSaveFile>
#include <QSplitter>

#include "ui/pages/working.h"
#include "ui/viewmodels/filter_fields.h"
#include "ui/viewmodels/formats.h"
#include "ui/widgets/interval_bar.h"
#include "ui/widgets/interval_delegate.h"

namespace adscope::ui {

void RateBarDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    paintGround(painter, option);
    const auto* model = static_cast<const AudienceModel*>(index.model());
    const auto metric = index.data(AudienceModel::MetricRole).value<Metric>();
    IntervalScale scale;
    scale.low = model->scaleLow();
    scale.high = model->scaleHigh();
    const bool small = metric.n < 30 || metric.value * static_cast<double>(metric.n) < 4.5;
    if (metric.has_value()) paint_interval(*painter, QRectF(option.rect).adjusted(8, 0, -8, 0), metric, scale, small);
    paintFocus(painter, option);
}

AudiencePage::AudiencePage(AppState* state, QWidget* parent) : Page(state, parent) {
    auto* column = page_column(this);
    head_ = new PageHead(this);
    tabs_ = new SegmentedControl(this);
    tabs_->setObjectName("audienceTabs");
    export_ = push_button(ButtonKind::outline, false, "download", this);
    export_->setObjectName("exportUsers");
    head_->add(tabs_);
    head_->add(export_);
    column->addWidget(head_);
    empty_ = new EmptyState("users", this);
    empty_button_ = empty_->addButton(ButtonKind::primary);
    stack_ = new QStackedWidget(this);
    stack_->addWidget(makeUsers());
    segments_ = new SegmentsTab(state, this);
    compare_ = new CompareTab(state, this);
    stack_->addWidget(segments_);
    stack_->addWidget(compare_);
    area_ = new StatefulArea(state, stack_, empty_, this);
    column->addWidget(area_, 1);
    pane_ = new UserPane(state);
    pane_->hide();
    connect(empty_button_, &QPushButton::clicked, this, [this] { emit navigate(QStringLiteral("data")); });
    connect(tabs_, &SegmentedControl::changed, this, &AudiencePage::showTab);
    connect(export_, &QPushButton::clicked, this, &AudiencePage::exportUsers);
    connect(segments_, &SegmentsTab::changed, this, [this] {
        compare_->refresh();
        showWords();
        // A segment that the slice names may have changed with it: the same chips select other events.
        const auto chips = this->state()->slice();
        if (this->state()->sliceCondition().find("segment(") == std::string::npos) return;
        this->state()->restoreSlice({});
        this->state()->restoreSlice(chips);
    });
    connect(segments_, &SegmentsTab::compare, this, [this](const QString& a, const QString& b) {
        showTab(Compare);
        compare_->choose(a, b);
    });
    connect(segments_, &SegmentsTab::failed, this, [this](const Error& e) { area_->showFailed(e); });
    connect(pane_, &UserPane::openUser, this, &AudiencePage::openUser);
    connect(pane_, &UserPane::explain, this, [this] { emit navigate(QStringLiteral("explain")); });
    connect(pane_, &UserPane::onlyThis, this, [this] {
        const QString key = QString::fromStdString(this->state()->table()->users.keys[pane_->user()]);
        this->state()->addChip({"user = " + key, "user = " + quote_value(key.toStdString())});
    });
    connect(state, &AppState::pickedChanged, this, &AudiencePage::showPicked);
    retranslate();
}

AudiencePage::~AudiencePage() { delete pane_; }

QWidget* AudiencePage::makeUsers() {
    const auto [scroll, users] = scroll_body(this);
    auto* row = new QHBoxLayout(users);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    facet_card_ = new Card(users);
    facet_card_->setFixedWidth(196);
    facets_ = new FacetList(facet_card_);
    facet_card_->body()->addWidget(facets_, 1);
    connect(facets_, &FacetList::toggled, this, &AudiencePage::toggleFacet);
    row->addWidget(facet_card_);
    auto* both = new QSplitter(Qt::Vertical, users);
    both->setChildrenCollapsible(false);
    both->setHandleWidth(12);
    both->addWidget(makeTable());
    both->addWidget(makeMap());
    both->setStretchFactor(0, 4);
    both->setStretchFactor(1, 5);
    row->addWidget(both, 1);
    return scroll;
}

QWidget* AudiencePage::makeTable() {
    table_card_ = new Card(this);
    table_card_->setMinimumHeight(150);
    find_ = new QLineEdit(table_card_);
    find_->setObjectName("findUser");
    find_->setClearButtonEnabled(true);
    find_->setFixedWidth(170);
    columns_ = push_button(ButtonKind::outline, true, "columns", table_card_);
    columns_->setObjectName("userColumns");
    table_card_->addTool(find_);
    table_card_->addTool(columns_);
    model_ = new AudienceModel(this);
    view_ = new QTableView(table_card_);
    view_->setObjectName("usersTable");
    set_up_table(view_, 24);
    view_->setModel(model_);
    view_->setSelectionBehavior(QAbstractItemView::SelectRows);
    // Sorting is the page's, on a worker: the head only says what is wanted.
    view_->horizontalHeader()->setSortIndicatorShown(true);
    view_->horizontalHeader()->setSectionsClickable(true);
    view_->horizontalHeader()->setMinimumSectionSize(56);
    foot_ = new ElidedLabel("small", table_card_);
    table_card_->body()->addWidget(view_, 1);
    table_card_->body()->addWidget(foot_);
    connect(view_->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, [this](int column, Qt::SortOrder order) {
        if (column < 0 || (column == sort_column_ && (order == Qt::DescendingOrder) == descending_)) return;
        sort_column_ = column;
        descending_ = order == Qt::DescendingOrder;
        orderRows();
    });
    connect(find_, &QLineEdit::textChanged, this, [this] { orderRows(); });
    connect(view_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& now) {
        if (now.isValid()) openUser(model_->user(now.row()));
    });
    connect(columns_, &QPushButton::clicked, this, [this] {
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        for (int c = 1; c < model_->columnCount(); ++c) {
            auto* action = menu->addAction(model_->headerData(c, Qt::Horizontal, Qt::DisplayRole).toString());
            action->setCheckable(true);
            action->setChecked(!view_->isColumnHidden(c));
            connect(action, &QAction::toggled, this, [this, c](bool on) { view_->setColumnHidden(c, !on); });
        }
        menu->popup(columns_->mapToGlobal(QPoint(0, columns_->height())));
    });
    return table_card_;
}

QWidget* AudiencePage::makeMap() {
    map_card_ = new Card(this);
    map_card_->setMinimumHeight(250);
    source_ = new QComboBox(map_card_);
    source_->setObjectName("mapSource");
    method_ = new QComboBox(map_card_);
    method_->setObjectName("mapMethod");
    colour_ = new QComboBox(map_card_);
    colour_->setObjectName("mapColour");
    for (auto* box : {source_, method_, colour_}) {
        box->setMaximumWidth(140);
        map_card_->addTool(box);
    }
    tools_ = new SegmentedControl(map_card_, true);
    tools_->setObjectName("mapTools");
    map_card_->addTool(tools_);
    map_ = new UserMap(map_card_);
    map_->setObjectName("userMap");
    lasso_ = new LassoCard(map_card_);
    map_failure_ = text_label("warn", map_card_);
    map_failure_->hide();
    auto* row = new QHBoxLayout;
    row->addWidget(map_, 1);
    row->addWidget(lasso_);
    map_card_->body()->addWidget(map_failure_);
    map_card_->body()->addLayout(row, 1);
    connect(tools_, &SegmentedControl::changed, this, [this](int tool) { map_->setTool(static_cast<UserMap::Tool>(tool)); });
    connect(colour_, &QComboBox::activated, this, [this] { colourMap(); });
    connect(source_, &QComboBox::activated, this, [this] {
        map_model_ = source_->currentData().toLongLong();
        startMap();
    });
    connect(method_, &QComboBox::activated, this, [this] { startMap(); });
    connect(map_, &UserMap::picked, this, &AudiencePage::openUser);
    connect(map_, &UserMap::encircled, this, &AudiencePage::takeLasso);
    connect(lasso_, &LassoCard::save, this, [this] { saveLasso(false); });
    connect(lasso_, &LassoCard::compareWithRest, this, [this] { saveLasso(true); });
    connect(lasso_, &LassoCard::onlyThis, this, [this] {
        std::string list;
        for (const auto& key : lasso_->data()->keys) list += (list.empty() ? "" : ", ") + quote_value(key);
        state()->addChip(
            {tr("%1 users of the map").arg(count_text(static_cast<qint64>(lasso_->data()->keys.size()))), "user in (" + list + ")"});
    });
    return map_card_;
}

void AudiencePage::retranslate() {
    head_->setTitle(pageTitle());
    tabs_->setTexts({tr("Users"), tr("Segments"), tr("Compare")});
    tabs_->setAccessibleName(tr("What is shown of the audience"));
    export_->setText(tr("Export list"));
    area_->retranslate();
    area_->setRetry(tr("Try again"), [this] { start(); });
    empty_->setWords(tr("No users to look at yet"),
                     tr("Who saw and clicked what is read from a log with a column of users. Import one, or open a workspace."));
    empty_button_->setText(tr("Import a log"));
    facet_card_->setTitle(tr("Filter"));
    facet_card_->setSubtitle(tr("users; each group without its own condition"));
    table_card_->setTitle(tr("Users"));
    find_->setPlaceholderText(tr("Find in the table"));
    find_->setAccessibleName(find_->placeholderText());
    columns_->setText(tr("Columns"));
    map_card_->setTitle(tr("Map of users"));
    tools_->setTexts({tr("Pick"), tr("Lasso"), tr("Pan")});
    tools_->setCurrent(1);
    map_->setTool(UserMap::Tool::lasso);
    tools_->setAccessibleName(tr("What the mouse does on the map"));
    source_->setAccessibleName(tr("By what users stand on the map"));
    method_->setAccessibleName(tr("How the map is drawn"));
    colour_->setAccessibleName(tr("Colour of the points"));
    const int method = std::max(0, method_->currentIndex());
    method_->clear();
    method_->addItem(tr("PCA"), 0);
    method_->addItem(tr("t-SNE"), 1);
    method_->setCurrentIndex(method);
    lasso_->retranslate();
    segments_->retranslate();
    compare_->retranslate();
    pane_->retranslate();
    fillChoices();
    showWords();
}

void AudiencePage::refresh() {
    if (!state()->table()) {
        data_.reset();
        running_ = false;
        pane_->forget();
        area_->showEmpty();
        return;
    }
    if (table_ != state()->table()) {
        table_ = state()->table();
        pane_->forget();
        sort_column_ = -1;
        data_.reset();
    }
    start();
    segments_->refresh();
    if (stack_->currentIndex() == Compare) compare_->refresh();
}

void AudiencePage::start() {
    if (!state()->table()) return;
    AudienceRequest request{state()->table(), state()->sliceRows(), {}};
    for (const auto& chip : state()->slice()) request.conditions.push_back(chip.condition);
    running_ = true;
    job_ = state()->jobs()->run<std::shared_ptr<const AudienceData>>(
        tr("Counting users"), this, [request](const JobContext& job) { return compute_audience(request, job); },
        [this](Result<std::shared_ptr<const AudienceData>> result) { take(std::move(result)); }, QStringLiteral("audience"));
    show_working_later(area_, job_, tr("Counting users"), data_ != nullptr, this, [this](JobId id) { return running_ && job_ == id; });
}

void AudiencePage::take(Result<std::shared_ptr<const AudienceData>> result) {
    running_ = false;
    if (!result) return area_->showFailed(result.error());
    const bool first = !data_ || data_->table != (*result)->table;
    data_ = *result;
    area_->showDone();
    facets_->setFacets(data_->facets);
    lasso_->setData(nullptr);
    lasso_users_.clear();
    model_->setData(data_, {});
    if (first) {
        const QSignalBlocker quiet(view_->horizontalHeader());
        sort_column_ = data_->table->has_click ? model_->clicksColumn() : model_->clicksColumn() - 1;
        descending_ = true;
        view_->horizontalHeader()->setSortIndicator(sort_column_, Qt::DescendingOrder);
        // Numbers and bars come first: of what is clicked most the first field is shown, the others wait under Columns.
        int interests = 0;
        for (int c = 0; c < model_->columnCount(); ++c) {
            const bool field = c > 0 && c < model_->clicksColumn() - 2;
            const bool interest = field && data_->fields[static_cast<std::size_t>(c - 1)].name.starts_with("user.clicked.");
            view_->setColumnHidden(c, interest && interests++ > 0);
            view_->setColumnWidth(c, c == model_->barColumn() ? 160 : c == 0 ? 96 : 78);
        }
        view_->horizontalHeader()->setStretchLastSection(true);
        view_->setItemDelegateForColumn(model_->barColumn(), new RateBarDelegate(view_));
    }
    fillChoices();
    orderRows();
    startMap();
    showPicked();
    showWords();
}

void AudiencePage::orderRows() {
    if (!data_) return;
    ordering_ = true;
    state()->jobs()->run<UserOrder>(
        tr("Sorting users"), this,
        [data = data_, column = sort_column_, descending = descending_, text = find_->text()](const JobContext& job) {
            return AudienceModel::order_of(*data, column, descending, text, job);
        },
        [this, data = data_](Result<UserOrder> order) {
            ordering_ = false;
            if (!order || data != data_) return;
            model_->setOrder(std::move(*order));
            showPicked();
            showWords();
        },
        "order", false);
}

void AudiencePage::fillChoices() {
    const QString colour = colour_->currentData().toString();
    colour_->clear();
    colour_->addItem(tr("one colour"), QString());
    if (data_) {
        for (const auto& f : data_->fields)
            colour_->addItem(f.name.starts_with("user.clicked.") ? tr("clicked: %1").arg(QString::fromStdString(f.title))
                                                                 : QString::fromStdString(f.title),
                             QString::fromStdString(f.name));
        for (const auto& [text, name] :
             {std::pair(tr("active days"), "#days"), std::pair(tr("impressions"), "#impressions"), std::pair(tr("clicks"), "#clicks")})
            colour_->addItem(text, QString(name));
    }
    // At first by what users clicked on, which the map mostly shows.
    int at = colour_->findData(
        colour.isEmpty() && data_ && !data_->fields.empty() && !map_data_ ? QString::fromStdString(data_->fields.back().name) : colour);
    colour_->setCurrentIndex(std::max(0, at));
    source_->clear();
    source_->addItem(tr("behaviour"), 0);
    for (const auto& m : state()->models())
        if (m.state == "done" && m.model == "als") source_->addItem(QString::fromStdString(m.name), static_cast<qlonglong>(m.id));
    at = source_->findData(static_cast<qlonglong>(map_model_));
    if (at < 0) map_model_ = 0;
    source_->setCurrentIndex(std::max(0, at));
}

void AudiencePage::startMap() {
    if (!data_) return;
    MapRequest request{data_, map_model_, state()->workspacePath().toStdString(), {}};
    if (method_->currentData().toInt() == 1) request.projection.method = ProjectionRequest::Method::tsne;
    mapping_ = true;
    state()->jobs()->run<std::shared_ptr<const MapData>>(
        tr("Drawing the map"), this, [request](const JobContext& job) { return compute_map(request, job); },
        [this](Result<std::shared_ptr<const MapData>> map) {
            mapping_ = false;
            map_failure_->setVisible(!map && !map.error().is_cancelled());
            if (!map && map.error().is_cancelled()) return;
            if (!map) map_failure_->setText(state()->words(map.error().message));
            map_data_ = map ? *map : nullptr;
            map_->setMap(map_data_);
            lasso_->setData(nullptr);
            colourMap();
            showWords();
        },
        "map");
}

void AudiencePage::colourMap() {
    if (!data_) return;
    const std::string name = colour_->currentData().toString().toStdString();
    colours_.reset();
    for (const auto& f : data_->fields)
        if (f.name == name) colours_ = f;
    const std::vector<std::int64_t>* counts = name == "#days"          ? &data_->active_days
                                              : name == "#impressions" ? &data_->impressions
                                              : name == "#clicks"      ? &data_->clicks
                                                                       : nullptr;
    if (counts) {
        colours_ = UserField{name, name, UserField::Kind::number, {}, {}, {}};
        colours_->numbers.assign(counts->begin(), counts->end());
    }
    map_->setColours(colours_ ? &*colours_ : nullptr);
}

void AudiencePage::takeLasso(const QList<quint32>& users) {
    lasso_users_.assign(users.begin(), users.end());
    if (users.isEmpty() || !data_) {
        lassoing_ = false;
        lasso_->setData(nullptr);
        return;
    }
    lassoing_ = true;
    lasso_->setWorking(true);
    state()->jobs()->run<std::shared_ptr<const LassoData>>(
        tr("Counting the selection"), this,
        [data = data_, chosen = lasso_users_](const JobContext& job) { return compute_lasso(data, chosen, job); },
        [this](Result<std::shared_ptr<const LassoData>> result) {
            lassoing_ = false;
            lasso_->setWorking(false);
            if (result) lasso_->setData(*result);
        },
        "lasso", false);
}

void AudiencePage::saveLasso(bool compare) {
    const auto* d = lasso_->data();
    if (!d || lasso_->name().isEmpty()) return;
    Segment s;
    s.name = lasso_->name().toStdString();
    if (lasso_->asRule()) {
        s.condition = d->rule;
    } else {
        s.kind = Segment::Kind::list;
        s.members = d->keys;
        s.made = R"({"from":"lasso"})";
    }
    segments_->select(lasso_->name());
    if (compare) {
        const QString name = lasso_->name();
        auto* once = new QObject(this);
        connect(segments_, &SegmentsTab::changed, once, [this, once, name] {
            once->deleteLater();
            showTab(Compare);
            compare_->choose(name, {});
        });
    } else {
        showTab(SegmentsShown);
    }
    segments_->store({s});
}

void AudiencePage::toggleFacet(int facet, int value) {
    if (!data_ || facet >= static_cast<int>(data_->facets.size())) return;
    std::vector<std::string> conditions;
    auto chips = state()->slice();
    for (const auto& chip : chips) conditions.push_back(chip.condition);
    const ChipEdit edit = toggled(conditions, data_->facets[static_cast<std::size_t>(facet)], static_cast<std::size_t>(value));
    if (edit.remove && edit.index >= 0) chips.removeAt(edit.index);
    else if (edit.index >= 0) chips[edit.index] = {edit.text, edit.condition};
    else chips.append({edit.text, edit.condition});
    state()->setSlice(chips);
}

void AudiencePage::openUser(std::uint32_t user) {
    if (state()->picked().user == user && pane_->user() == user) return;
    Picked p = state()->picked();
    p.user = user;
    state()->pick(p);
    showPicked();
}

void AudiencePage::showPicked() {
    const auto user = state()->picked().user;
    if (!state()->table() || state()->table() != table_) return;
    map_->setPicked(user);
    const bool was_empty = pane_->empty();
    pane_->setUser(user);
    if (was_empty != pane_->empty() || isVisible()) emit detailsChanged();
    const int row = user ? model_->rowOf(user) : -1;
    if (row < 0 || view_->currentIndex().row() == row) return;
    view_->selectRow(row);
}

void AudiencePage::showTab(int tab) {
    tabs_->setCurrent(tab);
    stack_->setCurrentIndex(tab);
    if (tab == Compare) compare_->refresh();
}

void AudiencePage::openPart(const QString& part) {
    if (part.startsWith("segments")) {
        showTab(SegmentsShown);
        if (const QString name = part.section('/', 1); !name.isEmpty()) segments_->select(name);
    } else {
        showTab(part == "compare" ? Compare : Users);
    }
}

void AudiencePage::showWords() {
    if (!data_) return;
    const auto segments = static_cast<qint64>(segments_of(*data_->table)->get()->size());
    head_->setSmall(tr("%1 of %2 users · %3 segments")
                        .arg(count_text(static_cast<qint64>(data_->users.size())), count_text(data_->all_users), count_text(segments)));
    table_card_->setSubtitle(
        tr("%1 · bars are CTR with its 95 % Wilson interval, grey under 30 impressions or 5 clicks").arg(state()->sliceText()));
    const auto shown = static_cast<qint64>(model_->order().users.size()), found = static_cast<qint64>(model_->order().found);
    foot_->setFullText(
        found > shown
            ? tr("the first %1 of %2 users in this order · Ctrl+C copies as TSV").arg(count_text(shown), count_text(found))
            : tr("%1 of %2 users · Ctrl+C copies as TSV").arg(count_text(shown), count_text(static_cast<qint64>(data_->users.size()))));
    if (!map_data_) return map_card_->setSubtitle({});
    QString text = map_data_->source.isEmpty() ? tr("attributes and behaviour") : tr("vectors of %1").arg(map_data_->source);
    text += map_data_->pca ? tr(" · PCA, first two components keep %1 % of the variance")
                                 .arg(percent_text(map_data_->explained[0] + map_data_->explained[1], 0))
                           : tr(" · t-SNE of %1, the others beside their nearest").arg(count_text(static_cast<qint64>(map_data_->placed)));
    text +=
        map_->drawsDensity()
            ? tr(" · %1 users as a density picture, the lasso decides on all").arg(count_text(static_cast<qint64>(map_data_->users.size())))
            : tr(" · %1 users").arg(count_text(static_cast<qint64>(map_data_->users.size())));
    map_card_->setSubtitle(text);
}

// All users that the table found, with exact numbers, written on a worker.
void AudiencePage::exportUsers() {
    if (!data_) return;
    const QString path = QFileDialog::getSaveFileName(this, tr("Export list"), "users.csv", tr("CSV (*.csv)"));
    if (path.isEmpty()) return;
    state()->jobs()->run<bool>(
        tr("Exporting users"), this,
        [data = data_, column = sort_column_, descending = descending_, text = find_->text(), path](const JobContext& job) -> Result<bool> {
            ADSCOPE_ASSIGN(order, AudienceModel::order_of(*data, column, descending, text, job));
            QSaveFile file(path);
            const auto failed = [&] {
                return Error(ErrorCode::io, "base.file_write", {{"path", path.toStdString()}, {"cause", file.errorString().toStdString()}});
            };
            if (!file.open(QIODevice::WriteOnly)) return failed();
            const auto quoted = [](const std::string& s) { return "\"" + QString::fromStdString(s).replace('"', "\"\"") + "\""; };
            QString head = "user,impressions,clicks,active_days";
            for (const auto& f : data->fields) head += "," + quoted(f.name);
            file.write((head + "\r\n").toUtf8());
            for (const auto u : order.users) {
                QString line = quoted(data->table->users.keys[u]) +
                               QString(",%1,%2,%3").arg(data->impressions[u]).arg(data->clicks[u]).arg(data->active_days[u]);
                for (const auto& f : data->fields)
                    line += "," + (f.kind == UserField::Kind::category ? quoted(f.names[f.codes[u]])
                                   : std::isnan(f.numbers[u])          ? QString()
                                                                       : QString::number(f.numbers[u], 'g', 17));
                file.write((line + "\r\n").toUtf8());
            }
            if (!file.commit()) return failed();
            return true;
        },
        [this](Result<bool> done) {
            if (!done && !done.error().is_cancelled()) area_->showFailed(done.error());
        });
}

bool AudiencePage::settled() const {
    return !running_ && !ordering_ && !mapping_ && !lassoing_ && pane_->settled() && segments_->settled() && compare_->settled();
}

}  // namespace adscope::ui
