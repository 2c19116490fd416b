#include "adoption/adopt.hpp"

#include <fmt/format.h>

#include "adoption/propose.hpp"
#include "adoption/swap.hpp"
#include "core/failure.hpp"
#include "core/text.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::adoption {
namespace {

// The columns of a balance, as adopt_rows() returns them.
enum balance : std::size_t { at_table, at_read, at_landed, at_rejected, at_batch = 10, balance_columns };

// All rows of an old table must be in the balance.
void expect_balance(const request& wanted, const mapped_table& table, const text_row& balance) {
    const auto read = text_of(fmt::format("SELECT pg_catalog.count(*) FROM {}", wanted.from(table)));
    if (read != balance[at_read] || std::stoll(*balance[at_read]) !=
                                        std::stoll(*balance[at_landed]) + std::stoll(*balance[at_rejected])) {
        throw core::failure(core::sqlstate::object_not_in_prerequisite_state,
                            fmt::format("table {} has {} rows, of which {} were read, {} landed and {} were "
                                        "rejected",
                                        core::quoted(table.old), *read, *balance[at_read],
                                        *balance[at_landed], *balance[at_rejected]),
                            "Call it again while no other session writes the table.");
    }
}

// A swapped table must have all rows, and their ids.
void expect_whole(const request& wanted, const mapped_table& table, const text_row& balance, bool same_ids) {
    if (!wanted.swaps || is_staging(table.ours)) {
        return;
    }
    if (balance[at_rejected] != "0") {
        throw core::failure(
            core::sqlstate::object_not_in_prerequisite_state,
            fmt::format("table {} cannot be swapped: it has {}", core::quoted(table.old),
                        core::counted(std::stoll(*balance[at_rejected]), "rejected row")),
            "See adoption_plan() for the reasons. Correct the rows, or call adopt() without swap.");
    }
    if (!same_ids) {
        throw core::failure(core::sqlstate::object_not_in_prerequisite_state,
                            fmt::format("table {} cannot be swapped: its rows have other ids in {}",
                                        core::quoted(table.old), core::quoted(table.ours)),
                            "Map its key as id, and adopt into an empty table.");
    }
}

text_row result_of(const request& wanted, const mapped_table& table, text_row balance, bool same_ids) {
    expect_balance(wanted, table, balance);
    expect_whole(wanted, table, balance, same_ids);
    const std::string ids = is_staging(table.ours) || table.ours == "calendar" ? "none"
                            : same_ids                                         ? "same"
                                                                               : "new";
    balance.insert(balance.begin() + 1, table.old);
    balance.insert(balance.end() - 1, ids);
    return balance;
}

std::vector<text_row> run(const request& wanted, const std::vector<step>& steps) {
    std::vector<text_row> results;
    for (const step& each : steps) {
        std::vector<text_row> rows = texts_of(each.sql);
        if (each.table.empty()) {
            continue;
        }
        const mapped_table& table = *find_table(wanted.tables, each.table);
        const bool same_ids =
            each.keeps_ids ||
            (!is_staging(each.table) && ids_are_equal(wanted, table, std::stoll(*rows.at(0).at(at_landed))));
        results.push_back(result_of(wanted, table, std::move(rows.at(0)), same_ids));
    }
    return results;
}

// A proposal with such tables would adopt the rows of ours into ours.
void expect_not_swapped(const request& proposed) {
    for (const mapped_table& each : proposed.tables) {
        if (is_swapped(proposed.old, each.old)) {
            throw core::failure(
                core::sqlstate::object_not_in_prerequisite_state,
                fmt::format("table {} of schema {} is swapped already: it shows the table of the warehouse",
                            core::quoted(each.old), core::quoted(proposed.old.name)),
                "undo_adoption() puts yours back. A mapping adopts other tables of the schema.");
        }
    }
}

}  // namespace

request request_of(const wanted_adoption& wanted, Oid schema) {
    request made;
    made.schema = schema;
    made.old = read_schema(wanted.schema_name);
    made.tables =
        wanted.mapping ? read_mapping(*wanted.mapping, made.old, schema) : propose(made.old, schema);
    made.on_reject = wanted.on_reject;
    made.fixes_windows = wanted.fixes_windows;
    made.swaps = wanted.swaps;
    if (made.tables.empty()) {
        throw core::failure(core::sqlstate::undefined_table,
                            fmt::format("schema {} has no table that fits", core::quoted(wanted.schema_name)),
                            "See adoption_plan(), and name your tables in the mapping.");
    }
    if (!wanted.mapping) {
        expect_not_swapped(made);
    }
    return made;
}

std::vector<text_row> adopt(const wanted_adoption& wanted, Oid schema) {
    const request made = request_of(wanted, schema);
    if (!made.swaps) {
        return run(made, load_steps(made));
    }
    expect_swappable(made);
    run(made, lock_steps(made));
    std::vector<text_row> results = run(made, load_steps(made));
    run(made, swap_steps(made));
    return results;
}

std::string script(const wanted_adoption& wanted, Oid schema) {
    const request made = request_of(wanted, schema);
    std::vector<step> steps;
    const auto add = [&](std::vector<step> more) {
        steps.insert(steps.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    };
    if (made.swaps) {
        expect_swappable(made);
        add(lock_steps(made));
    }
    add(load_steps(made));
    if (made.swaps) {
        add(swap_steps(made));
    }
    std::string text =
        fmt::format("-- Adopts the tables of schema {} into {}.\n-- Mapping: {}\nBEGIN;\n",
                    wanted.schema_name, postgres::name_of_schema(schema), write_mapping(made.tables));
    for (const step& each : steps) {
        text += fmt::format("\n-- {}\n{};\n", each.title, each.sql);
    }
    return text + "\nCOMMIT;\n";
}

std::vector<text_row> balance_of(Oid schema, const std::string& table, const load::load_outcome& outcome) {
    const load::load_counts& counts = outcome.counts;
    text_row row{table, std::to_string(counts.received),
                 std::to_string(counts.inserted + counts.updated + counts.unchanged + counts.merged),
                 std::to_string(counts.rejected)};
    std::vector<text_row> sums = texts_of(
        fmt::format("SELECT b.quantity_received, b.quantity_landed, b.quantity_rejected, b.amount_received, "
                    "b.amount_landed, b.amount_rejected FROM {} AS b WHERE b.id OPERATOR(pg_catalog.=) $1",
                    postgres::quoted(postgres::name_of_schema(schema), "load_batch")),
        postgres::arguments().add(INT8OID, Int64GetDatum(outcome.batch_id)));
    if (sums.empty()) {
        sums.emplace_back(6);
    }
    row.insert(row.end(), sums.front().begin(), sums.front().end());
    row.push_back(outcome.batch_id == 0 ? std::nullopt
                                        : std::optional<std::string>(std::to_string(outcome.batch_id)));
    return {row};
}

}  // namespace forecast_warehouse::adoption
