#pragma once

#include <string>
#include <vector>

#include "adoption/steps.hpp"

namespace forecast_warehouse::adoption {

// A foreign key of a table that is not adopted.
struct foreign_key {
    std::string schema;
    std::string table;  // with its schema, quoted
    std::string name;
    std::string columns;                 // quoted, with commas
    std::vector<std::string> refers_to;  // columns of the referenced table
    std::string rest;                    // of its definition, behind these columns
};

// Reads the foreign keys that refer to a relation, without those of the tables of a list.
std::vector<foreign_key> foreign_keys_to(Oid relation, const std::vector<Oid>& without);

// Those that refer to an old table, and belong to no old table.
std::vector<foreign_key> foreign_keys_to(const request& wanted, const mapped_table& table);

// A reason why an old table cannot be swapped.
struct obstacle {
    std::string table;
    std::string message;
};
std::vector<obstacle> swap_obstacles(const request& wanted);

// Raises for the first of them (55000, or 42501 where the caller does not own a table).
void expect_swappable(const request& wanted);

// The tables of a mapping that are swapped: all but those of staging.
std::vector<const mapped_table*> swapped_tables(const request& wanted);

// Statements that lock the old tables, and those that put ours into their place.
std::vector<step> lock_steps(const request& wanted);
std::vector<step> swap_steps(const request& wanted);

// Names of the old table while ours is in its place, and of the table that notes the rows it had then.
std::string aside_name(const std::string& table);
std::string noted_name(const std::string& table);

// Whether a relation shows rows of ours in the place of an old table, and whether it belongs to such a one.
bool is_swapped(const old_schema& old, const std::string& table);
bool is_of_swap(const old_schema& old, const std::string& table);

// The key of a row, and the hash of its values, as SQL has them. row: the alias of the old table or view.
std::string key_text(const mapped_table& table, const core::feed& feed, const std::string& row);
std::string hash_text(const mapped_table& table, const std::string& row);

}  // namespace forecast_warehouse::adoption
