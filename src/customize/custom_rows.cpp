#include "customize/custom_rows.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/sql.hpp"
#include "core/text.hpp"
#include "customize/direct_values.hpp"
#include "load/attempts.hpp"
#include "load/sql_text.hpp"
#include "postgres/canonical.hpp"
#include "postgres/guard.hpp"
#include "postgres/named_rows.hpp"
#include "postgres/setting.hpp"
#include "postgres/spi.hpp"
#include "postgres/subtransaction.hpp"

namespace forecast_warehouse::customize {
namespace {

namespace sql = core::sql;

// The name of the companion's values in statements: their columns are n, k, c1, c2, ...
constexpr const char* values_name = "custom";

std::string value(std::size_t column) {
    return fmt::format("r.c{}", column + 1);
}

// Digits in all, and behind the point, of a numeric's modifier.
std::pair<int, int> digits_of(int modifier) {
    const int packed = modifier - static_cast<int>(VARHDRSZ);
    return {(packed >> 16) & 0xffff, ((packed & 0x7ff) ^ 1024) - 1024};
}

// A condition on values that do not fit their type; empty: all do, or the view has the type itself.
std::string misfit(const custom_column& column, const std::string& value) {
    if (column.modifier < 0) {
        return {};
    }
    if (column.type == VARCHAROID || column.type == BPCHAROID) {
        return sql::gt(fmt::format("pg_catalog.length({})", value),
                       std::to_string(column.modifier - static_cast<int>(VARHDRSZ)));
    }
    if (column.type == NUMERICOID) {
        const auto [precision, scale] = digits_of(column.modifier);
        // NaN is larger than all numbers, and fits.
        return sql::all_of({sql::ne(value, "'NaN'::pg_catalog.numeric"),
                            sql::ge(fmt::format("pg_catalog.abs(pg_catalog.round({}, {}))", value, scale),
                                    fmt::format("'1e{}'::pg_catalog.numeric", precision - scale))});
    }
    return {};
}

}  // namespace

custom_rows::custom_rows(const core::feed& feed, companion own, TupleDesc view,
                         std::vector<custom_column> given)
    : feed_(&feed), own_(std::move(own)), given_(std::move(given)) {
    for (int column = 0; column < view->natts; ++column) {
        Form_pg_attribute attribute = TupleDescAttr(view, column);
        names_.emplace_back(NameStr(attribute->attname));
        types_.push_back(attribute->atttypid);
        modifiers_.push_back(attribute->atttypmod);
    }
    sets_.number_of({});
}

int custom_rows::feed_columns() const noexcept {
    return static_cast<int>(core::arriving_columns(*feed_).size());
}

TupleDesc custom_rows::describe() const {
    postgres::row_type type;
    for (std::size_t column = 0; column < names_.size(); ++column) {
        type.add(names_[column].c_str(), types_[column], modifiers_[column]);
    }
    return type.add("keep_set", INT4OID).describe();
}

std::int32_t custom_rows::split(core::column_set& left_out) {
    if (left_out.is_empty()) {
        return 0;
    }
    core::column_set own;
    for (int column = 0; column < static_cast<int>(given_.size()); ++column) {
        if (left_out.contains(feed_columns() + column)) {
            own.insert(column);
            left_out.erase(feed_columns() + column);
        }
    }
    return sets_.number_of(own);
}

void custom_rows::read(postgres::row_block& arrived, postgres::row_block& rows,
                       load::block_faults& /*faults*/) {
    const auto columns = static_cast<std::size_t>(feed_columns());
    for (std::size_t row = 0; row < arrived.size(); ++row) {
        const std::size_t to = rows.add();
        std::copy_n(arrived.values(row), columns, rows.values(to));
        std::copy_n(arrived.nulls(row), columns, rows.nulls(to));
    }
}

std::string custom_rows::explain(const postgres::row_view& /*arrived*/, int /*column*/) {
    return "cannot be read";
}

// The values that rows give, with the numbers of their rows in the part.
void custom_rows::take_values(load::arrival& part) {
    postgres::row_type type;
    type.add("n", INT8OID).add("k", INT4OID);
    for (std::size_t column = 0; column < given_.size(); ++column) {
        const std::size_t at = static_cast<std::size_t>(feed_columns()) + column;
        type.add(fmt::format("c{}", column + 1).c_str(), types_[at], modifiers_[at]);
    }
    values_.emplace(type.describe());
    rows_ = 0;
    has_values_ = false;
    used_sets_.clear();
    violations_.clear();
    const auto own = given_.size();
    const int at = feed_columns();
    const bool has_default = std::any_of(given_.begin(), given_.end(), [](const custom_column& each) {
        return each.default_value.has_value();
    });
    postgres::row_block arrived(static_cast<int>(names_.size()) + 1);
    postgres::row_block taken(static_cast<int>(own) + 2);
    part.rewind();
    while (part.read_stored(arrived)) {
        taken.clear();
        for (std::size_t row = 0; row < arrived.size(); ++row) {
            const std::int32_t set = DatumGetInt32(arrived.value(row, at + static_cast<int>(own)));
            const std::size_t to = taken.add();
            taken.value(to, 0) = Int64GetDatum(part.first_row() + static_cast<std::int64_t>(row));
            taken.value(to, 1) = Int32GetDatum(set);
            std::fill_n(taken.nulls(to), 2, false);
            std::copy_n(arrived.values(row) + at, own, taken.values(to) + 2);
            std::copy_n(arrived.nulls(row) + at, own, taken.nulls(to) + 2);
            used_sets_.insert(set);
            has_values_ = has_values_ || has_default ||
                          !std::all_of(taken.nulls(to) + 2, taken.nulls(to) + 2 + own, std::identity());
            ++rows_;
        }
        values_->put(taken);
    }
}

void custom_rows::add_rule(std::vector<rule>& rules, std::string broken, const char* sqlstate,
                           std::string violated) const {
    core::reject reject{0, core::reject_code::constraint, feed_->grain.front()};
    reject.sqlstate = sqlstate;
    reject.violated = std::move(violated);
    rules.push_back({std::move(broken), std::move(reject)});
}

// The limits of types, which a row of the feed may exceed.
std::vector<custom_rows::rule> custom_rows::limits() const {
    std::vector<rule> rules;
    for (std::size_t column = 0; column < given_.size(); ++column) {
        const custom_column& each = given_[column];
        std::string broken = misfit(each, value(column));
        if (!broken.empty()) {
            add_rule(rules, std::move(broken),
                     each.type == NUMERICOID ? core::sqlstate::numeric_value_out_of_range
                                             : core::sqlstate::string_data_right_truncation,
                     fmt::format("type {} of column {} of table {}", each.type_text, core::quoted(each.name),
                                 core::quoted(own_.name)));
        }
    }
    return rules;
}

// Whether a row gives a value of a column, as a condition on its set.
std::string custom_rows::given_in(int column) const {
    return fmt::format("NOT {}", sql::eq_any("r.k", fmt::format("'{{{}}}'::pg_catalog.int4[]",
                                                                fmt::join(sets_.numbers_with(column), ","))));
}

// A check of several columns is left to the table where a row leaves out one of them: the stored value
// counts.
std::vector<custom_rows::rule> custom_rows::constraints() const {
    std::vector<rule> rules;
    std::string columns;
    for (std::size_t column = 0; column < given_.size(); ++column) {
        const custom_column& each = given_[column];
        columns += fmt::format("{}{} AS {}", columns.empty() ? "" : ", ", cast(static_cast<int>(column)),
                               postgres::quoted(each.name));
        if (each.not_null) {
            add_rule(rules,
                     fmt::format("({} IS NULL AND {})", value(column), given_in(static_cast<int>(column))),
                     core::sqlstate::not_null_violation,
                     fmt::format("not-null constraint of column {} of table {}", core::quoted(each.name),
                                 core::quoted(own_.name)));
        }
    }
    for (const custom_check& each : own_.checks) {
        // Columns that the view does not have are unknown here.
        std::string others;
        for (const custom_column& column : own_.columns) {
            const bool is_given = std::any_of(given_.begin(), given_.end(), [&](const custom_column& one) {
                return one.name == column.name;
            });
            if (!is_given) {
                others += fmt::format(", NULL::{} AS {}", column.type_text, postgres::quoted(column.name));
            }
        }
        add_rule(
            rules,
            fmt::format("({}(SELECT NOT ({}\n) FROM (SELECT NULL::pg_catalog.int8 AS id, {}{}) AS v))",
                        each.columns > 1 ? "r.k OPERATOR(pg_catalog.=) 0 AND " : "", each.condition, columns,
                        others),
            core::sqlstate::check_violation,
            fmt::format("check constraint {} of table {}", core::quoted(each.name), core::quoted(own_.name)));
    }
    return rules;
}

// Rows that violate a rule already are not looked at: their values may not fit the types.
void custom_rows::find_violations(const std::vector<rule>& rules) {
    if (rules.empty()) {
        return;
    }
    std::string cases;
    for (std::size_t number = 0; number < rules.size(); ++number) {
        cases += fmt::format(" WHEN {} THEN {}", rules[number].broken, number + 1);
    }
    std::vector<Datum> known;
    for (const auto& [number, reject] : violations_) {
        known.push_back(Int64GetDatum(number));
    }
    const bool some_known = !known.empty();
    postgres::arguments list;
    list.add_array(INT8OID, std::move(known));
    const postgres::named_rows rows(values_name, *values_, rows_, InvalidOid);
    postgres::execute(
        fmt::format("SELECT f.n, f.rule FROM (SELECT r.n, CASE{0}{1} ELSE 0 END AS rule FROM {2} AS r) AS f "
                    "WHERE f.rule OPERATOR(pg_catalog.>) 0",
                    some_known ? " WHEN r.n OPERATOR(pg_catalog.=) ANY ($1) THEN 0" : "", cases, values_name),
        some_known ? list : postgres::arguments());
    bool is_null = false;
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        const std::int64_t number = DatumGetInt64(postgres::result_value(row, 1, INT8OID, is_null));
        const int which = DatumGetInt32(postgres::result_value(row, 2, INT4OID, is_null));
        core::reject reject = rules[static_cast<std::size_t>(which - 1)].reject;
        reject.row_number = number;
        violations_.emplace(number, std::move(reject));
    }
    postgres::free_result();
    rows.end();
}

void custom_rows::check(load::arrival& part) {
    take_values(part);
    // All that is not in pg_catalog is written with its schema.
    postgres::with_setting("search_path", "pg_catalog, pg_temp", [&] {
        find_violations(limits());
        find_violations(constraints());
    });
}

void custom_rows::end() {
    if (values_) {
        values_->end();
        values_.reset();
    }
}

const core::reject* custom_rows::violation(std::int64_t row_number) const noexcept {
    const auto found = violations_.find(row_number);
    return found == violations_.end() ? nullptr : &found->second;
}

std::string custom_rows::cast(int column) const {
    return fmt::format("CAST({} AS {})", value(static_cast<std::size_t>(column)),
                       given_[static_cast<std::size_t>(column)].type_text);
}

bool custom_rows::companion_has_rows() const {
    postgres::execute_as_of_now(fmt::format("SELECT FROM {} LIMIT 1", own_.qualified()));
    const bool found = postgres::result_rows() > 0;
    postgres::free_result();
    return found;
}

custom_rows::parted_rows custom_rows::part_rows() const {
    TupleDesc type = values_->description();
    parted_rows parts{postgres::tuple_store(type), postgres::tuple_store(type)};
    postgres::tuple_store all = *values_;
    postgres::row_block block(type->natts);
    std::vector<postgres::row_view> filled;
    std::vector<postgres::row_view> cleared;
    all.rewind();
    while (all.read(block)) {
        filled.clear();
        cleared.clear();
        for (std::size_t row = 0; row < block.size(); ++row) {
            const bool* nulls = block.nulls(row);
            const bool is_empty = std::all_of(nulls + 2, nulls + type->natts, [](bool each) { return each; });
            (is_empty ? cleared : filled).push_back(block.view(row));
        }
        parts.filled.put(filled);
        parts.cleared.put(cleared);
        parts.filled_rows += static_cast<std::int64_t>(filled.size());
        parts.cleared_rows += static_cast<std::int64_t>(cleared.size());
    }
    return parts;
}

// The values beside the rows of the table that they belong to. The rows of one set give the same columns.
std::string custom_rows::sources(const load::target& target, std::int32_t set, bool some_rejected) const {
    const load::sql_text text(target, {});
    // The planner guesses badly what conditions leave over.
    return fmt::format("{} AS r JOIN incoming ON {} JOIN {} AS stored ON {} WHERE {}{}", values_name,
                       sql::eq("incoming.row_number", "r.n"), target.table(),
                       text.same_grain_of("stored", "incoming"),
                       used_sets_.size() > 1 ? sql::eq("r.k", std::to_string(set)) : std::string("true"),
                       some_rejected ? " AND NOT r.n OPERATOR(pg_catalog.=) ANY ($1)" : "");
}

std::string custom_rows::insert_statement(const load::target& target, std::int32_t set, bool some_rejected,
                                          bool gives_way) const {
    std::string names;
    std::string values;
    std::string assignments;
    std::string stored;
    std::string excluded;
    for (int column = 0; column < static_cast<int>(given_.size()); ++column) {
        if (sets_.set(set).contains(column)) {
            continue;
        }
        const std::string name = postgres::quoted(given_[static_cast<std::size_t>(column)].name);
        const char* separator = names.empty() ? "" : ", ";
        assignments += fmt::format("{}{} = EXCLUDED.{}", separator, name, name);
        stored += fmt::format("{}own.{}", separator, name);
        excluded += fmt::format("{}EXCLUDED.{}", separator, name);
        values += ", " + cast(column);
        names += separator + name;
    }
    if (names.empty()) {
        return {};
    }
    return fmt::format(
        "INSERT INTO {} AS own (id, {}) SELECT stored.id{} FROM {} ORDER BY stored.id "
        "ON CONFLICT (id) DO {}",
        own_.qualified(), names, values, sources(target, set, some_rejected),
        gives_way ? "NOTHING"
                  : fmt::format("UPDATE SET {} WHERE pg_catalog.record_image_ne(ROW({}), ROW({}))",
                                assignments, stored, excluded));
}

std::string custom_rows::clear_statement(const load::target& target, std::int32_t set,
                                         bool some_rejected) const {
    std::string assignments;
    std::string values;
    for (int column = 0; column < static_cast<int>(given_.size()); ++column) {
        if (!sets_.set(set).contains(column)) {
            const std::string name = postgres::quoted(given_[static_cast<std::size_t>(column)].name);
            assignments += fmt::format("{}{} = NULL", assignments.empty() ? "" : ", ", name);
            values += fmt::format("{}own.{} IS NOT NULL", values.empty() ? "" : " OR ", name);
        }
    }
    return assignments.empty()
               ? std::string()
               : fmt::format("UPDATE {} AS own SET {} FROM {} AND {} AND ({})", own_.qualified(), assignments,
                             sources(target, set, some_rejected), sql::eq("own.id", "stored.id"), values);
}

void custom_rows::run(const load::target& target, const postgres::tuple_store& values, std::int64_t rows,
                      const load::batch& written, const std::set<std::int64_t>& rejected, bool clears,
                      bool gives_way) const {
    std::vector<Datum> numbers;
    numbers.reserve(rejected.size());
    for (const std::int64_t each : rejected) {
        numbers.push_back(Int64GetDatum(each));
    }
    postgres::arguments list;
    if (!rejected.empty()) {
        list.add_array(INT8OID, std::move(numbers));
    }
    const postgres::named_rows given(values_name, values, rows, InvalidOid);
    const postgres::named_rows incoming(load::sql_text::incoming, written.store, written.rows, InvalidOid);
    for (const std::int32_t set : used_sets_) {
        const std::string statement = clears ? clear_statement(target, set, !rejected.empty())
                                             : insert_statement(target, set, !rejected.empty(), gives_way);
        if (!statement.empty()) {
            postgres::execute(statement, list);
        }
    }
    incoming.end();
    given.end();
}

std::set<std::int64_t> custom_rows::stored_rows(const load::target& target, const load::batch& given) {
    const load::sql_text text(target, {});
    const postgres::named_rows incoming(load::sql_text::incoming, given.store, given.rows, InvalidOid);
    postgres::execute(
        fmt::format("SELECT incoming.row_number FROM incoming WHERE EXISTS (SELECT FROM {} AS "
                    "stored WHERE {})",
                    target.table(), text.same_grain_of("stored", "incoming")));
    std::set<std::int64_t> numbers;
    bool is_null = false;
    for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
        numbers.insert(DatumGetInt64(postgres::result_value(row, 1, INT8OID, is_null)));
    }
    postgres::free_result();
    incoming.end();
    return numbers;
}

// Past the executor. False: some values are not written.
bool custom_rows::write_directly(const load::target& target, std::vector<load::stored_id> ids,
                                 bool gives_way) {
    if (gives_way) {
        std::erase_if(ids, [](const load::stored_id& each) { return !each.is_written; });
    }
    // A load of sums or duplicates names them in the order of the grain.
    std::sort(ids.begin(), ids.end(),
              [](const auto& one, const auto& other) { return one.row_number < other.row_number; });
    return std::all_of(used_sets_.begin(), used_sets_.end(), [&](std::int32_t set) {
        std::vector<given_value> given;
        for (std::size_t column = 0; column < given_.size(); ++column) {
            if (!sets_.set(set).contains(static_cast<int>(column))) {
                given.push_back({&given_[column], static_cast<int>(column) + 2,
                                 types_[static_cast<std::size_t>(feed_columns()) + column]});
            }
        }
        if (given.empty()) {
            return true;
        }
        direct_values values(target, own_, given);
        return values.is_allowed() && values.write(*values_, set, ids, gives_way);
    });
}

// In a subtransaction, which is rolled back when another session was faster.
bool custom_rows::write_unless_lost(const load::target& target, const std::vector<load::stored_id>& ids,
                                    bool gives_way) {
    bool is_written = false;
    const bool won = load::unless_lost([&] {
        postgres::in_subtransaction([&] { return is_written = write_directly(target, ids, gives_way); });
    });
    return won && is_written;
}

void custom_rows::write(const load::target& target, const load::batch& written,
                        const std::set<std::int64_t>& rejected, const std::vector<load::stored_id>* ids,
                        bool gives_way) {
    if (!has_values_ && !companion_has_rows()) {
        return;
    }
    postgres::with_setting("search_path", "pg_catalog, pg_temp", [&] {
        if (ids == nullptr || !write_unless_lost(target, *ids, gives_way)) {
            write_by_sql(target, written, rejected, gives_way);
        }
    });
}

bool custom_rows::gives_default() const {
    for (std::size_t column = 0; column < given_.size(); ++column) {
        const bool is_given = std::any_of(used_sets_.begin(), used_sets_.end(), [&](std::int32_t set) {
            return !sets_.set(set).contains(static_cast<int>(column));
        });
        if (is_given && given_[column].default_value) {
            return true;
        }
    }
    return false;
}

void custom_rows::write_by_sql(const load::target& target, const load::batch& written,
                               const std::set<std::int64_t>& rejected, bool gives_way) {
    // Where a column has a default, a stored NULL differs from no row.
    if (gives_default()) {
        run(target, *values_, rows_, written, rejected, false, gives_way);
        return;
    }
    parted_rows parts = part_rows();
    const bool may_clear = parts.cleared_rows > 0 && !gives_way && companion_has_rows();
    if (parts.filled_rows > 0) {
        run(target, parts.filled, parts.filled_rows, written, rejected, false, gives_way);
    }
    if (may_clear) {
        run(target, parts.cleared, parts.cleared_rows, written, rejected, true, gives_way);
    }
    parts.filled.end();
    parts.cleared.end();
}

}  // namespace forecast_warehouse::customize
