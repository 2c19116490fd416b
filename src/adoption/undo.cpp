#include "adoption/undo.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "adoption/swap.hpp"
#include "core/failure.hpp"
#include "core/text.hpp"
#include "postgres/guard.hpp"
#include "postgres/role.hpp"
#include "postgres/spi.hpp"
#include "postgres/table_facts.hpp"

namespace forecast_warehouse::adoption {
namespace {

// A table that is swapped.
struct swapped {
    std::string id;  // in adoption
    mapped_table table;
    old_table old;     // aside
    std::string view;  // names as SQL has them
    std::string aside;
    std::string noted;
    std::string foreign_keys;  // JSON
    text_row counts{};         // rows added, changed and deleted
};

constexpr const char* keys_query =
    "SELECT k.value OPERATOR(pg_catalog.->>) 'table', k.value OPERATOR(pg_catalog.->>) 'name', c.place, "
    "c.name "
    "FROM pg_catalog.jsonb_array_elements($1::pg_catalog.jsonb) AS k CROSS JOIN LATERAL "
    "pg_catalog.jsonb_array_elements_text(k.value OPERATOR(pg_catalog.->) 'columns') WITH ORDINALITY AS c "
    "(name, place) ORDER BY 1, 2, 3";

// Only a view of our own table is dropped, whatever its name.
constexpr const char* reads_query =
    "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid "
    "OPERATOR(pg_catalog.=) d.objid WHERE d.classid OPERATOR(pg_catalog.=) "
    "'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.refclassid OPERATOR(pg_catalog.=) "
    "'pg_catalog.pg_class'::pg_catalog.regclass AND r.ev_class OPERATOR(pg_catalog.=) "
    "$1::pg_catalog.regclass "
    "AND d.refobjid OPERATOR(pg_catalog.=) $2::pg_catalog.regclass)";

[[noreturn]] void refuse(const std::string& message, const std::string& hint) {
    throw core::failure(core::sqlstate::object_not_in_prerequisite_state, message, hint);
}

void expect_owned(const old_table& table, const std::string& name) {
    if (!postgres::guard([&] { return has_privs_of_role(GetUserId(), table.owner); })) {
        throw core::failure(core::sqlstate::insufficient_privilege,
                            fmt::format("must be owner of table {}", name), "Call it as the owner.");
    }
}

class undoing {
public:
    undoing(const std::string& schema_name, Oid schema) : old_(read_schema(schema_name)), schema_(schema) {
        const std::vector<text_row> rows = texts_of(
            fmt::format("SELECT a.id, a.table_name, a.source_table, a.mapping, a.foreign_keys FROM {} AS a "
                        "WHERE a.schema_name OPERATOR(pg_catalog.=) $1 AND a.undone_at IS NULL ORDER BY a.id",
                        ours("adoption")),
            postgres::arguments().add_text(schema_name));
        if (rows.empty()) {
            refuse(fmt::format("no table of schema {} is swapped", core::quoted(schema_name)),
                   "adoption has a row for each table that is. adopt() without swap has nothing to undo.");
        }
        for (const text_row& row : rows) {
            add(row);
        }
    }

    std::vector<text_row> run() {
        lock();
        for (const swapped& each : tables_) {
            expect_whole_numbers(each);
        }
        for (swapped& each : tables_) {
            each.counts = {insert_rows(each), update_rows(each)};
        }
        for (std::size_t left = tables_.size(); left > 0; --left) {
            tables_[left - 1].counts.push_back(delete_rows(tables_[left - 1]));
        }
        for (const swapped& each : tables_) {
            move_sequence(each);
            release_keys(each);
        }
        std::vector<text_row> results;
        for (const swapped& each : tables_) {
            put_back(each);
        }
        for (const swapped& each : tables_) {
            restore_keys(each);
            results.push_back(
                {each.table.ours, each.table.old, each.counts[0], each.counts[1], each.counts[2]});
        }
        return results;
    }

private:
    [[nodiscard]] std::string ours(const std::string& name) const {
        return postgres::quoted(postgres::name_of_schema(schema_), name);
    }

    void add(const text_row& row) {
        swapped made;
        made.id = *row[0];
        const std::string name = *row[2];
        const old_table* aside = old_.table(aside_name(name));
        if (aside == nullptr || old_.table(noted_name(name)) == nullptr || old_.table(name) == nullptr) {
            refuse(fmt::format("table {}, {} or {} does not exist in schema {}", core::quoted(name),
                               core::quoted(aside_name(name)), core::quoted(noted_name(name)),
                               core::quoted(old_.name)),
                   "They were renamed or dropped after the swap. Give them their names again.");
        }
        expect_owned(*aside, old_.quoted(aside->name));
        made.old = *aside;
        // The old columns have their table's new name here.
        old_schema renamed{old_.name, {*aside}};
        renamed.tables.front().name = name;
        mapping read = read_own(*row[3], renamed);
        made.table = std::move(read.at(0));
        made.view = old_.quoted(name);
        made.aside = old_.quoted(aside_name(name));
        made.noted = old_.quoted(noted_name(name));
        made.foreign_keys = *row[4];
        if (!is_true(reads_query,
                     postgres::arguments().add_text(made.view).add_text(ours(made.table.ours)))) {
            refuse(fmt::format("{} is not the view that adopt() made", made.view),
                   "Another relation has its name now. Rename that one.");
        }
        tables_.push_back(std::move(made));
    }

    // The references of its keys do not matter here.
    [[nodiscard]] mapping read_own(const std::string& json, const old_schema& renamed) const {
        const std::string plain = *text_of(
            "SELECT pg_catalog.jsonb_object_agg(t.key, t.value OPERATOR(pg_catalog.||) "
            "pg_catalog.jsonb_build_object('columns', (SELECT pg_catalog.jsonb_object_agg(c.key, "
            "CASE WHEN pg_catalog.jsonb_typeof(c.value) OPERATOR(pg_catalog.=) 'object' THEN c.value "
            "OPERATOR(pg_catalog.->) 'column' ELSE c.value END) FROM pg_catalog.jsonb_each(t.value "
            "OPERATOR(pg_catalog.->) 'columns') AS c)))::pg_catalog.text "
            "FROM pg_catalog.jsonb_each($1::pg_catalog.jsonb) AS t",
            postgres::arguments().add_text(json));
        return read_mapping(plain, renamed, schema_);
    }

    void lock() const {
        std::string list;
        for (const swapped& each : tables_) {
            list += fmt::format("{}{}, {}", list.empty() ? "" : ", ", ours(each.table.ours), each.aside);
        }
        postgres::execute(fmt::format("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", list));
    }

    [[nodiscard]] std::string key(const swapped& table, const std::string& row) const {
        return key_text(table.table, feed_of(table.table.ours, schema_), row);
    }

    // A type without a length. A cast to varchar(3) would cut a text without a word, where storing it fails.
    static std::string type_of_value(const old_column& column) {
        return column.type.starts_with("character varying(") ? "character varying"
               : column.type.starts_with("character(")       ? "pg_catalog.bpchar"
                                                             : column.type;
    }

    // The columns of the old table that ours gives, and their values with the old types. The key of rows that
    // are there stays.
    static std::pair<std::string, std::string> columns_of(const swapped& table, bool with_id) {
        std::string names;
        std::string values;
        for (const old_column& each : table.old.columns) {
            const mapped_column* from = table.table.from(each.name);
            if (from != nullptr && !each.is_computed && (with_id || from->ours != "id")) {
                names += (names.empty() ? "" : ", ") + postgres::quoted(each.name);
                values += fmt::format("{}CAST(v.{} AS {})", values.empty() ? "" : ", ",
                                      postgres::quoted(each.name), type_of_value(each));
            }
        }
        return {names, values};
    }

    // Ours has quantities with decimals, which a column of whole numbers would round.
    static void expect_whole_numbers(const swapped& table) {
        for (const old_column& each : table.old.columns) {
            const mapped_column* from = table.table.from(each.name);
            if (from == nullptr || from->ours == "id" || !each.is_whole()) {
                continue;
            }
            const std::string column = "v." + postgres::quoted(each.name);
            const auto found = text_of(
                fmt::format("SELECT (SELECT {0}::pg_catalog.text FROM {1} AS v WHERE {0}::pg_catalog.numeric "
                            "OPERATOR(pg_catalog.<>) pg_catalog.trunc({0}::pg_catalog.numeric) LIMIT 1)",
                            column, table.view));
            if (found) {
                refuse(fmt::format("{} {} in {} does not fit column {} of type {}", each.name, *found,
                                   table.view, core::quoted(each.name), each.type),
                       fmt::format("Correct the row, or ALTER TABLE {} ALTER COLUMN {} TYPE numeric.",
                                   table.aside, postgres::quoted(each.name)));
            }
        }
    }

    static std::string count_of(const std::string& statement) {
        postgres::execute(statement);
        return std::to_string(postgres::result_rows());
    }

    [[nodiscard]] std::string insert_rows(const swapped& table) const {
        const auto [names, values] = columns_of(table, true);
        return count_of(
            fmt::format("INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM {} AS v WHERE NOT EXISTS "
                        "(SELECT 1 FROM "
                        "{} AS n WHERE n.row_key OPERATOR(pg_catalog.=) {})",
                        table.aside, names, values, table.view, table.noted, key(table, "v")));
    }

    [[nodiscard]] std::string update_rows(const swapped& table) const {
        const auto [names, values] = columns_of(table, false);
        return count_of(
            fmt::format("UPDATE {} AS o SET ({}) = ROW({}) FROM {} AS v JOIN {} AS n ON n.row_key "
                        "OPERATOR(pg_catalog.=) {} "
                        "WHERE {} OPERATOR(pg_catalog.=) n.row_key AND n.row_hash OPERATOR(pg_catalog.<>) {}",
                        table.aside, names, values, table.view, table.noted, key(table, "v"), key(table, "o"),
                        hash_text(table.table, "v")));
    }

    [[nodiscard]] std::string delete_rows(const swapped& table) const {
        return count_of(
            fmt::format("DELETE FROM {} AS o USING {} AS n WHERE n.row_key OPERATOR(pg_catalog.=) {} AND NOT "
                        "EXISTS (SELECT 1 "
                        "FROM {} AS v WHERE {} OPERATOR(pg_catalog.=) n.row_key)",
                        table.aside, table.noted, key(table, "o"), table.view, key(table, "v")));
    }

    // The old table's own sequence, where it has one.
    static void move_sequence(const swapped& table) {
        const mapped_column* id = table.table.column("id");
        if (id == nullptr) {
            return;
        }
        const auto sequence = text_of("SELECT pg_catalog.pg_get_serial_sequence($1, $2)",
                                      postgres::arguments().add_text(table.aside).add_text(id->old));
        if (sequence) {
            postgres::execute(fmt::format(
                "SELECT pg_catalog.setval({}::pg_catalog.regclass, GREATEST(pg_catalog.max(o.{}), (SELECT "
                "s.last_value FROM {} AS s))) FROM {} AS o HAVING pg_catalog.max(o.{}) IS NOT NULL",
                literal(*sequence), postgres::quoted(id->old), *sequence, table.aside,
                postgres::quoted(id->old)));
        }
    }

    // The keys that the swap moved, and that still refer to ours.
    void release_keys(const swapped& table) {
        const Oid relation = postgres::table_in(schema_, table.table.ours.c_str());
        const std::vector<foreign_key> present = foreign_keys_to(relation, {});
        for (const text_row& row : texts_of(keys_query, postgres::arguments().add_text(table.foreign_keys))) {
            const auto found = std::find_if(present.begin(), present.end(), [&](const foreign_key& each) {
                return each.table == *row[0] && each.name == *row[1];
            });
            if (found == present.end()) {
                continue;
            }
            if (row[2] == "1") {
                postgres::execute(fmt::format("ALTER TABLE {} DROP CONSTRAINT {}", found->table,
                                              postgres::quoted(found->name)));
                released_.push_back({table.id, *found});
                released_.back().key.refers_to.clear();
            }
            released_.back().key.refers_to.push_back(*row[3]);
        }
    }

    void restore_keys(const swapped& table) const {
        for (const released_key& each : released_) {
            if (each.table == table.id) {
                std::string columns;
                for (const std::string& column : each.key.refers_to) {
                    columns += (columns.empty() ? "" : ", ") + postgres::quoted(column);
                }
                postgres::execute(fmt::format(
                    "ALTER TABLE {} ADD CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {}({}){}", each.key.table,
                    postgres::quoted(each.key.name), each.key.columns, table.view, columns, each.key.rest));
            }
        }
    }

    void put_back(const swapped& table) const {
        postgres::execute(fmt::format("DROP VIEW {}", table.view));
        postgres::execute(fmt::format("DROP TABLE {}", table.noted));
        postgres::execute(
            fmt::format("ALTER TABLE {} RENAME TO {}", table.aside, postgres::quoted(table.table.old)));
        postgres::execute(
            fmt::format("UPDATE {} AS a SET undone_at = pg_catalog.now() WHERE a.id "
                        "OPERATOR(pg_catalog.=) {}",
                        ours("adoption"), table.id));
    }

    struct released_key {
        std::string table;  // the id of its adoption
        foreign_key key;
    };

    old_schema old_;
    Oid schema_;
    std::vector<swapped> tables_;
    std::vector<released_key> released_;
};

}  // namespace

std::vector<text_row> undo(const std::string& schema_name, Oid schema) {
    return undoing(schema_name, schema).run();
}

}  // namespace forecast_warehouse::adoption
