#include "core/schema/data_checks.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "core/schema/object.hpp"

namespace forecast_warehouse::core::schema {
namespace {

constexpr const char* error = "error";

std::vector<std::string> names_in(const std::string& list) {
    std::vector<std::string> names;
    std::size_t from = 0;
    for (std::size_t at = list.find(", "); at != std::string::npos; at = list.find(", ", from)) {
        names.push_back(list.substr(from, at - from));
        from = at + 2;
    }
    names.push_back(list.substr(from));
    return names;
}

// The text in the first parentheses from a position on. The names of columns have none.
std::string in_parentheses(const std::string& text, std::size_t from = 0) {
    const std::size_t open = text.find('(', from);
    return text.substr(open + 1, text.find(')', open) - open - 1);
}

// A condition for each name, joined by a word.
template <class Write>
std::string joined(const std::vector<std::string>& names, const char* word, const Write& write) {
    std::string text;
    for (std::size_t at = 0; at < names.size(); ++at) {
        text += (at == 0 ? "" : word) + write(at);
    }
    return text;
}

class generic_checks {
public:
    explicit generic_checks(std::string schema) : schema_(std::move(schema)) {}

    // Without a constraint: its index is gone, or session_replication_role kept it from being checked.
    [[nodiscard]] std::optional<data_check> of(const fact& fact) const {
        const std::string table = relation_of(fact.object);
        const std::string& text = fact.value;
        if (fact.kind == "index" && text.starts_with("CREATE UNIQUE INDEX")) {
            return key(table, in_parentheses(text), false);
        }
        if (fact.kind != "constraint") {
            return std::nullopt;
        }
        if (text.starts_with("PRIMARY KEY") || text.starts_with("UNIQUE")) {
            return key(table, in_parentheses(text), text.starts_with("UNIQUE NULLS NOT DISTINCT"));
        }
        if (text.starts_with("FOREIGN KEY")) {
            return reference(table, text);
        }
        constexpr std::string_view check = "CHECK ";
        return data_check{"check " + part_of(fact.object), error, table,
                          fmt::format("SELECT t.* FROM ONLY {} t WHERE NOT {}", in_schema(table),
                                      text.substr(check.size()))};
    }

    [[nodiscard]] data_check not_null(const std::string& table,
                                      const std::vector<std::string>& columns) const {
        return {"missing value", error, table,
                fmt::format("SELECT t.* FROM ONLY {} t WHERE {}", in_schema(table),
                            joined(columns, " OR ",
                                   [&](std::size_t at) { return "t." + columns[at] + " IS NULL"; }))};
    }

    // The next row would get a number that a row has.
    [[nodiscard]] data_check sequence(const std::string& name, const std::string& column) const {
        const std::string table = relation_of(column);
        return {"sequence behind", error, table,
                fmt::format("SELECT s.last_value, t.largest FROM {} s, (SELECT max({}) AS largest FROM {}) t "
                            "WHERE t.largest > s.last_value OR t.largest = s.last_value AND NOT s.is_called",
                            in_schema(name), part_of(column), in_schema(table))};
    }

private:
    [[nodiscard]] std::string in_schema(const std::string& name) const { return schema_ + "." + name; }

    [[nodiscard]] data_check key(const std::string& table, const std::string& list, bool with_nulls) const {
        const auto columns = names_in(list);
        const std::string where = with_nulls ? "" : " WHERE " + joined(columns, " AND ", [&](std::size_t at) {
                                                        return columns[at] + " IS NOT NULL";
                                                    });
        return {"duplicate key (" + list + ")", error, table,
                fmt::format("SELECT {0}, count(*) AS rows FROM ONLY {1}{2} GROUP BY {0} HAVING count(*) > 1",
                            list, in_schema(table), where)};
    }

    [[nodiscard]] data_check reference(const std::string& table, const std::string& text) const {
        constexpr std::string_view word = "REFERENCES ";
        const std::size_t target = text.find(word) + word.size();
        const std::string referenced = text.substr(target, text.find('(', target) - target);
        const auto from = names_in(in_parentheses(text));
        const auto to = names_in(in_parentheses(text, target));
        return {"orphan of " + referenced.substr(schema_.size() + 1), error, table,
                fmt::format(
                    "SELECT t.* FROM ONLY {} t WHERE {} AND NOT EXISTS (SELECT FROM {} r WHERE {})",
                    in_schema(table),
                    joined(from, " AND ", [&](std::size_t at) { return "t." + from[at] + " IS NOT NULL"; }),
                    referenced, joined(from, " AND ", [&](std::size_t at) {
                        return fmt::format("r.{} = t.{}", to[at], from[at]);
                    }))};
    }

    std::string schema_;
};

struct own_check {
    const char* finding;
    const char* severity;
    const char* table;
    std::string_view query;
    std::string_view needs = {};  // a column that came with a later version than the others of the query
};

// @extschema@ means the extension's schema.
constexpr std::array own_checks{
    own_check{
        "overlapping windows", error, "price_history",
        "SELECT * FROM (SELECT p.*, max(coalesce(p.valid_to, 'infinity')) OVER (PARTITION BY p.product_id, "
        "p.store_id ORDER BY p.valid_from, p.id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS "
        "earlier_to FROM @extschema@.price_history p) w WHERE w.earlier_to >= w.valid_from"},
    own_check{
        "overlapping windows", error, "promotion",
        "SELECT * FROM (SELECT p.*, max(p.end_date) OVER (PARTITION BY p.product_id, p.store_id, p.name "
        "ORDER BY p.start_date, p.id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS earlier_to FROM "
        "@extschema@.promotion p) w WHERE w.earlier_to >= w.start_date"},
    // unit_price has two decimals: half a cent for each unit, and half a cent of the amount.
    own_check{
        "total is not quantity x price", "warning", "sales_daily",
        "SELECT t.* FROM @extschema@.sales_daily t WHERE abs(t.quantity * t.unit_price - t.total_amount) > "
        "0.005 * t.quantity + 0.005"},
    own_check{
        "amount is not quantity x price", "warning", "sales_order_line",
        "SELECT t.* FROM @extschema@.sales_order_line t WHERE abs(t.quantity * t.unit_price - t.amount) > "
        "0.005 * abs(t.quantity) + 0.005"},
    own_check{
        "amount without price, or price without amount", "warning", "sales_daily",
        "SELECT t.* FROM @extschema@.sales_daily t WHERE (t.unit_price IS NULL) <> (t.total_amount IS NULL)"},
    own_check{
        "missing day", "warning", "calendar",
        "SELECT r.first_day + n AS date FROM (SELECT min(date) AS first_day, max(date) AS last_day FROM "
        "@extschema@.calendar) r CROSS JOIN LATERAL generate_series(0, r.last_day - r.first_day) AS n WHERE "
        "NOT EXISTS (SELECT FROM @extschema@.calendar c WHERE c.date = r.first_day + n)"},
    own_check{
        "day not filled", "warning", "calendar",
        "SELECT c.date FROM @extschema@.calendar c WHERE c.is_weekend IS NULL OR c.is_business_day IS NULL"},
    own_check{
        "wrong part of a date", error, "calendar",
        "SELECT c.date, c.day_of_week, c.month, c.quarter, c.year FROM @extschema@.calendar c WHERE "
        "(c.day_of_week, c.month, c.quarter, c.year) <> (extract(isodow FROM c.date) - 1, extract(month FROM "
        "c.date), extract(quarter FROM c.date), extract(year FROM c.date))"},
    own_check{
        "mark without sales", "warning", "sales_rollup",
        "SELECT m.* FROM @extschema@.sales_rollup m WHERE NOT EXISTS (SELECT FROM @extschema@.sales_daily f "
        "WHERE (f.date, f.store_id, f.product_id) = (m.date, m.store_id, m.product_id))"},
    own_check{
        "mark without sales", "warning", "order_rollup",
        "SELECT m.* FROM @extschema@.order_rollup m WHERE NOT EXISTS (SELECT FROM @extschema@.sales_daily f "
        "WHERE (f.date, f.store_id, f.product_id) = (m.date, m.store_id, m.product_id))"},
    own_check{"known_ahead differs", error, "exogenous_signal",
              "SELECT g.signal_name, count(*) FILTER (WHERE g.known_ahead) AS known_ahead, count(*) FILTER "
              "(WHERE NOT g.known_ahead) AS not_known_ahead FROM @extschema@.exogenous_signal g GROUP BY "
              "g.signal_name HAVING bool_or(g.known_ahead) <> bool_and(g.known_ahead)",
              "exogenous_signal.known_ahead"},
    own_check{"till lines not summed", "information", "sales_txn",
              "SELECT l.date, l.store_id, l.product_id FROM @extschema@.sales_txn l EXCEPT SELECT m.date, "
              "m.store_id, m.product_id FROM @extschema@.sales_rollup m"},
    own_check{
        "days without a row", "information", "sales_daily",
        "SELECT f.store_id, f.product_id, min(f.date) AS first_sale, max(f.date) AS last_sale, max(f.date) - "
        "min(f.date) + 1 - count(*) AS days FROM @extschema@.sales_daily f GROUP BY f.store_id, f.product_id "
        "HAVING max(f.date) - min(f.date) + 1 > count(*)"},
    own_check{"stock without sales", "information", "inventory_snapshot_daily",
              "SELECT i.store_id, i.product_id FROM @extschema@.inventory_snapshot_daily i EXCEPT SELECT "
              "f.store_id, "
              "f.product_id FROM @extschema@.sales_daily f"},
    own_check{"price without sales", "information", "price_history",
              "SELECT p.product_id FROM @extschema@.price_history p EXCEPT (SELECT f.product_id FROM "
              "@extschema@.sales_daily f UNION ALL SELECT l.product_id FROM @extschema@.sales_order_line l)"},
    own_check{
        "target of no store and no reseller", "information", "sales_target",
        "SELECT t.* FROM @extschema@.sales_target t WHERE t.store_id IS NULL AND t.reseller_id IS NULL"},
    own_check{
        "target of a year without calendar", "information", "product_target",
        "SELECT t.* FROM @extschema@.product_target t WHERE NOT EXISTS (SELECT FROM @extschema@.calendar c "
        "WHERE c.year = t.year)"},
    own_check{
        "target of a year without calendar", "information", "sales_target",
        "SELECT t.* FROM @extschema@.sales_target t WHERE NOT EXISTS (SELECT FROM @extschema@.calendar c "
        "WHERE c.year = t.year)"},
    own_check{
        "sales on a closed day", "warning", "sales_daily",
        "SELECT f.* FROM @extschema@.sales_daily f JOIN @extschema@.store_day d ON (d.date, d.store_id) "
        "= (f.date, f.store_id) WHERE NOT d.is_open AND f.quantity <> 0",
        "store_day.is_open"},
    own_check{"sales before or after the store", "warning", "sales_daily",
              "SELECT f.* FROM @extschema@.sales_daily f JOIN @extschema@.store s ON s.id = f.store_id WHERE "
              "f.quantity <> 0 AND (f.date < s.opened_on OR f.date > s.closed_on)",
              "store.opened_on"},
    own_check{"sales before or after the product", "warning", "sales_daily",
              "SELECT f.* FROM @extschema@.sales_daily f JOIN @extschema@.product p ON p.id = f.product_id "
              "WHERE f.quantity <> 0 AND (f.date < p.launch_date OR f.date > p.discontinue_date)",
              "product.launch_date"},
    own_check{"open before or after the store", "warning", "store_day",
              "SELECT d.* FROM @extschema@.store_day d JOIN @extschema@.store s ON s.id = d.store_id WHERE "
              "d.is_open AND (d.date < s.opened_on OR d.date > s.closed_on)",
              "store.opened_on"},
    own_check{
        "channel of no code", "information", "sales_txn",
        "SELECT l.channel, count(*) AS lines FROM @extschema@.sales_txn l WHERE l.channel IS NOT NULL AND "
        "EXISTS (SELECT FROM @extschema@.channel) AND NOT EXISTS (SELECT FROM @extschema@.channel c WHERE "
        "c.code = l.channel) GROUP BY l.channel",
        "sales_txn.channel"},
};

// Whether the version that the facts are of has a column.
bool has_column(const facts& expected, std::string_view column) {
    return std::any_of(expected.begin(), expected.end(),
                       [column](const fact& each) { return each.kind == "column" && each.object == column; });
}

std::string in_schema(std::string_view query, const std::string& schema) {
    constexpr std::string_view word = schema_word;
    std::string text(query);
    for (std::size_t at = text.find(word); at != std::string::npos;
         at = text.find(word, at + schema.size())) {
        text.replace(at, word.size(), schema);
    }
    return text;
}

}  // namespace

std::vector<data_check> data_checks(const facts& expected, const std::string& schema) {
    const generic_checks generic(schema);
    std::vector<data_check> checks;
    std::map<std::string, std::vector<std::string>> filled;
    for (const fact& each : expected) {
        if (each.kind == "column" && each.aspect == "null" && each.value == "NOT NULL") {
            filled[relation_of(each.object)].push_back(part_of(each.object));
        } else if (each.kind == "sequence" && each.aspect == "owned by") {
            checks.push_back(generic.sequence(each.object, each.value));
        } else if (each.aspect == "definition") {
            if (const auto check = generic.of(each)) {
                checks.push_back(*check);
            }
        }
    }
    for (const auto& [table, columns] : filled) {
        checks.push_back(generic.not_null(table, columns));
    }
    for (const own_check& each : own_checks) {
        if (each.needs.empty() || has_column(expected, each.needs)) {
            checks.push_back({each.finding, each.severity, each.table, in_schema(each.query, schema)});
        }
    }
    return checks;
}

}  // namespace forecast_warehouse::core::schema
