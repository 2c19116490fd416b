#include "features/feature_table.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "postgres/guard.hpp"
#include "postgres/progress.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::features {
namespace {

static_assert(SIZEOF_DATUM == 8, "values of a row are plain words");

// Columns before those of core::sales_columns().
constexpr std::size_t columns_of_key = 4;

struct sql_type {
    Oid oid;
    const char* name;
};

sql_type type_of(core::feature_type type) {
    switch (type) {
        case core::feature_type::date:
            return {DATEOID, "pg_catalog.date"};
        case core::feature_type::integer:
            return {INT4OID, "pg_catalog.int4"};
        case core::feature_type::bigint:
            return {INT8OID, "pg_catalog.int8"};
        case core::feature_type::real:
            return {FLOAT8OID, "pg_catalog.float8"};
        case core::feature_type::money:
            return {NUMERICOID, "pg_catalog.numeric(10,2)"};
        case core::feature_type::share:
            return {NUMERICOID, "pg_catalog.numeric(5,4)"};
        case core::feature_type::flag:
            return {BOOLOID, "pg_catalog.bool"};
    }
    return {};
}

// Where the table goes: in the schema that its name names, or in the first one of the search_path.
struct place {
    NameData schema;
    NameData name;
    Oid schema_id;
};

place find_place(const std::string& target) {
    return postgres::guard([&] {
        RangeVar* name = makeRangeVarFromNameList(textToQualifiedNameList(cstring_to_text(target.c_str())));
        place found{};
        found.schema_id = RangeVarGetCreationNamespace(name);
        const char* schema = get_namespace_name(found.schema_id);
        if (schema == nullptr) {
            ereport(ERROR, (errcode(ERRCODE_UNDEFINED_SCHEMA),
                            errmsg("the schema of \"%s\" was dropped", name->relname),
                            errhint("Call build_features again.")));
        }
        namestrcpy(&found.schema, schema);
        namestrcpy(&found.name, name->relname);
        return found;
    });
}

Oid find_relation(const place& place) {
    return postgres::guard([&] { return get_relname_relid(NameStr(place.name), place.schema_id); });
}

std::string definition_of(const std::vector<core::feature_column>& columns) {
    std::string text;
    for (const core::feature_column& each : columns) {
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", postgres::quoted(each.name),
                            type_of(each.type).name);
    }
    return text;
}

}  // namespace

feature_table::made_table feature_table::make(const std::string& target,
                                              const std::vector<core::feature_column>& columns) {
    const place place = find_place(target);
    const std::string name = postgres::quoted(NameStr(place.schema), NameStr(place.name));
    if (OidIsValid(find_relation(place))) {
        throw core::failure(core::sqlstate::duplicate_table, fmt::format("{} is there already", name),
                            "Drop it first, or give another target.");
    }
    postgres::execute(fmt::format("CREATE TABLE {} ({}) USING heap", name, definition_of(columns)));
    const Oid relation = find_relation(place);
    std::vector<Oid> types;
    types.reserve(columns.size());
    std::transform(columns.begin(), columns.end(), std::back_inserter(types),
                   [](const core::feature_column& each) { return type_of(each.type).oid; });
    const std::string obstacle =
        OidIsValid(relation) ? postgres::new_table::obstacle(relation, types) : "is gone";
    if (!obstacle.empty()) {
        throw core::failure(
            core::sqlstate::object_not_in_prerequisite_state,
            fmt::format("{} was just made, and {}", name, obstacle),
            postgres::new_table::was_made_here(relation)
                ? "An event trigger changed it: let it leave the tables of build_features alone."
                : "Its schema was renamed meanwhile: call build_features again.");
    }
    return {name, relation};
}

feature_table::feature_table(const std::string& target, const core::feature_settings& settings)
    : columns_(core::table_columns(settings)),
      made_(make(target, columns_)),
      table_(made_.relation),
      block_(static_cast<int>(columns_.size()), postgres::new_table::block_rows) {}

void feature_table::begin_row() {
    if (block_.full()) {
        write();
    }
    const std::size_t row = block_.add();
    value_ = block_.values(row);
    null_ = block_.nulls(row);
    ++rows_;
}

void feature_table::put_features(const std::vector<core::feature_value>& values) {
    const core::feature_column* column = &columns_[columns_of_key];
    for (const core::feature_value& each : values) {
        if (!each.known) {
            put_null();
        } else if (column->type == core::feature_type::real) {
            put(Float8GetDatum(each.real));
        } else if (column->type == core::feature_type::bigint) {
            put(Int64GetDatum(each.whole));
        } else {
            put_integer(static_cast<std::int32_t>(each.whole));
        }
        ++column;
    }
}

void feature_table::put_drivers(const core::planned_drivers& drivers) {
    if (drivers.price_cents) {
        put_number(price_, *drivers.price_cents, 2);
    } else {
        put_null();
    }
    if (drivers.price_change) {
        put(Float8GetDatum(*drivers.price_change));
    } else {
        put_null();
    }
    put_flag(drivers.on_promotion);
    if (drivers.discount_share) {
        put_number(share_, *drivers.discount_share, 4);
    } else {
        put_null();
    }
}

void feature_table::put_day(const calendar_facts::day& day) {
    value_ = std::copy(day.values.begin(), day.values.end(), value_);
    null_ = std::copy(day.nulls.begin(), day.nulls.end(), null_);
}

// Prices stay the same for many days.
void feature_table::put_number(kept_number& kept, std::int64_t number, int digits) {
    if (!kept.valid || kept.number != number) {
        const Datum value = postgres::guard([&] {
            MemoryContext caller = MemoryContextSwitchTo(block_.memory());
            const Datum made = NumericGetDatum(int64_div_fast_to_numeric(number, digits));
            MemoryContextSwitchTo(caller);
            return made;
        });
        kept = {number, value, true};
    }
    put(kept.value);
}

void feature_table::write() {
    table_.append(block_);
    postgres::progress::advance(static_cast<std::int64_t>(block_.size()));
    block_.clear();
    price_.valid = share_.valid = false;
}

void feature_table::close() {
    if (block_.size() > 0) {
        write();
    }
    table_.close();
}

}  // namespace forecast_warehouse::features
