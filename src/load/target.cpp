#include "load/target.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "postgres/guard.hpp"
#include "postgres/rows.hpp"
#include "postgres/spi.hpp"
#include "postgres/table_facts.hpp"

namespace forecast_warehouse::load {

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
    for (const char* table : {"store", "product", "calendar"}) {
        const Oid relation = relation_beside(table);
        postgres::guard([relation] { LockRelationOid(relation, AccessShareLock); });
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
    const bool surrogate =
        column.role == core::column_role::store_key || column.role == core::column_role::product_key;
    return surrogate || column.type == core::value_type::integer ? INT4OID : arriving_type(column);
}

const dimension* dimension_of(const core::feed_column& column) {
    using core::column_role;
    using core::reject_code;
    static const std::array<dimension, 4> dimensions{{
        {column_role::store_key, "store", "code", TEXTOID, "id", INT4OID, reject_code::unknown_store, true},
        {column_role::product_key, "product", "sku", TEXTOID, "id", INT4OID, reject_code::unknown_product,
         true},
        {column_role::date_key, "calendar", "date", DATEOID, "date", DATEOID, reject_code::unknown_date,
         true},
        {column_role::holiday_calendar, "holiday_calendars", "calendar", TEXTOID, "calendar", TEXTOID,
         reject_code::unknown_calendar, false},
    }};
    const auto* found = std::find_if(dimensions.begin(), dimensions.end(),
                                     [&](const dimension& each) { return each.role == column.role; });
    return found == dimensions.end() ? nullptr : found;
}

const dimension* referenced_by(const core::feed_column& column) {
    const dimension* found = dimension_of(column);
    return found != nullptr && found->referenced ? found : nullptr;
}

const core::feed& feed_in(const core::feed& newest, Oid schema) {
    const Oid relation = target(newest, schema).relation();
    const core::feed* feed = &newest;
    while (feed->before != nullptr) {
        const std::string last(feed->columns.back().target);
        if (postgres::guard([&] { return get_attnum(relation, last.c_str()); }) != InvalidAttrNumber) {
            break;
        }
        feed = feed->before;
    }
    return *feed;
}

int reported_column(const core::feed& feed, int key) {
    return static_cast<std::size_t>(key) < core::arriving_columns(feed).size()
               ? key
               : core::column_named(feed, "sold_at");
}

TupleDesc describe_arriving(const core::feed& feed) {
    postgres::row_type type;
    for (const core::feed_column& column : core::arriving_columns(feed)) {
        type.add(std::string(column.name).c_str(), arriving_type(column));
    }
    return type.describe();
}

postgres::row_type resolved_row_type(const core::feed& feed) {
    postgres::row_type type;
    for (const core::feed_column& column : feed.columns) {
        type.add(std::string(column.target).c_str(), resolved_type(column));
    }
    return type.add("row_number", INT8OID).add("kept", INT4OID);
}

TupleDesc describe_resolved(const core::feed& feed) {
    return resolved_row_type(feed).describe();
}

}  // namespace forecast_warehouse::load
