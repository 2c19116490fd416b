#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/versions.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::migration {

// Rows of a table that would be lost.
struct loss {
    std::string table;
    std::int64_t rows;
};
using losses = std::vector<loss>;

// Defines the setting forecast_warehouse.allow_data_loss, and returns its value.
void define_settings();
bool allow_data_loss() noexcept;

// Whether all rows are counted, or only the first, which shows that there are any.
enum class count { all, any };

// The losses of a step between two versions, of the tables in a schema. Tables without lost rows are left
// out. The tables are read as the caller; for a superuser, as each table's owner. Rows that a dump leaves
// out come with the extension and are no loss.
losses losses_of(const core::edge& edge, Oid schema, count count);

// The losses of a drop of the extension. Locks its tables first, as the drop would, so that no row comes
// after the count. A role that may drop the tables may lack the privilege to read them. So the rows are
// counted where they are stored, which needs no privilege and runs no code of a user.
losses losses_of_drop(Oid extension);

// A line per table, such as "sales_daily: 10 rows"; and the number of all rows.
std::string describe(const losses& losses);
std::int64_t rows_of(const losses& losses);

// The hint of an error about a loss.
extern const char* const loss_hint;

}  // namespace forecast_warehouse::migration
