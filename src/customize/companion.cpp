#include "customize/companion.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "postgres/canonical.hpp"
#include "postgres/guard.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::customize {
namespace {

// The table of the name {table}_custom whose column id refers to the column id of the table.
constexpr const char* by_foreign_key =
    "SELECT c.oid, n.nspname::pg_catalog.text, c.relname::pg_catalog.text "
    "FROM pg_catalog.pg_constraint k "
    "JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) k.conrelid "
    "JOIN pg_catalog.pg_class t ON t.oid OPERATOR(pg_catalog.=) k.confrelid "
    "JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace "
    "JOIN pg_catalog.pg_attribute a ON a.attrelid OPERATOR(pg_catalog.=) k.conrelid "
    "AND a.attnum OPERATOR(pg_catalog.=) k.conkey[1] "
    "JOIN pg_catalog.pg_attribute f ON f.attrelid OPERATOR(pg_catalog.=) k.confrelid "
    "AND f.attnum OPERATOR(pg_catalog.=) k.confkey[1] "
    "WHERE k.confrelid OPERATOR(pg_catalog.=) $1 AND k.contype OPERATOR(pg_catalog.=) "
    "'f'::pg_catalog.\"char\" AND pg_catalog.cardinality(k.conkey) OPERATOR(pg_catalog.=) 1 "
    "AND a.attname OPERATOR(pg_catalog.=) 'id' AND f.attname OPERATOR(pg_catalog.=) 'id' "
    "AND k.confdeltype OPERATOR(pg_catalog.=) 'c'::pg_catalog.\"char\" "
    "AND c.relname OPERATOR(pg_catalog.=) $2::pg_catalog.name ORDER BY c.oid LIMIT 1";

constexpr const char* columns_of_relation =
    "SELECT a.attname::pg_catalog.text, a.atttypid, a.atttypmod, a.attnotnull, "
    "pg_catalog.pg_get_expr(d.adbin, d.adrelid) "
    "FROM pg_catalog.pg_attribute a LEFT JOIN pg_catalog.pg_attrdef d "
    "ON d.adrelid OPERATOR(pg_catalog.=) a.attrelid AND d.adnum OPERATOR(pg_catalog.=) a.attnum "
    "WHERE a.attrelid OPERATOR(pg_catalog.=) $1 AND a.attnum OPERATOR(pg_catalog.>) 0 "
    "AND NOT a.attisdropped AND a.attname OPERATOR(pg_catalog.<>) 'id' ORDER BY a.attnum";

constexpr const char* checks_of_relation =
    "SELECT k.conname::pg_catalog.text, pg_catalog.pg_get_expr(k.conbin, k.conrelid), "
    "pg_catalog.cardinality(k.conkey) "
    "FROM pg_catalog.pg_constraint k WHERE k.conrelid OPERATOR(pg_catalog.=) $1 "
    "AND k.contype OPERATOR(pg_catalog.=) 'c'::pg_catalog.\"char\" "
    "ORDER BY k.conname COLLATE pg_catalog.\"C\"";

Oid oid_at(std::uint64_t row, int column) {
    bool is_null = false;
    return DatumGetObjectId(postgres::result_value(row, column, OIDOID, is_null));
}

void read_columns(companion& found) {
    postgres::execute(columns_of_relation,
                      postgres::arguments().add(OIDOID, ObjectIdGetDatum(found.relation)));
    bool is_null = false;
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        found.columns.push_back({*postgres::result_text(row, 1),
                                 oid_at(row, 2),
                                 DatumGetInt32(postgres::result_value(row, 3, INT4OID, is_null)),
                                 {},
                                 DatumGetBool(postgres::result_value(row, 4, BOOLOID, is_null)),
                                 postgres::result_text(row, 5)});
    }
    postgres::free_result();
    for (custom_column& each : found.columns) {
        each.type_text = postgres::type_text(each.type, each.modifier);
    }
}

void read_checks(companion& found) {
    postgres::execute(checks_of_relation,
                      postgres::arguments().add(OIDOID, ObjectIdGetDatum(found.relation)));
    bool is_null = false;
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        found.checks.push_back({*postgres::result_text(row, 1), *postgres::result_text(row, 2),
                                DatumGetInt32(postgres::result_value(row, 3, INT4OID, is_null))});
    }
    postgres::free_result();
}

std::string name_of(Oid table) {
    return postgres::guard([table]() -> const char* { return get_rel_name(table); });
}

}  // namespace

std::string companion::qualified() const {
    return postgres::quoted(schema, name);
}

const custom_column* companion::find(const std::string& column) const noexcept {
    const auto found = std::find_if(columns.begin(), columns.end(),
                                    [&](const custom_column& each) { return each.name == column; });
    return found == columns.end() ? nullptr : &*found;
}

std::string companion_name(const std::string& table) {
    return table + "_custom";
}

std::string whole_view_name(const std::string& table) {
    return table + "_all";
}

std::string custom_feed_name(const std::string& table) {
    return table + "_custom_feed";
}

std::string check_name(const std::string& column) {
    return "ck_" + column;
}

std::optional<companion> find_companion(Oid table) {
    std::optional<companion> found;
    // The server writes the schema of everything that is not in pg_catalog.
    postgres::with_canonical_settings([&] {
        postgres::execute(by_foreign_key, postgres::arguments()
                                              .add(OIDOID, ObjectIdGetDatum(table))
                                              .add_text(companion_name(name_of(table))));
        if (postgres::result_rows() == 0) {
            return;
        }
        found.emplace();
        found->relation = oid_at(0, 1);
        found->table = table;
        found->schema = *postgres::result_text(0, 2);
        found->name = *postgres::result_text(0, 3);
        postgres::free_result();
        read_columns(*found);
        read_checks(*found);
    });
    return found;
}

}  // namespace forecast_warehouse::customize
