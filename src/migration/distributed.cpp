#include "migration/distributed.hpp"

#include <string>
#include <vector>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/text.hpp"
#include "postgres/citus_table.hpp"
#include "postgres/guard.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::migration {
namespace {

// The names of the extension's tables that are tables of Citus.
std::vector<std::string> distributed_tables(Oid extension) {
    postgres::execute(
        "SELECT c.oid, c.relname::pg_catalog.text FROM pg_catalog.pg_depend d "
        "JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) d.objid "
        "WHERE d.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass "
        "AND d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_extension'::pg_catalog.regclass "
        "AND d.refobjid OPERATOR(pg_catalog.=) $1 "
        "AND d.deptype OPERATOR(pg_catalog.=) 'e'::pg_catalog.\"char\" "
        "AND c.relkind OPERATOR(pg_catalog.=) ANY ('{r,p}'::pg_catalog.\"char\"[]) "
        "ORDER BY c.relname COLLATE pg_catalog.\"C\"",
        postgres::arguments().add(OIDOID, ObjectIdGetDatum(extension)));
    std::vector<std::string> names;
    bool is_null = false;
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        const Oid table = DatumGetObjectId(postgres::result_value(row, 1, OIDOID, is_null));
        if (postgres::guard([table] { return postgres::is_citus_table(table); })) {
            names.push_back(postgres::result_text(row, 2).value_or(""));
        }
    }
    postgres::free_result();
    return names;
}

}  // namespace

void refuse_distributed(Oid extension) {
    const std::vector<std::string> tables = distributed_tables(extension);
    if (!tables.empty()) {
        throw core::failure(
            core::sqlstate::object_not_in_prerequisite_state,
            fmt::format("cannot drop extension \"forecast_warehouse\" while {} distributed",
                        tables.size() == 1
                            ? fmt::format("table \"{}\" is", tables.front())
                            : fmt::format("{} are",
                                          core::counted(static_cast<std::int64_t>(tables.size()), "table"))),
            "Undistribute them first: the drop would leave their rows on the nodes.",
            fmt::format("{}", fmt::join(tables, "\n")));
    }
}

}  // namespace forecast_warehouse::migration
