#include "core/features/report_series.h"

#include <cmath>

namespace adscope {

DataTable features_table(const Diagnostics& diagnostics) {
    DataTable table;
    table.id = "features";
    table.title = Message("features.table_title");
    table.subtitle = Message("features.table_subtitle", {{"rows", diagnostics.train_rows}, {"split", diagnostics.split}});
    table.columns = {
        {Message("features.column_feature"), NumberFormat::number, true}, {Message("features.column_kind"), NumberFormat::number, true},
        {Message("features.column_source"), NumberFormat::number, true},  {Message("features.column_coverage"), NumberFormat::percent},
        {Message("features.column_values"), NumberFormat::integer},       {Message("features.column_information"), NumberFormat::number},
        {Message("features.column_drift"), NumberFormat::number},         {Message("features.column_warning"), NumberFormat::number, true}};
    const auto cell = [](double v) { return std::isfinite(v) ? DataTable::Cell(v) : DataTable::Cell(); };
    for (const auto& d : diagnostics.features)
        table.rows.push_back({d.name, Message("feature." + d.kind), d.source, cell(d.coverage), d.cardinality,
                              cell(1000 * d.mutual_information), cell(d.psi),
                              d.warning.empty() ? DataTable::Cell() : DataTable::Cell(d.warning)});
    return table;
}

Series redundancy_series(const Diagnostics& diagnostics) {
    Series out;
    out.id = "feature_redundancy";
    out.title = Message("features.alike_title");
    out.subtitle = Message("features.alike_subtitle", {{"rows", diagnostics.redundancy_rows}});
    out.kind = ChartKind::heat_map;
    out.x.title = Message("features.column_feature");
    out.x.scale = Axis::Scale::category;
    out.y.title = Message("features.alike_measure");
    out.y.minimum = 0;
    out.y.maximum = 1;
    const std::size_t n = diagnostics.features.size();
    for (const auto& f : diagnostics.features) out.x.categories.push_back(f.name);
    for (std::size_t i = 0; i < n; ++i) {
        Trace row;
        row.name = Message::verbatim(diagnostics.features[i].name);
        for (std::size_t j = 0; j < n; ++j) {
            SeriesPoint point;
            point.x = static_cast<double>(j);
            point.y = diagnostics.redundancy[i * n + j];
            if (std::isfinite(point.y)) row.points.push_back(std::move(point));
        }
        out.traces.push_back(std::move(row));
    }
    return out;
}

}  // namespace adscope
