#include "core/schema_export/expression.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "core/schema_export/expression_scanner.hpp"

namespace forecast_warehouse::core::schema_export {
namespace {

// How deep an expression may be nested.
constexpr int most_levels = 200;

bool is_word(const token& each, std::string_view word) noexcept {
    return each.kind == token_kind::name && each.text.size() == word.size() &&
           std::equal(word.begin(), word.end(), each.text.begin(), [](char left, char right) {
               return left == right || (right >= 'a' && right <= 'z' && left == right - 'a' + 'A');
           });
}

// A recursive descent: OR, AND, NOT, IS, comparisons, other operators, sums, products, signs, casts.
class parser {
public:
    explicit parser(std::vector<token> tokens) : tokens_(std::move(tokens)) {}

    std::optional<node> parse() {
        std::optional<node> made = disjunction();
        return made && here().kind == token_kind::end ? std::move(made) : std::nullopt;
    }

private:
    using operand = std::optional<node>;
    using rule = operand (parser::*)();

    [[nodiscard]] const token& here(std::size_t ahead = 0) const {
        return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
    }
    [[nodiscard]] bool is_symbol(std::string_view symbol) const {
        return here().kind == token_kind::symbol && here().text == symbol;
    }
    bool take_symbol(std::string_view symbol) {
        const bool found = is_symbol(symbol);
        at_ += found ? 1 : 0;
        return found;
    }
    bool take_word(std::string_view word) {
        const bool found = is_word(here(), word);
        at_ += found ? 1 : 0;
        return found;
    }

    // left OP right OP right ..., where next reads an operand and take an operator.
    template <class Take>
    operand chain(rule next, const Take& take) {
        operand left = (this->*next)();
        while (left) {
            const std::string name = take();
            if (name.empty()) {
                break;
            }
            operand right = (this->*next)();
            if (!right) {
                return right;
            }
            left = node{node_kind::binary, name, {std::move(*left), std::move(*right)}};
        }
        return left;
    }

    template <std::size_t Count>
    std::string take_one_of(const std::array<std::string_view, Count>& symbols) {
        for (const std::string_view each : symbols) {
            if (take_symbol(each)) {
                return std::string(each);
            }
        }
        return {};
    }

    operand disjunction() {
        if (++level_ > most_levels) {
            return std::nullopt;
        }
        operand made =
            chain(&parser::conjunction, [this] { return std::string(take_word("OR") ? "OR" : ""); });
        --level_;
        return made;
    }

    operand conjunction() {
        return chain(&parser::negation, [this] { return std::string(take_word("AND") ? "AND" : ""); });
    }

    operand negation() {
        if (!take_word("NOT")) {
            return null_test();
        }
        if (++level_ > most_levels) {
            return std::nullopt;
        }
        operand inner = negation();
        --level_;
        return inner ? operand(node{node_kind::negation, "NOT", {std::move(*inner)}}) : inner;
    }

    operand null_test() {
        operand made = comparison();
        while (made && take_word("IS")) {
            const bool negative = take_word("NOT");
            if (!take_word("NULL")) {
                return std::nullopt;
            }
            made = node{node_kind::is_null, negative ? "IS NOT NULL" : "IS NULL", {std::move(*made)}};
        }
        return made;
    }

    operand comparison() {
        operand left = other();
        if (!left) {
            return left;
        }
        const std::string name =
            take_one_of(std::array<std::string_view, 6>{"=", "<>", "<", "<=", ">", ">="});
        if (name.empty()) {
            return left;
        }
        if (take_word("ANY")) {
            return array_test(node_kind::any_of, name, std::move(*left));
        }
        if (take_word("ALL")) {
            return array_test(node_kind::all_of, name, std::move(*left));
        }
        operand right = other();
        return right ? operand(node{node_kind::binary, name, {std::move(*left), std::move(*right)}}) : right;
    }

    operand array_test(node_kind kind, const std::string& name, node left) {
        if (!take_symbol("(")) {
            return std::nullopt;
        }
        operand list = disjunction();
        if (!list || !take_symbol(")")) {
            return std::nullopt;
        }
        return node{kind, name, {std::move(left), std::move(*list)}};
    }

    operand other() {
        return chain(&parser::sum, [this] {
            return take_one_of(std::array<std::string_view, 3>{"||", "~~", "!~~"});
        });
    }
    operand sum() {
        return chain(&parser::product, [this] {
            return take_one_of(std::array<std::string_view, 2>{"+", "-"});
        });
    }
    operand product() {
        return chain(&parser::signed_value, [this] {
            return take_one_of(std::array<std::string_view, 3>{"*", "/", "%"});
        });
    }

    operand signed_value() {
        if (!take_symbol("-")) {
            return cast();
        }
        operand inner = cast();
        return inner ? operand(node{node_kind::negative, "-", {std::move(*inner)}}) : inner;
    }

    operand cast() {
        operand made = primary();
        while (made && take_symbol("::")) {
            const std::string type = type_here();
            if (type.empty()) {
                return std::nullopt;
            }
            made = node{node_kind::cast, type, {std::move(*made)}};
        }
        return made;
    }

    // Words of a type of more than one: double precision, timestamp with time zone.
    [[nodiscard]] bool continues_type(const std::string& type) const {
        return (type == "double" && is_word(here(), "PRECISION")) ||
               (type == "character" && is_word(here(), "VARYING")) ||
               ((type.starts_with("timestamp") || type.starts_with("time")) &&
                (is_word(here(), "WITH") || is_word(here(), "WITHOUT") || is_word(here(), "TIME") ||
                 is_word(here(), "ZONE")));
    }

    std::string type_here() {
        if (here().kind != token_kind::name) {
            return {};
        }
        std::string type = here().text;
        ++at_;
        type += modifiers_here();
        while (here().kind == token_kind::name && continues_type(type)) {
            type += " " + here().text;
            ++at_;
        }
        type += modifiers_here();
        if (take_symbol("[")) {
            return take_symbol("]") ? type + "[]" : std::string();
        }
        return type;
    }

    std::string modifiers_here() {
        if (!is_symbol("(") || here(1).kind != token_kind::number) {
            return {};
        }
        std::string text = "(";
        ++at_;
        while (here().kind == token_kind::number || is_symbol(",")) {
            text += here().text;
            ++at_;
        }
        return take_symbol(")") ? text + ")" : std::string();
    }

    operand primary() {
        const token& first = here();
        switch (first.kind) {
            case token_kind::number:
                ++at_;
                return node{node_kind::number, first.text};
            case token_kind::string:
                ++at_;
                return node{node_kind::string, first.text};
            case token_kind::quoted_name:
                ++at_;
                return is_symbol("(") ? std::nullopt : operand(node{node_kind::column, first.text});
            case token_kind::name:
                return named();
            default:
                return parenthesised();
        }
    }

    operand parenthesised() {
        if (!take_symbol("(")) {
            return std::nullopt;
        }
        operand inner = disjunction();
        return inner && take_symbol(")") ? std::move(inner) : std::nullopt;
    }

    operand named() {
        const std::string name = here().text;
        for (const std::string_view word : {"TRUE", "FALSE", "NULL", "CURRENT_DATE", "CURRENT_TIMESTAMP"}) {
            if (take_word(word)) {
                return node{node_kind::word, std::string(word)};
            }
        }
        if (take_word("ARRAY")) {
            return take_symbol("[") ? list(node{node_kind::array, name}, "]") : std::nullopt;
        }
        for (const std::string_view word :
             {"CASE", "SELECT", "ROW", "CAST", "EXTRACT", "AND", "OR", "COLLATE"}) {
            if (is_word(here(), word)) {
                return std::nullopt;
            }
        }
        ++at_;
        return take_symbol("(") ? list(node{node_kind::call, name}, ")")
                                : operand(node{node_kind::column, name});
    }

    // Elements up to the symbol that ends them.
    operand list(node into, std::string_view close) {
        if (take_symbol(close)) {
            return into;
        }
        do {
            operand each = disjunction();
            if (!each) {
                return each;
            }
            into.operands.push_back(std::move(*each));
        } while (take_symbol(","));
        return take_symbol(close) ? operand(std::move(into)) : std::nullopt;
    }

    std::vector<token> tokens_;
    std::size_t at_ = 0;
    int level_ = 0;
};

}  // namespace

std::optional<node> parse_expression(std::string_view text) {
    std::vector<token> tokens = scan_expression(text);
    const bool known = std::none_of(tokens.begin(), tokens.end(),
                                    [](const token& each) { return each.kind == token_kind::unknown; });
    return known ? parser(std::move(tokens)).parse() : std::nullopt;
}

}  // namespace forecast_warehouse::core::schema_export
