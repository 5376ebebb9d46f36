// The result of a query as a table and as a chart, and the queries that were run.
#pragma once

#include <QList>
#include <QString>

#include "core/workspace/sql.h"

namespace adscope::ui {

// Columns whose first value is a text are texts.
DataTable sql_table(const SqlResult& result, const QString& title, const QString& subtitle);

enum class SqlChart { bars, line, points };
constexpr std::size_t kSqlChartBars = 40;      // bars that can be told apart
constexpr std::size_t kSqlChartPoints = 5000;  // of lines and points

// Columns that hold numbers in every row that has a value; and those of texts or few numbers can be along.
std::vector<std::size_t> number_columns(const SqlResult& result);
// What suits: bars along a text, a line along ascending numbers, points else.
SqlChart suitable_chart(const SqlResult& result, std::size_t along);
// `along` and `up` are columns; rows beyond what the kind can show are left out, and the subtitle says so.
Series sql_series(const SqlResult& result, std::size_t along, std::size_t up, SqlChart kind);

struct RunQuery {
    QString sql, outcome;  // outcome: empty when it worked
    qint64 at = 0;         // ms UTC
    qint64 rows = 0;
    double seconds = 0;
    bool truncated = false;
};

// Queries run before, latest first, kept in the settings for each workspace.
class SqlHistory {
public:
    explicit SqlHistory(const QString& workspace);
    const QList<RunQuery>& list() const { return list_; }
    void add(const RunQuery& query);  // one with the same text goes up

    static constexpr int kMost = 50;

private:
    QString key_;
    QList<RunQuery> list_;
};

}  // namespace adscope::ui
