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
#include "load/order_lines.hpp"
#include "load/policy.hpp"
#include "load/rights.hpp"
#include "load/rolled_returns.hpp"
#include "load/till_lines.hpp"
#include "postgres/datums.hpp"
#include "postgres/guard.hpp"
#include "postgres/named_rows.hpp"
#include "postgres/relation_shape.hpp"
#include "postgres/rights.hpp"
#include "postgres/setting.hpp"
#include "postgres/spi.hpp"
#include "postgres/table_facts.hpp"

namespace forecast_warehouse::load {
namespace {

// Whether a row of sales_daily is other than zero; NULL where there is none.
constexpr const char* not_zero =
    "(f.quantity OPERATOR(pg_catalog.<>) 0 OR f.total_amount OPERATOR(pg_catalog.<>) 0::pg_catalog.numeric)";

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
        .add("vanished", BOOLOID)
        .add("marked", BOOLOID)
        .add("return_quantity", NUMERICOID)
        .add("return_amount", NUMERICOID);
}

// One rollup, from the lines to the journal.
class rollup {
public:
    // returns: nothing for lines that never write sales_returns.
    rollup(Oid schema, const core::date_range& days, rolled_lines& lines, std::optional<returns_mode> returns)
        : target_(feed_in(*core::find_feed_of_table("sales_daily"), schema), schema),
          lines_(&lines),
          mode_(returns.value_or(returns_mode::net)),
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
          rows_(target_.feed(), postgres::tuple_store(describe_arriving(target_.feed()))) {
        if (returns && rolled_returns::exist_in(schema)) {
            returns_.emplace(schema, *returns);
        }
    }

    load_outcome run(const std::optional<std::vector<std::string>>& stores) {
        const TimestampTz started = GetCurrentTimestamp();
        postgres::with_spi([&] {
            require_all_rights();
            refuse_hidden_rows();
            lines_->lock_dimensions();
            target_.lock_dimensions();
            expect_shapes();
            // Both kinds of rollups take the same turns.
            target_.take_turns("sales_rollup");
            lines_->prepare();
            if (stores) {
                scope_.store_ids = ids_of(*stores);
            }
            read_lines();
        });
        load_outcome outcome = run_load(
            target_, rows_, {current_reject_policy(), duplicate_policy::error, lines_->function(), started});
        postgres::with_spi([&] { record_grains(); });
        report_vanished();
        if (returns_) {
            returns_->run(started);
            returns_->end();
        }
        rows_.store().end();
        rolled_.end();
        return outcome;
    }

private:
    void require_all_rights() const;
    void refuse_hidden_rows() const;
    void expect_shapes() const;
    [[nodiscard]] std::vector<Datum> ids_of(const std::vector<std::string>& codes) const;
    [[nodiscard]] std::string line_columns() const;
    [[nodiscard]] std::string returned_sums() const;
    [[nodiscard]] std::string grains() const;
    [[nodiscard]] std::string stored_rows(const char* grains) const;
    [[nodiscard]] std::string grains_by_natural_key(bool some_vanished) const;
    void execute_on_scope(const std::string& sql) const;
    void read_lines();
    void refuse_wrong_grains(const postgres::named_rows& made) const;
    void refuse_other_sums(const postgres::named_rows& made) const;
    void record_grains();
    void report_vanished() const;

    target target_;
    rolled_lines* lines_;
    returns_mode mode_;
    std::optional<rolled_returns> returns_;
    rollup_scope scope_;
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
    lines_->require_rights();
    for (const AclMode each : {ACL_SELECT, ACL_INSERT, ACL_DELETE}) {
        postgres::require_privilege(target_.relation_beside(lines_->marks()), each,
                                    each == ACL_DELETE ? std::vector<std::string>{} : grain);
    }
    if (returns_) {
        returns_->require_rights();
    }
}

// Rows that a policy hides would look as if they had vanished.
void rollup::refuse_hidden_rows() const {
    lines_->refuse_hidden_rows();
    for (const char* table : {"sales_daily", lines_->marks(), "store", "product"}) {
        refuse_row_security(target_, table, lines_->function());
    }
    if (returns_) {
        returns_->refuse_hidden_rows();
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
    lines_->expect_shapes();
    postgres::expect_shape(target_.schema(), "sales_daily", sales);
    postgres::expect_shape(target_.schema(), lines_->marks(), std::span(sales).first(of_grain));
    constexpr std::array<std::string_view, of_grain> grain{"date", "store_id", "product_id"};
    postgres::expect_unique_index(target_.schema(), lines_->marks(), grain);
    for (const auto& [table, code] : {std::pair{"store", "code"}, std::pair{"product", "sku"}}) {
        const std::array<postgres::shape_column, 2> keys{
            {{"id", type_family::integer}, {code, type_family::text}}};
        postgres::expect_shape(target_.schema(), table, keys);
    }
    if (returns_) {
        returns_->expect_shapes();
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

// The columns of a line that are summed. Discounts have no pieces and no price. Returns are apart from sales
// where they are separate, and a grain that only has discounts has no sales then.
std::string rollup::line_columns() const {
    if (!lines_->has_discounts()) {
        return "t.quantity, t.unit_price, t.total_amount, NULL::pg_catalog.numeric AS return_quantity, "
               "NULL::pg_catalog.numeric AS return_amount, true AS sale, NULL::pg_catalog.bool AS mark";
    }
    const std::string discount = is_discount("t");
    if (mode_ == returns_mode::net) {
        return fmt::format(
            "CASE WHEN {0} THEN 0::pg_catalog.numeric ELSE t.quantity END AS quantity, "
            "CASE WHEN NOT {0} THEN t.unit_price END AS unit_price, t.total_amount, "
            "NULL::pg_catalog.numeric AS return_quantity, NULL::pg_catalog.numeric AS return_amount, "
            "true AS sale, NULL::pg_catalog.bool AS mark",
            discount);
    }
    return fmt::format(
        "CASE WHEN {0} THEN 0::pg_catalog.numeric WHEN NOT {1} THEN t.quantity END AS quantity, "
        "CASE WHEN NOT {0} AND NOT {1} THEN t.unit_price END AS unit_price, "
        "CASE WHEN NOT {1} THEN t.total_amount END AS total_amount, "
        "CASE WHEN {1} THEN OPERATOR(pg_catalog.-) t.quantity END AS return_quantity, "
        "CASE WHEN {1} THEN OPERATOR(pg_catalog.-) t.total_amount END AS return_amount, "
        "CASE WHEN NOT {0} AND NOT {1} THEN true END AS sale, NULL::pg_catalog.bool AS mark",
        discount, is_return("t"));
}

// An aggregate costs time for each line, even one of NULLs.
std::string rollup::returned_sums() const {
    return mode_ == returns_mode::separate
               ? "pg_catalog.sum(l.return_quantity) AS return_quantity, "
                 "pg_catalog.sum(l.return_amount) AS return_amount"
               : "NULL::pg_catalog.numeric AS return_quantity, NULL::pg_catalog.numeric AS return_amount";
}

// One row per grain, of its lines and of its mark in sales_rollup. Without sales the grain has vanished. Its
// sums are NULL where it has no lines at all. The load derives its price. Where as many pieces came back as
// went out, the price is the average of the lines' prices.
//
// Marks are grouped with the lines, not joined to them. Of tables never analyzed the planner expects one row,
// and would compare each mark with each grain.
std::string rollup::grains() const {
    return fmt::format(
        "SELECT l.date, l.store_id, l.product_id, pg_catalog.sum(l.quantity) AS quantity, "
        "CASE WHEN pg_catalog.sum(l.quantity) OPERATOR(pg_catalog.=) 0::{quantity} "
        "THEN CASE WHEN pg_catalog.bool_and(l.quantity OPERATOR(pg_catalog.=) 0) "
        "THEN COALESCE(pg_catalog.avg(l.unit_price), 0::pg_catalog.numeric) "
        "ELSE pg_catalog.sum(pg_catalog.abs(l.total_amount)) FILTER (WHERE l.unit_price IS NOT NULL) "
        "OPERATOR(pg_catalog./) pg_catalog.sum(pg_catalog.abs(l.quantity::{quantity})) END END "
        "AS unit_price, pg_catalog.sum(l.total_amount) AS total_amount, "
        "pg_catalog.count(l.sale) OPERATOR(pg_catalog.=) 0 AS vanished, "
        "pg_catalog.count(l.mark) OPERATOR(pg_catalog.>) 0 AS marked, {returned} "
        "FROM (SELECT t.date, t.store_id, t.product_id, {columns} FROM {lines} AS t WHERE {of_lines} "
        "UNION ALL SELECT r.date, r.store_id, r.product_id, NULL, NULL, NULL, NULL, NULL, NULL, true "
        "FROM {marks} AS r WHERE {of_marks}) "
        "AS l GROUP BY l.date, l.store_id, l.product_id",
        fmt::arg("quantity", sum_.name), fmt::arg("columns", line_columns()),
        fmt::arg("returned", returned_sums()), fmt::arg("lines", lines_->rows()),
        fmt::arg("of_lines", in_scope("t")), fmt::arg("marks", target_.beside(lines_->marks())),
        fmt::arg("of_marks", in_scope("r")));
}

// The rows of sales_daily in the scope, joined to rows of grains.
std::string rollup::stored_rows(const char* grains) const {
    return fmt::format("{} AS f ON {} AND {}", target_.table(), same_grain("f", grains), in_scope("f"));
}

// The grains with the natural keys of the load. Where some have vanished, their stored rows show which are
// zero already. A grain without sales and without a mark has no row. Discounts above the sales go to
// sales_returns where it is written.
std::string rollup::grains_by_natural_key(bool some_vanished) const {
    return fmt::format(
        "SELECT g.date, g.store_id, g.product_id, s.code::pg_catalog.text, p.sku::pg_catalog.text, "
        "CASE WHEN g.vanished THEN 0::{quantity} ELSE g.quantity END, {price}, "
        "CASE WHEN g.vanished THEN 0::pg_catalog.numeric ELSE {amount} END, g.vanished "
        "FROM made AS g JOIN {store} AS s ON s.id OPERATOR(pg_catalog.=) g.store_id "
        "JOIN {product} AS p ON p.id OPERATOR(pg_catalog.=) g.product_id{stored} "
        "ORDER BY g.date, g.store_id, g.product_id",
        fmt::arg("price", some_vanished ? "CASE WHEN g.vanished THEN f.unit_price ELSE g.unit_price END"
                                        : "g.unit_price"),
        fmt::arg("amount", mode_ == returns_mode::separate ? "GREATEST(g.total_amount, 0::pg_catalog.numeric)"
                                                           : "g.total_amount"),
        fmt::arg("quantity", sum_.name), fmt::arg("store", target_.beside("store")),
        fmt::arg("product", target_.beside("product")),
        fmt::arg("stored", some_vanished
                               ? fmt::format(" LEFT JOIN {} WHERE NOT g.vanished OR (g.marked AND {})",
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
    postgres::arguments of_lines = scope_.arguments();
    lines_->add_arguments(of_lines);
    postgres::execute_into(grains(), made_rows, of_lines);
    const postgres::named_rows made("made", made_rows, static_cast<std::int64_t>(postgres::result_rows()),
                                    target_.schema());
    refuse_wrong_grains(made);
    postgres::execute(made.in("SELECT pg_catalog.count(*) FROM made WHERE made.vanished"));
    if (postgres::result_count(1) == 0) {
        postgres::execute_into(made.in(grains_by_natural_key(false)), rolled_);
    } else {
        postgres::with_setting("enable_nestloop", "off", [&] {
            postgres::execute_into(made.in(grains_by_natural_key(true)), rolled_, scope_.arguments());
        });
    }
    grains_ = static_cast<std::int64_t>(postgres::result_rows());
    if (returns_) {
        returns_->read(scope_, made);
    }
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

// Joins to store and product would leave a grain without a store out.
void rollup::refuse_wrong_grains(const postgres::named_rows& made) const {
    postgres::execute(made.in("SELECT pg_catalog.count(*) FROM made WHERE made.store_id IS NULL"));
    if (postgres::result_count(1) > 0) {
        lines_->refuse_lines_without_store(scope_);
    }
    refuse_other_sums(made);
}

// A row of sales_daily has the sum of one kind of lines. Roles that roll up one kind need no right on the
// marks of the other while there are none.
void rollup::refuse_other_sums(const postgres::named_rows& made) const {
    const Oid others = postgres::table_in(target_.schema(), lines_->other_marks());
    if (!OidIsValid(others) ||
        (!postgres::has_privileges(others, ACL_SELECT) && postgres::has_no_pages(others))) {
        return;
    }
    postgres::require_privilege(others, ACL_SELECT, {"date", "store_id", "product_id"});
    refuse_row_security(target_, lines_->other_marks(), lines_->function());
    constexpr std::array<postgres::shape_column, 3> grain{{{"date", postgres::type_family::date},
                                                           {"store_id", postgres::type_family::integer},
                                                           {"product_id", postgres::type_family::integer}}};
    postgres::expect_shape(target_.schema(), lines_->other_marks(), grain);
    execute_on_scope(made.in(fmt::format(
        "SELECT made.date, s.code::pg_catalog.text, p.sku::pg_catalog.text "
        "FROM made JOIN {} AS o ON {} AND {} JOIN {} AS s ON s.id OPERATOR(pg_catalog.=) made.store_id "
        "JOIN {} AS p ON p.id OPERATOR(pg_catalog.=) made.product_id WHERE NOT made.vanished "
        "ORDER BY made.date, made.store_id, made.product_id LIMIT 1",
        target_.beside(lines_->other_marks()), same_grain("made", "o"), in_scope("o"),
        target_.beside("store"), target_.beside("product"))));
    if (postgres::result_rows() > 0) {
        bool is_null = false;
        const Datum day = postgres::result_value(0, 1, DATEOID, is_null);
        const auto shown = [](int column) {
            return core::quoted(
                core::shorten(postgres::result_text(0, column).value_or(""), core::shown_characters));
        };
        throw core::failure(
            core::sqlstate::object_not_in_prerequisite_state,
            fmt::format("sales_daily has a sum of {} lines for date \"{}\", store_code {} and sku {}",
                        lines_->other_kind(), core::iso_date(core::day_from_epoch_2000(DatumGetDateADT(day))),
                        shown(2), shown(3)),
            "A row of sales_daily has the sum of till lines or of order lines, not of both. Roll up one kind "
            "for this store and these days.");
    }
}

// Marks the grains that came from lines, without rejects. Deletes a mark when no line is left and the row is
// zero. A row that a trigger left unchanged is tried again the next time.
void rollup::record_grains() {
    const postgres::named_rows rolled("rolled", rolled_, grains_, target_.schema());
    const std::string recorded = target_.beside(lines_->marks());
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
            ereport(NOTICE,
                    (errmsg_plural("%lld row of \"sales_daily\" set to zero: its %s lines no longer exist",
                                   "%lld rows of \"sales_daily\" set to zero: their %s lines no longer exist",
                                   static_cast<unsigned long>(vanished_), static_cast<long long>(vanished_),
                                   lines_->kind())));
        });
    }
}

}  // namespace

load_outcome roll_up(Oid schema, const core::date_range& days,
                     const std::optional<std::vector<std::string>>& stores, returns_mode returns) {
    const postgres::arena memory("rollup");
    const postgres::inside inside(memory);
    till_lines lines(schema);
    return rollup(schema, days, lines, returns).run(stores);
}

load_outcome roll_up_orders(Oid schema, const core::date_range& days, const Datum* channel_stores) {
    const postgres::arena memory("rollup");
    const postgres::inside inside(memory);
    order_lines lines(schema, channel_stores);
    return rollup(schema, days, lines, std::nullopt).run(std::nullopt);
}

}  // namespace forecast_warehouse::load
