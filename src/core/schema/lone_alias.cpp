#include "core/schema/lone_alias.hpp"

#include <cctype>
#include <string_view>

namespace forecast_warehouse::core::schema {
namespace {

bool is_name(char each) {
    return std::isalnum(static_cast<unsigned char>(each)) != 0 || each == '_' || each == '$';
}

// The alias of the only relation, at the end of the query; empty: there are more, or other clauses.
std::string lone_alias(std::string_view query) {
    constexpr std::string_view from = "\n   FROM ";
    const std::size_t at = query.rfind(from);
    if (at == std::string_view::npos || !query.ends_with(';') || query.find(from) != at) {
        return {};
    }
    std::string_view relation = query.substr(at + from.size());
    relation.remove_suffix(1);
    if (relation.find_first_of("\n,(") != std::string_view::npos) {
        return {};
    }
    const std::size_t blank = relation.rfind(' ');
    return std::string(
        relation.substr(blank == std::string_view::npos ? relation.rfind('.') + 1 : blank + 1));
}

}  // namespace

std::string without_lone_alias(const std::string& query) {
    const std::string alias = lone_alias(query);
    if (alias.empty()) {
        return query;
    }
    const std::string prefix = alias + ".";
    std::string text;
    char quote = 0;
    for (std::size_t at = 0; at < query.size(); ++at) {
        const char each = query[at];
        if (quote == 0 && query.compare(at, prefix.size(), prefix) == 0 &&
            (at == 0 || (!is_name(query[at - 1]) && query[at - 1] != '.'))) {
            at += prefix.size() - 1;
            continue;
        }
        if (each == '\'' || each == '"') {
            quote = quote == 0 ? each : quote == each ? '\0' : quote;
        }
        text += each;
    }
    return text;
}

}  // namespace forecast_warehouse::core::schema
