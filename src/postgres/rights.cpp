#include "postgres/rights.hpp"

#include "postgres/guard.hpp"

namespace forecast_warehouse::postgres {
namespace {

// Runs inside a guard.
bool on_each_column(Oid table, AclMode privilege, const std::vector<std::string>& columns) {
    for (const std::string& name : columns) {
        const AttrNumber column = get_attnum(table, name.c_str());
        if (column > 0 && pg_attribute_aclcheck(table, column, GetUserId(), privilege) != ACLCHECK_OK) {
            return false;
        }
    }
    return !columns.empty();
}

}  // namespace

bool has_privileges(Oid table, AclMode privileges) {
    return guard([=] { return pg_class_aclmask(table, GetUserId(), privileges, ACLMASK_ALL) == privileges; });
}

void require_privilege(Oid table, AclMode privilege, const std::vector<std::string>& columns) {
    guard([&] {
        if (pg_class_aclcheck(table, GetUserId(), privilege) != ACLCHECK_OK &&
            !on_each_column(table, privilege, columns)) {
            aclcheck_error(ACLCHECK_NO_PRIV, get_relkind_objtype(get_rel_relkind(table)),
                           get_rel_name(table));
        }
    });
}

}  // namespace forecast_warehouse::postgres
