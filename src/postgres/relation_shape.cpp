#include "postgres/relation_shape.hpp"

#include <string>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "postgres/guard.hpp"
#include "postgres/spi.hpp"
#include "postgres/table_facts.hpp"

namespace forecast_warehouse::postgres {
namespace {

bool is_of(type_family family, Oid type) noexcept {
    switch (family) {
        case type_family::text:
            return type == TEXTOID || type == VARCHAROID;
        case type_family::integer:
            return type == INT4OID;
        case type_family::whole:
            return type == INT4OID || type == INT8OID;
        case type_family::decimal:
            return type == NUMERICOID;
        case type_family::date:
            return type == DATEOID;
        case type_family::moment:
            return type == TIMESTAMPTZOID;
        case type_family::boolean:
            return type == BOOLOID;
        case type_family::json:
            return type == JSONBOID;
    }
    return false;
}

// The family's first type, for the hint.
const char* name_of(type_family family) noexcept {
    switch (family) {
        case type_family::text:
            return "character varying";
        case type_family::integer:
        case type_family::whole:
            return "integer";
        case type_family::decimal:
            return "numeric";
        case type_family::date:
            return "date";
        case type_family::moment:
            return "timestamp with time zone";
        case type_family::boolean:
            return "boolean";
        case type_family::json:
            return "jsonb";
    }
    return "";
}

// All types of the family, for the error.
const char* all_of(type_family family) noexcept {
    return family == type_family::text    ? "character varying or text"
           : family == type_family::whole ? "integer or bigint"
                                          : name_of(family);
}

// The first difference from the expected shape.
struct misfit {
    enum class kind : std::uint8_t { none, no_table, another_kind, no_column, type };

    kind what;
    std::size_t column;
    const char* found;  // its type
    bool is_table;
};

// All of these run inside a guard.
bool suits(char kind, table_use use) noexcept {
    return kind == RELKIND_RELATION || kind == RELKIND_PARTITIONED_TABLE || kind == RELKIND_FOREIGN_TABLE ||
           (use == table_use::read && (kind == RELKIND_VIEW || kind == RELKIND_MATVIEW));
}

misfit compare(Relation relation, std::span<const shape_column> columns, table_use use) {
    const bool is_table = relation->rd_rel->relkind == RELKIND_RELATION ||
                          relation->rd_rel->relkind == RELKIND_PARTITIONED_TABLE;
    if (!suits(relation->rd_rel->relkind, use)) {
        return {misfit::kind::another_kind, 0, nullptr, is_table};
    }
    for (std::size_t position = 0; position < columns.size(); ++position) {
        const AttrNumber number = column_number(RelationGetDescr(relation), columns[position].name);
        if (number == InvalidAttrNumber) {
            return {misfit::kind::no_column, position, nullptr, is_table};
        }
        Form_pg_attribute attribute = TupleDescAttr(RelationGetDescr(relation), number - 1);
        if (!is_of(columns[position].family, attribute->atttypid) &&
            !is_of(columns[position].family, getBaseType(attribute->atttypid))) {
            return {misfit::kind::type, position, format_type_be(attribute->atttypid), is_table};
        }
    }
    return {misfit::kind::none, 0, nullptr, is_table};
}

misfit find_misfit(Oid table, std::span<const shape_column> columns, table_use use) {
    if (!OidIsValid(table)) {
        return {misfit::kind::no_table, 0, nullptr, false};
    }
    // The table may have been dropped during the wait.
    LockRelationOid(table, AccessShareLock);
    Relation relation = RelationIdGetRelation(table);
    if (relation == nullptr) {
        return {misfit::kind::no_table, 0, nullptr, false};
    }
    const misfit found = compare(relation, columns, use);
    RelationClose(relation);
    return found;
}

[[noreturn]] void refuse(const misfit& found, const std::string& schema, const char* table,
                         std::span<const shape_column> columns, table_use use) {
    const std::string name = quoted(schema, table);
    if (found.what == misfit::kind::no_table) {
        throw core::failure(
            core::sqlstate::undefined_table, fmt::format("table \"{}\" does not exist", table),
            fmt::format("{} belongs to extension \"forecast_warehouse\": give the table its name back.",
                        name));
    }
    if (found.what == misfit::kind::another_kind) {
        throw core::failure(core::sqlstate::wrong_object_type,
                            fmt::format("\"{}\" must be a table{}", table,
                                        use == table_use::read ? ", a foreign table or a view" : ""),
                            fmt::format("Give the table of the extension its name {} back.", name));
    }
    const shape_column& column = columns[found.column];
    const std::string column_name = quoted(std::string(column.name));
    if (found.what == misfit::kind::no_column) {
        throw core::failure(
            core::sqlstate::undefined_column,
            fmt::format(R"(column "{}" of table "{}" does not exist)", column.name, table),
            found.is_table
                ? fmt::format("ALTER TABLE {} ADD COLUMN {} {} creates it; a renamed column "
                              "must get its name back.",
                              name, column_name, name_of(column.family))
                : fmt::format("{} must have the column, of type {}.", name, name_of(column.family)));
    }
    throw core::failure(
        core::sqlstate::datatype_mismatch,
        fmt::format(R"(column "{}" of table "{}" must be of type {}, not {})", column.name, table,
                    all_of(column.family), found.found),
        found.is_table
            ? fmt::format("ALTER TABLE {} ALTER COLUMN {} TYPE {} USING ... gives it back its type.", name,
                          column_name, name_of(column.family))
            : fmt::format("{} must give the column that type.", name));
}

// Whether ON CONFLICT accepts an index for all of these attributes.
bool is_on(Relation index, const Bitmapset* attributes) {
    Form_pg_index form = index->rd_index;
    bool same = form->indisunique && form->indisvalid && form->indimmediate &&
                form->indnkeyatts == bms_num_members(attributes) &&
                heap_attisnull(index->rd_indextuple, Anum_pg_index_indpred, nullptr);
    for (int position = 0; same && position < form->indnkeyatts; ++position) {
        same = bms_is_member(form->indkey.values[position], attributes);
    }
    return same;
}

bool has_unique_index(Oid table, std::span<const std::string_view> columns) {
    Relation relation = relation_open(table, AccessShareLock);
    Bitmapset* attributes = nullptr;
    for (const std::string_view name : columns) {
        attributes = bms_add_member(attributes, column_number(RelationGetDescr(relation), name));
    }
    bool found = false;
    List* indexes = RelationGetIndexList(relation);
    for (int position = 0; !found && position < list_length(indexes); ++position) {
        Relation index = index_open(list_nth_oid(indexes, position), AccessShareLock);
        found = is_on(index, attributes);
        index_close(index, NoLock);
    }
    relation_close(relation, NoLock);
    return found;
}

}  // namespace

void expect_unique_index(Oid schema, const char* table, std::span<const std::string_view> columns) {
    const Oid relation = table_in(schema, table);
    if (guard([&] { return has_unique_index(relation, columns); })) {
        return;
    }
    const std::string list = fmt::format("{}", fmt::join(columns, ", "));
    throw core::failure(core::sqlstate::invalid_column_reference,
                        fmt::format("table \"{}\" must have a unique index on ({})", table, list),
                        fmt::format("CREATE UNIQUE INDEX ON {} ({}) creates it.",
                                    quoted(name_of_schema(schema), table), list));
}

Oid expect_shape(Oid schema, const char* table, std::span<const shape_column> columns, table_use use) {
    const Oid relation = table_in(schema, table);
    const misfit found = guard([&] { return find_misfit(relation, columns, use); });
    if (found.what != misfit::kind::none) {
        refuse(found, name_of_schema(schema), table, columns, use);
    }
    return relation;
}

}  // namespace forecast_warehouse::postgres
