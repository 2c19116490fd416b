#pragma once

#include <cstdint>
#include <limits>
#include <string>

namespace forecast_warehouse::load {

// The policy for rows that a load cannot take.
enum class reject_policy { error, quarantine };

// The policy for several rows of one grain.
// ignore: no setting, but that of ON CONFLICT DO NOTHING. The first row is loaded, the others are unchanged.
enum class duplicate_policy { error, first, last, sum, identical, ignore };

// The policy for a till line whose receipt and number are those of another sale.
enum class receipt_policy { reject, update };

// The policy for sales that arrive without a unit price and an amount. By price_asof they get the price in
// force, unless one is stored. By reprice they get it also instead of a stored one. By open they get none,
// unless one is stored.
enum class money_policy { price_asof, reprice, open, reject };

// Which day the end of an arriving window is: its last day, or the first day after it.
enum class window_ends { inclusive, exclusive };

// The policies that the settings of this session give, and the ones that an argument names.
// Unknown names are refused with the known ones in the hint (22023).
reject_policy current_reject_policy();
duplicate_policy current_duplicate_policy();
receipt_policy current_receipt_policy();
money_policy current_money_policy();
window_ends current_window_ends();
reject_policy parse_reject_policy(const std::string& name);
duplicate_policy parse_duplicate_policy(const std::string& name);

// How many rows a load may set aside: a number, or a share of the rows that arrived.
struct reject_limit {
    std::int64_t rows = std::numeric_limits<std::int64_t>::max();
    double percent = -1;  // less than 0: the number counts

    [[nodiscard]] std::int64_t of(std::int64_t received) const noexcept;
};

// The limit that the setting of this session gives, and the setting as users write it.
reject_limit current_max_rejects();
std::string max_rejects_setting();

// How rows are written: directly where the table allows it, or by SQL always.
enum class writer_choice { automatic, direct, sql };
writer_choice current_writer();

// Raises where a setting of loads was set to a wrong value before the library was loaded (22023). Those above
// do so too.
void expect_settings();

// Name of a policy as users write it.
const char* name_of(duplicate_policy policy) noexcept;

// Announces the settings to the server; once, when the library is loaded.
void define_settings();

}  // namespace forecast_warehouse::load
