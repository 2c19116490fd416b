#include "features/build.hpp"

#include <optional>
#include <vector>

#include "core/calendar.hpp"
#include "core/features/series_features.hpp"
#include "features/calendar_reader.hpp"
#include "features/feature_set.hpp"
#include "features/feature_table.hpp"
#include "features/holiday_reader.hpp"
#include "features/scope.hpp"
#include "features/series_reader.hpp"
#include "features/shapes.hpp"
#include "features/signal_names.hpp"
#include "features/store_reader.hpp"
#include "postgres/progress.hpp"
#include "postgres/table_facts.hpp"

namespace forecast_warehouse::features {
namespace {

// Writes the rows of one series after another.
class series_writer {
public:
    series_writer(feature_table& table, const core::feature_settings& settings,
                  const core::store_calendars& calendars)
        : table_(&table),
          last_(core::days_since_2000(settings.last_day())),
          period_days_(settings.periods.days),
          features_(settings, calendars) {
        if (settings.start) {
            start_ = core::days_since_2000(*settings.start);
        }
    }

    void write(const core::series& series) {
        features_.begin(series);
        for (core::day_number day = series.first_day; day <= last_; day += period_days_) {
            features_.next_day();
            if ((!start_ || day + period_days_ > *start_) && features_.has_row()) {
                core::feature_row row = table_->begin_row();
                features_.describe(row);
                table_->end_row();
            }
        }
    }

private:
    feature_table* table_;
    core::day_number last_;
    int period_days_;
    std::optional<core::day_number> start_;
    core::series_features features_;
};

void fill(feature_table& table, const scope& scope, const core::feature_settings& settings) {
    using postgres::progress;
    series_reader reader(scope, settings);
    reader.read();
    if (reader.rows() > 0) {
        core::store_calendars calendars;
        if (settings.exogenous) {
            calendars = read_calendars(scope, *reader.first_day(), settings.last_day());
        }
        if (settings.has(core::feature_choice::holiday)) {
            read_holidays(scope, *reader.first_day(), settings.last_day(), calendars);
        }
        store_reader stores(scope, settings);
        stores.read(*reader.first_day());
        series_writer writer(table, settings, calendars);
        progress::enter(progress::stage::writing, reader.rows());
        while (core::series* each = reader.next()) {
            if (!settings.choices.empty()) {
                stores.add_to(*each);
            }
            writer.write(*each);
        }
        stores.end();
    }
    table.close();
    reader.end();
}

// Other sessions do not see the new table yet, so the progress names this one.
Oid reported_relation(Oid schema) {
    return postgres::table_in(schema, "sales_daily");
}

}  // namespace

std::int64_t build(Oid schema, const feature_request& asked) {
    core::check(asked.settings);
    feature_request request = asked;
    request.settings.decimal_quantities = has_decimal_quantities(schema);
    expect_shapes(schema, request.settings);
    std::int64_t rows = 0;
    postgres::with_spi([&] {
        request.settings.signals = find_signals(schema, request.signals);
        const std::vector<core::feature_column> columns = core::table_columns(request.settings);
        core::check_width(columns);
        core::check_names(columns, request.extra);
        const scope scope(schema, request);
        feature_table table(request.target, columns);
        const postgres::progress report(reported_relation(schema), postgres::progress::kind::feature_table);
        fill(table, scope, request.settings);
        record(schema, request, table);
        report.end();
        rows = table.rows();
    });
    return rows;
}

}  // namespace forecast_warehouse::features
