// The forms of SPLIT in CLI.md.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>

#include "core/base/random.h"
#include "core/features/dataset.h"
#include "core/workspace/filter.h"
#include "core/workspace/iso_time.h"
#include "core/workspace/source.h"

namespace adscope {
namespace {

constexpr const char* kForms =
    "time:0.8,0.1,0.1 | time:FROM_VALID,FROM_TEST | field:NAME:FROM_VALID,FROM_TEST | random:0.8,0.1,0.1 | user:0.8,0.1,0.1 | "
    "leave-one-out | column";
enum Place : std::uint8_t { kNone, kTrain, kValid, kTest };

struct Request {
    const std::string& text;
    const EventTable& table;
    std::uint64_t seed;
    Selection rows;  // that may be in a part
};

Error not_a_split(const std::string& text) { return Error(ErrorCode::usage, "features.split_form", {{"found", text}, {"forms", kForms}}); }

std::vector<std::string> parted(std::string_view text, char by) {
    std::vector<std::string> out;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(by, begin), text.size());
        std::string_view piece = text.substr(begin, end - begin);
        while (!piece.empty() && piece.front() == ' ') piece.remove_prefix(1);
        while (!piece.empty() && piece.back() == ' ') piece.remove_suffix(1);
        out.emplace_back(piece);
        begin = end + 1;
    }
    return out;
}

Result<std::array<double, 3>> shares_of(const std::string& text, const std::vector<std::string>& pieces) {
    std::array<double, 3> shares{};
    if (pieces.size() != 3) return not_a_split(text);
    double sum = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        shares[i] = parse_number(pieces[i]);
        if (!(shares[i] >= 0 && shares[i] <= 1)) return Error(ErrorCode::usage, "features.split_shares", {{"found", text}});
        sum += shares[i];
    }
    if (std::abs(sum - 1) > 1e-6 || shares[0] == 0) return Error(ErrorCode::usage, "features.split_shares", {{"found", text}});
    return shares;
}

// Puts things in order into the parts by share; `place(i, part)` is called once a thing.
template <class F>
void by_share(std::size_t n, const std::array<double, 3>& shares, F&& place) {
    const auto first = static_cast<std::size_t>(std::llround(shares[0] * static_cast<double>(n)));
    const auto second = static_cast<std::size_t>(std::llround((shares[0] + shares[1]) * static_cast<double>(n)));
    for (std::size_t i = 0; i < n; ++i) place(i, i < first ? kTrain : i < second ? kValid : kTest);
}

// An asked part that is empty is an error that names it.
Result<Split> collect(const Request& request, const std::vector<Place>& places, std::array<bool, 3> asked) {
    Split split;
    split.text = request.text;
    std::array<std::vector<std::uint32_t>*, 3> parts = {&split.train, &split.valid, &split.test};
    request.rows.for_each([&](std::size_t row) {
        if (places[row] != kNone) parts[places[row] - 1]->push_back(static_cast<std::uint32_t>(row));
    });
    static constexpr const char* names[] = {"train", "valid", "test"};
    for (std::size_t p = 0; p < 3; ++p) {
        if (!asked[p] || !parts[p]->empty()) continue;
        return Error(ErrorCode::invalid_input, "features.split_empty",
                     {{"split", request.text},
                      {"part", names[p]},
                      {"train", split.train.size()},
                      {"valid", split.valid.size()},
                      {"test", split.test.size()}});
    }
    return split;
}

std::vector<std::uint32_t> in_time_order(const Request& request) {
    std::vector<std::uint32_t> rows;
    request.rows.for_each([&](std::size_t r) {
        if (!request.table.has_time || request.table.time[r] != EventTable::kNoTime) rows.push_back(static_cast<std::uint32_t>(r));
    });
    if (request.table.has_time)
        std::stable_sort(rows.begin(), rows.end(), [&](auto a, auto b) { return request.table.time[a] < request.table.time[b]; });
    return rows;
}

Result<Split> by_time(const Request& request, const std::string& argument) {
    if (!request.table.has_time) return Error(ErrorCode::invalid_input, "features.split_no_time", {{"split", request.text}});
    const auto pieces = parted(argument, ',');
    std::vector<Place> places(request.table.rows, kNone);
    if (pieces.size() == 3) {
        ADSCOPE_ASSIGN(shares, shares_of(request.text, pieces));
        const auto rows = in_time_order(request);
        by_share(rows.size(), shares, [&](std::size_t i, Place p) { places[rows[i]] = p; });
        return collect(request, places, {true, shares[1] > 0, shares[2] > 0});
    }
    if (pieces.size() != 2) return not_a_split(request.text);
    const auto valid = parse_iso_time(pieces[0], request.table), test = parse_iso_time(pieces[1], request.table);
    if (!valid || !test)
        return Error(ErrorCode::usage, "features.split_date", {{"split", request.text}, {"found", valid ? pieces[1] : pieces[0]}});
    if (*valid > *test)
        return Error(ErrorCode::usage, "features.split_order", {{"split", request.text}, {"valid", pieces[0]}, {"test", pieces[1]}});
    request.rows.for_each([&](std::size_t r) {
        const auto t = request.table.time[r];
        if (t != EventTable::kNoTime) places[r] = t < *valid ? kTrain : t < *test ? kValid : kTest;
    });
    return collect(request, places, {true, *valid < *test, true});
}

// Whether every value of a coded field that a row has is a number.
bool all_numbers(const FieldSource& source) {
    const auto& names = source.names();
    return std::all_of(names.begin() + 1, names.end(), [](const auto& n) { return !std::isnan(parse_number(n)); });
}

template <class T>
Place place_of(const T& value, const T& valid, const T& test) {
    return value < valid ? kTrain : value < test ? kValid : kTest;
}

Result<double> bound_of(const Request& request, const FieldSource& source, const std::string& text, const std::string& field) {
    double value = parse_number(text);
    const bool is_time = source.role() == FieldSource::Role::time || (source.column() && source.column()->field.kind == FieldKind::time);
    if (is_time) {
        const auto time = parse_iso_time(text, request.table);
        value = time ? static_cast<double>(*time) : kMissing;
    }
    if (std::isnan(value))
        return Error(ErrorCode::usage, "features.split_bound", {{"split", request.text}, {"field", field}, {"found", text}});
    return value;
}

Result<Split> by_field(const Request& request, const std::string& argument) {
    const std::size_t colon = argument.rfind(':');
    const auto pieces = colon == std::string::npos ? std::vector<std::string>{} : parted(argument.substr(colon + 1), ',');
    if (pieces.size() != 2) return not_a_split(request.text);
    const std::string field = argument.substr(0, colon);
    ADSCOPE_ASSIGN(source, FieldSource::find(request.table, field, request.text));
    if (source.shape() == FieldSource::Shape::tags)
        return Error(ErrorCode::usage, "features.split_tags", {{"split", request.text}, {"field", field}});
    std::vector<Place> places(request.table.rows, kNone);
    const bool coded = source.shape() == FieldSource::Shape::coded;
    std::vector<Place> by_code;
    bool same = pieces[0] == pieces[1], disordered = pieces[0] > pieces[1];
    if (!coded || all_numbers(source)) {
        ADSCOPE_ASSIGN(valid, bound_of(request, source, pieces[0], field));
        ADSCOPE_ASSIGN(test, bound_of(request, source, pieces[1], field));
        same = valid == test;
        disordered = valid > test;
        if (coded)
            for (const auto& name : source.names()) by_code.push_back(place_of(parse_number(name), valid, test));
        else
            request.rows.for_each([&](std::size_t r) {
                const double value = source.number(source.slot_of(r));
                if (!std::isnan(value)) places[r] = place_of(value, valid, test);
            });
    } else {
        for (const auto& name : source.names()) by_code.push_back(place_of(name, pieces[0], pieces[1]));
    }
    if (disordered)
        return Error(ErrorCode::usage, "features.split_order", {{"split", request.text}, {"valid", pieces[0]}, {"test", pieces[1]}});
    if (coded) {
        by_code[0] = kNone;
        request.rows.for_each([&](std::size_t r) { places[r] = by_code[source.code(source.slot_of(r))]; });
    }
    return collect(request, places, {true, !same, true});
}

Result<Split> by_chance(const Request& request, const std::string& argument) {
    ADSCOPE_ASSIGN(shares, shares_of(request.text, parted(argument, ',')));
    auto rows = request.rows.rows();
    Random random(request.seed, stream_id("features.split.random"));
    random.shuffle(rows);
    std::vector<Place> places(request.table.rows, kNone);
    by_share(rows.size(), shares, [&](std::size_t i, Place p) { places[rows[i]] = p; });
    return collect(request, places, {true, shares[1] > 0, shares[2] > 0});
}

Result<Split> by_user(const Request& request, const std::string& argument) {
    if (!request.table.has_user) return Error(ErrorCode::invalid_input, "features.split_no_user", {{"split", request.text}});
    ADSCOPE_ASSIGN(shares, shares_of(request.text, parted(argument, ',')));
    const auto& user = request.table.user;
    std::vector<std::uint8_t> there(request.table.users.count + 1, 0);
    request.rows.for_each([&](std::size_t r) { there[user[r]] = 1; });
    std::vector<std::uint32_t> users;
    for (std::uint32_t u = 1; u < there.size(); ++u)
        if (there[u]) users.push_back(u);
    Random random(request.seed, stream_id("features.split.user"));
    random.shuffle(users);
    std::vector<Place> of_user(there.size(), kNone), places(request.table.rows, kNone);
    by_share(users.size(), shares, [&](std::size_t i, Place p) { of_user[users[i]] = p; });
    request.rows.for_each([&](std::size_t r) { places[r] = of_user[user[r]]; });
    return collect(request, places, {true, shares[1] > 0, shares[2] > 0});
}

Result<Split> leave_one_out(const Request& request) {
    const EventTable& table = request.table;
    if (!table.has_user) return Error(ErrorCode::invalid_input, "features.split_no_user", {{"split", request.text}});
    const auto positive = [&](std::uint32_t r) { return !table.has_click || table.click[r] != 0; };
    std::vector<Place> places(table.rows, kNone);
    std::vector<std::uint32_t> after(table.users.count + 1, 0);  // positives of the user from here on, itself included
    auto rows = in_time_order(request);
    std::vector<std::uint32_t> total(after.size(), 0);
    for (const auto r : rows)
        if (positive(r)) ++total[table.user[r]];
    for (auto it = rows.rbegin(); it != rows.rend(); ++it) {
        const std::uint32_t user = table.user[*it];
        if (user == 0) continue;
        if (positive(*it)) ++after[user];
        const bool before_valid = after[user] > 2 || (after[user] == 2 && !positive(*it));
        if (total[user] < 3 || before_valid) places[*it] = kTrain;
        else if (positive(*it)) places[*it] = after[user] == 1 ? kTest : kValid;
    }
    return collect(request, places, {true, true, true});
}

Result<Split> by_column(const Request& request) {
    if (request.table.split.empty()) return Error(ErrorCode::invalid_input, "features.split_no_column", {{"split", request.text}});
    std::vector<Place> places(request.table.rows, kNone);
    std::array<bool, 4> seen{};
    request.rows.for_each([&](std::size_t r) {
        places[r] = static_cast<Place>(std::min<std::uint8_t>(request.table.split[r], 3));
        seen[places[r]] = true;
    });
    return collect(request, places, {true, seen[2], true});
}

}  // namespace

Result<Split> Split::make(const std::string& text, const EventTable& table, std::uint64_t seed, const Selection* within) {
    constexpr std::string_view kWhere = " where ";
    if (const auto where = text.find(kWhere); where != std::string::npos) {
        ADSCOPE_ASSIGN(filter, Filter::parse(text.substr(where + kWhere.size())));
        ADSCOPE_ASSIGN(slice, filter.select(table));
        if (within) slice &= *within;
        auto split = make(text.substr(0, where), table, seed, &slice);
        if (split) split->text = text;
        return split;
    }
    Request request{text, table, seed, table.usable()};
    if (within) request.rows &= *within;
    if (request.rows.count() == 0) return Error(ErrorCode::invalid_input, "features.no_events");
    const std::size_t colon = text.find(':');
    const std::string form = text.substr(0, colon), argument = colon == std::string::npos ? "" : text.substr(colon + 1);
    if (form == "time") return by_time(request, argument);
    if (form == "field") return by_field(request, argument);
    if (form == "random") return by_chance(request, argument);
    if (form == "user") return by_user(request, argument);
    if (text == "leave-one-out") return leave_one_out(request);
    if (text == "column") return by_column(request);
    return not_a_split(text);
}

}  // namespace adscope
