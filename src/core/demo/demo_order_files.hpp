// The demo orders as the texts of the twelve files that a source system exports, faults included.
//
// Days come in three forms, some with years of two digits. The file of targets writes a channel, a reseller
// and some products in another way than their own files.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/demo/demo_orders.hpp"

namespace forecast_warehouse::core {

// A row, cell by cell. An empty cell is an empty text.
using demo_cells = std::vector<std::string>;

struct demo_column {
    std::string name;
    bool is_integer = false;  // all others are texts
};

class demo_order_files {
public:
    explicit demo_order_files(const demo_order_settings& settings);

    // Files are counted as staging_tables counts their tables. Other numbers throw std::out_of_range.
    [[nodiscard]] static std::vector<demo_column> columns(std::size_t file);
    [[nodiscard]] int rows(std::size_t file) const;

    // A row of a file, from 0, in the place of cells. Throws std::out_of_range when the file has no such row.
    void row(std::size_t file, int index, demo_cells& cells) const;

    [[nodiscard]] const demo_orders& orders() const noexcept { return orders_; }

private:
    struct file;
    static std::span<const file> files() noexcept;

    void add_sums();
    [[nodiscard]] int years() const;
    [[nodiscard]] int targets_of_a_year() const;
    [[nodiscard]] int first_year() const;
    [[nodiscard]] std::string created(std::string_view time) const;
    [[nodiscard]] std::string created_short(std::string_view time) const;
    [[nodiscard]] std::int64_t target_of(std::int64_t sum, int year, std::uint64_t key) const;

    void channel(int index, demo_cells& cells) const;
    void channel_category(int index, demo_cells& cells) const;
    void customer(int index, demo_cells& cells) const;
    void product(int index, demo_cells& cells) const;
    void product_category(int index, demo_cells& cells) const;
    void product_type(int index, demo_cells& cells) const;
    void reseller(int index, demo_cells& cells) const;
    void store(int index, demo_cells& cells) const;
    void sales_detail(int index, demo_cells& cells) const;
    void sales_header(int index, demo_cells& cells) const;
    void sales_target(int index, demo_cells& cells) const;
    void product_target(int index, demo_cells& cells) const;

    demo_orders orders_;
    std::vector<std::int64_t> amounts_;     // cents, by year and target
    std::vector<std::int64_t> quantities_;  // by year and product
};

}  // namespace forecast_warehouse::core
