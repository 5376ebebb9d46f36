#include "ui/shell/filter_dialog.h"

#include <QDateTime>
#include <QFormLayout>
#include <QHeaderView>
#include <QLocale>
#include <QTimeZone>
#include <QVBoxLayout>

#include "ui/widgets/buttons.h"
#include "ui/widgets/table.h"

namespace adscope::ui {
namespace {

constexpr std::size_t kMostValues = 10'000;
using Mode = FilterSpec::Mode;

}  // namespace

FilterDialog::FilterDialog(AppState* state, int index, QWidget* parent)
    : QDialog(parent),
      state_(state),
      index_(index),
      fields_(filter_fields(*state->table())),
      field_(new QComboBox(this)),
      mode_(new SegmentedControl(this)),
      editors_(new QStackedWidget(this)),
      counted_(label("hint", this)),
      problem_(label("warn", this)),
      cancel_(push_button(ButtonKind::outline, false, {}, this)),
      ok_(push_button(ButtonKind::primary, false, {}, this)) {
    setObjectName("filterDialog");
    setWindowTitle(index < 0 ? tr("Slice: add a filter") : tr("Slice: edit a filter"));
    resize(520, 520);
    field_->setObjectName("filterField");
    field_->setMaxVisibleItems(18);
    for (const auto& f : fields_) field_->addItem(f.title, f.name);
    buildValues();
    buildRange();
    problem_->setWordWrap(true);
    problem_->hide();

    auto* form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(10);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("Field"), field_);
    form->addRow(tr("Is"), mode_);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(counted_, 1);
    buttons->addWidget(cancel_);
    buttons->addWidget(ok_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    column->addLayout(form);
    column->addWidget(editors_, 1);
    column->addWidget(problem_);
    column->addLayout(buttons);
    cancel_->setText(tr("Cancel"));
    ok_->setText(index < 0 ? tr("Add filter") : tr("Change filter"));
    ok_->setDefault(true);
    ok_->setObjectName("applyFilter");
    connect(cancel_, &QPushButton::clicked, this, &QDialog::reject);
    connect(ok_, &QPushButton::clicked, this, &FilterDialog::apply);
    connect(field_, &QComboBox::currentIndexChanged, this, &FilterDialog::fieldChanged);
    connect(mode_, &SegmentedControl::changed, this, &FilterDialog::modeChanged);

    const FilterSpec given = index >= 0 ? spec_of(state->slice()[index].condition) : FilterSpec();
    if (given.valid()) fill(given);
    else fieldChanged();
}

void FilterDialog::buildValues() {
    model_ = new FilterValuesModel(this);
    proxy_ = new QSortFilterProxyModel(this);
    proxy_->setSourceModel(model_);
    proxy_->setFilterCaseSensitivity(Qt::CaseInsensitive);
    proxy_->setSortRole(FilterValuesModel::SortRole);
    search_ = new QLineEdit;
    search_->setObjectName("filterSearch");
    search_->setPlaceholderText(tr("Find a value"));
    search_->setAccessibleName(search_->placeholderText());
    search_->setClearButtonEnabled(true);
    values_ = new QTableView;
    values_->setObjectName("filterValues");
    values_->setModel(proxy_);
    set_up_table(values_);
    values_->setAccessibleName(tr("Values of the field"));
    values_->horizontalHeader()->setSectionResizeMode(FilterValuesModel::Value, QHeaderView::Stretch);
    values_page_ = new QWidget;
    auto* column = new QVBoxLayout(values_page_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(search_);
    column->addWidget(framed(values_), 1);
    editors_->addWidget(values_page_);
    connect(search_, &QLineEdit::textChanged, proxy_, &QSortFilterProxyModel::setFilterFixedString);
    connect(model_, &FilterValuesModel::tickedChanged, this, &FilterDialog::check);
    // A click anywhere in the row ticks it; so does Return.
    const auto tick = [this](const QModelIndex& i) {
        const QModelIndex first = i.siblingAtColumn(FilterValuesModel::Value);
        proxy_->setData(first, first.data(Qt::CheckStateRole).toInt() == Qt::Checked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
    };
    connect(values_, &QTableView::clicked, this, [tick](const QModelIndex& i) {
        if (i.column() != FilterValuesModel::Value) tick(i);
    });
    connect(values_, &QTableView::activated, this, tick);
}

void FilterDialog::buildRange() {
    const auto page = [this](QWidget** out, const QList<QPair<QString, QWidget*>>& rows) {
        *out = new QWidget;
        auto* form = new QFormLayout(*out);
        form->setContentsMargins(0, 0, 0, 0);
        form->setHorizontalSpacing(16);
        form->setVerticalSpacing(8);
        for (const auto& [words, w] : rows) form->addRow(words, w);
        editors_->addWidget(*out);
    };
    contains_ = new QLineEdit;
    contains_->setObjectName("filterContains");
    low_ = new QLineEdit;
    high_ = new QLineEdit;
    low_->setObjectName("filterLow");
    high_->setObjectName("filterHigh");
    for (auto* e : {contains_, low_, high_}) connect(e, &QLineEdit::textChanged, this, &FilterDialog::check);
    from_ = new QDateEdit;
    to_ = new QDateEdit;
    for (auto* d : {from_, to_}) {
        d->setDisplayFormat("yyyy-MM-dd");
        d->setCalendarPopup(true);
        connect(d, &QDateEdit::dateChanged, this, &FilterDialog::check);
    }
    page(&contains_page_, {{tr("Text"), contains_}});
    page(&number_page_, {{tr("From"), low_}, {tr("To"), high_}});
    page(&time_page_, {{tr("First day"), from_}, {tr("Last day"), to_}});
    page(&empty_page_, {});
}

const FilterField* FilterDialog::field() const {
    const int i = field_->currentIndex();
    return i >= 0 ? &fields_[static_cast<std::size_t>(i)] : nullptr;
}

std::vector<Mode> FilterDialog::modes() const {
    const FilterField* f = field();
    if (!f) return {};
    switch (f->shape) {
        case FilterField::Shape::number: return {Mode::between, Mode::missing};
        case FilterField::Shape::time: return {Mode::between, Mode::missing};
        case FilterField::Shape::flag: return {Mode::one_of};
        case FilterField::Shape::values: break;
    }
    return {Mode::one_of, Mode::none_of, Mode::contains, Mode::missing};
}

Mode FilterDialog::mode() const {
    const auto m = modes();
    const int i = mode_->current();
    return i >= 0 && i < static_cast<int>(m.size()) ? m[static_cast<std::size_t>(i)] : Mode::one_of;
}

void FilterDialog::fieldChanged() {
    QStringList texts;
    for (const Mode m : modes()) {
        switch (m) {
            case Mode::one_of: texts << tr("one of"); break;
            case Mode::none_of: texts << tr("none of"); break;
            case Mode::contains: texts << tr("contains"); break;
            case Mode::between: texts << tr("between"); break;
            case Mode::missing: texts << tr("empty"); break;
        }
    }
    mode_->setTexts(texts);
    mode_->setCurrent(0);
    model_->setTicked({});
    model_->setBreakdown({}, true);
    for (auto* e : {search_, contains_, low_, high_}) e->clear();
    const EventTable& table = *state_->table();
    if (field() && field()->shape == FilterField::Shape::time) {
        std::int64_t first = std::numeric_limits<std::int64_t>::max(), last = std::numeric_limits<std::int64_t>::min();
        const auto day = [&](std::int64_t t) { return QDateTime::fromMSecsSinceEpoch(t + table.zone_offset(t), Qt::UTC).date(); };
        const auto& recent = state_->recents()->list();
        if (!recent.isEmpty() && recent[0].path == state_->workspacePath() && recent[0].from != 0) {
            first = recent[0].from;
            last = recent[0].to;
            from_->setDate(day(first));
            to_->setDate(day(last));
        }
    }
    modeChanged();
}

void FilterDialog::modeChanged() {
    const FilterField* f = field();
    const Mode m = mode();
    const bool listed = m == Mode::one_of || m == Mode::none_of;
    editors_->setCurrentWidget(m == Mode::missing                          ? empty_page_
                               : m == Mode::contains                       ? contains_page_
                               : listed                                    ? values_page_
                               : f && f->shape == FilterField::Shape::time ? time_page_
                                                                           : number_page_);
    if (listed && model_->rowCount() == 0) count();
    check();
}

// Values with their events and CTR, counted over all usable events.
void FilterDialog::count() {
    const FilterField* f = field();
    if (!f) return;
    counting_ = true;
    counted_->setText(tr("Counting…"));
    state_->jobs()->run<Breakdown>(
        tr("Counting values"), this,
        [table = state_->table(), name = f->name.toStdString()](const JobContext& job) {
            BreakdownRequest request;
            request.by = {name};
            return breakdown(*table, nullptr, request, job);
        },
        [this](Result<Breakdown> counted) {
            counting_ = false;
            if (!counted) {
                counted_->setText(counted.error().is_cancelled() ? QString() : state_->words(counted.error().message));
                return;
            }
            const auto all = static_cast<qint64>(counted->rows.size());
            if (counted->rows.size() > kMostValues) counted->rows.resize(kMostValues);
            model_->setBreakdown(*counted, state_->table() && state_->table()->has_click);
            values_->sortByColumn(FilterValuesModel::Events, Qt::DescendingOrder);
            const QLocale l;
            counted_->setText(
                all > static_cast<qint64>(kMostValues)
                    ? tr("The %1 most frequent of %2 values").arg(l.toString(static_cast<qint64>(kMostValues)), l.toString(all))
                    : tr("%n value(s)", nullptr, static_cast<int>(all)));
        },
        "count", false);
}

void FilterDialog::chooseField(const QString& name) {
    const int i = field_->findData(name);
    if (i >= 0) field_->setCurrentIndex(i);
}

void FilterDialog::fill(FilterSpec spec) {
    int i = field_->findData(spec.field);
    if (i < 0) i = field_->findData("event." + spec.field);
    if (i < 0) i = field_->findData("user." + spec.field);
    if (i < 0) i = field_->findData("ad." + spec.field);
    if (i < 0) return fieldChanged();
    {
        const QSignalBlocker blocker(field_);
        field_->setCurrentIndex(i);
    }
    fieldChanged();
    // One number is a range of no width here.
    if (field()->shape == FilterField::Shape::number && spec.mode == Mode::one_of && spec.values.size() == 1) {
        spec.mode = Mode::between;
        spec.values << spec.values[0];
    }
    const auto m = modes();
    const auto at = std::find(m.begin(), m.end(), spec.mode);
    if (at == m.end()) return;
    mode_->setCurrent(static_cast<int>(at - m.begin()));
    if (spec.mode == Mode::contains) contains_->setText(spec.values.value(0));
    if (spec.mode == Mode::between && field()->shape == FilterField::Shape::time) {
        if (const QDate d = QDate::fromString(spec.values.value(0).left(10), Qt::ISODate); d.isValid()) from_->setDate(d);
        if (const QDate d = QDate::fromString(spec.values.value(1).left(10), Qt::ISODate); d.isValid()) to_->setDate(d);
    } else if (spec.mode == Mode::between) {
        low_->setText(spec.values.value(0));
        high_->setText(spec.values.value(1));
    }
    modeChanged();
    if (spec.mode == Mode::one_of || spec.mode == Mode::none_of) model_->setTicked(spec.values);
}

FilterSpec FilterDialog::spec() const {
    FilterSpec out;
    if (!field()) return out;
    out.field = field()->name;
    out.mode = mode();
    switch (out.mode) {
        case Mode::missing: break;
        case Mode::contains: out.values = {contains_->text().trimmed()}; break;
        case Mode::between:
            if (field()->shape == FilterField::Shape::time)
                out.values = {from_->date().toString(Qt::ISODate), to_->date().toString(Qt::ISODate)};
            else out.values = {low_->text().trimmed(), high_->text().trimmed()};
            break;
        default: out.values = model_->ticked();
    }
    return out;
}

void FilterDialog::check() {
    problem_->hide();
    ok_->setEnabled(spec().valid());
}

void FilterDialog::apply() {
    const FilterSpec s = spec();
    if (!s.valid()) return;
    const std::string condition = condition_of(s);
    // Tried on the table before it becomes a chip: a word where a number belongs is said here.
    ok_->setEnabled(false);
    state_->jobs()->run<std::int64_t>(
        tr("Trying the filter"), this,
        [table = state_->table(), condition](const JobContext&) -> Result<std::int64_t> {
            ADSCOPE_ASSIGN(filter, Filter::parse(condition));
            ADSCOPE_ASSIGN(rows, filter.select(*table));
            return static_cast<std::int64_t>(rows.count());
        },
        [this, s, condition](Result<std::int64_t> rows) {
            ok_->setEnabled(true);
            if (!rows) {
                problem_->setText(state_->words(rows.error().message));
                problem_->show();
                return;
            }
            const SliceChip chip{chip_text(s), condition};
            auto chips = state_->slice();
            if (index_ >= 0 && index_ < chips.size()) chips[index_] = chip;
            else if (!chips.contains(chip)) chips.append(chip);
            state_->setSlice(chips);
            accept();
        },
        "try", false);
}

}  // namespace adscope::ui
