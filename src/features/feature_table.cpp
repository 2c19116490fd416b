#include "features/feature_table.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "postgres/datums.hpp"
#include "postgres/guard.hpp"
#include "postgres/progress.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::features {
namespace {

// A core::feature_row writes the server's values. Only numeric values are converted.
static_assert(std::is_same_v<Datum, core::feature_word> && FLOAT8PASSBYVAL);

struct sql_type {
    Oid oid;
    const char* name;
    int scale;  // of a numeric; 0 for others
};

sql_type type_of(core::feature_type type) {
    switch (type) {
        case core::feature_type::date:
            return {DATEOID, "pg_catalog.date", 0};
        case core::feature_type::integer:
            return {INT4OID, "pg_catalog.int4", 0};
        case core::feature_type::bigint:
            return {INT8OID, "pg_catalog.int8", 0};
        case core::feature_type::real:
            return {FLOAT8OID, "pg_catalog.float8", 0};
        case core::feature_type::money:
            return {NUMERICOID, "pg_catalog.numeric(10,2)", 2};
        case core::feature_type::share:
            return {NUMERICOID, "pg_catalog.numeric(5,4)", 4};
        case core::feature_type::flag:
            return {BOOLOID, "pg_catalog.bool", 0};
        case core::feature_type::state:
            return {TEXTOID, "pg_catalog.text", 0};
    }
    return {};
}

// The schema of a new table is the one in its name, or the first one of the search_path.
struct table_name {
    NameData schema;
    NameData name;
    Oid schema_id;
};

table_name resolve_name(const std::string& target) {
    return postgres::guard([&] {
        RangeVar* name = makeRangeVarFromNameList(textToQualifiedNameList(cstring_to_text(target.c_str())));
        table_name found{};
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

Oid find_relation(const table_name& table) {
    return postgres::guard([&] { return get_relname_relid(NameStr(table.name), table.schema_id); });
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

feature_table::created_table feature_table::create(const std::string& target,
                                                   const std::vector<core::feature_column>& columns) {
    const table_name table = resolve_name(target);
    const std::string name = postgres::quoted(NameStr(table.schema), NameStr(table.name));
    if (OidIsValid(find_relation(table))) {
        throw core::failure(
            core::sqlstate::duplicate_table,
            fmt::format("relation \"{}.{}\" already exists", NameStr(table.schema), NameStr(table.name)),
            "Drop it first, or give another target.");
    }
    postgres::execute(fmt::format("CREATE TABLE {} ({}) USING heap", name, definition_of(columns)));
    const Oid relation = find_relation(table);
    std::vector<Oid> types;
    types.reserve(columns.size());
    std::transform(columns.begin(), columns.end(), std::back_inserter(types),
                   [](const core::feature_column& each) { return type_of(each.type).oid; });
    const std::string obstacle =
        OidIsValid(relation) ? postgres::new_table::obstacle(relation, types) : "it does not exist any more";
    if (!obstacle.empty()) {
        throw core::failure(
            core::sqlstate::object_not_in_prerequisite_state,
            fmt::format("table \"{}.{}\" was created, but {}", NameStr(table.schema), NameStr(table.name),
                        obstacle),
            postgres::new_table::was_created_here(relation)
                ? "An event trigger changed it: let it leave the tables of build_features alone."
                : "Its schema was renamed meanwhile: call build_features again.");
    }
    return {name, relation};
}

feature_table::feature_table(const std::string& target, std::vector<core::feature_column> columns)
    : columns_(std::move(columns)),
      created_(create(target, columns_)),
      table_(created_.relation),
      block_(static_cast<int>(columns_.size()), postgres::new_table::block_rows) {
    for (std::size_t state = 0; state < state_names_.size(); ++state) {
        state_names_[state] = postgres::text_datum(std::string(core::day_state_names[state]));
    }
    for (std::size_t index = 0; index < columns_.size(); ++index) {
        const sql_type type = type_of(columns_[index].type);
        if (type.oid == NUMERICOID) {
            numerics_.push_back({index, type.scale});
        } else if (type.oid == TEXTOID) {
            states_.push_back(index);
        }
    }
}

core::feature_row feature_table::begin_row() {
    if (block_.full()) {
        write();
    }
    row_ = block_.add();
    ++rows_;
    return {block_.values(row_), block_.nulls(row_)};
}

void feature_table::end_row() {
    Datum* values = block_.values(row_);
    const bool* nulls = block_.nulls(row_);
    for (numeric_column& each : numerics_) {
        if (nulls[each.index]) {
            continue;
        }
        if (!each.valid || each.number != values[each.index]) {
            each.number = values[each.index];
            each.value = postgres::guard([&] {
                MemoryContext caller = MemoryContextSwitchTo(block_.memory());
                const auto whole = static_cast<std::int64_t>(each.number);
                const Datum made = NumericGetDatum(int64_div_fast_to_numeric(whole, each.scale));
                MemoryContextSwitchTo(caller);
                return made;
            });
            each.valid = true;
        }
        values[each.index] = each.value;
    }
    for (const std::size_t index : states_) {
        if (!nulls[index]) {
            values[index] = state_names_[values[index]];
        }
    }
}

void feature_table::write() {
    table_.append(block_);
    postgres::progress::advance(static_cast<std::int64_t>(block_.size()));
    block_.clear();
    for (numeric_column& each : numerics_) {
        each.valid = false;
    }
}

void feature_table::close() {
    if (block_.size() > 0) {
        write();
    }
    table_.close();
}

}  // namespace forecast_warehouse::features
