#include "ui/pages/ads/ads_page.h"

#include <QComboBox>
#include <QItemSelectionModel>

#include "ui/pages/ads/ad_row_delegate.h"
#include "ui/pages/working.h"
#include "ui/widgets/table.h"

namespace adscope::ui {

AdsPage::AdsPage(AppState* state, QWidget* parent) : Page(state, parent) {
    auto* column = page_column(this);
    head_ = new PageHead;
    tabs_ = new SegmentedControl;
    tabs_->setObjectName("tabs");
    head_->add(tabs_);
    connect(tabs_, &SegmentedControl::changed, this, &AdsPage::setTab);
    column->addWidget(head_);
    stack_ = new QStackedWidget;
    stack_->addWidget(makeCatalogue());
    recipe_ = new RecipeTab(state);
    stack_->addWidget(recipe_);
    connect(recipe_, &RecipeTab::importRequested, this, [this] { emit navigate(QStringLiteral("data")); });
    stack_->addWidget(makeDuplicates());
    stack_->addWidget(makeFatigue());
    empty_ = new EmptyState("ads", this);
    import_ = empty_->addButton(ButtonKind::primary);
    connect(import_, &QPushButton::clicked, this, [this] { emit navigate(QStringLiteral("data")); });
    area_ = new StatefulArea(state, stack_, empty_, this);
    column->addWidget(area_, 1);
    connect(state, &AppState::pickedChanged, this, [this] {
        if (!data_ || this->state()->picked().ad == ad_ || this->state()->picked().ad == 0) return;
        selectRow();
        readAd();
    });
    retranslate();
}

QString AdsPage::pageTitle() const { return tr("Ads"); }

QWidget* AdsPage::makeList() {
    auto* card = new QFrame;
    card->setProperty("role", "card");
    card->setMinimumWidth(250);
    card->setMaximumWidth(340);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(1, 12, 1, 8);
    column->setSpacing(8);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 0, 12, 0);
    list_title_ = label("cardTitle");
    sort_ = new QComboBox;
    sort_->setObjectName("sort");
    sort_->addItems({QString(), QString(), QString()});
    head->addWidget(list_title_);
    head->addStretch(1);
    head->addWidget(sort_);
    column->addLayout(head);
    search_ = new QLineEdit;
    search_->setObjectName("search");
    search_->setClearButtonEnabled(true);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(12, 0, 12, 0);
    line->addWidget(search_);
    column->addLayout(line);
    list_ = new QListView;
    list_->setObjectName("catalogue");
    list_->setFrameShape(QFrame::NoFrame);
    list_->setUniformItemSizes(true);
    list_->setItemDelegate(new AdRowDelegate(list_));
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_model_ = new AdListModel(state(), this);
    list_->setModel(list_model_);
    column->addWidget(list_, 1);
    list_foot_ = label("secondary");
    list_foot_->setContentsMargins(12, 0, 12, 0);
    column->addWidget(list_foot_);
    connect(search_, &QLineEdit::textChanged, this, [this](const QString& text) {
        list_model_->setFilter(text);
        showSlice();
    });
    connect(sort_, &QComboBox::activated, this, [this](int i) {
        list_model_->setSort(static_cast<AdListModel::Sort>(i));
        selectRow();
    });
    connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& now) {
        if (const auto ad = list_model_->adAt(now.row())) pickAd(ad);
    });
    return card;
}

QWidget* AdsPage::makeSimilar() {
    similar_card_ = new Card;
    similar_card_->setFlush();
    similar_ = new QListView;
    similar_->setObjectName("similar");
    similar_->setFrameShape(QFrame::NoFrame);
    similar_->setUniformItemSizes(true);
    similar_->setItemDelegate(new AdRowDelegate(similar_));
    similar_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    similar_model_ = new AdListModel(state(), this);
    similar_->setModel(similar_model_);
    connect(similar_, &QListView::activated, this, [this](const QModelIndex& i) { pickAd(similar_model_->adAt(i.row())); });
    connect(similar_, &QListView::clicked, this, [this](const QModelIndex& i) { pickAd(similar_model_->adAt(i.row())); });
    duplicate_note_ = text_label("badgeWarn");
    duplicate_note_->setContentsMargins(12, 6, 12, 6);
    to_duplicates_ = push_button(ButtonKind::outline, true);
    to_duplicates_->setObjectName("to_duplicates");
    connect(to_duplicates_, &QPushButton::clicked, this, [this] { setTab(kDuplicates); });
    similar_card_->body()->addWidget(similar_, 1);
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(12, 0, 12, 0);
    foot->addWidget(duplicate_note_);
    foot->addWidget(to_duplicates_, 0, Qt::AlignLeft);
    similar_card_->body()->addLayout(foot);
    return similar_card_;
}

QWidget* AdsPage::makeAd() {
    const auto [scroll, body] = scroll_body(this);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    auto* top = new QHBoxLayout;
    top->setSpacing(12);
    facts_ = new AdFacts(state(), body);
    fatigue_ = new ChartCard(state(), body);
    fatigue_->setMinimumHeight(300);
    cap_ = text_label("secondary");
    auto* middle = new QVBoxLayout;
    middle->setSpacing(6);
    middle->addWidget(fatigue_, 1);
    middle->addWidget(cap_);
    top->addWidget(facts_, 11);
    top->addLayout(middle, 10);
    top->addWidget(makeSimilar(), 8);
    column->addLayout(top, 3);
    auto* bottom = new QHBoxLayout;
    bottom->setSpacing(12);
    audience_ = new TableCard(state(), body);
    audience_model_ = new DataTableModel(this);
    audience_->view()->setModel(audience_model_);
    life_ = new ChartCard(state(), body);
    positions_ = new ChartCard(state(), body);
    for (QWidget* w : {static_cast<QWidget*>(audience_), static_cast<QWidget*>(life_), static_cast<QWidget*>(positions_)})
        w->setMinimumHeight(250);
    bottom->addWidget(audience_, 11);
    bottom->addWidget(life_, 10);
    bottom->addWidget(positions_, 8);
    column->addLayout(bottom, 2);
    return scroll;
}

QWidget* AdsPage::makeCatalogue() {
    auto* page = new QWidget;
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(makeList(), 2);
    row->addWidget(makeAd(), 9);
    return page;
}

QWidget* AdsPage::makeDuplicates() {
    duplicates_ = new TableCard(state());
    duplicates_model_ = new DataTableModel(this);
    duplicates_->view()->setModel(duplicates_model_);
    connect(duplicates_->view(), &QTableView::activated, this, [this](const QModelIndex& i) {
        const auto& row = duplicates_model_->table().rows[static_cast<std::size_t>(duplicates_model_->sourceRow(i.row()))];
        pickAd(table_->ads.code(std::get<std::string>(row[1])));
        setTab(kCatalogue);
    });
    return duplicates_;
}

QWidget* AdsPage::makeFatigue() {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    caveat_card_ = new Card;
    caveat_ = text_label();
    caveat_card_->body()->addWidget(caveat_);
    auto* charts = new QHBoxLayout;
    charts->setSpacing(12);
    all_fatigue_ = new ChartCard(state());
    ad_fatigue_ = new ChartCard(state());
    charts->addWidget(all_fatigue_, 1);
    charts->addWidget(ad_fatigue_, 1);
    column->addWidget(caveat_card_);
    column->addLayout(charts, 1);
    return page;
}

void AdsPage::setEmptyWords() {
    const bool events = state()->table() != nullptr;
    empty_->setWords(tr("No ads yet"), events ? tr("This log names no ads: import one with a column of ads.")
                                              : tr("Here you see what each ad says and shows, who clicks on it, and how it tires."));
    empty_->setNeeds({{tr("events"), events}, {tr("ads"), false}});
    import_->setText(tr("Import a log"));
}

void AdsPage::retranslate() {
    head_->setTitle(pageTitle());
    area_->retranslate();
    recipe_->retranslate();
    area_->setRetry(tr("Try again"), [this] { refresh(); });
    setEmptyWords();
    list_title_->setText(tr("Catalogue"));
    search_->setPlaceholderText(tr("Filter by word, topic or colour"));
    search_->setAccessibleName(tr("Filter by word, topic or colour"));
    const QStringList sorts{tr("by impressions"), tr("by CTR"), tr("by title")};
    for (int i = 0; i < sorts.size(); ++i) sort_->setItemText(i, sorts[i]);
    sort_->setAccessibleName(tr("Order of the catalogue"));
    list_->setAccessibleName(tr("Catalogue"));
    similar_->setAccessibleName(tr("Similar ads"));
    to_duplicates_->setText(tr("Show near duplicates"));
    similar_card_->setTitle(tr("Similar ads"));
    caveat_card_->setTitle(tr("How to read this"));
    caveat_->setText(tr(
        "Each impression is counted by how often its user had been shown the same ad before, in the whole log, whatever the slice. A curve "
        "that falls is no proof that people tire: users who see an ad ten times differ from those who see it once, and ads that do well "
        "are "
        "shown more. Only an experiment that caps the frequency of some users at random tells the two apart."));
    for (auto* c : {fatigue_, life_, positions_, all_fatigue_, ad_fatigue_}) c->retranslate();
    audience_->retranslate();
    duplicates_->retranslate();
    const int n = data_ ? static_cast<int>(data_->catalogue->duplicates().size()) : 0;
    tabs_->setTexts({tr("Catalogue"), tr("Feature recipe"), n ? tr("Near duplicates %1").arg(n) : tr("Near duplicates"), tr("Fatigue")});
    if (slice_) {
        showSlice();
        if (rates_) showAd();
    }
}

QString AdsPage::number(double v, NumberFormat format) const { return number_text(v, format, ChartWords{state()->language(), {}}); }

void AdsPage::openPart(const QString& part) {
    setTab(part == QLatin1String("recipe")       ? kRecipe
           : part == QLatin1String("duplicates") ? kDuplicates
           : part == QLatin1String("fatigue")    ? kFatigue
                                                 : kCatalogue);
}

void AdsPage::setTab(int tab) {
    tabs_->setCurrent(tab);
    stack_->setCurrentIndex(tab);
    if (tab == kRecipe) recipe_->refresh();
}

void AdsPage::refresh() {
    if (workspace_ != state()->workspacePath() || table_ != state()->table()) {
        workspace_ = state()->workspacePath();
        table_ = state()->table();
        data_.reset();
        slice_.reset();
        rates_.reset();
        ad_ = 0;
        list_model_->clear();
        similar_model_->clear();
    }
    if (!table_ || !table_->has_ad) {
        setEmptyWords();
        area_->showEmpty();
        return;
    }
    if (stack_->currentIndex() == kRecipe) recipe_->refresh();
    if (!data_) readCatalogue();
    else if (!slice_ || slice_rows_ != state()->sliceRows()) readSlice();
    else retranslate();
}

void AdsPage::readCatalogue() {
    ++running_;
    const std::string path = workspace_.toStdString();
    job_ = state()->jobs()->run<AdsData>(
        tr("Reading the catalogue"), this, [path, table = table_](const JobContext& job) { return read_ads(path, table, job); },
        [this, table = table_](Result<AdsData> data) {
            --running_;
            if (table != table_) return;
            if (!data) return fail(data.error());
            data_ = std::move(*data);
            readSlice();
        },
        {});
    show_working_later(area_, job_, tr("Reading the catalogue"), false, this, [this](JobId id) { return running_ > 0 && job_ == id; });
}

void AdsPage::readSlice() {
    ++running_;
    const auto rows = state()->sliceRows();
    job_ = state()->jobs()->run<std::shared_ptr<const AdsSlice>>(
        tr("Counting clicks by ad"), this, [data = *data_, rows](const JobContext& job) { return slice_ads(data, rows, job); },
        [this, rows, table = table_](Result<std::shared_ptr<const AdsSlice>> slice) {
            --running_;
            if (table != table_ || rows != state()->sliceRows()) return;
            if (!slice) return fail(slice.error());
            slice_ = std::move(*slice);
            slice_rows_ = rows;
            list_model_->setData(data_->catalogue, slice_);
            area_->showDone();
            retranslate();
            selectRow();
            readAd();
        },
        {});
    show_working_later(area_, job_, tr("Counting clicks by ad"), slice_ != nullptr, this,
                       [this](JobId id) { return running_ > 0 && job_ == id; });
}

// The picked ad, else the first of the catalogue.
void AdsPage::readAd() {
    std::uint32_t ad = state()->picked().ad;
    if (ad == 0 || ad > data_->catalogue->count()) ad = list_model_->adAt(0);
    if (ad == 0) return;
    ++running_;
    const auto rows = state()->sliceRows();
    state()->jobs()->run<AdRates>(
        tr("Looking at an ad"), this,
        [exposure = data_->exposure, ad, rows](const JobContext& job) { return exposure->rates(ad, rows.get(), job); },
        [this, ad, table = table_](Result<AdRates> rates) {
            --running_;
            if (table != table_ || !data_ || !slice_) return;
            const std::uint32_t wanted = state()->picked().ad;
            if (wanted && wanted != ad) return;
            if (!rates) return fail(rates.error());
            ad_ = ad;
            rates_ = std::move(*rates);
            showAd();
        },
        {}, false);
}

void AdsPage::fail(const Error& error) { area_->showFailed(error); }

void AdsPage::pickAd(std::uint32_t ad) {
    if (ad == 0 || ad == state()->picked().ad) return;
    Picked p = state()->picked();
    p.ad = ad;
    state()->pick(p);
}

void AdsPage::selectRow() {
    const std::uint32_t ad = state()->picked().ad ? state()->picked().ad : list_model_->adAt(0);
    const int row = list_model_->rowOf(ad);
    const QSignalBlocker quiet(list_->selectionModel());
    list_->setCurrentIndex(row < 0 ? QModelIndex() : list_model_->index(row));
    list_->viewport()->update();
    if (row >= 0) list_->scrollTo(list_model_->index(row));
}

void AdsPage::showSlice() {
    if (!slice_) return;
    const auto active =
        std::ranges::count_if(slice_->counts, [](const Counts& c) { return c.impressions > 0; }) - (slice_->counts[0].impressions > 0);
    const QString all = number(static_cast<double>(data_->catalogue->count()), NumberFormat::integer),
                  some = number(static_cast<double>(active), NumberFormat::integer);
    head_->setSmall(tr("%1 in the catalogue · %2 shown in %3").arg(all, some, state()->sliceText()));
    list_foot_->setText(tr("%1 of %2 · CTR, 95 % interval").arg(number(list_model_->rowCount(), NumberFormat::integer), all));
    const ChartWords words{state()->language(), {}};
    const auto table = duplicates_table(*data_->catalogue, slice_->counts, slice());
    duplicates_model_->setTable(table, words);
    duplicates_->setTable(table);
    all_fatigue_->setSeries(fatigue_series(slice_->all, slice_->all.ctr, {}, slice()));
}

void AdsPage::showAd() {
    const std::string name = ad_name(*data_->catalogue, ad_).toStdString();
    facts_->setAd(data_->catalogue, ad_, slice_->counts[ad_]);
    const Series fatigue = fatigue_series(*rates_, slice_->all.ctr, name, slice());
    fatigue_->setSeries(fatigue);
    ad_fatigue_->setSeries(fatigue);
    life_->setSeries(life_series(*rates_, name, slice()));
    positions_->setSeries(position_series(*rates_, name, slice()));
    const auto audience = audience_table(*rates_, name, slice());
    audience_model_->setTable(audience, ChartWords{state()->language(), {}});
    audience_->setTable(audience);
    similar_model_->setSimilar(data_->catalogue, data_->catalogue->similar(ad_));
    similar_card_->setSubtitle(state()->words(data_->catalogue->space()));
    const Cap cap = cap_of(*rates_, slice_->all.ctr);
    const auto count = [&](std::int64_t n) { return number(static_cast<double>(n), NumberFormat::integer); };
    if (!data_->exposure->has_seen()) cap_->setText(tr("Without users and times in the log nobody knows how often an ad was seen."));
    else if (cap.from == 0) cap_->setText(tr("Nowhere is the interval below the rate of all ads."));
    else if (cap.from == 1) cap_->setText(tr("From the first time on below all ads: that is the ad, not fatigue."));
    else
        cap_->setText(tr("From time %1 on below all ads. A cap at %2 would drop %3 impressions and %4 clicks.")
                          .arg(count(cap.from), count(cap.from - 1), count(cap.beyond.impressions), count(cap.beyond.clicks)));
    showDuplicateNotice();
}

void AdsPage::showDuplicateNotice() {
    const int group = data_->catalogue->ad(ad_).duplicate_group;
    duplicate_note_->setVisible(group >= 0);
    to_duplicates_->setVisible(group >= 0);
    if (group < 0) return;
    const auto& g = data_->catalogue->duplicates()[static_cast<std::size_t>(group)];
    QStringList keys;
    for (const auto other : g.ads)
        if (other != ad_ && keys.size() < 4) keys << QString::fromStdString(data_->catalogue->key(other));
    duplicate_note_->setText(
        tr("Near duplicates: %1. Split over training and test, they flatter a model.").arg(keys.join(QStringLiteral(", "))));
}

}  // namespace adscope::ui
