#include "core/workspace/event_reader.h"

#include <algorithm>
#include <mutex>

#include "core/base/parallel.h"
#include "core/workspace/fields.h"

namespace adscope {
namespace {

constexpr std::int64_t kChunk = 65536;

// The fixed columns in the order of the SELECT; fields follow.
enum Fixed { Id, Source, Time, User, Ad, Click, Conversion, Cost, Revenue, Position, Weight, Rating, Propensity, SplitPart, FixedCount };
constexpr const char* kSelect =
    "SELECT id, source, time, user, ad, click, conversion, cost, revenue, position, weight, rating, propensity, split";

// Tags are read as codes of sets first; the sets are opened once all rows are there.
struct TagColumn {
    std::size_t column;
    std::vector<std::uint32_t> sets;
};

class Reader {
public:
    Reader(const std::string& path, const std::vector<Field>& fields, EventTable& table) : path_(path), fields_(fields), table_(table) {}

    Result<void> run(const JobContext& job);

private:
    Result<void> prepare(Database& database);
    Result<void> read_chunk(Database& database, std::size_t chunk);
    void store(const Statement& row, std::size_t at);
    void compact();
    template <class T>
    void compact_vector(std::vector<T>& values);
    void compact_codes(CodeArray& codes);
    Result<void> open_tags(Database& database);
    void shed_empty();

    const std::string& path_;
    const std::vector<Field>& fields_;
    EventTable& table_;
    std::string sql_;
    std::int64_t first_ = 0, slots_ = 0;
    std::vector<std::size_t> filled_;  // rows of each chunk
    std::vector<TagColumn> tags_;
    std::vector<int> tag_of_field_;
    // Whether any row had a value; set from several threads, all to true.
    std::vector<std::uint8_t> present_;
    std::mutex mutex_;
};

Result<void> Reader::prepare(Database& database) {
    ADSCOPE_ASSIGN(first, database.integer("SELECT min(id) FROM events"));
    ADSCOPE_ASSIGN(last, database.integer("SELECT max(id) FROM events"));
    first_ = first;
    slots_ = last == 0 && first == 0 ? 0 : last - first + 1;
    if (slots_ < 0 || slots_ > std::int64_t{4'000'000'000})
        return Error(ErrorCode::corrupt, "workspace.corrupt", {{"path", path_}, {"cause", "event ids"}});
    const auto n = static_cast<std::size_t>(slots_);
    filled_.assign((n + kChunk - 1) / kChunk, 0);
    present_.assign(FixedCount, 0);

    table_.id.resize(n);
    table_.source.resize(n);
    table_.time.resize(n);
    table_.user = CodeArray(n, static_cast<std::uint32_t>(table_.users.count));
    table_.ad = CodeArray(n, static_cast<std::uint32_t>(table_.ads.count));
    for (auto* flags : {&table_.click, &table_.conversion, &table_.split}) flags->resize(n);
    for (auto* money : {&table_.cost, &table_.revenue}) money->resize(n);
    for (auto* counts : {&table_.position, &table_.weight}) counts->resize(n);
    for (auto* reals : {&table_.rating, &table_.propensity}) reals->resize(n);

    sql_ = kSelect;
    for (const auto& f : fields_) {
        sql_ += ", c_" + std::to_string(f.column_number);
        Column column;
        column.field = f;
        tag_of_field_.push_back(-1);
        if (is_coded(f.kind)) {
            ADSCOPE_ASSIGN(names, read_dictionary(database, f.id));
            CodeArray codes(n, static_cast<std::uint32_t>(names.size() - 1));
            column.values = CategoryValues{std::move(codes), std::move(names)};
        } else if (f.kind == FieldKind::tags) {
            tag_of_field_.back() = static_cast<int>(tags_.size());
            tags_.push_back({table_.columns.size(), std::vector<std::uint32_t>(n)});
            column.values = TagValues{};
        } else {
            column.values = NumberValues{std::vector<double>(n)};
        }
        table_.columns.push_back(std::move(column));
    }
    sql_ += " FROM events WHERE id BETWEEN ?1 AND ?2 ORDER BY id";
    return {};
}

void Reader::store(const Statement& row, std::size_t at) {
    const auto whole = [&](int c, std::int64_t otherwise) { return row.is_null(c) ? otherwise : row.integer(c); };
    const auto code = [&](int c, std::uint64_t largest) {
        const auto v = static_cast<std::uint64_t>(row.integer(c));  // NULL reads as 0; a code out of range is missing
        return v <= largest ? static_cast<std::uint32_t>(v) : 0u;
    };
    table_.id[at] = row.integer(Id);
    table_.source[at] = row.integer(Source);
    table_.time[at] = whole(Time, EventTable::kNoTime);
    table_.user.set(at, code(User, table_.users.count));
    table_.ad.set(at, code(Ad, table_.ads.count));
    table_.click[at] = row.integer(Click) != 0;
    table_.conversion[at] = row.integer(Conversion) != 0;
    table_.cost[at] = row.integer(Cost);
    table_.revenue[at] = row.integer(Revenue);
    table_.position[at] = static_cast<std::int32_t>(
        std::clamp<std::int64_t>(whole(Position, EventTable::kNoPosition), EventTable::kNoPosition, 2'000'000'000));
    table_.weight[at] = static_cast<std::int32_t>(std::clamp<std::int64_t>(whole(Weight, 1), 0, 2'000'000'000));
    table_.rating[at] = row.is_null(Rating) ? static_cast<float>(kMissing) : static_cast<float>(row.real(Rating));
    table_.propensity[at] = row.is_null(Propensity) ? static_cast<float>(kMissing) : static_cast<float>(row.real(Propensity));
    table_.split[at] = static_cast<std::uint8_t>(row.integer(SplitPart));
    for (std::size_t f = 0; f < fields_.size(); ++f) {
        const int c = FixedCount + static_cast<int>(f);
        if (tag_of_field_[f] >= 0) {
            tags_[static_cast<std::size_t>(tag_of_field_[f])].sets[at] = static_cast<std::uint32_t>(row.integer(c));
        } else if (auto* category = std::get_if<CategoryValues>(&table_.columns[f].values)) {
            category->codes.set(at, code(c, category->names.size() - 1));
        } else {
            std::get<NumberValues>(table_.columns[f].values).values[at] = row.is_null(c) ? kMissing : row.real(c);
        }
    }
}

Result<void> Reader::read_chunk(Database& database, std::size_t chunk) {
    ADSCOPE_ASSIGN(select, database.prepare(sql_));
    const std::int64_t from = first_ + static_cast<std::int64_t>(chunk) * kChunk;
    select.bind(1, from).bind(2, from + kChunk - 1);
    std::size_t at = chunk * kChunk;
    std::vector<std::uint8_t> present(FixedCount, 0);
    while (true) {
        ADSCOPE_ASSIGN(row, select.step());
        if (!row) break;
        store(select, at++);
        for (int c : {Time, User, Ad, Click, Conversion, Cost, Revenue, Position, Weight, Rating, Propensity, SplitPart})
            if (!present[static_cast<std::size_t>(c)] && !select.is_null(c)) present[static_cast<std::size_t>(c)] = 1;
    }
    filled_[chunk] = at - chunk * kChunk;
    std::lock_guard lock(mutex_);
    for (std::size_t i = 0; i < present.size(); ++i) present_[i] |= present[i];
    return {};
}

template <class T>
void Reader::compact_vector(std::vector<T>& values) {
    std::size_t to = 0;
    for (std::size_t c = 0; c < filled_.size(); ++c) {
        std::move(values.begin() + static_cast<std::ptrdiff_t>(c * kChunk),
                  values.begin() + static_cast<std::ptrdiff_t>(c * kChunk + filled_[c]), values.begin() + static_cast<std::ptrdiff_t>(to));
        to += filled_[c];
    }
    values.resize(to);
}

void Reader::compact_codes(CodeArray& codes) {
    std::uint32_t largest = codes.width() == 1 ? 255 : codes.width() == 2 ? 65535 : 0xffffffffu;
    CodeArray packed(table_.rows, largest);
    std::size_t to = 0;
    for (std::size_t c = 0; c < filled_.size(); ++c)
        for (std::size_t i = 0; i < filled_[c]; ++i) packed.set(to++, codes[c * kChunk + i]);
    codes = std::move(packed);
}

// Ids with holes (after an import was taken away) leave gaps between chunks: they are closed.
void Reader::compact() {
    table_.rows = 0;
    for (auto f : filled_) table_.rows += f;
    if (table_.rows == static_cast<std::size_t>(slots_)) return;
    compact_vector(table_.id);
    compact_vector(table_.source);
    compact_vector(table_.time);
    compact_codes(table_.user);
    compact_codes(table_.ad);
    for (auto* v : {&table_.click, &table_.conversion, &table_.split}) compact_vector(*v);
    for (auto* v : {&table_.cost, &table_.revenue}) compact_vector(*v);
    for (auto* v : {&table_.position, &table_.weight}) compact_vector(*v);
    for (auto* v : {&table_.rating, &table_.propensity}) compact_vector(*v);
    for (auto& column : table_.columns) {
        if (auto* category = std::get_if<CategoryValues>(&column.values)) compact_codes(category->codes);
        else if (auto* number = std::get_if<NumberValues>(&column.values)) compact_vector(number->values);
    }
    for (auto& tag : tags_) compact_vector(tag.sets);
}

Result<void> Reader::open_tags(Database& database) {
    for (auto& tag : tags_) {
        auto& column = table_.columns[tag.column];
        ADSCOPE_ASSIGN(values, read_tag_sets(database, column.field.id, tag.sets));
        column.values = std::move(values);
    }
    return {};
}

// Columns that the log does not have take no memory.
void Reader::shed_empty() {
    const auto drop = [&](Fixed column, auto& values) {
        if (!present_[column]) std::decay_t<decltype(values)>().swap(values);
    };
    drop(Conversion, table_.conversion);
    drop(Cost, table_.cost);
    drop(Revenue, table_.revenue);
    drop(Position, table_.position);
    drop(Weight, table_.weight);
    drop(Rating, table_.rating);
    drop(Propensity, table_.propensity);
    drop(SplitPart, table_.split);
    for (const auto p : table_.position) table_.largest_position = std::max(table_.largest_position, p);
    table_.has_time = present_[Time];
    table_.has_user = present_[User];
    table_.has_ad = present_[Ad];
    table_.has_click = present_[Click];
    // A log without a click column has one positive event a row.
    if (!table_.has_click) std::fill(table_.click.begin(), table_.click.end(), std::uint8_t{1});
}

Result<void> Reader::run(const JobContext& job) {
    ADSCOPE_ASSIGN(database, Database::open(path_, Database::Access::read_only));
    ADSCOPE_TRY(prepare(*database));
    std::vector<std::unique_ptr<Database>> connections(static_cast<std::size_t>(thread_count()));
    std::optional<Error> failure;
    std::size_t done = 0;
    const auto fail = [&](Error error) {
        std::lock_guard lock(mutex_);
        if (!failure) failure = std::move(error);
    };
    parallel_for(filled_.size(), 1, [&](std::size_t begin, std::size_t end, int worker) {
        for (std::size_t chunk = begin; chunk < end; ++chunk) {
            {
                std::lock_guard lock(mutex_);
                if (failure) return;
            }
            if (job.cancelled()) return fail(Error::cancelled());
            auto& connection = connections[static_cast<std::size_t>(worker)];
            if (!connection) {
                auto opened = Database::open(path_, Database::Access::read_only);
                if (!opened) return fail(opened.error());
                connection = std::move(*opened);
            }
            if (auto read = read_chunk(*connection, chunk); !read) return fail(read.error());
            std::lock_guard lock(mutex_);
            job.report(Message("workspace.reading_events"), static_cast<double>(++done) / static_cast<double>(filled_.size()));
        }
    });
    if (failure) return std::move(*failure);
    compact();
    ADSCOPE_TRY(open_tags(*database));
    shed_empty();
    return {};
}

}  // namespace

Result<void> read_events(const std::string& path, const std::vector<Field>& fields, EventTable& table, const JobContext& job) {
    return Reader(path, fields, table).run(job);
}

}  // namespace adscope
