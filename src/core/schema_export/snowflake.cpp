#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/schema_export/foreign_columns.hpp"
#include "core/schema_export/table_order.hpp"

// The tables for Snowflake. Snowflake enforces NOT NULL and CHECK, and no keys.

namespace forecast_warehouse::core::schema_export {
namespace {

// Reserved words of Snowflake, and words that cannot name columns or tables there, by name.
constexpr std::array snowflake_words{
    std::string_view("account"),      std::string_view("all"),
    std::string_view("alter"),        std::string_view("and"),
    std::string_view("any"),          std::string_view("as"),
    std::string_view("asc"),          std::string_view("between"),
    std::string_view("by"),           std::string_view("case"),
    std::string_view("cast"),         std::string_view("check"),
    std::string_view("column"),       std::string_view("connect"),
    std::string_view("connection"),   std::string_view("constraint"),
    std::string_view("create"),       std::string_view("cross"),
    std::string_view("current"),      std::string_view("current_date"),
    std::string_view("current_time"), std::string_view("current_timestamp"),
    std::string_view("current_user"), std::string_view("database"),
    std::string_view("delete"),       std::string_view("desc"),
    std::string_view("distinct"),     std::string_view("drop"),
    std::string_view("else"),         std::string_view("exists"),
    std::string_view("false"),        std::string_view("following"),
    std::string_view("for"),          std::string_view("from"),
    std::string_view("full"),         std::string_view("grant"),
    std::string_view("group"),        std::string_view("gscluster"),
    std::string_view("having"),       std::string_view("ilike"),
    std::string_view("in"),           std::string_view("increment"),
    std::string_view("inner"),        std::string_view("insert"),
    std::string_view("intersect"),    std::string_view("into"),
    std::string_view("is"),           std::string_view("issue"),
    std::string_view("join"),         std::string_view("lateral"),
    std::string_view("left"),         std::string_view("like"),
    std::string_view("localtime"),    std::string_view("localtimestamp"),
    std::string_view("minus"),        std::string_view("natural"),
    std::string_view("not"),          std::string_view("null"),
    std::string_view("of"),           std::string_view("on"),
    std::string_view("or"),           std::string_view("order"),
    std::string_view("organization"), std::string_view("outer"),
    std::string_view("qualify"),      std::string_view("regexp"),
    std::string_view("revoke"),       std::string_view("right"),
    std::string_view("rlike"),        std::string_view("row"),
    std::string_view("rows"),         std::string_view("sample"),
    std::string_view("schema"),       std::string_view("select"),
    std::string_view("set"),          std::string_view("some"),
    std::string_view("start"),        std::string_view("table"),
    std::string_view("tablesample"),  std::string_view("then"),
    std::string_view("to"),           std::string_view("trigger"),
    std::string_view("true"),         std::string_view("try_cast"),
    std::string_view("union"),        std::string_view("unique"),
    std::string_view("update"),       std::string_view("using"),
    std::string_view("values"),       std::string_view("view"),
    std::string_view("when"),         std::string_view("whenever"),
    std::string_view("where"),        std::string_view("with"),
};
static_assert(std::is_sorted(snowflake_words.begin(), snowflake_words.end()));

bool is_plain_name(std::string_view name) noexcept {
    const bool known = !name.empty() && std::all_of(name.begin(), name.end(), [](char each) {
        return (each >= 'a' && each <= 'z') || (each >= '0' && each <= '9') || each == '_' || each == '$';
    });
    return known && name.front() != '$' && (name.front() < '0' || name.front() > '9') &&
           !std::binary_search(snowflake_words.begin(), snowflake_words.end(), name);
}

// Snowflake folds names without quotes to capitals. A quoted one keeps its letters.
std::string identifier(std::string_view name) {
    if (is_plain_name(name)) {
        return std::string(name);
    }
    std::string made = "\"";
    for (const char each : name) {
        made += each == '"' ? std::string("\"\"") : std::string(1, each);
    }
    return made + "\"";
}

class snowflake_writer {
public:
    snowflake_writer(const schema_description& schema, const export_options& options)
        : schema_(schema), options_(options) {}

    exported_text write() {
        std::string text;
        for (const table_description& each : schema_.tables) {
            text += table(each);
        }
        text += rings();
        std::vector<std::string> warnings = notes_.warnings(
            fmt::format("NUMBER({}, {})", options_.precision, options_.scale), options_.numeric_chosen);
        std::string head = head_of(schema_, "Snowflake", warnings);
        if (!options_.schema.empty()) {
            head += fmt::format("CREATE SCHEMA IF NOT EXISTS {0};\nUSE SCHEMA {0};\n\n",
                                identifier(options_.schema));
        }
        return {head + text, std::move(warnings)};
    }

private:
    [[nodiscard]] expression_context context(const table_description& of) const {
        return {dialect::snowflake, &options_, &of, identifier};
    }

    std::string table(const table_description& of) {
        warn_of_table(of, notes_);
        std::vector<list_line> lines;
        for (const column_description& each : of.columns) {
            lines.push_back(column(of, each));
        }
        for (const constraint_description& each : of.constraints) {
            constraint(of, each, lines);
        }
        std::string text = fmt::format("CREATE TABLE {} (\n{})", identifier(of.name), write_list(lines));
        text += cluster(of);
        if (!of.comment.empty()) {
            text += "\nCOMMENT = " + literal(dialect::snowflake, of.comment);
        }
        text += ";\n";
        for (const index_description& each : of.indexes) {
            text += remark("Index of PostgreSQL: " + each.definition) + "\n";
        }
        return text + "\n";
    }

    list_line column(const table_description& of, const column_description& each) {
        list_line line = typed_column(of, each, context(of), notes_);
        line.text += each.not_null ? " NOT NULL" : "";
        if (!each.sequence.empty()) {
            line.text += numbers(each);
        } else if (each.generated != '\0') {
            add_remark(line, fmt::format("PostgreSQL computes it: {}", each.default_text));
            notes_.add(
                fmt::format("{} is a plain column here: PostgreSQL computes it", full_name(of, each.name)));
        } else if (!each.default_text.empty()) {
            add_default(of, each, line);
        }
        if (!each.comment.empty()) {
            line.text += " COMMENT " + literal(dialect::snowflake, each.comment);
        }
        return line;
    }

    static void add_remark(list_line& line, const std::string& text) {
        line.remark += (line.remark.empty() ? "" : "; ") + text;
    }

    // It goes on where the sequence is, for rows that are copied with their numbers.
    std::string numbers(const column_description& each) {
        const sequence_description* sequence = find_sequence(schema_, each.sequence);
        if (sequence != nullptr) {
            warn_of_sequence(*sequence, notes_);
        }
        return fmt::format(" AUTOINCREMENT START {} INCREMENT {} NOORDER",
                           sequence == nullptr ? 1 : sequence->next,
                           sequence == nullptr ? 1 : sequence->increment);
    }

    void add_default(const table_description& of, const column_description& each, list_line& line) {
        auto text = each.needs_extension ? std::nullopt : translate(each.default_text, context(of));
        if (!text) {
            add_remark(line, fmt::format("Left out: DEFAULT {}", each.default_text));
            notes_.add(fmt::format("the default of {} has no equivalent, and is left out",
                                   full_name(of, each.name)));
            return;
        }
        // The type of a default must be that of the column.
        if (*text == "CURRENT_TIMESTAMP()" && each.plain_type.starts_with("timestamp")) {
            const bool zoned = each.plain_type.ends_with("with time zone");
            const std::string type = zoned ? options_.zoned_type : "TIMESTAMP_NTZ";
            text = type == "TIMESTAMP_LTZ" ? *text : fmt::format("CAST({} AS {})", *text, type);
        }
        line.text += " DEFAULT " + *text;
    }

    void constraint(const table_description& of, const constraint_description& each,
                    std::vector<list_line>& lines) {
        switch (each.kind) {
            case 'p':
            case 'u':
                lines.push_back({fmt::format("CONSTRAINT {} {} {} NOT ENFORCED", identifier(each.name),
                                             each.kind == 'p' ? "PRIMARY KEY" : "UNIQUE",
                                             column_list(identifier, each.columns)),
                                 each.nulls_not_distinct ? "NULLS NOT DISTINCT in PostgreSQL" : ""});
                break;
            case 'f':
                foreign_key(of, each, lines);
                break;
            case 'c':
                check(of, each, lines);
                break;
            default:
                notes_.add(fmt::format("constraint {} of table {} has no equivalent, and is left out",
                                       each.name, of.name));
                lines.push_back({"", fmt::format("Left out: {} {}", each.name, each.definition)});
        }
    }

    void check(const table_description& of, const constraint_description& each,
               std::vector<list_line>& lines) {
        if (options_.checks == check_style::omitted) {
            return;
        }
        if (options_.checks == check_style::commented) {
            lines.push_back({"", fmt::format("Check of PostgreSQL: {} {}", each.name, each.definition)});
            return;
        }
        lines.push_back(check_line(of, each, context(of), notes_));
    }

    [[nodiscard]] bool can_refer(const constraint_description& each) const {
        const table_description* target = find_table(schema_, each.target);
        return each.target_exported && target != nullptr && is_key(*target, each.target_columns);
    }

    [[nodiscard]] std::string reference(const constraint_description& each) const {
        std::string text = fmt::format("CONSTRAINT {} FOREIGN KEY {} REFERENCES {} {}", identifier(each.name),
                                       column_list(identifier, each.columns), identifier(each.target),
                                       column_list(identifier, each.target_columns));
        for (const auto& [event, action] :
             {std::pair{"UPDATE", each.on_update}, {"DELETE", each.on_delete}}) {
            const std::string name = action_name(action);
            text += name.empty() ? "" : fmt::format(" ON {} {}", event, name);
        }
        return text + " NOT ENFORCED";
    }

    void foreign_key(const table_description& of, const constraint_description& each,
                     std::vector<list_line>& lines) {
        if (!can_refer(each)) {
            notes_.add(fmt::format("foreign key {} of table {} cannot be made, and is left out", each.name,
                                   of.name));
            lines.push_back({"", fmt::format("Left out: {} {}", each.name, each.definition)});
        } else if (refers_back(schema_, of, each)) {
            lines.push_back({reference(each)});
        }
    }

    // Foreign keys to tables that come later.
    [[nodiscard]] std::string rings() const {
        std::string text;
        for (const table_description& of : schema_.tables) {
            for (const constraint_description& each : of.constraints) {
                if (each.kind == 'f' && can_refer(each) && !refers_back(schema_, of, each)) {
                    text += fmt::format("ALTER TABLE {} ADD {};\n", identifier(of.name), reference(each));
                }
            }
        }
        return text;
    }

    // A fact refers to the calendar.
    [[nodiscard]] std::string cluster(const table_description& of) const {
        if (!options_.clusters) {
            return {};
        }
        const auto key = std::find_if(
            of.constraints.begin(), of.constraints.end(), [](const constraint_description& each) {
                return each.kind == 'f' && each.target == "calendar" && each.columns.size() == 1;
            });
        if (key == of.constraints.end()) {
            return {};
        }
        std::vector<std::string> columns = key->columns;
        if (find_column(of, "store_id") != nullptr) {
            columns.emplace_back("store_id");
        }
        return "\nCLUSTER BY " + column_list(identifier, columns);
    }

    const schema_description& schema_;
    const export_options& options_;
    foreign_notes notes_;
};

}  // namespace

exported_text write_snowflake(const schema_description& schema, const export_options& options) {
    return snowflake_writer(schema, options).write();
}

}  // namespace forecast_warehouse::core::schema_export
