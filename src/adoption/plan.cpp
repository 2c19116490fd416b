#include "adoption/plan.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "adoption/adopt.hpp"
#include "adoption/propose.hpp"
#include "adoption/swap.hpp"
#include "core/failure.hpp"
#include "core/text.hpp"
#include "postgres/guard.hpp"
#include "postgres/setting.hpp"
#include "postgres/spi.hpp"
#include "postgres/subtransaction.hpp"

namespace forecast_warehouse::adoption {
namespace {

using text = std::optional<std::string>;

class planner {
public:
    planner(request made, bool checks) : made_(std::move(made)), checks_(checks) {}

    std::vector<text_row> rows() {
        add({}, {}, {}, {}, "mapping", {}, "the proposal, as adopt() takes it", write_mapping(made_.tables));
        for (const mapped_table& each : made_.tables) {
            add_table(each);
        }
        add_others();
        if (checks_) {
            add_rejects();
        }
        add_obstacles();
        return std::move(rows_);
    }

private:
    void add(const text& table, const text& old, const text& column, const text& old_column,
             const char* finding, const text& count, std::string message, const text& mapping = {}) {
        rows_.push_back({table, old, column, old_column, finding, count, std::move(message), mapping});
    }

    void add_table(const mapped_table& table) {
        add(table.ours, table.old, {}, {}, "table",
            text_of(fmt::format("SELECT pg_catalog.count(*) FROM {}", made_.from(table))),
            fmt::format("found by {}", table.found), "{" + write_table(table) + "}");
        for (const mapped_column& each : table.columns) {
            std::string message = fmt::format("found by {}", each.found);
            if (!each.refers_to.empty()) {
                message += fmt::format(", refers to column {}", core::quoted(each.refers_to));
            }
            add(table.ours, table.old, each.ours, each.old, "column", {}, message);
        }
        for (const std::string& each : missing_columns(made_.old, table, made_.schema)) {
            add(table.ours, table.old, each, {}, "missing", {},
                "a required column has no value: name one in the mapping");
        }
        for (const std::string& each : table.ignored) {
            const bool is_moment = each == "created_at" || each == "updated_at";
            add(table.ours, table.old, {}, each, "ignored", {},
                is_moment ? "ours says when the row was adopted"
                          : "ours has no such column: the old table keeps it");
        }
        const bool has_id = !is_staging(table.ours) && feed_of(table.ours, made_.schema).surrogate;
        if (has_id && !ids_fit(made_, table) && !ids_are_equal(made_, table)) {
            add(table.ours, table.old, "id", {}, "new ids", {},
                "ids are new: no column has whole numbers that fit, or our table has other rows");
        }
    }

    void add_others() {
        for (const old_table& each : made_.old.tables) {
            const bool is_mapped =
                std::any_of(made_.tables.begin(), made_.tables.end(),
                            [&](const mapped_table& table) { return table.old == each.name; });
            if (is_swapped(made_.old, each.name)) {
                add({}, each.name, {}, {}, "swapped", {},
                    "it shows our table; undo_adoption() puts yours back");
            } else if (!is_mapped && !is_of_swap(made_.old, each.name)) {
                add({}, each.name, {}, {}, "not mapped", {},
                    fmt::format("{} that no table of ours matches; it stays as it is", each.kind_name()));
            }
        }
    }

    // The loads are run and rolled back, so the counts are those of adopt().
    void add_rejects() {
        std::vector<step> steps;
        try {
            steps = load_steps(made_);
        } catch (const core::failure& failure) {
            add({}, {}, {}, {}, "error", {}, failure.what());
            return;
        }
        std::vector<text_row> found;
        const auto run = [&] {
            postgres::with_setting("client_min_messages", "error", [&] {
                for (const step& each : steps) {
                    if (!each.is_final) {
                        run_step(each, found);
                    }
                }
            });
        };
        try {
            postgres::in_subtransaction([&] {
                run();
                return false;
            });
        } catch (const postgres::pg_error& error) {
            if (error.data()->sqlerrcode == ERRCODE_QUERY_CANCELED) {
                throw;
            }
            found.push_back({{}, {}, {}, {}, "error", {}, std::string(error.data()->message), {}});
        }
        rows_.insert(rows_.end(), found.begin(), found.end());
    }

    void run_step(const step& step, std::vector<text_row>& found) {
        const std::vector<text_row> balance = texts_of(step.sql);
        if (step.table.empty() || !balance.at(0).back()) {
            return;
        }
        const mapped_table& table = *find_table(made_.tables, step.table);
        for (const text_row& each : texts_of(fmt::format(
                 "SELECT r.error_code, pg_catalog.count(*), (pg_catalog.array_agg(r.message ORDER BY "
                 "r.row_number))[1] FROM {} AS r WHERE r.batch_id OPERATOR(pg_catalog.=) {} "
                 "GROUP BY r.error_code ORDER BY r.error_code",
                 made_.ours("load_reject"), *balance.at(0).back()))) {
            const bool mends = each[0] == "OVERLAPPING_WINDOW" || each[0] == "INVALID_WINDOW";
            found.push_back({table.ours,
                             table.old,
                             {},
                             {},
                             "reject",
                             each[1],
                             fmt::format("{}: {}{}", *each[0], *each[2],
                                         mends ? "; fix => '{windows}' resolves overlaps" : ""),
                             {}});
        }
    }

    void add_obstacles() {
        for (const obstacle& each : swap_obstacles(made_)) {
            add({}, each.table, {}, {}, "swap", {}, each.message);
        }
        for (const mapped_table& table : made_.tables) {
            for (const foreign_key& each : foreign_keys_to(made_, table)) {
                add(table.ours, table.old, {}, {}, "reference", {},
                    fmt::format("foreign key {} of {}: it refers to our table after swap",
                                core::quoted(each.name), each.table));
            }
        }
    }

    request made_;
    bool checks_;
    std::vector<text_row> rows_;
};

}  // namespace

std::vector<text_row> plan(const std::string& schema_name, Oid schema, bool checks) {
    request made;
    made.schema = schema;
    made.old = read_schema(schema_name);
    made.tables = propose(made.old, schema);
    std::erase_if(made.tables, [&](const mapped_table& each) { return is_swapped(made.old, each.old); });
    return planner(std::move(made), checks).rows();
}

}  // namespace forecast_warehouse::adoption
