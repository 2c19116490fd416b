#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/sources/file_shape.hpp"
#include "core/sources/moment_format.hpp"
#include "core/sources/number_format.hpp"

namespace forecast_warehouse::core {

// An option as JSON has it: a text, or a list of texts.
struct named_option {
    std::string name;
    bool is_list = false;
    bool is_text = true;  // false: a number, a boolean, an object or null
    std::vector<std::string> texts{};
    std::vector<named_option> members{};  // of an object
};

// The options of a source.
struct source_options {
    number_format numbers{};
    std::optional<moment_format> day{};     // none: ISO 8601
    std::optional<moment_format> moment{};  // none: ISO 8601
    std::vector<std::string> null_values{};
    std::string time_zone{};       // empty: that of the session
    int day_ends_at = 0;           // minutes after midnight at which a business day ends
    bool creates_unknown = false;  // whether stores and products that rows name are made
    bool observed = false;         // whether rows say which price was seen, and not whole windows
    std::optional<std::string> on_reject{};
    std::optional<std::string> on_duplicate{};
    std::optional<unpivot> wide{};
    std::optional<char> delimiter{};  // of whole lines; none: the server splits them
};

// Reads options. Raises for one that is unknown, or has a wrong value (22023). Names of policies and time
// zones are not checked here.
source_options read_options(std::span<const named_option> options);

// Whether a trimmed cell means NULL: an empty one, and each of the texts that the options name.
bool means_null(std::string_view cell, const source_options& options) noexcept;

// Reads a truth value: true, false, t, f, yes, no, y, n, on, off, 1 or 0, in any case. Answers whether it is
// one.
bool read_truth(std::string_view cell, bool& truth) noexcept;

}  // namespace forecast_warehouse::core
