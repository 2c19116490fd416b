#include <fmt/format.h>

#include "core/sources/suggestion.hpp"

namespace forecast_warehouse::core {
namespace {

// A string of SQL, whatever standard_conforming_strings says.
std::string literal(std::string_view text) {
    const bool escapes = text.find('\\') != std::string_view::npos;
    std::string made = escapes ? "E'" : "'";
    for (const char byte : text) {
        made += byte == '\'' || byte == '\\' ? std::string(2, byte) : std::string(1, byte);
    }
    return made + "'";
}

// A longer text, easier to edit.
std::string dollar_quoted(const std::string& text) {
    const bool possible = text.find("$$") == std::string::npos && !text.ends_with('$');
    return possible ? "$$" + text + "$$" : literal(text);
}

// A line of a comment. A line break in it would begin a statement.
std::string comment(std::string_view text) {
    std::string made = "-- ";
    for (const char byte : text) {
        made += static_cast<unsigned char>(byte) < 0x20U || byte == 0x7F ? ' ' : byte;
    }
    return made + "\n";
}

std::string object(const std::vector<std::pair<std::string, std::string>>& members) {
    std::string text;
    for (const auto& [name, value] : members) {
        text += fmt::format("{}{}: {}", text.empty() ? "" : ",\n      ", json_string(name), value);
    }
    return "{" + text + "}";
}

std::string map_object(const suggestion& made) {
    std::vector<std::pair<std::string, std::string>> members;
    for (const auto& [column, expression] : made.map) {
        members.emplace_back(column, json_string(expression));
    }
    return object(members);
}

std::string column_array(const suggestion& made) {
    std::string list;
    for (const std::string& each : made.columns) {
        list += (list.empty() ? "" : ", ") + literal(each);
    }
    return list.empty() ? "ARRAY[]::text[]" : "ARRAY[" + list + "]";
}

std::string delimiter_text(char delimiter) {
    return delimiter == '\t' ? R"(E'\t')" : fmt::format("'{}'", delimiter);
}

// How psql loads the file into the source.
std::string copy_command(const suggestion& made, const file_sample& sample, const std::string& name) {
    if (made.takes_lines) {
        return fmt::format(R"(\copy {} FROM 'FILE' WITH (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02'))",
                           name);
    }
    std::string options = "FORMAT csv";
    if (sample.has_header) {
        options += sample.header_fits ? ", HEADER MATCH" : ", HEADER";
    }
    if (sample.delimiter != ',') {
        options += ", DELIMITER " + delimiter_text(sample.delimiter);
    }
    return fmt::format(R"(\copy {} FROM 'FILE' WITH ({}))", name, options);
}

}  // namespace

std::string json_string(std::string_view text) {
    std::string made = "\"";
    for (const char byte : text) {
        if (byte == '"' || byte == '\\') {
            made += '\\';
            made += byte;
        } else if (static_cast<unsigned char>(byte) < 0x20U) {
            made += fmt::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(byte)));
        } else {
            made += byte;
        }
    }
    return made + "\"";
}

std::string write_suggestion(const suggestion& made, const file_sample& sample, const std::string& function,
                             const std::string& name, const std::string& rows) {
    std::string text = comment("Suggested from " + rows + ". Read it and edit it before you run it.");
    for (const std::string& each : made.guesses) {
        text += comment("Guessed: " + each);
    }
    for (const std::string& each : made.gaps) {
        text += comment("To do: " + each);
    }
    text += comment("Then, in psql: " + copy_command(made, sample, name));
    return text + fmt::format("SELECT {}({}, {},\n    {},\n    {},\n    {})", function, literal(name),
                              literal(made.feed.empty() ? "FEED" : made.feed), column_array(made),
                              dollar_quoted(map_object(made)), dollar_quoted(object(made.options)));
}

}  // namespace forecast_warehouse::core
