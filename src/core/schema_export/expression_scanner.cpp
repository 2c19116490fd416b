#include "core/schema_export/expression_scanner.hpp"

#include <algorithm>

#include "core/ascii.hpp"

namespace forecast_warehouse::core::schema_export {
namespace {

constexpr std::string_view operator_characters = "+-*/<>=~!@#%^&|`?";

bool is_letter(char each) noexcept {
    return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') || each == '_' ||
           static_cast<unsigned char>(each) >= 0x80U;
}

class scanner {
public:
    explicit scanner(std::string_view text) : rest_(text) {}

    token next() {
        const std::size_t start = rest_.find_first_not_of(" \t\r\n");
        rest_.remove_prefix(start == std::string_view::npos ? rest_.size() : start);
        if (rest_.empty()) {
            return {token_kind::end, ""};
        }
        const char first = rest_.front();
        if (first == '\'' || first == '"') {
            return delimited(first);
        }
        if (is_digit(first)) {
            return taken(token_kind::number, [](char each) { return is_digit(each) || each == '.'; });
        }
        // A string with escapes.
        if ((first == 'E' || first == 'e') && rest_.substr(1).starts_with('\'')) {
            return {token_kind::unknown, ""};
        }
        if (is_letter(first)) {
            return taken(token_kind::name,
                         [](char each) { return is_letter(each) || is_digit(each) || each == '$'; });
        }
        return symbol(first);
    }

private:
    token take(token_kind kind, std::size_t length) {
        token made{kind, std::string(rest_.substr(0, length))};
        rest_.remove_prefix(length);
        return made;
    }

    template <class Belongs>
    token taken(token_kind kind, const Belongs& belongs) {
        const auto* end = std::find_if_not(rest_.begin(), rest_.end(), belongs);
        return take(kind, static_cast<std::size_t>(end - rest_.begin()));
    }

    token symbol(char first) {
        if (rest_.starts_with("::")) {
            return take(token_kind::symbol, 2);
        }
        if (std::string_view("()[],").find(first) != std::string_view::npos) {
            return take(token_kind::symbol, 1);
        }
        if (operator_characters.find(first) != std::string_view::npos) {
            return taken(token_kind::symbol,
                         [](char each) { return operator_characters.find(each) != std::string_view::npos; });
        }
        return {token_kind::unknown, ""};
    }

    // A string or a quoted name. Its delimiter is doubled in it.
    token delimited(char mark) {
        token made{mark == '"' ? token_kind::quoted_name : token_kind::string, ""};
        std::size_t at = 1;
        for (; at < rest_.size(); ++at) {
            if (rest_[at] == mark) {
                if (at + 1 == rest_.size() || rest_[at + 1] != mark) {
                    break;
                }
                ++at;
            }
            made.text += rest_[at];
        }
        if (at >= rest_.size()) {
            return {token_kind::unknown, ""};
        }
        rest_.remove_prefix(at + 1);
        return made;
    }

    std::string_view rest_;
};

}  // namespace

std::vector<token> scan_expression(std::string_view text) {
    std::vector<token> tokens;
    scanner from(text);
    do {
        tokens.push_back(from.next());
    } while (tokens.back().kind != token_kind::end && tokens.back().kind != token_kind::unknown);
    if (tokens.back().kind == token_kind::unknown) {
        tokens.push_back({token_kind::end, ""});
    }
    return tokens;
}

}  // namespace forecast_warehouse::core::schema_export
