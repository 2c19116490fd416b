#pragma once

#include <optional>
#include <string>
#include <vector>

#include "postgres/arguments.hpp"

namespace forecast_warehouse::adoption {

using text_row = std::vector<std::optional<std::string>>;

// Runs a statement as the caller, and returns its rows as texts. Needs a connection to SPI.
std::vector<text_row> texts_of(const std::string& sql, postgres::arguments arguments = {});

// The only value of a query.
std::optional<std::string> text_of(const std::string& sql, postgres::arguments arguments = {});
bool is_true(const std::string& sql, postgres::arguments arguments = {});

// A text as SQL has it.
std::string literal(const std::string& text);

}  // namespace forecast_warehouse::adoption
