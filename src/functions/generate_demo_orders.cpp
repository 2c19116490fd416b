#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/demo/demo_order_files.hpp"
#include "core/failure.hpp"
#include "core/load/star.hpp"
#include "core/staging.hpp"
#include "functions/arguments.hpp"
#include "load/target.hpp"
#include "postgres/datums.hpp"
#include "postgres/guard.hpp"
#include "postgres/memory.hpp"
#include "postgres/relation_shape.hpp"
#include "postgres/spi.hpp"

// generate_demo_orders(lines, start_date, end_date, stores, seed): fills the staging tables with the rows of
// made-up files.

namespace forecast_warehouse::functions {
namespace {

core::demo_order_settings order_settings_of(FunctionCallInfo call) {
    constexpr int of_lines = 0;
    constexpr int of_start = 1;
    constexpr int of_end = 2;
    constexpr int of_stores = 3;
    constexpr int of_seed = 4;
    const core::date_range range = range_arguments(call, of_start, of_end);
    const core::demo_order_settings settings{
        .lines = static_cast<int>(whole_argument(call, of_lines, "lines", INT4OID)),
        .first = range.first,
        .last = range.last,
        .stores = static_cast<int>(whole_argument(call, of_stores, "stores", INT4OID)),
        .seed = static_cast<std::uint64_t>(whole_argument(call, of_seed, "seed", INT8OID))};
    try {
        core::check_demo_order_settings(settings);
    } catch (const std::invalid_argument& refusal) {
        throw core::failure(core::sqlstate::invalid_parameter_value, refusal.what());
    }
    return settings;
}

// Rows as a JSON array of objects, which a statement reads as rows of a table. Empty cells are left out.
class json_rows {
public:
    explicit json_rows(std::vector<core::demo_column> columns) : columns_(std::move(columns)) {}

    void add(const core::demo_cells& cells) {
        text_ += text_.empty() ? "[{" : ",{";
        bool is_first = true;
        for (std::size_t column = 0; column < cells.size(); ++column) {
            if (!cells[column].empty()) {
                text_ += is_first ? "" : ",";
                add_text(columns_[column].name);
                text_ += ":";
                add_text(cells[column]);
                is_first = false;
            }
        }
        text_ += "}";
    }

    // Ends the array, and begins another.
    std::string take() {
        std::string text = text_ + "]";
        text_.clear();
        return text;
    }

    [[nodiscard]] bool empty() const noexcept { return text_.empty(); }

private:
    void add_text(const std::string& text) {
        text_ += '"';
        for (const char letter : text) {
            if (letter == '"' || letter == '\\') {
                text_ += '\\';
            }
            text_ += letter;
        }
        text_ += '"';
    }

    std::vector<core::demo_column> columns_;
    std::string text_;
};

class staging_filler {
public:
    staging_filler(FunctionCallInfo call, const core::demo_order_settings& settings)
        : call_(call), beside_(*core::find_feed_of_table("store"), schema_of(call)), files_(settings) {}

    void run() {
        postgres::guard([this] { InitMaterializedSRF(call_, 0); });
        postgres::with_spi([this] {
            beside_.take_turns("staging_salesheader");
            expect_shapes();
            refuse_rows();
            for (std::size_t file = 0; file < core::staging_tables.size(); ++file) {
                report(core::staging_tables.at(file), fill(file));
            }
        });
    }

private:
    // The owner of a table may have altered its columns.
    void expect_shapes() const {
        using postgres::type_family;
        for (std::size_t file = 0; file < core::staging_tables.size(); ++file) {
            const std::vector<core::demo_column> columns = core::demo_order_files::columns(file);
            std::vector<postgres::shape_column> shape;
            shape.reserve(columns.size());
            for (const core::demo_column& each : columns) {
                shape.push_back({each.name, each.is_integer ? type_family::integer : type_family::text});
            }
            const std::string table(core::staging_tables.at(file));
            postgres::expect_shape(beside_.schema(), table.c_str(), shape);
        }
    }

    // Files that are copied after each other would give each row twice.
    void refuse_rows() const {
        for (const std::string_view table : core::staging_tables) {
            postgres::execute_as_of_now(
                fmt::format("SELECT 1 FROM {} LIMIT 1", beside_.beside(std::string(table))));
            if (postgres::result_rows() > 0) {
                throw core::failure(core::sqlstate::object_not_in_prerequisite_state,
                                    fmt::format("table \"{}\" already has rows", table),
                                    "Delete the rows of all staging tables first. Made-up rows must not mix "
                                    "with others.");
            }
        }
    }

    // Returns how many rows the table took.
    [[nodiscard]] std::uint64_t fill(std::size_t file) const {
        constexpr int rows_at_once = 5000;
        const std::string statement = insertion(file);
        json_rows rows(core::demo_order_files::columns(file));
        core::demo_cells cells;
        std::uint64_t inserted = 0;
        const int count = files_.rows(file);
        for (int index = 0; index < count; ++index) {
            files_.row(file, index, cells);
            rows.add(cells);
            if ((index + 1) % rows_at_once == 0 || index + 1 == count) {
                inserted += insert(statement, rows.take());
            }
        }
        return inserted;
    }

    // The columns have the types that the table has, and the other columns their defaults.
    [[nodiscard]] std::string insertion(std::size_t file) const {
        const std::string table = beside_.beside(std::string(core::staging_tables.at(file)));
        std::string columns;
        std::string values;
        for (const auto& [name, is_integer] : core::demo_order_files::columns(file)) {
            columns += (columns.empty() ? "" : ", ") + postgres::quoted(name);
            values += (values.empty() ? "r." : ", r.") + postgres::quoted(name);
        }
        return fmt::format(
            "INSERT INTO {0} ({1}) SELECT {2} FROM "
            "pg_catalog.json_populate_recordset(NULL::{0}, $1::pg_catalog.json) AS r",
            table, columns, values);
    }

    static std::uint64_t insert(const std::string& statement, const std::string& rows) {
        postgres::check_interrupts();
        const postgres::arena memory("demo orders");
        const postgres::inside inside(memory);
        postgres::execute(statement, postgres::arguments().add_text(rows));
        return postgres::result_rows();
    }

    void report(std::string_view table, std::uint64_t inserted) const {
        Datum values[] = {postgres::text_datum(std::string(table)),
                          Int64GetDatum(static_cast<std::int64_t>(inserted))};
        bool nulls[std::size(values)] = {};
        put_row(call_, values, nulls);
    }

    FunctionCallInfo call_;
    load::target beside_;
    core::demo_order_files files_;
};

}  // namespace
}  // namespace forecast_warehouse::functions

FORECAST_WAREHOUSE_FUNCTION(fw_generate_demo_orders) {
    namespace functions = forecast_warehouse::functions;
    return forecast_warehouse::postgres::enter([fcinfo]() -> Datum {
        functions::staging_filler(fcinfo, functions::order_settings_of(fcinfo)).run();
        return Datum{0};
    });
}
