#include "customize/table_parts.hpp"

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/text.hpp"
#include "customize/columns.hpp"
#include "postgres/canonical.hpp"
#include "postgres/datums.hpp"
#include "postgres/guard.hpp"
#include "postgres/spi.hpp"
#include "postgres/table_facts.hpp"

namespace forecast_warehouse::customize {
namespace {

std::string literal(const std::string& text) {
    return postgres::guard([source = text.c_str()]() -> const char* { return quote_literal_cstr(source); });
}

std::string as_is(const std::string& text) {
    return text;
}

std::string yes_or_no(bool truth) {
    return truth ? "true" : "false";
}

std::vector<std::string> names_in(const std::string& array) {
    postgres::execute("SELECT n FROM pg_catalog.unnest($1::pg_catalog.text[]) AS n",
                      postgres::arguments().add_text(array));
    std::vector<std::string> names;
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        names.push_back(postgres::quoted(postgres::result_text(row, 1).value_or("")));
    }
    postgres::free_result();
    return names;
}

std::string array_of(const std::vector<std::string>& names) {
    std::vector<Datum> texts;
    texts.reserve(names.size());
    for (const std::string& each : names) {
        texts.push_back(postgres::text_datum(each));
    }
    postgres::arguments list;
    list.add_array(TEXTOID, std::move(texts));
    postgres::execute("SELECT $1::pg_catalog.text", list);
    std::string text = *postgres::result_text(0, 1);
    postgres::free_result();
    return text;
}

std::string table_name(Oid extension_schema, const entry& noted) {
    return postgres::quoted(postgres::name_of_schema(extension_schema), noted.table);
}

// Whether a table has an index or check of the name. A relation of the name of an index that is something
// else is an error of CREATE INDEX.
bool exists(Oid table, const entry& noted) {
    postgres::execute(
        noted.kind == "index"
            ? "SELECT FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) "
              "i.indexrelid WHERE i.indrelid OPERATOR(pg_catalog.=) $1 AND c.relname "
              "OPERATOR(pg_catalog.=) $2::pg_catalog.name"
            : "SELECT FROM pg_catalog.pg_constraint k WHERE k.conrelid OPERATOR(pg_catalog.=) $1 "
              "AND k.contype OPERATOR(pg_catalog.=) 'c'::pg_catalog.\"char\" AND k.conname "
              "OPERATOR(pg_catalog.=) $2::pg_catalog.name",
        postgres::arguments().add(OIDOID, ObjectIdGetDatum(table)).add_text(noted.name));
    const bool found = postgres::result_rows() > 0;
    postgres::free_result();
    return found;
}

// Whether the index or check of the name is what the entry describes, in the server's own words.
bool is_as_noted(Oid table, Oid extension_schema, const entry& noted) {
    std::optional<std::string> found;
    postgres::with_canonical_settings([&] {
        postgres::execute(
            noted.kind == "index"
                ? "SELECT pg_catalog.pg_get_indexdef(i.indexrelid) FROM pg_catalog.pg_index i "
                  "JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) i.indexrelid "
                  "WHERE i.indrelid OPERATOR(pg_catalog.=) $1 AND c.relname OPERATOR(pg_catalog.=) "
                  "$2::pg_catalog.name"
                : "SELECT pg_catalog.pg_get_expr(k.conbin, k.conrelid) FROM pg_catalog.pg_constraint k "
                  "WHERE k.conrelid OPERATOR(pg_catalog.=) $1 AND k.conname OPERATOR(pg_catalog.=) "
                  "$2::pg_catalog.name",
            postgres::arguments().add(OIDOID, ObjectIdGetDatum(table)).add_text(noted.name));
        found = postgres::result_rows() > 0 ? postgres::result_text(0, 1) : std::nullopt;
        postgres::free_result();
    });
    const std::string wanted =
        noted.kind == "check"
            ? *noted.condition
            : fmt::format("CREATE {}INDEX {} ON {} USING {} ({}){}",
                          noted.is_unique.value_or(false) ? "UNIQUE " : "", postgres::quoted(noted.name),
                          table_name(extension_schema, noted), postgres::quoted(*noted.method),
                          fmt::join(names_in(*noted.columns), ", "),
                          noted.condition ? " WHERE " + *noted.condition : "");
    return found == wanted;
}

std::string make_statement(Oid extension_schema, const entry& noted) {
    const std::string table = table_name(extension_schema, noted);
    if (noted.kind == "check") {
        return fmt::format("ALTER TABLE {} ADD CONSTRAINT {} CHECK ({}\n)", table,
                           postgres::quoted(noted.name), *noted.condition);
    }
    return fmt::format("CREATE {}INDEX {} ON {} USING {} ({}){}",
                       noted.is_unique.value_or(false) ? "UNIQUE " : "", postgres::quoted(noted.name), table,
                       postgres::quoted(*noted.method), fmt::join(names_in(*noted.columns), ", "),
                       noted.condition ? fmt::format(" WHERE ({}\n)", *noted.condition) : "");
}

void make(Oid extension_schema, const entry& noted) {
    const std::string statement = make_statement(extension_schema, noted);
    // Other settings could give operators and days of the condition another meaning.
    postgres::with_canonical_settings([&] { postgres::execute(statement); });
    if (!noted.comment) {
        return;
    }
    const std::string schema = postgres::name_of_schema(extension_schema);
    postgres::execute(noted.kind == "check"
                          ? fmt::format("COMMENT ON CONSTRAINT {} ON {} IS {}", postgres::quoted(noted.name),
                                        table_name(extension_schema, noted), literal(*noted.comment))
                          : fmt::format("COMMENT ON INDEX {} IS {}", postgres::quoted(schema, noted.name),
                                        literal(*noted.comment)));
}

// The entry must say the same as the caller.
void expect_same(const entry& noted, const entry& wanted) {
    if (noted.columns != wanted.columns) {
        refuse_conflict(noted, "columns", *wanted.columns, *noted.columns);
    }
    if (noted.condition != wanted.condition) {
        refuse_conflict(noted, noted.kind == "check" ? "check" : "where", wanted.condition.value_or(""),
                        noted.condition.value_or(""));
    }
    if (noted.method != wanted.method) {
        refuse_conflict(noted, "method", *wanted.method, *noted.method);
    }
    if (noted.is_unique != wanted.is_unique) {
        refuse_conflict(noted, "unique", yes_or_no(*wanted.is_unique), yes_or_no(*noted.is_unique));
    }
}

std::string add_part(Oid extension_schema, entry wanted, Oid table) {
    const notes all(extension_schema);
    const std::optional<entry> noted = all.find(wanted.kind, wanted.table, wanted.name);
    if (noted) {
        expect_same(*noted, wanted);
        wanted.comment = merged(*noted, "comment", wanted.comment, noted->comment, as_is);
    }
    const bool is_there = exists(table, wanted);
    // After a step down and up, what was made is still there, and the notes are not.
    if (is_there && !noted && !is_as_noted(table, extension_schema, wanted)) {
        throw core::failure(core::sqlstate::duplicate_object,
                            fmt::format("table {} has another {} {}, which is not noted",
                                        core::quoted(wanted.table), wanted.kind, core::quoted(wanted.name)),
                            "Choose another name, or drop it first.");
    }
    if (!is_there) {
        make(extension_schema, wanted);
    }
    if (!noted || noted->comment != wanted.comment) {
        all.write(wanted);
    }
    return noted && is_there ? "unchanged" : "added";
}

void check_length_of(const std::string& name) {
    if (name.empty() || name.size() >= NAMEDATALEN) {
        throw core::failure(
            core::sqlstate::invalid_parameter_value,
            fmt::format("name {} must have 1 to {} bytes", core::quoted(name), NAMEDATALEN - 1));
    }
}

}  // namespace

std::string add_index(Oid extension_schema, const std::string& table, const asked_index& asked) {
    const Oid relation = table_of_warehouse(extension_schema, table);
    if (asked.columns.empty()) {
        throw core::failure(core::sqlstate::invalid_parameter_value, "columns must not be empty",
                            "Give the names of the columns, such as '{region}'.");
    }
    entry wanted{"index", table,
                 asked.name ? *asked.name : fmt::format("ix_{}_{}", table, fmt::join(asked.columns, "_"))};
    check_length_of(wanted.name);
    wanted.columns = array_of(asked.columns);
    wanted.method = asked.method;
    wanted.is_unique = asked.is_unique;
    wanted.comment = asked.comment;
    if (asked.condition) {
        wanted.condition = postgres::read_condition(relation, *asked.condition);
    }
    return add_part(extension_schema, std::move(wanted), relation);
}

std::string add_check(Oid extension_schema, const std::string& table, const std::string& name,
                      const std::string& condition, const std::optional<std::string>& comment) {
    const Oid relation = table_of_warehouse(extension_schema, table);
    check_length_of(name);
    entry wanted{"check", table, name};
    wanted.condition = postgres::read_condition(relation, condition);
    wanted.comment = comment;
    return add_part(extension_schema, std::move(wanted), relation);
}

void drop_part(Oid extension_schema, const std::string& kind, const std::string& table,
               const std::string& name) {
    const notes all(extension_schema);
    const Oid relation = table_of_warehouse(extension_schema, table);
    const std::optional<entry> noted = all.find(kind, table, name);
    if (!noted) {
        throw core::failure(
            core::sqlstate::undefined_object,
            fmt::format("{} {} of table {} is not noted", kind, core::quoted(name), core::quoted(table)),
            "The table customization lists what is noted.");
    }
    if (exists(relation, *noted)) {
        postgres::execute(
            kind == "check"
                ? fmt::format("ALTER TABLE {} DROP CONSTRAINT {}", table_name(extension_schema, *noted),
                              postgres::quoted(name))
                : fmt::format("DROP INDEX {}",
                              postgres::quoted(postgres::name_of_schema(extension_schema), name)));
    }
    all.remove(*noted);
}

bool restore_part(Oid extension_schema, const entry& noted) {
    if (exists(table_of_warehouse(extension_schema, noted.table), noted)) {
        return false;
    }
    make(extension_schema, noted);
    return true;
}

}  // namespace forecast_warehouse::customize
