#include "load/shapes.hpp"

#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/load/given_ids.hpp"
#include "postgres/guard.hpp"
#include "postgres/relation_shape.hpp"
#include "postgres/table_changes.hpp"
#include "postgres/table_facts.hpp"

namespace forecast_warehouse::load {
namespace {

using postgres::shape_column;
using postgres::type_family;

// A quantity of sales, and what the calendar counts, is read as an integer when features are built.
type_family family_of_number(const core::feed& feed, const core::feed_column& column) noexcept {
    const bool is_read = !feed.surrogate || feed.derives == core::derivation::amounts;
    return is_read && !core::is_big(column) && column.role != core::column_role::natural_key
               ? type_family::integer
               : type_family::whole;
}

type_family family_of_key(Oid type) noexcept {
    return type == INT4OID ? type_family::integer : type == DATEOID ? type_family::date : type_family::text;
}

type_family family_of(const core::feed& feed, const core::feed_column& column) noexcept {
    if (column.to != nullptr && core::has_surrogate(*column.to)) {
        return family_of_key(key_type(*column.to));
    }
    switch (column.type) {
        case core::value_type::text:
            return type_family::text;
        case core::value_type::integer:
            return family_of_number(feed, column);
        case core::value_type::decimal:
            return type_family::decimal;
        case core::value_type::date:
            return type_family::date;
        case core::value_type::timestamp:
            return type_family::moment;
        case core::value_type::boolean:
            return type_family::boolean;
    }
    return type_family::text;
}

void expect_target(const target& target) {
    const core::feed& feed = target.feed();
    std::vector<shape_column> columns;
    columns.reserve(feed.columns.size() + 3);
    if (feed.surrogate && !core::gives_id(feed)) {
        columns.push_back({"id", type_family::whole});
    }
    for (const core::feed_column& column : feed.columns) {
        columns.push_back({column.target, family_of(feed, column)});
    }
    columns.push_back({"created_at", type_family::moment});
    columns.push_back({"updated_at", type_family::moment});
    postgres::expect_shape(target.schema(), feed.table.c_str(), columns, postgres::table_use::written);
}

void expect_dimension(const target& target, const core::dimension& of) {
    const std::array columns{shape_column{of.key, family_of_key(key_type(of))},
                             shape_column{of.natural_key, family_of_key(natural_key_type(of))}};
    postgres::expect_shape(target.schema(), of.table.c_str(), columns);
}

// The numbers of feeds that were checked in a schema, and how often watched tables had changed by then. A
// plain pointer, never freed: see load/session.cpp.
using checked_feeds = std::map<std::pair<std::uint64_t, Oid>, std::uint64_t>;
checked_feeds* checked = new checked_feeds;

// As many schemas as a session loads into.
constexpr std::size_t most_checked = 256;

// Counts changes of all tables of a load.
void watch(const target& target) {
    postgres::watch_table(target.relation());
    for (const core::feed_column& column : target.feed().columns) {
        if (const core::dimension* of = column.to.get()) {
            postgres::watch_table(postgres::table_in(target.schema(), of->table.c_str()));
        }
    }
}

void expect_all(const target& target) {
    for (const core::feed_column& column : target.feed().columns) {
        if (const core::dimension* of = column.to.get()) {
            expect_dimension(target, *of);
        }
    }
    expect_target(target);
}

}  // namespace

// With the lock the server reports earlier changes first.
void expect_shapes(const target& target) {
    const Oid table = target.relation();
    postgres::guard([table] { LockRelationOid(table, AccessShareLock); });
    const auto key = std::pair(target.feed().number, target.schema());
    const auto known = checked->find(key);
    if (known != checked->end() && known->second == postgres::table_changes()) {
        return;
    }
    watch(target);
    const std::uint64_t changes = postgres::table_changes();
    expect_all(target);
    if (checked->size() >= most_checked) {
        checked->clear();
    }
    (*checked)[key] = changes;
}

void expect_grain_index(const target& target) {
    std::vector<std::string_view> columns;
    for (const int column : target.feed().grain) {
        columns.push_back(target.column(column).target);
    }
    postgres::expect_unique_index(target.schema(), target.feed().table.c_str(), columns);
}

}  // namespace forecast_warehouse::load
