#include "core/schema_export/foreign_expression.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/schema_export/expression.hpp"
#include "core/schema_export/foreign_types.hpp"
#include "core/schema_export/type_name.hpp"

namespace forecast_warehouse::core::schema_export {
namespace {

using answer = std::optional<std::string>;

bool is_digits(std::string_view text) noexcept {
    return !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos &&
           std::count(text.begin(), text.end(), '.') <= 1 && text != ".";
}

// Functions that have the same name and meaning in both databases, by number of arguments.
struct same_function {
    std::string_view name;
    std::size_t arguments;
};
constexpr std::array same_functions{
    same_function{"lower", 1},    same_function{"upper", 1},    same_function{"length", 1},
    same_function{"abs", 1},      same_function{"round", 1},    same_function{"round", 2},
    same_function{"floor", 1},    same_function{"ceil", 1},     same_function{"COALESCE", 1},
    same_function{"COALESCE", 2}, same_function{"COALESCE", 3}, same_function{"NULLIF", 2},
};

// Fields of date_part(), and those of Snowflake with the same meaning under any setting of a session.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> date_fields{{
    {"year", "YEAR"},
    {"quarter", "QUARTER"},
    {"month", "MONTH"},
    {"day", "DAY"},
    {"doy", "DAYOFYEAR"},
    {"week", "WEEKISO"},
    {"isoyear", "YEAROFWEEKISO"},
    {"isodow", "DAYOFWEEKISO"},
}};

// Functions that take blanks off the ends of a text, and those of the other databases.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> trims{{
    {"btrim", "trim"},
    {"ltrim", "ltrim"},
    {"rtrim", "rtrim"},
}};

class translator {
public:
    explicit translator(const expression_context& context) : context_(context) {}

    [[nodiscard]] answer write(const node& each) const {
        switch (each.kind) {
            case node_kind::number:
                return each.text;
            case node_kind::string:
                return literal(context_.to, each.text);
            case node_kind::word:
                return word(each.text);
            case node_kind::column:
                return find_column(*context_.table, each.text) == nullptr ? answer()
                                                                          : context_.quote(each.text);
            case node_kind::negative:
                return prefixed("-", each);
            case node_kind::negation:
                return prefixed("NOT ", each);
            case node_kind::binary:
                return binary(each);
            case node_kind::is_null:
                return null_test(each);
            case node_kind::cast:
                return cast(each);
            case node_kind::call:
                return call(each);
            case node_kind::any_of:
            case node_kind::all_of:
                return membership(each);
            default:
                return std::nullopt;
        }
    }

private:
    [[nodiscard]] bool to_snowflake() const noexcept { return context_.to == dialect::snowflake; }

    [[nodiscard]] answer word(const std::string& text) const {
        return text == "CURRENT_TIMESTAMP" ? now() : answer(text);
    }

    [[nodiscard]] answer now() const { return to_snowflake() ? "CURRENT_TIMESTAMP()" : "now()"; }

    // In parentheses where it has an operator.
    [[nodiscard]] answer part(const node& each) const {
        const answer text = write(each);
        const bool single = each.kind == node_kind::number || each.kind == node_kind::string ||
                            each.kind == node_kind::word || each.kind == node_kind::column ||
                            each.kind == node_kind::call || each.kind == node_kind::cast;
        return text && !single ? answer("(" + *text + ")") : text;
    }

    [[nodiscard]] answer prefixed(const char* prefix, const node& each) const {
        const answer inner = part(each.operands.front());
        return inner ? answer(prefix + *inner) : inner;
    }

    [[nodiscard]] answer null_test(const node& each) const {
        const answer inner = part(each.operands.front());
        return inner ? answer(*inner + " " + each.text) : inner;
    }

    [[nodiscard]] answer binary(const node& each) const {
        const node& left = each.operands[0];
        const node& right = each.operands[1];
        if (each.text == "<=" && left.kind == node_kind::call && left.text == "min_scale") {
            return decimals(left, right);
        }
        const answer first = part(left);
        const answer second = part(right);
        // Quotients of integers have other digits there, and remainders other signs.
        if (!first || !second || each.text == "/" || each.text == "%") {
            return std::nullopt;
        }
        const std::string name = each.text == "~~" ? "LIKE" : each.text == "!~~" ? "NOT LIKE" : each.text;
        // PostgreSQL escapes by a backslash in a pattern.
        if (name.ends_with("LIKE") && (right.text.find('\\') != std::string::npos || !is_literal(right))) {
            return std::nullopt;
        }
        return fmt::format("{} {} {}", *first, name, *second);
    }

    [[nodiscard]] static bool is_literal(const node& each) {
        return each.kind == node_kind::string ||
               (each.kind == node_kind::cast && each.operands.front().kind == node_kind::string &&
                each.operands.front().text.find('\\') == std::string::npos);
    }

    // min_scale(value) <= digits: it has no more decimals.
    [[nodiscard]] answer decimals(const node& left, const node& right) const {
        if (left.operands.size() != 1 || right.kind != node_kind::number) {
            return std::nullopt;
        }
        const answer value = part(left.operands.front());
        return value ? answer(fmt::format("{0} = ROUND({0}, {1})", *value, right.text)) : value;
    }

    [[nodiscard]] answer cast(const node& each) const {
        const node& inner = each.operands.front();
        const type_name type = parse_type(each.text);
        if (inner.kind == node_kind::number && is_number(type)) {
            return inner.text;
        }
        if (inner.kind == node_kind::string) {
            return cast_string(inner.text, each.text, type);
        }
        if (inner.kind == node_kind::column && is_text(type) && is_text_column(inner.text)) {
            return write(inner);
        }
        const answer value = write(inner);
        const foreign_type made = type_in(context_.to, each.text, *context_.options);
        return value && made.loss.empty() ? answer(fmt::format("CAST({} AS {})", *value, made.text))
                                          : std::nullopt;
    }

    [[nodiscard]] answer cast_string(const std::string& text, const std::string& full,
                                     const type_name& type) const {
        const std::string_view digits = text.starts_with('-') ? std::string_view(text).substr(1) : text;
        if (is_number(type) && is_digits(digits)) {
            return text;
        }
        if (is_text(type)) {
            return literal(context_.to, text);
        }
        if (full == "bytea") {
            return bytes(text);
        }
        const foreign_type made = type_in(context_.to, full, *context_.options);
        return made.loss.empty() && !is_read_otherwise(made.text)
                   ? answer(fmt::format("CAST({} AS {})", literal(context_.to, text), made.text))
                   : std::nullopt;
    }

    // Types whose texts have another form there: lists of DuckDB, and VARIANT, which would keep a text as it
    // is.
    static bool is_read_otherwise(const std::string& type) {
        return type.ends_with("[]") || type == "VARIANT";
    }

    // The server writes bytes as \x01ff. DuckDB has \x before each, and Snowflake a literal of its own.
    [[nodiscard]] answer bytes(const std::string& text) const {
        const std::string digits = text.starts_with("\\x") ? text.substr(2) : std::string();
        if (digits.empty() || digits.size() % 2 != 0 ||
            digits.find_first_not_of("0123456789abcdef") != std::string::npos) {
            return std::nullopt;
        }
        if (context_.to == dialect::snowflake) {
            return fmt::format("X'{}'", digits);
        }
        std::string list;
        for (std::size_t at = 0; at < digits.size(); at += 2) {
            list += "\\x" + digits.substr(at, 2);
        }
        return fmt::format("CAST('{}' AS BLOB)", list);
    }

    [[nodiscard]] bool is_text_column(const std::string& name) const {
        const column_description* column = find_column(*context_.table, name);
        return column != nullptr && is_text(parse_type(column->plain_type));
    }

    [[nodiscard]] std::optional<std::vector<std::string>> arguments_of(const node& call) const {
        std::vector<std::string> arguments;
        for (const node& each : call.operands) {
            answer text = write(each);
            if (!text) {
                return std::nullopt;
            }
            arguments.push_back(std::move(*text));
        }
        return arguments;
    }

    [[nodiscard]] answer call(const node& each) const {
        if (each.text == "now" && each.operands.empty()) {
            return now();
        }
        if (each.text == "date_part" && each.operands.size() == 2) {
            return date_part(each);
        }
        const auto arguments = arguments_of(each);
        if (!arguments) {
            return std::nullopt;
        }
        if (each.text == "num_nonnulls" && !arguments->empty()) {
            return nonnulls(*arguments);
        }
        const auto* const trim = std::find_if(trims.begin(), trims.end(),
                                              [&](const auto& known) { return known.first == each.text; });
        if (trim != trims.end() && arguments->size() == 1) {
            return fmt::format("{}({}, ' ')", trim->second, arguments->front());
        }
        const bool known =
            std::any_of(same_functions.begin(), same_functions.end(), [&](const same_function& same) {
                return same.name == each.text && same.arguments == arguments->size();
            });
        return known ? answer(fmt::format("{}({})", each.text, fmt::join(*arguments, ", "))) : std::nullopt;
    }

    [[nodiscard]] static answer nonnulls(const std::vector<std::string>& values) {
        std::string sum;
        for (const std::string& each : values) {
            sum += fmt::format("{}CASE WHEN {} IS NULL THEN 0 ELSE 1 END", sum.empty() ? "" : " + ", each);
        }
        return "(" + sum + ")";
    }

    [[nodiscard]] answer date_part(const node& each) const {
        const node& field = each.operands[0];
        const std::string& name = field.kind == node_kind::cast ? field.operands.front().text : field.text;
        const auto* const found = std::find_if(date_fields.begin(), date_fields.end(),
                                               [&](const auto& known) { return known.first == name; });
        const answer value = write(each.operands[1]);
        if (found == date_fields.end() || !value) {
            return std::nullopt;
        }
        return to_snowflake() ? answer(fmt::format("DATE_PART({}, {})", found->second, *value))
                              : answer(fmt::format("date_part('{}', {})", name, *value));
    }

    // = ANY (array) is IN, <> ALL (array) is NOT IN.
    [[nodiscard]] answer membership(const node& each) const {
        const bool in = each.kind == node_kind::any_of && each.text == "=";
        const bool not_in = each.kind == node_kind::all_of && each.text == "<>";
        const answer value = part(each.operands[0]);
        const answer list = elements(each.operands[1]);
        return (in || not_in) && value && list
                   ? answer(fmt::format("{} {} ({})", *value, in ? "IN" : "NOT IN", *list))
                   : std::nullopt;
    }

    [[nodiscard]] answer elements(const node& array) const {
        if (array.kind == node_kind::cast) {
            return elements(array.operands.front());
        }
        if (array.kind == node_kind::string) {
            return elements_of_text(array.text);
        }
        if (array.kind != node_kind::array || array.operands.empty()) {
            return std::nullopt;
        }
        const auto list = arguments_of(array);
        return list ? answer(fmt::format("{}", fmt::join(*list, ", "))) : std::nullopt;
    }

    // {a,b}, without quotes and escapes.
    [[nodiscard]] answer elements_of_text(std::string_view text) const {
        if (text.size() < 3 || !text.starts_with('{') || !text.ends_with('}') ||
            text.find_first_of("\"\\{}", 1) != text.size() - 1) {
            return std::nullopt;
        }
        std::string list;
        text = text.substr(1, text.size() - 2);
        while (true) {
            const std::size_t comma = text.find(',');
            list += (list.empty() ? "" : ", ") + literal(context_.to, text.substr(0, comma));
            if (comma == std::string_view::npos) {
                return list;
            }
            text.remove_prefix(comma + 1);
        }
    }

    const expression_context& context_;
};

}  // namespace

std::string literal(dialect dialect, std::string_view text) {
    std::string made = "'";
    for (const char each : text) {
        const bool doubled = each == '\'' || (each == '\\' && dialect == dialect::snowflake);
        made += doubled ? std::string(2, each) : std::string(1, each);
    }
    return made + "'";
}

std::optional<std::string> translate(const std::string& expression, const expression_context& context) {
    const std::optional<node> parsed = parse_expression(expression);
    return parsed ? translator(context).write(*parsed) : std::nullopt;
}

}  // namespace forecast_warehouse::core::schema_export
