#include "adoption/old_schema.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "adoption/texts.hpp"
#include "core/failure.hpp"
#include "core/text.hpp"
#include "postgres/guard.hpp"
#include "postgres/setting.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::adoption {
namespace {

constexpr const char* tables_query =
    "SELECT c.oid, c.relname, c.relkind, c.relispartition, c.relowner, "
    "pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(c.relowner)::pg_catalog.text) "
    "FROM pg_catalog.pg_class c WHERE c.relnamespace OPERATOR(pg_catalog.=) $1 "
    "AND c.relkind OPERATOR(pg_catalog.=) ANY ('{r,p,v,m,f}'::pg_catalog.\"char\"[]) "
    "AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d WHERE d.classid OPERATOR(pg_catalog.=) "
    "'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid OPERATOR(pg_catalog.=) c.oid "
    "AND d.deptype OPERATOR(pg_catalog.=) 'e'::pg_catalog.\"char\") "
    "ORDER BY c.relname";

constexpr const char* columns_query =
    "SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), "
    "EXISTS (SELECT 1 FROM pg_catalog.pg_index i WHERE i.indrelid OPERATOR(pg_catalog.=) a.attrelid "
    "AND i.indisunique AND i.indisvalid AND i.indnkeyatts OPERATOR(pg_catalog.=) 1 AND i.indpred IS NULL "
    "AND i.indkey[0] OPERATOR(pg_catalog.=) a.attnum AND a.attnotnull), "
    "(SELECT r.relname FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class r "
    "ON r.oid OPERATOR(pg_catalog.=) k.confrelid AND r.relnamespace OPERATOR(pg_catalog.=) $2 "
    "WHERE k.conrelid OPERATOR(pg_catalog.=) a.attrelid AND k.contype OPERATOR(pg_catalog.=) "
    "'f'::pg_catalog.\"char\" AND k.conkey OPERATOR(pg_catalog.=) ARRAY[a.attnum] ORDER BY k.oid LIMIT 1), "
    "(SELECT f.attname FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_attribute f "
    "ON f.attrelid OPERATOR(pg_catalog.=) k.confrelid AND f.attnum OPERATOR(pg_catalog.=) k.confkey[1] "
    "JOIN pg_catalog.pg_class r ON r.oid OPERATOR(pg_catalog.=) k.confrelid AND r.relnamespace "
    "OPERATOR(pg_catalog.=) $2 "
    "WHERE k.conrelid OPERATOR(pg_catalog.=) a.attrelid AND k.contype OPERATOR(pg_catalog.=) "
    "'f'::pg_catalog.\"char\" AND k.conkey OPERATOR(pg_catalog.=) ARRAY[a.attnum] ORDER BY k.oid LIMIT 1), "
    "a.attnotnull AND NOT a.atthasdef AND a.attidentity OPERATOR(pg_catalog.=) ''::pg_catalog.\"char\", "
    "(SELECT pg_catalog.pg_get_expr(d.adbin, d.adrelid) FROM pg_catalog.pg_attrdef d WHERE d.adrelid "
    "OPERATOR(pg_catalog.=) a.attrelid AND d.adnum OPERATOR(pg_catalog.=) a.attnum AND a.attgenerated "
    "OPERATOR(pg_catalog.=) ''::pg_catalog.\"char\"), "
    "a.attgenerated OPERATOR(pg_catalog.<>) ''::pg_catalog.\"char\" "
    "FROM pg_catalog.pg_attribute a WHERE a.attrelid OPERATOR(pg_catalog.=) $1 "
    "AND a.attnum OPERATOR(pg_catalog.>) 0::pg_catalog.int2 AND NOT a.attisdropped ORDER BY a.attnum";

Oid oid_of(const std::string& text) {
    Oid oid = InvalidOid;
    std::from_chars(text.data(), text.data() + text.size(), oid);
    return oid;
}

void read_columns(old_table& table, Oid schema) {
    const postgres::arguments which =
        postgres::arguments().add(OIDOID, ObjectIdGetDatum(table.oid)).add(OIDOID, ObjectIdGetDatum(schema));
    // Defaults are written with the schemas of what they name.
    postgres::with_setting("search_path", "pg_catalog", [&] {
        for (const text_row& row : texts_of(columns_query, which)) {
            table.columns.push_back({*row[0], *row[1], row[2] == "t", row[3].value_or(""),
                                     row[4].value_or(""), row[5] == "t", row[6].value_or(""), row[7] == "t"});
        }
    });
}

}  // namespace

bool old_column::is_text() const {
    return type == "text" || type.starts_with("character") || type == "citext" || type.starts_with("\"char");
}

bool old_column::is_whole() const {
    return type == "integer" || type == "bigint" || type == "smallint";
}

bool old_column::is_float() const {
    return type == "double precision" || type == "real";
}

bool old_column::is_moment() const {
    return type.starts_with("timestamp");
}

const old_column* old_table::column(std::string_view column) const {
    const auto found = std::find_if(columns.begin(), columns.end(),
                                    [column](const old_column& each) { return each.name == column; });
    return found == columns.end() ? nullptr : &*found;
}

const char* old_table::kind_name() const {
    return is_partition  ? "a partition"
           : kind == 'v' ? "a view"
           : kind == 'm' ? "a materialized view"
           : kind == 'f' ? "a foreign table"
           : kind == 'p' ? "a partitioned table"
                         : "a table";
}

const old_table* old_schema::table(std::string_view table) const {
    const auto found = std::find_if(tables.begin(), tables.end(),
                                    [table](const old_table& each) { return each.name == table; });
    return found == tables.end() ? nullptr : &*found;
}

std::string old_schema::quoted(const std::string& table) const {
    return postgres::quoted(name, table);
}

old_schema read_schema(const std::string& name) {
    const Oid oid = postgres::guard([&] { return get_namespace_oid(name.c_str(), true); });
    if (!OidIsValid(oid)) {
        throw core::failure(core::sqlstate::invalid_parameter_value,
                            fmt::format("schema {} does not exist", core::quoted(name)),
                            "Give the name of the schema that has your tables.");
    }
    old_schema found{name, {}};
    for (const text_row& row :
         texts_of(tables_query, postgres::arguments().add(OIDOID, ObjectIdGetDatum(oid)))) {
        old_table table;
        table.oid = oid_of(*row[0]);
        table.name = *row[1];
        table.kind = row[2]->front();
        table.is_partition = row[3] == "t";
        table.owner = oid_of(*row[4]);
        table.owner_name = *row[5];
        found.tables.push_back(std::move(table));
    }
    for (old_table& each : found.tables) {
        read_columns(each, oid);
    }
    return found;
}

}  // namespace forecast_warehouse::adoption
