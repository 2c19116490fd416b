#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "core/load/feed.hpp"
#include "postgres/rows.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::load {

// A sum of numerics without rounding. Numbers of usual size are added up as whole numbers.
class exact_sum {
public:
    // Digits after the point of the whole numbers.
    static constexpr int scale = 8;
    __extension__ using wide = __int128;

    void add(wide units) noexcept { units_ += units; }
    void subtract(const exact_sum& other);
    // A numeric that is no such number; not NaN and not infinite.
    void add_numeric(Datum numeric);

    // The decimal number, with at least so many digits after the point.
    [[nodiscard]] std::string text(int digits) const;

private:
    wide units_ = 0;
    std::string others_{};  // the sum of the other numbers; empty: none
};

// The quantities and amounts of a load: what it received, what is in the table by it, and what it rejected.
//
// An amount is the one that arrived, or quantity x unit_price of what arrived. Received and rejected amounts
// are not rounded. Landed ones are, because the table has cents. NaN and infinity do not count.
class control_totals {
public:
    control_totals() = default;
    explicit control_totals(const core::feed& feed);

    [[nodiscard]] bool has_quantity() const noexcept { return quantity_ >= 0; }
    [[nodiscard]] bool has_amount() const noexcept { return amount_ >= 0; }

    // Rows as they arrived, before checks change them.
    void receive(postgres::row_block& block);

    // A row as it arrived that was rejected.
    void reject(postgres::row_block& block, std::size_t row);

    // A checked row that is not written, because on_duplicate takes another one of its grain.
    void leave_out(const postgres::row_view& row);

    // Rows that are in the table already were kept, so what landed is not known.
    void forget_landed() noexcept { landed_known_ = false; }

    // Rows came without money, and the amounts stored for them are not counted.
    void forget_landed_amount() noexcept { landed_amount_known_ = false; }

    struct totals {
        std::string received;
        std::optional<std::string> landed;  // none: not known
        std::string rejected;
    };
    [[nodiscard]] totals quantities() const;
    [[nodiscard]] totals amounts() const;

private:
    struct measure {
        exact_sum received;
        exact_sum rounded;   // the received rows, as the table has them
        exact_sum left_out;  // of these, those that did not land
        exact_sum rejected;
    };
    template <class Take>
    void for_arrived(postgres::row_block& block, std::size_t row, Take take) const;
    template <class Take>
    void for_checked(const postgres::row_view& row, Take take) const;
    [[nodiscard]] totals totals_of(const measure& measure, bool is_known, int digits) const;

    int quantity_ = -1;
    int price_ = -1;
    int amount_ = -1;
    Oid arriving_quantity_ = InvalidOid;  // types
    Oid checked_quantity_ = InvalidOid;
    bool landed_known_ = true;
    bool landed_amount_known_ = true;
    measure quantities_;
    measure amounts_;
};

}  // namespace forecast_warehouse::load
