#include "customize/notes.hpp"

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/sql.hpp"
#include "core/text.hpp"
#include "postgres/members.hpp"
#include "postgres/spi.hpp"
#include "postgres/table_facts.hpp"

namespace forecast_warehouse::customize {
namespace {

constexpr const char* texts_of_entry =
    "kind, table_name, name, schema_name, type, condition, default_value, not_null::pg_catalog.text, "
    "columns::pg_catalog.text, method, is_unique::pg_catalog.text, comment, noted_by, "
    "noted_at::pg_catalog.text";

std::optional<bool> truth(const std::optional<std::string>& text) {
    return text ? std::optional(*text == "true") : std::nullopt;
}

entry read_row(std::uint64_t row) {
    const auto text = [row](int column) { return postgres::result_text(row, column); };
    return {*text(1),       *text(2), *text(3), text(4),         text(5),  text(6),   text(7),
            truth(text(8)), text(9),  text(10), truth(text(11)), text(12), *text(13), *text(14)};
}

postgres::arguments key_of(const entry& of) {
    return postgres::arguments().add_text(of.kind).add_text(of.table).add_text(of.name);
}

std::string is_key() {
    return core::sql::all_of(
        {core::sql::eq("kind", "$1"), core::sql::eq("table_name", "$2"), core::sql::eq("name", "$3")});
}

void add(postgres::arguments& list, const std::optional<std::string>& text) {
    if (text) {
        list.add_text(*text);
    } else {
        list.add_null(TEXTOID);
    }
}

void add(postgres::arguments& list, const std::optional<bool>& truth) {
    if (truth) {
        list.add(BOOLOID, BoolGetDatum(*truth));
    } else {
        list.add_null(BOOLOID);
    }
}

}  // namespace

notes::notes(Oid schema) : table_(postgres::quoted(postgres::name_of_schema(schema), "customization")) {
    const Oid relation = postgres::table_in(schema, "customization");
    if (!OidIsValid(relation)) {
        throw core::failure(core::sqlstate::undefined_table, fmt::format("table {} does not exist", table_),
                            "It is a table of the extension: restore it from a dump.");
    }
    postgres::require_member(relation);
    postgres::execute(fmt::format("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE", table_));
}

std::vector<entry> notes::read(const std::string& condition, const entry* of) const {
    postgres::execute(fmt::format("SELECT {} FROM {}{} ORDER BY {}, table_name, kind, name", texts_of_entry,
                                  table_, condition, core::sql::ne("kind", "'column'")),
                      of == nullptr ? postgres::arguments() : key_of(*of));
    std::vector<entry> found;
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        found.push_back(read_row(row));
    }
    postgres::free_result();
    return found;
}

std::optional<entry> notes::find(const std::string& kind, const std::string& table,
                                 const std::string& name) const {
    const entry key{kind, table, name};
    std::vector<entry> found = read(" WHERE " + is_key(), &key);
    return found.empty() ? std::nullopt : std::optional(found.front());
}

std::vector<entry> notes::all() const {
    return read("", nullptr);
}

void notes::write(const entry& of) const {
    postgres::arguments values = key_of(of);
    add(values, of.schema);
    add(values, of.type);
    add(values, of.condition);
    add(values, of.default_value);
    add(values, of.not_null);
    add(values, of.columns);
    add(values, of.method);
    add(values, of.is_unique);
    add(values, of.comment);
    postgres::execute(
        fmt::format("INSERT INTO {} (kind, table_name, name, schema_name, type, condition, default_value, "
                    "not_null, columns, method, is_unique, comment) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, "
                    "$9::pg_catalog.text[], $10, $11, $12) ON CONFLICT ON CONSTRAINT pk_customization "
                    "DO UPDATE SET schema_name = EXCLUDED.schema_name, type = EXCLUDED.type, "
                    "condition = EXCLUDED.condition, default_value = EXCLUDED.default_value, "
                    "not_null = EXCLUDED.not_null, columns = EXCLUDED.columns, method = EXCLUDED.method, "
                    "is_unique = EXCLUDED.is_unique, comment = EXCLUDED.comment, "
                    "noted_by = EXCLUDED.noted_by, noted_at = EXCLUDED.noted_at",
                    table_),
        values);
}

void notes::rename(const entry& of, const std::string& new_name) const {
    postgres::execute(fmt::format("UPDATE {} SET name = $4 WHERE {}", table_, is_key()),
                      key_of(of).add_text(new_name));
}

void notes::remove(const entry& of) const {
    postgres::execute(fmt::format("DELETE FROM {} WHERE {}", table_, is_key()), key_of(of));
}

void refuse_conflict(const entry& noted, const char* property, const std::string& asked,
                     const std::string& held) {
    throw core::failure(
        core::sqlstate::duplicate_object,
        fmt::format(R"({} {} of table {} has {} {}, and cannot have {} {})", noted.kind,
                    core::quoted(noted.name), core::quoted(noted.table), property, core::quoted(held),
                    property, core::quoted(asked)),
        noted.kind == "column" ? "Agree on one. alter_column() changes the column that is there."
                               : "Agree on one. drop_customization() drops the one that is there.",
        noted.noted_by.empty()
            ? std::string()
            : fmt::format("Role {} noted it at {}.", core::quoted(noted.noted_by), noted.noted_at));
}

}  // namespace forecast_warehouse::customize
