#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/text.hpp"
#include "customize/columns.hpp"
#include "customize/table_parts.hpp"
#include "functions/arguments.hpp"
#include "postgres/datums.hpp"
#include "postgres/spi.hpp"

// Users' own columns, indexes and checks: add_column(), alter_column(), rename_column(), drop_column(),
// add_index(), add_check(), drop_customization(), apply_customizations(). All run as the caller.

namespace forecast_warehouse::functions {
namespace {

std::string required(FunctionCallInfo call, int index, const char* name) {
    const auto text = text_argument(call, index);
    if (!text) {
        throw core::failure(core::sqlstate::null_value_not_allowed, fmt::format("{} must not be NULL", name));
    }
    return *text;
}

std::optional<bool> truth_argument(FunctionCallInfo call, int index) {
    return has_argument(call, index) ? std::optional(DatumGetBool(call->args[index].value)) : std::nullopt;
}

// The arguments behind the name of a column, from type on.
customize::asked_column asked_by(FunctionCallInfo call) {
    return {text_argument(call, 2), text_argument(call, 3),  text_argument(call, 4),
            text_argument(call, 5), truth_argument(call, 6), std::nullopt};
}

// Runs a body with a connection to SPI, and returns its word.
template <class Body>
Datum run(Body body) {
    std::string word;
    postgres::with_spi([&] { word = body(); });
    return postgres::text_datum(word);
}

Datum put_text(FunctionCallInfo call, const std::string& text) {
    Datum value = postgres::text_datum(text);
    bool is_null = false;
    put_row(call, &value, &is_null);
    return Datum{0};
}

std::string key_of(const customize::entry& column) {
    return fmt::format("{}.{}", column.table, core::quoted(column.name));
}

// A check may read columns that come later. So the checks are made when all columns are there.
std::set<std::string> restore_columns(Oid schema, const std::vector<customize::entry>& noted) {
    std::set<std::string> made;
    for (const bool with_check : {false, true}) {
        for (customize::entry each : noted) {
            if (!with_check) {
                each.condition.reset();
            }
            if (each.kind == "column" && customize::restore_column(schema, each)) {
                made.insert(key_of(each));
            }
        }
    }
    return made;
}

Datum apply_all(FunctionCallInfo call) {
    const Oid schema = schema_of(call);
    std::vector<std::string> made;
    postgres::guard([call] { InitMaterializedSRF(call, MAT_SRF_USE_EXPECTED_DESC); });
    postgres::with_spi([&] {
        const std::vector<customize::entry> noted = customize::notes(schema).all();
        const std::set<std::string> columns = restore_columns(schema, noted);
        for (const customize::entry& each : noted) {
            if (each.kind == "column" ? columns.contains(key_of(each))
                                      : customize::restore_part(schema, each)) {
                made.push_back(fmt::format("{} {} of table {}", each.kind, core::quoted(each.name),
                                           core::quoted(each.table)));
            }
        }
        for (const std::string& each : customize::restore_views(schema, noted)) {
            made.push_back(fmt::format("view {}", each));
        }
    });
    for (const std::string& each : made) {
        put_text(call, each);
    }
    return Datum{0};
}

}  // namespace
}  // namespace forecast_warehouse::functions

namespace functions = forecast_warehouse::functions;
namespace customize = forecast_warehouse::customize;
namespace postgres = forecast_warehouse::postgres;
namespace core = forecast_warehouse::core;

FORECAST_WAREHOUSE_FUNCTION(fw_add_column) {
    return postgres::enter([fcinfo] {
        const std::string table = functions::required(fcinfo, 0, "table_name");
        const std::string name = functions::required(fcinfo, 1, "name");
        customize::asked_column asked = functions::asked_by(fcinfo);
        asked.type = functions::required(fcinfo, 2, "type");
        asked.schema = functions::text_argument(fcinfo, 7);
        return functions::run(
            [&] { return customize::add_column(functions::schema_of(fcinfo), table, name, asked); });
    });
}

FORECAST_WAREHOUSE_FUNCTION(fw_alter_column) {
    return postgres::enter([fcinfo] {
        const std::string table = functions::required(fcinfo, 0, "table_name");
        const std::string name = functions::required(fcinfo, 1, "name");
        const customize::asked_column asked = functions::asked_by(fcinfo);
        return functions::run(
            [&] { return customize::alter_column(functions::schema_of(fcinfo), table, name, asked); });
    });
}

FORECAST_WAREHOUSE_FUNCTION(fw_rename_column) {
    return postgres::enter([fcinfo] {
        const std::string table = functions::required(fcinfo, 0, "table_name");
        const std::string name = functions::required(fcinfo, 1, "name");
        const std::string new_name = functions::required(fcinfo, 2, "new_name");
        postgres::with_spi(
            [&] { customize::rename_column(functions::schema_of(fcinfo), table, name, new_name); });
        return Datum{0};
    });
}

FORECAST_WAREHOUSE_FUNCTION(fw_drop_column) {
    return postgres::enter([fcinfo] {
        const std::string table = functions::required(fcinfo, 0, "table_name");
        const std::string name = functions::required(fcinfo, 1, "name");
        postgres::with_spi([&] { customize::drop_column(functions::schema_of(fcinfo), table, name); });
        return Datum{0};
    });
}

FORECAST_WAREHOUSE_FUNCTION(fw_add_index) {
    return postgres::enter([fcinfo] {
        const std::string table = functions::required(fcinfo, 0, "table_name");
        customize::asked_index asked;
        const auto columns = functions::texts_argument(fcinfo, 1, "columns");
        if (!columns) {
            throw core::failure(core::sqlstate::null_value_not_allowed, "columns must not be NULL");
        }
        asked.columns = *columns;
        asked.name = functions::text_argument(fcinfo, 2);
        asked.is_unique = functions::truth_argument(fcinfo, 3).value_or(false);
        asked.condition = functions::text_argument(fcinfo, 4);
        asked.method = functions::text_argument(fcinfo, 5).value_or("btree");
        asked.comment = functions::text_argument(fcinfo, 6);
        return functions::run(
            [&] { return customize::add_index(functions::schema_of(fcinfo), table, asked); });
    });
}

FORECAST_WAREHOUSE_FUNCTION(fw_add_check) {
    return postgres::enter([fcinfo] {
        const std::string table = functions::required(fcinfo, 0, "table_name");
        const std::string name = functions::required(fcinfo, 1, "name");
        const std::string condition = functions::required(fcinfo, 2, "check");
        const auto comment = functions::text_argument(fcinfo, 3);
        return functions::run([&] {
            return customize::add_check(functions::schema_of(fcinfo), table, name, condition, comment);
        });
    });
}

FORECAST_WAREHOUSE_FUNCTION(fw_drop_customization) {
    return postgres::enter([fcinfo] {
        const std::string kind = functions::required(fcinfo, 0, "kind");
        const std::string table = functions::required(fcinfo, 1, "table_name");
        const std::string name = functions::required(fcinfo, 2, "name");
        postgres::with_spi([&] {
            if (kind == "column") {
                customize::drop_column(functions::schema_of(fcinfo), table, name);
            } else {
                customize::drop_part(functions::schema_of(fcinfo), kind, table, name);
            }
        });
        return Datum{0};
    });
}

FORECAST_WAREHOUSE_FUNCTION(fw_apply_customizations) {
    return postgres::enter([fcinfo] { return functions::apply_all(fcinfo); });
}
