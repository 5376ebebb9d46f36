#include "ui/viewmodels/sql_data.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

#include "ui/shell/settings.h"

namespace adscope::ui {
namespace {

double number_of(const DataTable::Cell& cell) {
    if (const auto* d = std::get_if<double>(&cell)) return *d;
    if (const auto* i = std::get_if<std::int64_t>(&cell)) return static_cast<double>(*i);
    return std::numeric_limits<double>::quiet_NaN();
}

std::string text_of(const DataTable::Cell& cell) {
    if (const auto* s = std::get_if<std::string>(&cell)) return *s;
    if (const auto* i = std::get_if<std::int64_t>(&cell)) return std::to_string(*i);
    if (const auto* d = std::get_if<double>(&cell)) return format_number(*d, NumberFormat::number, Language::en);
    return "—";
}

bool is_text(const SqlResult& result, std::size_t column) {
    for (const auto& row : result.rows)
        if (!std::holds_alternative<std::monostate>(row[column])) return std::holds_alternative<std::string>(row[column]);
    return false;
}

}  // namespace

DataTable sql_table(const SqlResult& result, const QString& title, const QString& subtitle) {
    DataTable out;
    out.id = "sql";
    out.title = Message::verbatim(title.toStdString());
    out.subtitle = Message::verbatim(subtitle.toStdString());
    for (std::size_t c = 0; c < result.columns.size(); ++c)
        out.columns.push_back({Message::verbatim(result.columns[c]), NumberFormat::number, is_text(result, c)});
    out.rows = result.rows;
    return out;
}

std::vector<std::size_t> number_columns(const SqlResult& result) {
    std::vector<std::size_t> out;
    for (std::size_t c = 0; c < result.columns.size(); ++c) {
        const auto fits = [&](const auto& row) { return !std::holds_alternative<std::string>(row[c]); };
        const auto some = [&](const auto& row) { return !std::isnan(number_of(row[c])); };
        if (std::all_of(result.rows.begin(), result.rows.end(), fits) && std::any_of(result.rows.begin(), result.rows.end(), some))
            out.push_back(c);
    }
    return out;
}

SqlChart suitable_chart(const SqlResult& result, std::size_t along) {
    if (is_text(result, along)) return SqlChart::bars;
    for (std::size_t r = 1; r < result.rows.size(); ++r)
        if (!(number_of(result.rows[r][along]) > number_of(result.rows[r - 1][along]))) return SqlChart::points;
    return SqlChart::line;
}

Series sql_series(const SqlResult& result, std::size_t along, std::size_t up, SqlChart kind) {
    Series out;
    out.id = "sql";
    out.kind = kind == SqlChart::bars ? ChartKind::bar : kind == SqlChart::line ? ChartKind::line : ChartKind::scatter;
    out.x.title = Message::verbatim(result.columns[along]);
    out.y.title = Message::verbatim(result.columns[up]);
    Trace trace;
    trace.name = Message::verbatim(result.columns[up]);
    trace.style = kind == SqlChart::bars ? Trace::Style::bar : kind == SqlChart::line ? Trace::Style::line : Trace::Style::points;
    // A text cannot be a place on a line: its rows stand side by side.
    const bool categories = kind == SqlChart::bars || is_text(result, along);
    if (categories) out.x.scale = Axis::Scale::category;
    const std::size_t most = std::min(result.rows.size(), kind == SqlChart::bars ? kSqlChartBars : kSqlChartPoints);
    for (std::size_t r = 0; r < most; ++r) {
        SeriesPoint p;
        p.y = number_of(result.rows[r][up]);
        p.x = categories ? static_cast<double>(out.x.categories.size()) : number_of(result.rows[r][along]);
        if (categories) out.x.categories.push_back(text_of(result.rows[r][along]));
        else if (std::isnan(p.x)) continue;
        p.label = text_of(result.rows[r][along]);
        trace.points.push_back(std::move(p));
    }
    out.title = Message("sql.chart_title", {{"up", result.columns[up]}, {"along", result.columns[along]}});
    out.subtitle = Message("sql.chart_rows", {{"shown", most}, {"all", result.rows.size()}});
    out.traces.push_back(std::move(trace));
    return out;
}

SqlHistory::SqlHistory(const QString& workspace)
    : key_("sql_history/" + QCryptographicHash::hash(workspace.toUtf8(), QCryptographicHash::Sha256).toHex().left(16)) {
    for (const auto& v : QJsonDocument::fromJson(settings()->value(key_).toByteArray()).array()) {
        const auto o = v.toObject();
        list_ << RunQuery{o["sql"].toString(),
                          o["outcome"].toString(),
                          static_cast<qint64>(o["at"].toDouble()),
                          static_cast<qint64>(o["rows"].toDouble()),
                          o["seconds"].toDouble(),
                          o["truncated"].toBool()};
    }
}

void SqlHistory::add(const RunQuery& query) {
    list_.removeIf([&](const auto& q) { return q.sql == query.sql; });
    list_.prepend(query);
    while (list_.size() > kMost) list_.removeLast();
    QJsonArray out;
    for (const auto& q : list_)
        out.append(QJsonObject{{"sql", q.sql},
                               {"outcome", q.outcome},
                               {"at", static_cast<double>(q.at)},
                               {"rows", static_cast<double>(q.rows)},
                               {"seconds", q.seconds},
                               {"truncated", q.truncated}});
    settings()->setValue(key_, QJsonDocument(out).toJson(QJsonDocument::Compact));
}

}  // namespace adscope::ui
