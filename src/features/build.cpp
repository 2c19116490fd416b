#include "features/build.hpp"

#include <optional>
#include <vector>

#include "core/calendar.hpp"
#include "core/features/drivers.hpp"
#include "core/features/sales_features.hpp"
#include "core/features/series_key.hpp"
#include "features/calendar_facts.hpp"
#include "features/feature_table.hpp"
#include "features/register.hpp"
#include "features/scope.hpp"
#include "features/series_reader.hpp"
#include "features/shapes.hpp"
#include "postgres/progress.hpp"

namespace forecast_warehouse::features {
namespace {

// Writes the rows of one series after the other.
class series_writer {
public:
    series_writer(feature_table& table, const core::feature_settings& settings)
        : table_(&table),
          horizon_(settings.horizon),
          cutoff_(core::days_since_2000(settings.cutoff)),
          last_(core::days_since_2000(settings.last_day())),
          features_(settings),
          values_(features_.size()) {
        if (settings.start) {
            start_ = core::days_since_2000(*settings.start);
        }
    }

    // What the calendar says, from the first day of the table on; without it, there are no columns of
    // drivers.
    void use_calendar(const calendar_facts& calendar, core::day_number first) {
        calendar_ = &calendar;
        calendar_first_ = first;
    }

    void write(const series& series) {
        features_.begin(series.sales);
        drivers_.begin(series.prices, series.promotions);
        next_stock_ = 0;
        for (core::day_number day = series.first_day; day <= last_; ++day) {
            features_.next_day();
            if (!start_ || day >= *start_) {
                write_row(series, day);
            }
        }
    }

private:
    void write_row(const series& series, core::day_number day) {
        table_->begin_row();
        table_->put_date(day);
        table_->put_integer(core::first_id_of(series.key));
        table_->put_integer(core::second_id_of(series.key));
        if (day <= cutoff_) {
            table_->put_integer(series.sales[static_cast<std::size_t>(day - series.first_day)]);
        } else {
            table_->put_null();
        }
        features_.describe(values_);
        table_->put_features(values_);
        if (calendar_ != nullptr) {
            table_->put_drivers(drivers_.at(day));
            write_stockout(series, day - horizon_);
            table_->put_day(calendar_->at(core::first_id_of(series.key), day - calendar_first_));
        }
    }

    void write_stockout(const series& series, core::day_number day) {
        const auto& stocks = series.stocks;
        while (next_stock_ < stocks.size() && stocks[next_stock_].day < day) {
            ++next_stock_;
        }
        if (next_stock_ < stocks.size() && stocks[next_stock_].day == day) {
            table_->put_flag(stocks[next_stock_].stockout);
        } else {
            table_->put_null();
        }
    }

    feature_table* table_;
    int horizon_;
    core::day_number cutoff_;
    core::day_number last_;
    std::optional<core::day_number> start_;
    core::sales_features features_;
    std::vector<core::feature_value> values_;
    const calendar_facts* calendar_ = nullptr;
    core::day_number calendar_first_ = 0;
    core::driver_line drivers_;
    std::size_t next_stock_ = 0;
};

void fill(feature_table& table, const scope& scope, const core::feature_settings& settings) {
    using postgres::progress;
    series_reader reader(scope, settings);
    reader.read();
    if (reader.rows() > 0) {
        series_writer writer(table, settings);
        std::optional<calendar_facts> calendar;
        if (settings.exogenous) {
            calendar.emplace(scope, *reader.first_day(), settings.last_day());
            writer.use_calendar(*calendar, core::days_since_2000(*reader.first_day()));
        }
        progress::enter(progress::stage::writing, reader.rows());
        while (const series* each = reader.next()) {
            writer.write(*each);
        }
    }
    table.close();
    reader.end();
}

// The table itself is not to be seen by others before it is done.
Oid reported_relation(Oid schema) {
    return postgres::guard([schema] { return get_relname_relid("sales_daily", schema); });
}

}  // namespace

std::int64_t build(Oid schema, const request& request) {
    core::check(request.settings);
    expect_shapes(schema, request.settings.exogenous);
    const std::string schema_name = postgres::name_of_schema(schema);
    std::int64_t rows = 0;
    postgres::with_spi([&] {
        const scope scope(schema_name, request);
        feature_table table(request.target, request.settings);
        const postgres::progress report(reported_relation(schema), postgres::progress::kind::feature_table);
        fill(table, scope, request.settings);
        record(schema, request, table);
        report.end();
        rows = table.rows();
    });
    return rows;
}

}  // namespace forecast_warehouse::features
