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

// A look-up: a product in a store, or in the whole chain, on a day.
struct probe {
    std::int32_t product;
    std::optional<std::int32_t> store;  // none: the whole chain
    core::day_number day;

    // The store as the index has it. No index has windows of a store with the id core::whole_chain.
    [[nodiscard]] std::int32_t store_in_index() const noexcept { return store.value_or(core::whole_chain); }

    bool operator==(const probe&) const = default;
};

// Prices and promotions as the current statement sees them, read as its caller. Windows that were read are
// cached for later calls. Later statements of the transaction use them too, if they see the same rows. All
// caches together use at most work_mem times hash_mem_multiplier. Windows that do not fit are looked up in
// the table.
class asof_cache {
public:
    explicit asof_cache(Oid schema);
    asof_cache(const asof_cache&) = delete;
    asof_cache& operator=(const asof_cache&) = delete;
    ~asof_cache() = default;

    // The cache of the current statement. schema: that of the extension.
    static std::shared_ptr<asof_cache> current(Oid schema);

    // The price in force, in the current memory context. None: no price is in force.
    std::optional<Datum> price(const probe& wanted);

    // The id of the best promotion in force. None: no promotion is in force.
    std::optional<std::int64_t> promotion(const probe& wanted);
    // The row of a promotion, in the current memory context. function: the one that returns the row. None: a
    // policy hides the row by now.
    std::optional<Datum> promotion_row(std::int64_t id, Oid function);

    // Surrogate keys of natural keys. Raises core::failure (22023) if a key does not exist.
    std::int32_t product(const std::string& sku);
    std::int32_t store(const std::string& code);

    [[nodiscard]] std::size_t bytes() const noexcept;

private:
    // The surrogate keys of a dimension, by natural keys.
    struct codes {
        const char* table;
        const char* key;
        std::optional<bool> has_row_security;  // unknown before the first look-up
        std::unordered_map<std::string, std::int32_t> ids;
    };

    // A price that amounts are compared by. If it does not fit into cents, SQL must compare.
    struct comparison_price {
        bool fits;
        std::optional<std::int64_t> cents;
    };

    bool fits();
    void clear_rows() noexcept;
    comparison_price price_to_compare(const probe& wanted);
    std::optional<Datum> price_by_index(const probe& wanted);
    std::optional<std::int64_t> promotion_by_index(const probe& wanted);
    std::int32_t id_of(codes& dimension, const std::string& code);

    Oid schema_;
    window_reader<core::asof_prices> prices_;
    window_reader<core::asof_promotions> promotions_;

    // The last look-ups by the index of the table. A view repeats the same look-up for several columns of a
    // row.
    std::optional<probe> last_price_probe_;
    std::string last_price_;  // a numeric; empty: none
    std::optional<probe> last_promotion_probe_;
    std::optional<std::int64_t> last_promotion_;

    std::unordered_map<std::int64_t, std::string> promotion_rows_;
    codes products_{"product", "sku", {}, {}};
    codes stores_{"store", "code", {}, {}};
    std::size_t other_bytes_ = 0;  // of rows and codes
};

// Sets callbacks that clear all caches at the end of a transaction, and after a rollback to a savepoint.
// Called once, when the library is loaded.
void follow_asof_cache();

}  // namespace forecast_warehouse::asof
