#include "postgres/members.hpp"

#include <unordered_set>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "postgres/guard.hpp"

namespace forecast_warehouse::postgres {
namespace {

// Members that were looked up. A relation that leaves the extension stays in here. The extension created it,
// and its owner is looked up each time. A plain pointer, never freed: see load/session.cpp.
std::unordered_set<Oid>* known = new std::unordered_set<Oid>;

// A new relation may get the OID of a dropped one.
void on_change(Datum /*argument*/, Oid relation) {
    if (OidIsValid(relation)) {
        known->erase(relation);
    } else {
        known->clear();
    }
}

std::string name_of(Oid relation) {
    const char* name = guard([relation]() -> const char* { return get_rel_name(relation); });
    return name != nullptr ? std::string(name) : fmt::format("{}", relation);
}

}  // namespace

Oid our_extension() {
    return guard([] { return get_extension_oid("forecast_warehouse", true); });
}

bool is_member(Oid relation) {
    if (known->contains(relation)) {
        return true;
    }
    const Oid extension = our_extension();
    const bool member = OidIsValid(extension) && guard([=] {
                            return getExtensionOfObject(RelationRelationId, relation) == extension;
                        });
    if (member) {
        known->insert(relation);
    }
    return member;
}

void require_member(Oid relation) {
    if (!is_member(relation)) {
        throw core::failure(
            core::sqlstate::wrong_object_type,
            fmt::format(R"(relation "{}" is not a member of extension "forecast_warehouse")",
                        name_of(relation)),
            "CREATE EXTENSION and ALTER EXTENSION ... UPDATE create the feeds and the journal.");
    }
}

void follow_members() {
    CacheRegisterRelcacheCallback(on_change, Datum{0});
}

}  // namespace forecast_warehouse::postgres
