#include "core/schema_export/python_text.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/ascii.hpp"

namespace forecast_warehouse::core::schema_export {
namespace {

constexpr std::size_t line_length = 100;

// Keywords of Python, names that the models use, and attributes that SQLAlchemy reserves.
constexpr std::array<std::string_view, 54> taken{
    "False", "None",     "True",  "and",      "as",       "assert", "async",  "await",    "break",
    "class", "continue", "def",   "del",      "elif",     "else",   "except", "finally",  "for",
    "from",  "global",   "if",    "import",   "in",       "is",     "lambda", "nonlocal", "not",
    "or",    "pass",     "raise", "return",   "try",      "while",  "with",   "yield",    "Any",
    "sa",    "orm",      "pg",    "datetime", "decimal",  "uuid",   "int",    "str",      "bool",
    "float", "bytes",    "list",  "metadata", "registry", "Base",   "mro",    "object",   "type",
};

bool is_ascii_letter(char each) noexcept {
    return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') || each == '_';
}

bool is_word(char each) noexcept {
    return is_ascii_letter(each) || is_digit(each);
}

}  // namespace

std::string python_string(std::string_view text) {
    std::string made = "\"";
    for (const char each : text) {
        if (each == '"' || each == '\\') {
            made += '\\';
            made += each;
        } else if (static_cast<unsigned char>(each) < 0x20U || each == 0x7F) {
            made += fmt::format("\\x{:02x}", static_cast<unsigned>(static_cast<unsigned char>(each)));
        } else {
            made += each;
        }
    }
    return made + "\"";
}

std::string python_sql(std::string_view expression) {
    std::string made;
    for (std::size_t at = 0; at < expression.size(); ++at) {
        const bool before = at > 0 && (is_word(expression[at - 1]) || expression[at - 1] == ':');
        const bool after = at + 1 < expression.size() && is_word(expression[at + 1]);
        made += expression[at] == ':' && !before && after ? "\\:" : std::string(1, expression[at]);
    }
    return python_string(made);
}

std::string python_call(const std::string& start, const std::vector<std::string>& arguments,
                        std::size_t indent) {
    std::string line = fmt::format("{:{}}{}({})", "", indent, start, fmt::join(arguments, ", "));
    if (line.size() <= line_length && line.find('\n') == std::string::npos) {
        return line;
    }
    line = fmt::format("{:{}}{}(\n", "", indent, start);
    for (const std::string& each : arguments) {
        line += fmt::format("{:{}}{},\n", "", indent + 4, each);
    }
    return line + fmt::format("{:{}})", "", indent);
}

std::string python_class(std::string_view table) {
    std::string made;
    bool begins = true;
    for (const char each : table) {
        if (!is_word(each) || each == '_') {
            begins = true;
            continue;
        }
        made += begins && each >= 'a' && each <= 'z' ? static_cast<char>(each - 'a' + 'A') : each;
        begins = false;
    }
    return made.empty() || is_digit(made.front()) ? "Table" + made : python_attribute(made);
}

std::string python_attribute(std::string_view name) {
    std::string made;
    for (const char each : name) {
        made += is_word(each) ? each : '_';
    }
    if (made.empty() || is_digit(made.front())) {
        made.insert(0, "column_");
    }
    // Two underscores have a meaning of their own.
    while (made.starts_with("_") && made.find_first_not_of('_') != std::string::npos) {
        made.erase(0, 1);
        made += '_';
    }
    return std::find(taken.begin(), taken.end(), made) == taken.end() ? made : made + "_";
}

}  // namespace forecast_warehouse::core::schema_export
