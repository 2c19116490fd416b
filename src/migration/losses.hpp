#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/versions.hpp"
#include "postgres/server.hpp"

namespace forecast_warehouse::migration {

// Rows of a table that would be gone.
struct loss {
    std::string table;
    std::int64_t rows;
};
using losses = std::vector<loss>;

// Announces forecast_warehouse.allow_data_loss to the server; and what it says.
void define_settings();
bool allow_data_loss() noexcept;

// How far rows are counted: all, or up to the first, which tells that there are any.
enum class count { all, any };

// What a step between two versions would lose of the tables in a schema, tables without rows left out. Read
// as the caller; for a superuser, as each table's owner. Rows that the extension ships are no loss: those
// that a dump leaves out.
losses losses_of(const core::edge& edge, Oid schema, count count);

// The same of all tables of the extension: what dropping it would lose. Locks them first, as the drop would,
// so that no row comes after the count. The role that may drop the tables need not be allowed to read them,
// so the rows are counted where they are stored: that asks for no privilege, and runs nothing of a user's.
losses losses_of_drop(Oid extension);

// sales_daily: 10 rows, and the like, a line each; and the rows of all.
std::string describe(const losses& losses);
std::int64_t rows_of(const losses& losses);

// What to do about a refused loss.
extern const char* const loss_hint;

}  // namespace forecast_warehouse::migration
