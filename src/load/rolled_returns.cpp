#include "load/rolled_returns.hpp"

#include <array>

#include <fmt/format.h>

#include "core/load/star.hpp"
#include "core/sql.hpp"
#include "load/policy.hpp"
#include "load/rights.hpp"
#include "postgres/guard.hpp"
#include "postgres/relation_shape.hpp"
#include "postgres/rights.hpp"
#include "postgres/setting.hpp"
#include "postgres/spi.hpp"
#include "postgres/table_facts.hpp"

namespace forecast_warehouse::load {
namespace {

constexpr const char* table_name = "sales_returns";

}  // namespace

rolled_returns::rolled_returns(Oid schema, returns_mode mode)
    : target_(feed_in(*core::find_feed_of_table(table_name), schema), schema),
      mode_(mode),
      reads_(!is_out_of_reach()),
      rows_(target_.feed(), postgres::tuple_store(describe_arriving(target_.feed()))) {}

bool rolled_returns::exist_in(Oid schema) {
    return OidIsValid(postgres::table_in(schema, table_name));
}

// Roles that rolled up before this table existed have no right on it.
bool rolled_returns::is_out_of_reach() const {
    return mode_ == returns_mode::net && !postgres::has_privileges(target_.relation(), ACL_SELECT) &&
           postgres::has_no_pages(target_.relation());
}

void rolled_returns::require_rights() const {
    if (mode_ == returns_mode::separate) {
        load::require_rights(target_, rows_);
    } else if (reads_) {
        postgres::require_privilege(
            target_.relation(), ACL_SELECT,
            {"date", "store_id", "product_id", "reason", "return_quantity", "return_amount"});
    }
}

void rolled_returns::refuse_hidden_rows() const {
    if (reads_) {
        refuse_row_security(target_, table_name, "rollup_sales");
    }
}

void rolled_returns::expect_shapes() const {
    using postgres::type_family;
    constexpr std::array<postgres::shape_column, 6> columns{{{"date", type_family::date},
                                                             {"store_id", type_family::integer},
                                                             {"product_id", type_family::integer},
                                                             {"reason", type_family::text},
                                                             {"return_quantity", type_family::decimal},
                                                             {"return_amount", type_family::decimal}}};
    if (reads_) {
        postgres::expect_shape(target_.schema(), table_name, columns);
    }
}

// The rows of earlier rollups in the scope that are not zero yet.
std::string rolled_returns::stored_rows() const {
    return fmt::format(
        "SELECT f.date, f.store_id, f.product_id, f.reason::pg_catalog.text AS reason, "
        "0::pg_catalog.numeric AS return_quantity, 0::pg_catalog.numeric AS return_amount FROM {} AS f "
        "WHERE {} AND {} AND (f.return_quantity OPERATOR(pg_catalog.<>) 0::pg_catalog.numeric "
        "OR f.return_amount OPERATOR(pg_catalog.<>) 0::pg_catalog.numeric)",
        target_.table(), in_scope("f"),
        core::sql::eq_any("f.reason::pg_catalog.text", "'{till,till discount}'::pg_catalog.text[]"));
}

// Stored rows add zero to the sums of their lines, and are zero where there are none. A grain without sales
// has no row in sales_daily that could hold its discounts, also where they were taken back.
std::string rolled_returns::rows_by_natural_key() const {
    std::string sources = stored_rows();
    if (mode_ == returns_mode::separate) {
        sources +=
            " UNION ALL SELECT m.date, m.store_id, m.product_id, 'till', m.return_quantity, m.return_amount "
            "FROM made AS m WHERE m.return_quantity IS NOT NULL "
            "UNION ALL SELECT m.date, m.store_id, m.product_id, 'till discount', 0::pg_catalog.numeric, "
            "OPERATOR(pg_catalog.-) m.total_amount FROM made AS m "
            "WHERE m.total_amount OPERATOR(pg_catalog.<) 0::pg_catalog.numeric "
            "OR (m.vanished AND m.total_amount OPERATOR(pg_catalog.>) 0::pg_catalog.numeric)";
    }
    return fmt::format(
        "SELECT r.date, s.code::pg_catalog.text, p.sku::pg_catalog.text, r.reason, "
        "pg_catalog.sum(r.return_quantity), pg_catalog.sum(r.return_amount) FROM ({}) AS r "
        "JOIN {} AS s ON s.id OPERATOR(pg_catalog.=) r.store_id "
        "JOIN {} AS p ON p.id OPERATOR(pg_catalog.=) r.product_id "
        "GROUP BY r.date, s.code, p.sku, r.store_id, r.product_id, r.reason "
        "ORDER BY r.date, r.store_id, r.product_id, r.reason COLLATE pg_catalog.\"C\"",
        sources, target_.beside("store"), target_.beside("product"));
}

void rolled_returns::read(const rollup_scope& scope, const postgres::named_rows& made) {
    // Another rollup may have written the first rows before this one had its turn.
    if (!reads_ && !is_out_of_reach()) {
        reads_ = true;
        require_rights();
    }
    if (!reads_) {
        return;
    }
    postgres::with_setting("enable_nestloop", "off", [&] {
        postgres::execute_into(made.in(rows_by_natural_key()), rows_.store(), scope.arguments());
    });
    const auto rows = static_cast<std::int64_t>(postgres::result_rows());
    rows_.record(rows, {});
    const postgres::named_rows returned("returned", rows_.store(), rows, target_.schema());
    postgres::execute(
        returned.in("SELECT pg_catalog.count(*) FROM returned "
                    "WHERE returned.return_quantity OPERATOR(pg_catalog.=) 0::pg_catalog.numeric "
                    "AND returned.return_amount OPERATOR(pg_catalog.=) 0::pg_catalog.numeric"));
    vanished_ = postgres::result_count(1);
    returned.end();
}

void rolled_returns::run(TimestampTz started) {
    if (mode_ == returns_mode::net && vanished_ == 0) {
        return;
    }
    run_load(target_, rows_, {current_reject_policy(), duplicate_policy::error, "rollup_sales", started});
    report_vanished();
}

void rolled_returns::report_vanished() const {
    if (vanished_ == 0) {
        return;
    }
    postgres::guard([this] {
        const auto rows = static_cast<unsigned long>(vanished_);
        if (mode_ == returns_mode::net) {
            ereport(NOTICE, (errmsg_plural(
                                "%lu row of \"sales_returns\" set to zero: \"sales_daily\" is net of it",
                                "%lu rows of \"sales_returns\" set to zero: \"sales_daily\" is net of them",
                                rows, rows)));
        } else {
            ereport(NOTICE, (errmsg_plural(
                                "%lu row of \"sales_returns\" set to zero: its till lines no longer exist",
                                "%lu rows of \"sales_returns\" set to zero: their till lines no longer exist",
                                rows, rows)));
        }
    });
}

void rolled_returns::end() {
    rows_.store().end();
}

}  // namespace forecast_warehouse::load
