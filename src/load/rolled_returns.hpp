#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "load/arrival.hpp"
#include "load/load.hpp"
#include "load/rollup_scope.hpp"
#include "load/target.hpp"
#include "postgres/named_rows.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::load {

// The rows of sales_returns that a rollup writes. It has two reasons of its own. Lines that are returns have
// "till". Discounts that sales_daily cannot hold have "till discount". Those are discounts above the sales of
// a grain, and discounts of a grain without sales.
//
// Its rows become zero when their lines no longer exist, and when sales_daily is net of returns. Rows of
// other reasons are left alone.
class rolled_returns {
public:
    // In a schema that has sales_returns.
    rolled_returns(Oid schema, returns_mode mode);

    static bool exist_in(Oid schema);

    // Raises unless the role may do what this rollup needs. Sums that are net of returns need no right while
    // the table is empty.
    void require_rights() const;
    void refuse_hidden_rows() const;
    void expect_shapes() const;

    // Reads the rows: from the sums of the rollup, which are named made, and from the stored rows.
    void read(const rollup_scope& scope, const postgres::named_rows& made);

    // Loads them. Net of returns: only where a row becomes zero.
    void run(TimestampTz started);

    void end();

private:
    [[nodiscard]] bool is_out_of_reach() const;
    [[nodiscard]] std::string stored_rows() const;
    [[nodiscard]] std::string rows_by_natural_key() const;
    void report_vanished() const;

    target target_;
    returns_mode mode_;
    bool reads_;
    arrival rows_;
    std::int64_t vanished_ = 0;
};

}  // namespace forecast_warehouse::load
