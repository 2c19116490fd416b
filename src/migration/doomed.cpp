#include "migration/doomed.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "postgres/guard.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::migration {
namespace {

// The objects that a statement names.
struct named_objects {
    Oid catalog = InvalidOid;
    std::vector<Oid> objects;
    bool cascade = false;
};

// Runs inside a guard. An object that is not there, or not the caller's to drop, is left to the server's own
// error: nobody is told of rows, or makes us count them, who may not drop them.
Oid extension_to_drop(const char* name) {
    const Oid extension = get_extension_oid(name, true);
    return OidIsValid(extension) && postgres::owns(ExtensionRelationId, extension) ? extension : InvalidOid;
}

Oid schema_to_drop(const char* name) {
    const Oid schema = get_namespace_oid(name, true);
    return OidIsValid(schema) && postgres::owns(NamespaceRelationId, schema) ? schema : InvalidOid;
}

Oid table_to_drop(List* name) {
    const Oid table = RangeVarGetRelid(makeRangeVarFromNameList(name), NoLock, true);
    // A member by its own name is refused by the server.
    const bool may = OidIsValid(table) && !OidIsValid(getExtensionOfObject(RelationRelationId, table)) &&
                     (postgres::owns(RelationRelationId, table) ||
                      postgres::owns(NamespaceRelationId, get_rel_namespace(table)));
    return may ? table : InvalidOid;
}

Oid to_drop(ObjectType type, void* name) {
    switch (type) {
        case OBJECT_EXTENSION:
            return extension_to_drop(strVal(static_cast<Node*>(name)));
        case OBJECT_SCHEMA:
            return schema_to_drop(strVal(static_cast<Node*>(name)));
        default:
            return table_to_drop(static_cast<List*>(name));
    }
}

Oid catalog_of(ObjectType type) {
    switch (type) {
        case OBJECT_EXTENSION:
            return ExtensionRelationId;
        case OBJECT_SCHEMA:
            return NamespaceRelationId;
        case OBJECT_TABLE:
            return RelationRelationId;
        default:
            return InvalidOid;
    }
}

named_objects named_by(DropStmt* drop) {
    named_objects named;
    named.catalog = catalog_of(drop->removeType);
    named.cascade = drop->behavior == DROP_CASCADE;
    for (int place = 0; OidIsValid(named.catalog) && place < list_length(drop->objects); ++place) {
        named.objects.push_back(postgres::guard(
            [drop, place] { return to_drop(drop->removeType, list_nth(drop->objects, place)); }));
    }
    return named;
}

// What the roles own in this database, as pairs of catalog and object; a bare extension among it is enough.
named_objects named_by(DropOwnedStmt* drop) {
    named_objects named;
    named.catalog = AuthIdRelationId;
    named.cascade = drop->behavior == DROP_CASCADE;
    for (int place = 0; place < list_length(drop->roles); ++place) {
        named.objects.push_back(postgres::guard([drop, place] {
            const Oid role = get_rolespec_oid(lfirst_node(RoleSpec, list_nth_cell(drop->roles, place)), true);
            return OidIsValid(role) && has_privs_of_role(GetUserId(), role) ? role : InvalidOid;
        }));
    }
    return named;
}

// The objects that a statement begins with: those it names, or all that the roles it names own.
constexpr const char* begin_with_named = "SELECT $1::pg_catalog.oid, pg_catalog.unnest($2::pg_catalog.oid[])";
constexpr const char* begin_with_owned =
    "SELECT s.classid, s.objid FROM pg_catalog.pg_shdepend s "
    "WHERE s.dbid OPERATOR(pg_catalog.=) (SELECT d.oid FROM pg_catalog.pg_database d "
    "WHERE d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()) "
    "AND s.refclassid OPERATOR(pg_catalog.=) $1 AND s.refobjid OPERATOR(pg_catalog.=) ANY ($2) "
    "AND s.deptype OPERATOR(pg_catalog.=) 'o'::pg_catalog.\"char\"";

// From an object on to what depends on it, and from a part or a member to the whole that goes with it. What
// depends by a column only loses that column.
constexpr const char* go_on =
    " UNION SELECT next.classid, next.objid FROM doomed CROSS JOIN LATERAL ("
    "SELECT d.classid, d.objid FROM pg_catalog.pg_depend d "
    "WHERE d.refclassid OPERATOR(pg_catalog.=) doomed.classid "
    "AND d.refobjid OPERATOR(pg_catalog.=) doomed.objid AND d.objsubid OPERATOR(pg_catalog.=) 0 "
    "UNION ALL SELECT d.refclassid, d.refobjid FROM pg_catalog.pg_depend d "
    "WHERE d.classid OPERATOR(pg_catalog.=) doomed.classid AND d.objid OPERATOR(pg_catalog.=) doomed.objid "
    "AND d.objsubid OPERATOR(pg_catalog.=) 0 "
    "AND d.deptype OPERATOR(pg_catalog.=) ANY ('{e,i}'::pg_catalog.\"char\"[])) AS next";

bool reaches(Oid extension, const named_objects& named) {
    std::vector<Datum> objects;
    objects.reserve(named.objects.size());
    for (const Oid object : named.objects) {
        objects.push_back(ObjectIdGetDatum(object));
    }
    const bool owned = named.catalog == AuthIdRelationId;
    const std::string sql = std::string("WITH RECURSIVE doomed (classid, objid) AS (") +
                            (owned ? begin_with_owned : begin_with_named) + (named.cascade ? go_on : "") +
                            ") SELECT FROM doomed WHERE doomed.classid OPERATOR(pg_catalog.=) $3 "
                            "AND doomed.objid OPERATOR(pg_catalog.=) $4 LIMIT 1";
    postgres::execute(sql, postgres::arguments()
                               .add(OIDOID, ObjectIdGetDatum(named.catalog))
                               .add_array(OIDOID, std::move(objects))
                               .add(OIDOID, ObjectIdGetDatum(ExtensionRelationId))
                               .add(OIDOID, ObjectIdGetDatum(extension)));
    const bool found = postgres::result_rows() > 0;
    postgres::free_result();
    return found;
}

}  // namespace

bool takes_along(Oid extension, Node* statement) {
    named_objects named;
    if (IsA(statement, DropStmt)) {
        named = named_by(reinterpret_cast<DropStmt*>(statement));
    } else if (IsA(statement, DropOwnedStmt)) {
        named = named_by(reinterpret_cast<DropOwnedStmt*>(statement));
    }
    std::erase(named.objects, InvalidOid);
    return !named.objects.empty() && reaches(extension, named);
}

}  // namespace forecast_warehouse::migration
