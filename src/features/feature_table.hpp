#pragma once

#include <string>
#include <vector>

#include "core/features/drivers.hpp"
#include "core/features/sales_features.hpp"
#include "features/calendar_facts.hpp"
#include "postgres/new_table.hpp"

namespace forecast_warehouse::features {

// The table that is built: made in the caller's name where he wants it, and written row by row.
class feature_table {
public:
    // Makes the table; runs within a connection to SPI. Refuses a name that is taken (42P07).
    feature_table(const std::string& target, const core::feature_settings& settings);

    [[nodiscard]] Oid relation() const noexcept { return made_.relation; }
    // With its schema, as SQL writes it.
    [[nodiscard]] const std::string& name() const noexcept { return made_.name; }
    [[nodiscard]] const std::vector<core::feature_column>& columns() const noexcept { return columns_; }
    [[nodiscard]] std::int64_t rows() const noexcept { return rows_; }

    // Begins a row; then the values of its columns come in their order.
    void begin_row();
    void put_date(core::day_number day) { put(DateADTGetDatum(day)); }
    void put_integer(std::int32_t number) { put(Int32GetDatum(number)); }
    void put_flag(bool flag) { put(BoolGetDatum(flag)); }
    void put_null() noexcept {
        *value_++ = Datum{0};
        *null_++ = true;
    }
    void put_features(const std::vector<core::feature_value>& values);
    void put_drivers(const core::planned_drivers& drivers);
    void put_day(const calendar_facts::day& day);

    // Writes what is not yet written, and closes the table.
    void close();

private:
    // A numeric that comes again and again, made once a block.
    struct kept_number {
        std::int64_t number;
        Datum value;
        bool valid = false;
    };

    struct made_table {
        std::string name;
        Oid relation;
    };
    static made_table make(const std::string& target, const std::vector<core::feature_column>& columns);

    void put(Datum value) noexcept {
        *value_++ = value;
        *null_++ = false;
    }
    void put_number(kept_number& kept, std::int64_t number, int digits);
    void write();

    std::vector<core::feature_column> columns_;
    made_table made_;
    postgres::new_table table_;
    postgres::row_block block_;
    Datum* value_ = nullptr;
    bool* null_ = nullptr;
    std::int64_t rows_ = 0;
    kept_number price_{};
    kept_number share_{};
};

}  // namespace forecast_warehouse::features
