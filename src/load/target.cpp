#include "load/target.hpp"

#include <map>
#include <utility>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/load/given_ids.hpp"
#include "postgres/guard.hpp"
#include "postgres/rows.hpp"
#include "postgres/spi.hpp"
#include "postgres/table_changes.hpp"
#include "postgres/table_facts.hpp"

namespace forecast_warehouse::load {
namespace {

Oid type_of_key(core::value_type type) noexcept {
    return type == core::value_type::integer ? INT4OID : type == core::value_type::date ? DATEOID : TEXTOID;
}

struct known_form {
    std::size_t older;  // how many forms are newer
    std::uint64_t changes;
};

// The forms of feeds by their numbers and schemas, and how often watched tables had changed by then. A plain
// pointer, never freed: see load/session.cpp.
using known_forms = std::map<std::pair<std::uint64_t, Oid>, known_form>;
known_forms* known = new known_forms;

// As many schemas as a session loads into.
constexpr std::size_t most_known = 256;

const core::feed& form_of(const core::feed& newest, std::size_t older) {
    return older == 0 ? newest : *newest.older_forms[older - 1];
}

bool is_integer(Oid type) noexcept {
    return type == INT2OID || type == INT4OID || type == INT8OID;
}

std::size_t find_form(const core::feed& newest, Oid relation) {
    const core::feed& found = core::form_for(newest, [relation](const core::feed_column& column) {
        return postgres::guard([&] {
            const AttrNumber number = get_attnum(relation, column.target.c_str());
            if (number == InvalidAttrNumber) {
                // The check of shapes reports a renamed column.
                return !column.decimal_since.empty();
            }
            return column.decimal_since.empty() || !is_integer(getBaseType(get_atttype(relation, number)));
        });
    });
    std::size_t older = 0;
    while (&form_of(newest, older) != &found) {
        ++older;
    }
    return older;
}

}  // namespace

target::target(const core::feed& feed, Oid schema)
    : feed_(&feed), schema_(schema), schema_name_(postgres::name_of_schema(schema)) {}

std::string target::beside(const std::string& table) const {
    return postgres::quoted(schema_name_, table);
}

Oid target::relation_beside(const std::string& table) const {
    const Oid relation = postgres::table_in(schema_, table.c_str());
    if (!OidIsValid(relation)) {
        throw core::failure(
            core::sqlstate::undefined_table, fmt::format("table \"{}\" does not exist", table),
            fmt::format(
                "{} belongs to extension \"forecast_warehouse\": update the extension, or create it again.",
                beside(table)));
    }
    return relation;
}

void target::refuse_renamed() const {
    const Oid named = postgres::guard([this] { return get_namespace_oid(schema_name_.c_str(), true); });
    if (named != schema_) {
        throw core::failure(
            core::sqlstate::object_not_in_prerequisite_state,
            fmt::format(R"(schema "{}" was renamed while "{}" was being loaded)", schema_name_, feed_->table),
            "Run the load again.");
    }
}

void target::lock_dimensions() const {
    for (const core::dimension& each : *feed_->dimensions) {
        if (!each.is_referenced) {
            continue;
        }
        // An older version of the extension lacks dimensions that came later.
        const Oid relation = each.since.empty() ? relation_beside(each.table)
                                                : postgres::table_in(schema_, each.table.c_str());
        if (OidIsValid(relation)) {
            postgres::guard([relation] { LockRelationOid(relation, AccessShareLock); });
        }
    }
}

void target::take_turns(const std::string& table) const {
    const Oid relation = relation_beside(table);
    postgres::guard([relation] { LockDatabaseObject(RelationRelationId, relation, 1, ExclusiveLock); });
}

Oid arriving_type(const core::feed_column& column) noexcept {
    switch (column.type) {
        case core::value_type::text:
            return TEXTOID;
        case core::value_type::integer:
            return INT8OID;
        case core::value_type::decimal:
            return NUMERICOID;
        case core::value_type::date:
            return DATEOID;
        case core::value_type::timestamp:
            return TIMESTAMPTZOID;
        case core::value_type::boolean:
            return BOOLOID;
    }
    return InvalidOid;
}

Oid resolved_type(const core::feed_column& column) noexcept {
    // Called for every row. Only surrogate keys are integers.
    const bool has_id = column.to != nullptr && column.to->key_type == core::value_type::integer;
    const bool is_small = column.type == core::value_type::integer && !core::is_big(column);
    return has_id || is_small ? INT4OID : arriving_type(column);
}

Oid natural_key_type(const core::dimension& of) noexcept {
    return type_of_key(of.natural_key_type);
}

Oid key_type(const core::dimension& of) noexcept {
    return type_of_key(of.key_type);
}

const core::feed& feed_in(const core::feed& newest, Oid schema) {
    if (newest.older_forms.empty()) {
        return newest;
    }
    const auto key = std::pair(newest.number, schema);
    const auto found = known->find(key);
    if (found != known->end() && found->second.changes == postgres::table_changes()) {
        return form_of(newest, found->second.older);
    }
    const Oid relation = target(newest, schema).relation();
    postgres::watch_table(relation);
    const std::uint64_t changes = postgres::table_changes();
    const std::size_t older = find_form(newest, relation);
    if (known->size() >= most_known) {
        known->clear();
    }
    (*known)[key] = {older, changes};
    return form_of(newest, older);
}

int reported_column(const core::feed& feed, int key) {
    return static_cast<std::size_t>(key) < core::arriving_columns(feed).size()
               ? key
               : core::column_with_role(feed, core::column_role::moment);
}

TupleDesc describe_arriving(const core::feed& feed) {
    postgres::row_type type;
    for (const core::feed_column& column : core::arriving_columns(feed)) {
        type.add(column.name.c_str(), arriving_type(column));
    }
    return type.describe();
}

postgres::row_type resolved_row_type(const core::feed& feed) {
    postgres::row_type type;
    for (const core::feed_column& column : feed.columns) {
        type.add(column.target.c_str(), resolved_type(column));
    }
    return type.add("row_number", INT8OID).add("keep_set", INT4OID);
}

TupleDesc describe_resolved(const core::feed& feed) {
    return resolved_row_type(feed).describe();
}

}  // namespace forecast_warehouse::load
