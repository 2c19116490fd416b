#include "schema_export/chosen_tables.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/text.hpp"
#include "postgres/guard.hpp"
#include "postgres/members.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::schema_export {
namespace {

// Tables of the extension, by name.
std::map<std::string, Oid> own_tables() {
    postgres::query(
        "SELECT c.relname::pg_catalog.text, c.oid FROM pg_catalog.pg_depend AS d "
        "JOIN pg_catalog.pg_class AS c ON c.oid OPERATOR(pg_catalog.=) d.objid "
        "WHERE d.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass "
        "AND d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_extension'::pg_catalog.regclass "
        "AND d.refobjid OPERATOR(pg_catalog.=) $1 AND d.deptype OPERATOR(pg_catalog.=) 'e' "
        "AND c.relkind OPERATOR(pg_catalog.=) ANY ('{r,p}')",
        postgres::arguments().add(OIDOID, ObjectIdGetDatum(postgres::our_extension())));
    std::map<std::string, Oid> found;
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        bool is_null = false;
        found[*postgres::result_text(row, 1)] =
            DatumGetObjectId(postgres::result_value(row, 2, OIDOID, is_null));
    }
    postgres::free_result();
    return found;
}

// A table of a user, by its name under the caller's search_path.
Oid user_table(const std::string& name) {
    postgres::query(
        "SELECT c.oid, c.relkind OPERATOR(pg_catalog.=) ANY ('{r,p}') FROM pg_catalog.pg_class AS c "
        "WHERE c.oid OPERATOR(pg_catalog.=) pg_catalog.to_regclass($1)",
        postgres::arguments().add_text(name));
    if (postgres::result_rows() == 0) {
        throw core::failure(core::sqlstate::undefined_table,
                            fmt::format("table {} does not exist", core::quoted(name)),
                            "Name tables of the extension, or tables of yours with their schema.");
    }
    bool is_null = false;
    const Oid found = DatumGetObjectId(postgres::result_value(0, 1, OIDOID, is_null));
    if (!DatumGetBool(postgres::result_value(0, 2, BOOLOID, is_null))) {
        throw core::failure(core::sqlstate::wrong_object_type,
                            fmt::format("{} is no table", core::quoted(name)),
                            "Only tables can be exported.");
    }
    postgres::free_result();
    return found;
}

std::vector<Oid> named_tables(const std::map<std::string, Oid>& own, const std::vector<std::string>& names) {
    std::vector<Oid> tables;
    for (const std::string& each : names) {
        const auto found = own.find(each);
        const Oid table = found == own.end() ? user_table(each) : found->second;
        if (std::find(tables.begin(), tables.end(), table) == tables.end()) {
            tables.push_back(table);
        }
    }
    return tables;
}

void add_all(std::vector<Oid>& tables) {
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        bool is_null = false;
        tables.push_back(DatumGetObjectId(postgres::result_value(row, 1, OIDOID, is_null)));
    }
    postgres::free_result();
}

// Tables of users with a foreign key to these. companions: only those that are named after their target.
// A partition is part of its table.
void add_referring(std::vector<Oid>& tables, const std::map<std::string, Oid>& own, bool companions) {
    std::vector<Datum> known;
    std::vector<Datum> members;
    std::transform(tables.begin(), tables.end(), std::back_inserter(known),
                   [](Oid each) { return ObjectIdGetDatum(each); });
    std::transform(own.begin(), own.end(), std::back_inserter(members),
                   [](const auto& each) { return ObjectIdGetDatum(each.second); });
    postgres::query(
        "SELECT DISTINCT c.oid FROM pg_catalog.pg_constraint AS k "
        "JOIN pg_catalog.pg_class AS c ON c.oid OPERATOR(pg_catalog.=) k.conrelid "
        "JOIN pg_catalog.pg_class AS t ON t.oid OPERATOR(pg_catalog.=) k.confrelid "
        "WHERE k.contype OPERATOR(pg_catalog.=) 'f' AND NOT c.relispartition "
        "AND k.confrelid OPERATOR(pg_catalog.=) ANY ($1) "
        "AND c.oid OPERATOR(pg_catalog.<>) ALL ($1) AND c.oid OPERATOR(pg_catalog.<>) ALL ($2) "
        "AND (NOT $3 OR c.relname OPERATOR(pg_catalog.=) "
        "(t.relname::pg_catalog.text OPERATOR(pg_catalog.||) '_custom'))",
        postgres::arguments()
            .add_array(OIDOID, known)
            .add_array(OIDOID, members)
            .add(BOOLOID, BoolGetDatum(companions)));
    add_all(tables);
}

// No other session may change them while they are read.
void lock_tables(const std::vector<Oid>& tables) {
    for (const Oid each : tables) {
        const bool there = postgres::guard([each] {
            Relation relation = try_relation_open(each, AccessShareLock);
            if (relation != nullptr) {
                relation_close(relation, NoLock);
            }
            return relation != nullptr;
        });
        if (!there) {
            throw core::failure(core::sqlstate::undefined_table,
                                fmt::format("table with OID {} was dropped meanwhile", each),
                                "Call the function again.");
        }
    }
}

}  // namespace

std::vector<Oid> choose_tables(const std::optional<std::vector<std::string>>& names,
                               const core::schema_export::export_options& options) {
    const std::map<std::string, Oid> own = own_tables();
    std::vector<Oid> tables;
    if (names) {
        tables = named_tables(own, *names);
    } else {
        std::transform(own.begin(), own.end(), std::back_inserter(tables),
                       [](const auto& each) { return each.second; });
    }
    if (options.customizations) {
        add_referring(tables, own, true);
    }
    for (std::size_t before = 0; options.referring && before != tables.size();) {
        before = tables.size();
        add_referring(tables, own, false);
    }
    lock_tables(tables);
    return tables;
}

}  // namespace forecast_warehouse::schema_export
