#include "load/rollup.hpp"

#include <array>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "core/calendar.hpp"
#include "core/failure.hpp"
#include "core/load/star.hpp"
#include "core/sql.hpp"
#include "core/text.hpp"
#include "load/arrival.hpp"
#include "load/policy.hpp"
#include "load/rights.hpp"
#include "postgres/datums.hpp"
#include "postgres/guard.hpp"
#include "postgres/named_rows.hpp"
#include "postgres/relation_shape.hpp"
#include "postgres/rights.hpp"
#include "postgres/setting.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::load {
namespace {

// The days and stores to roll up; without ids, all stores.
struct scope {
    core::date_range days;
    std::optional<std::vector<Datum>> store_ids;

    [[nodiscard]] postgres::arguments arguments() const {
        postgres::arguments given;
        given.add(DATEOID, postgres::date_datum(days.first)).add(DATEOID, postgres::date_datum(days.last));
        if (!store_ids) {
            return given.add_null(INT4ARRAYOID);
        }
        return given.add_array(INT4OID, *store_ids);
    }
};

// Whether a table's row is in the scope, of which the arguments are $1 to $3.
std::string in_scope(const char* row) {
    const std::string store = fmt::format("{}.store_id", row);
    return fmt::format("{} AND ($3 IS NULL OR {})",
                       core::sql::between(fmt::format("{}.date", row), "$1", "$2"),
                       core::sql::eq_any(store, "$3"));
}

std::string same_grain(const char* left, const char* right) {
    const auto same = [=](const char* column) {
        return core::sql::eq(fmt::format("{}.{}", left, column), fmt::format("{}.{}", right, column));
    };
    return core::sql::all_of({same("date"), same("store_id"), same("product_id")});
}

// Whether a row of sales_daily is other than zero; NULL where there is none.
constexpr const char* not_zero =
    "(f.quantity OPERATOR(pg_catalog.<>) 0 OR f.total_amount OPERATOR(pg_catalog.<>) 0::pg_catalog.numeric)";

// The result of grains().
// The type of a sum of quantities, which are integers in older versions of the tables.
struct sum_type {
    Oid oid;
    const char* name;
};

sum_type sum_type_of(const core::feed& sales) {
    const int quantity = core::column_with_role(sales, core::column_role::quantity);
    return sales.columns[static_cast<std::size_t>(quantity)].type == core::value_type::integer
               ? sum_type{INT8OID, "pg_catalog.int8"}
               : sum_type{NUMERICOID, "pg_catalog.numeric"};
}

// The row type of grains().
postgres::row_type made_type(Oid quantity) {
    return postgres::row_type()
        .add("date", DATEOID)
        .add("store_id", INT4OID)
        .add("product_id", INT4OID)
        .add("quantity", quantity)
        .add("unit_price", NUMERICOID)
        .add("total_amount", NUMERICOID)
        .add("vanished", BOOLOID);
}

// One rollup, from the lines to the journal.
class rollup {
public:
    rollup(Oid schema, const core::date_range& days)
        : target_(feed_in(*core::find_feed_of_table("sales_daily"), schema), schema),
          scope_{days, std::nullopt},
          sum_(sum_type_of(target_.feed())),
          rolled_(postgres::row_type()
                      .add("date", DATEOID)
                      .add("store_id", INT4OID)
                      .add("product_id", INT4OID)
                      .add("store_code", TEXTOID)
                      .add("sku", TEXTOID)
                      .add("quantity", sum_.oid)
                      .add("unit_price", NUMERICOID)
                      .add("total_amount", NUMERICOID)
                      .add("vanished", BOOLOID)
                      .describe()),
          rows_(target_.feed(), postgres::tuple_store(describe_arriving(target_.feed()))) {}

    load_outcome run(const std::optional<std::vector<std::string>>& stores) {
        const TimestampTz started = GetCurrentTimestamp();
        postgres::with_spi([&] {
            require_all_rights();
            refuse_hidden_rows();
            target_.lock_dimensions();
            expect_shapes();
            target_.take_turns("sales_rollup");
            if (stores) {
                scope_.store_ids = ids_of(*stores);
            }
            read_lines();
        });
        load_outcome outcome = run_load(
            target_, rows_, {current_reject_policy(), duplicate_policy::error, "rollup_sales", started});
        postgres::with_spi([&] { record_grains(); });
        report_vanished();
        rows_.store().end();
        rolled_.end();
        return outcome;
    }

private:
    void require_all_rights() const;
    void refuse_hidden_rows() const;
    void expect_shapes() const;
    [[nodiscard]] std::vector<Datum> ids_of(const std::vector<std::string>& codes) const;
    [[nodiscard]] std::string grains() const;
    [[nodiscard]] std::string stored_rows(const char* grains) const;
    [[nodiscard]] std::string grains_by_natural_key(bool some_vanished) const;
    void execute_on_scope(const std::string& sql) const;
    void read_lines();
    void record_grains();
    void report_vanished() const;

    target target_;
    scope scope_;
    sum_type sum_;
    postgres::tuple_store rolled_;
    arrival rows_;
    std::int64_t grains_ = 0;
    std::int64_t vanished_ = 0;
};

// Asked before other roll-ups have to wait for this one.
void rollup::require_all_rights() const {
    const std::vector<std::string> grain{"date", "store_id", "product_id"};
    require_rights(target_, rows_);
    postgres::require_privilege(target_.relation_beside("sales_txn"), ACL_SELECT, grain);
    for (const AclMode each : {ACL_SELECT, ACL_INSERT, ACL_DELETE}) {
        postgres::require_privilege(target_.relation_beside("sales_rollup"), each,
                                    each == ACL_DELETE ? std::vector<std::string>{} : grain);
    }
}

// Rows that a policy hides would look as if they had vanished.
void rollup::refuse_hidden_rows() const {
    for (const char* table : {"sales_txn", "sales_daily", "sales_rollup", "store", "product"}) {
        const Oid relation = target_.relation_beside(table);
        if (postgres::guard([relation] { return check_enable_rls(relation, InvalidOid, true); }) ==
            RLS_ENABLED) {
            throw core::failure(
                core::sqlstate::insufficient_privilege,
                fmt::format(R"(rollup_sales would be affected by row-level security policy for table "{}")",
                            table),
                "Call it as a role that row-level security does not apply to.");
        }
    }
}

// The load itself looks at sales_daily, store and product once more.
void rollup::expect_shapes() const {
    using postgres::type_family;
    const type_family quantity = sum_.oid == INT8OID ? type_family::integer : type_family::decimal;
    const std::array<postgres::shape_column, 6> sales{{{"date", type_family::date},
                                                       {"store_id", type_family::integer},
                                                       {"product_id", type_family::integer},
                                                       {"quantity", quantity},
                                                       {"unit_price", type_family::decimal},
                                                       {"total_amount", type_family::decimal}}};
    constexpr std::size_t of_grain = 3;
    postgres::expect_shape(target_.schema(), "sales_txn", sales);
    postgres::expect_shape(target_.schema(), "sales_daily", sales);
    postgres::expect_shape(target_.schema(), "sales_rollup", std::span(sales).first(of_grain));
    constexpr std::array<std::string_view, of_grain> grain{"date", "store_id", "product_id"};
    postgres::expect_unique_index(target_.schema(), "sales_rollup", grain);
    for (const auto& [table, code] : {std::pair{"store", "code"}, std::pair{"product", "sku"}}) {
        const std::array<postgres::shape_column, 2> keys{
            {{"id", type_family::integer}, {code, type_family::text}}};
        postgres::expect_shape(target_.schema(), table, keys);
    }
}

std::vector<Datum> rollup::ids_of(const std::vector<std::string>& codes) const {
    std::vector<Datum> ids;
    for (const std::string& code : codes) {
        postgres::execute(
            fmt::format("SELECT CAST(id AS integer) FROM {} WHERE code OPERATOR(pg_catalog.=) $1",
                        target_.beside("store")),
            postgres::arguments().add_text(code));
        if (postgres::result_rows() == 0) {
            throw core::failure(core::sqlstate::invalid_parameter_value,
                                fmt::format("store_code \"{}\" does not exist in store",
                                            core::shorten(code, core::shown_characters)),
                                "Name stores by their code.");
        }
        bool is_null = false;
        ids.push_back(postgres::result_value(0, 1, INT4OID, is_null));
    }
    return ids;
}

// One row per grain, of its lines and of its mark in sales_rollup. Without lines the grain has vanished: its
// sums are NULL. The load derives its price. Where as many pieces came back as went out, the price is the
// average of the lines' prices.
//
// Marks are grouped with the lines, not joined to them. Of tables never analyzed the planner expects one row,
// and would compare each mark with each grain.
std::string rollup::grains() const {
    return fmt::format(
        "SELECT l.date, l.store_id, l.product_id, pg_catalog.sum(l.quantity) AS quantity, "
        "CASE WHEN pg_catalog.sum(l.quantity) OPERATOR(pg_catalog.=) 0::{quantity} "
        "THEN CASE WHEN pg_catalog.bool_and(l.quantity OPERATOR(pg_catalog.=) 0) "
        "THEN pg_catalog.avg(l.unit_price) "
        "ELSE pg_catalog.sum(pg_catalog.abs(l.total_amount)) OPERATOR(pg_catalog./) "
        "pg_catalog.sum(pg_catalog.abs(l.quantity::{quantity})) END END AS unit_price, "
        "pg_catalog.sum(l.total_amount) AS total_amount, pg_catalog.bool_and(l.is_mark) AS vanished "
        "FROM (SELECT t.date, t.store_id, t.product_id, t.quantity, t.unit_price, t.total_amount, "
        "false AS is_mark FROM {lines} AS t WHERE {of_lines} "
        "UNION ALL SELECT r.date, r.store_id, r.product_id, NULL, NULL, NULL, true FROM {marks} AS r "
        "WHERE {of_marks}) "
        "AS l GROUP BY l.date, l.store_id, l.product_id",
        fmt::arg("quantity", sum_.name), fmt::arg("lines", target_.beside("sales_txn")),
        fmt::arg("of_lines", in_scope("t")), fmt::arg("marks", target_.beside("sales_rollup")),
        fmt::arg("of_marks", in_scope("r")));
}

// The rows of sales_daily in the scope, joined to rows of grains.
std::string rollup::stored_rows(const char* grains) const {
    return fmt::format("{} AS f ON {} AND {}", target_.table(), same_grain("f", grains), in_scope("f"));
}

// The grains with the natural keys of the load. Where some have vanished, their stored rows show which are
// zero already.
std::string rollup::grains_by_natural_key(bool some_vanished) const {
    return fmt::format(
        "SELECT g.date, g.store_id, g.product_id, s.code::pg_catalog.text, p.sku::pg_catalog.text, "
        "CASE WHEN g.vanished THEN 0::{quantity} ELSE g.quantity END, {price}, "
        "CASE WHEN g.vanished THEN 0::pg_catalog.numeric ELSE g.total_amount END, g.vanished "
        "FROM made AS g JOIN {store} AS s ON s.id OPERATOR(pg_catalog.=) g.store_id "
        "JOIN {product} AS p ON p.id OPERATOR(pg_catalog.=) g.product_id{stored} "
        "ORDER BY g.date, g.store_id, g.product_id",
        fmt::arg("price", some_vanished ? "CASE WHEN g.vanished THEN f.unit_price ELSE g.unit_price END"
                                        : "g.unit_price"),
        fmt::arg("quantity", sum_.name), fmt::arg("store", target_.beside("store")),
        fmt::arg("product", target_.beside("product")),
        fmt::arg("stored", some_vanished ? fmt::format(" LEFT JOIN {} WHERE NOT g.vanished OR {}",
                                                       stored_rows("g"), not_zero)
                                         : std::string()));
}

// Without nested loops: of tables never analyzed the planner expects one row, and would compare each row with
// each grain. Both sides have the size of the scope, so a hash or a merge is never much slower.
void rollup::execute_on_scope(const std::string& sql) const {
    postgres::with_setting("enable_nestloop", "off", [&] { postgres::execute(sql, scope_.arguments()); });
}

void rollup::read_lines() {
    postgres::tuple_store made_rows(made_type(sum_.oid).describe());
    postgres::execute_into(grains(), made_rows, scope_.arguments());
    const postgres::named_rows made("made", made_rows, static_cast<std::int64_t>(postgres::result_rows()),
                                    target_.schema());
    postgres::execute(made.in("SELECT pg_catalog.count(*) FROM made WHERE made.vanished"));
    if (postgres::result_count(1) == 0) {
        postgres::execute_into(made.in(grains_by_natural_key(false)), rolled_);
    } else {
        postgres::with_setting("enable_nestloop", "off", [&] {
            postgres::execute_into(made.in(grains_by_natural_key(true)), rolled_, scope_.arguments());
        });
    }
    grains_ = static_cast<std::int64_t>(postgres::result_rows());
    made.end();
    made_rows.end();
    const postgres::named_rows rolled("rolled", rolled_, grains_, InvalidOid);
    postgres::execute_into(
        "SELECT rolled.date, rolled.store_code, rolled.sku, rolled.quantity, rolled.unit_price, "
        "rolled.total_amount FROM rolled",
        rows_.store());
    rows_.record(grains_, {});
    rolled.end();
}

// Marks the grains that came from lines, without rejects. Deletes a mark when no line is left and the row is
// zero. A row that a trigger left unchanged is tried again the next time.
void rollup::record_grains() {
    const postgres::named_rows rolled("rolled", rolled_, grains_, target_.schema());
    const std::string recorded = target_.beside("sales_rollup");
    const std::string sales = stored_rows("rolled");
    execute_on_scope(rolled.in(
        fmt::format("WITH marked AS MATERIALIZED (SELECT rolled.date, rolled.store_id, rolled.product_id "
                    "FROM rolled LEFT JOIN {} WHERE NOT rolled.vanished OR {}) "
                    "DELETE FROM {} AS r WHERE {} AND NOT EXISTS (SELECT 1 FROM marked WHERE {})",
                    sales, not_zero, recorded, in_scope("r"), same_grain("marked", "r"))));
    execute_on_scope(
        rolled.in(fmt::format("SELECT pg_catalog.count(*) FROM rolled LEFT JOIN {} "
                              "WHERE rolled.vanished AND {} IS NOT TRUE",
                              sales, not_zero)));
    vanished_ = postgres::result_count(1);
    execute_on_scope(rolled.in(
        fmt::format("INSERT INTO {0} (date, store_id, product_id) "
                    "SELECT f.date, f.store_id, f.product_id FROM rolled JOIN {1} "
                    "WHERE NOT rolled.vanished AND f.quantity OPERATOR(pg_catalog.=) rolled.quantity "
                    "AND f.total_amount OPERATOR(pg_catalog.=) rolled.total_amount "
                    "AND NOT EXISTS (SELECT 1 FROM {0} AS r WHERE {2} AND {3}) "
                    "ON CONFLICT (date, store_id, product_id) DO NOTHING",
                    recorded, sales, in_scope("r"), same_grain("r", "f"))));
    rolled.end();
}

void rollup::report_vanished() const {
    if (vanished_ > 0) {
        postgres::guard([this] {
            ereport(NOTICE, (errmsg_plural(
                                "%lld row of \"sales_daily\" set to zero: its till lines no longer exist",
                                "%lld rows of \"sales_daily\" set to zero: their till lines no longer exist",
                                static_cast<unsigned long>(vanished_), static_cast<long long>(vanished_))));
        });
    }
}

}  // namespace

load_outcome roll_up(Oid schema, const core::date_range& days,
                     const std::optional<std::vector<std::string>>& stores) {
    const postgres::arena memory("rollup");
    const postgres::inside inside(memory);
    return rollup(schema, days).run(stores);
}

}  // namespace forecast_warehouse::load
