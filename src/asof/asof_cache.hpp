#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "asof/window_reader.hpp"
#include "core/asof/asof_prices.hpp"
#include "core/asof/asof_promotions.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::asof {

// What is asked for: a product in a store, or in the whole chain, on a day.
struct probe {
    std::int32_t product;
    std::optional<std::int32_t> store;  // none: the whole chain
    core::day_number day;

    // As indexes have it: where a store has the number of the whole chain, no index has windows of it.
    [[nodiscard]] std::int32_t store_in_index() const noexcept { return store.value_or(core::whole_chain); }

    bool operator==(const probe&) const = default;
};

// Prices and promotions as the statement at hand sees them, read as its caller. What one statement read is
// kept for the next calls, and for the next statements of the transaction as long as these cannot see other
// rows; in work_mem times hash_mem_multiplier at most, all together. What does not fit is asked for probe by
// probe.
class asof_cache {
public:
    explicit asof_cache(Oid schema);
    asof_cache(const asof_cache&) = delete;
    asof_cache& operator=(const asof_cache&) = delete;
    ~asof_cache() = default;

    // Those of the statement at hand.
    static std::shared_ptr<asof_cache> at_hand(Oid schema);

    // The price in force, in the current memory context; nothing when there is none.
    std::optional<Datum> price(const probe& asked);

    // The promotion in force that counts: the id of its row, and the row, in the current memory context.
    std::optional<std::int64_t> promotion(const probe& asked);
    // function: the one that returns the row. Nothing: a policy hides the row by now.
    std::optional<Datum> promotion_row(std::int64_t id, Oid function);

    // Surrogate keys of natural ones; an error that names a key that is not there.
    std::int32_t product(const std::string& sku);
    std::int32_t store(const std::string& code);

    [[nodiscard]] std::size_t bytes() const noexcept;

private:
    // Surrogate keys by natural ones of a dimension.
    struct codes {
        const char* table;
        const char* key;
        std::optional<bool> has_row_security;  // not known before it was asked for
        std::unordered_map<std::string, std::int32_t> ids;
    };

    // A price by which amounts are weighed.
    struct weight {
        bool fits;
        std::optional<std::int64_t> cents;
    };

    bool fits();
    void forget_rows() noexcept;
    weight weigh(const probe& asked);
    std::optional<Datum> price_by_index(const probe& asked);
    std::optional<std::int64_t> promotion_by_index(const probe& asked);
    std::int32_t id_of(codes& known, const std::string& code);

    Oid schema_;
    window_reader<core::asof_prices> prices_;
    window_reader<core::asof_promotions> promotions_;

    // By index, a view asks for the same again and again in a row of it.
    std::optional<probe> last_price_asked_;
    std::string last_price_;  // a numeric; empty: none
    std::optional<probe> last_promotion_asked_;
    std::optional<std::int64_t> last_promotion_;

    std::unordered_map<std::int64_t, std::string> promotion_rows_;
    codes products_{"product", "sku", {}, {}};
    codes stores_{"store", "code", {}, {}};
    std::size_t other_bytes_ = 0;  // of rows and codes
};

// Forgets what was kept when a transaction ends, and when one is rolled back to a savepoint.
void follow_asof_cache();

}  // namespace forecast_warehouse::asof
