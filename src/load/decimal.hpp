#pragma once

#include "core/load/feed.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::load {

// The range of a numeric column: numeric(limit, scale), not negative unless the column has either sign. A
// share is at most 1.
// Kept in the server's numeric, so that what we compute is what SQL computes.
class decimal_limits {
public:
    // In the current memory context, which must outlive it.
    explicit decimal_limits(const core::feed_column& column);

    enum class verdict { fits, negative, out_of_range };

    // Checks a value and rounds it to the column's scale, half away from zero as the server does; the new
    // value is in the current memory context. Runs inside a guard.
    verdict fit_unguarded(Datum& value) const;

private:
    Datum bound_;  // the first value that does not fit
    Datum zero_;
    int typmod_;
    bool either_sign_;
};

// quantity x price, and amount / quantity, unrounded; run inside a guard.
Datum amount_unguarded(Datum quantity, Datum price);
Datum price_unguarded(Datum amount, Datum quantity);

}  // namespace forecast_warehouse::load
