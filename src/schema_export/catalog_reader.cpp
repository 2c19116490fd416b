#include "schema_export/catalog_reader.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <string>
#include <utility>

#include "core/schema_export/table_order.hpp"
#include "postgres/guard.hpp"
#include "postgres/members.hpp"
#include "postgres/canonical.hpp"
#include "postgres/setting.hpp"
#include "postgres/spi.hpp"
#include "schema_export/catalog_queries.hpp"

namespace forecast_warehouse::schema_export {
namespace {

namespace schema = core::schema_export;

std::string text_of(Datum value) {
    return postgres::guard([=]() -> const char* { return TextDatumGetCString(value); });
}

// The values of a row, column by column. NULL is an empty text.
class result_row {
public:
    explicit result_row(std::uint64_t row) : row_(row) {}

    // Columns of the catalog have types of their own, such as name.
    std::string text() {
        const std::uint64_t row = row_;
        const int column = ++column_;
        const char* value = postgres::guard([=]() -> const char* {
            return SPI_getvalue(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column);
        });
        return value == nullptr ? std::string() : std::string(value);
    }
    bool truth() { return text() == "t"; }
    char letter() {
        const std::string value = text();
        return value.empty() ? '\0' : value.front();
    }
    std::int64_t number() {
        const std::string value = text();
        std::int64_t read = 0;
        std::from_chars(value.data(), value.data() + value.size(), read);
        return read;
    }
    Oid oid() { return static_cast<Oid>(number()); }
    std::vector<std::string> texts();

private:
    std::uint64_t row_;
    int column_ = 0;
};

std::vector<std::string> result_row::texts() {
    bool is_null = false;
    const Datum array = postgres::result_value(row_, ++column_, TEXTARRAYOID, is_null);
    std::vector<std::string> values;
    Datum* elements = nullptr;
    int count = 0;
    if (!is_null) {
        postgres::guard([&] {
            deconstruct_array(DatumGetArrayTypeP(array), TEXTOID, -1, false, TYPALIGN_INT, &elements, nullptr,
                              &count);
        });
    }
    for (int index = 0; index < count; ++index) {
        const Datum value = elements[index];
        values.push_back(text_of(value));
    }
    return values;
}

class catalog_reader {
public:
    explicit catalog_reader(const std::vector<Oid>& tables) {
        std::transform(tables.begin(), tables.end(), std::back_inserter(oids_),
                       [](Oid each) { return ObjectIdGetDatum(each); });
    }

    schema::schema_description read(naming naming) {
        read_version();
        const std::string path = search_path(naming);
        postgres::with_canonical_settings([&] {
            postgres::with_setting("search_path", path.c_str(), [this] {
                read_types();
                read_tables();
                read_columns();
                read_constraints();
                read_indexes();
                read_sequences();
            });
        });
        for (auto& [oid, table] : tables_) {
            made_.tables.push_back(std::move(table));
        }
        schema::order_tables(made_);
        made_.quote = [](std::string_view name) { return postgres::quoted(std::string(name)); };
        return std::move(made_);
    }

private:
    template <class Take>
    void each_row(const std::string& sql, const Take& take) {
        postgres::query(sql, postgres::arguments()
                                 .add_array(OIDOID, oids_)
                                 .add(OIDOID, ObjectIdGetDatum(postgres::our_extension())));
        for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
            take(result_row(row));
        }
        postgres::free_result();
    }

    void read_version() {
        postgres::query(
            "SELECT e.extversion FROM pg_catalog.pg_extension AS e WHERE e.oid OPERATOR(pg_catalog.=) $1",
            postgres::arguments().add(OIDOID, ObjectIdGetDatum(postgres::our_extension())));
        made_.version = postgres::result_rows() == 0 ? "" : postgres::result_text(0, 1).value_or("");
        postgres::free_result();
    }

    std::string search_path(naming naming) {
        std::string path;
        if (naming == schema_export::naming::with_schema) {
            return "pg_temp";
        }
        each_row(query_of_schemas(), [&](result_row row) { path += postgres::quoted(row.text()) + ", "; });
        return path + "pg_temp";
    }

    void read_types() {
        each_row(query_of_types(), [this](result_row row) {
            const Oid oid = row.oid();
            schema::type_description& type = made_.types.emplace_back();
            type.name = row.text();
            row.letter();
            type.base = row.text();
            type.default_text = row.text();
            type.not_null = row.truth();
            type.labels = row.texts();
            type.comment = row.text();
            types_[oid] = made_.types.size() - 1;
        });
        each_row(query_of_domain_checks(), [this](result_row row) {
            schema::type_description& type = made_.types[types_.at(row.oid())];
            schema::constraint_description& check = type.checks.emplace_back();
            check.name = row.text();
            check.definition = row.text();
            check.needs_extension = row.truth();
        });
    }

    void read_tables() {
        each_row(query_of_tables(), [this](result_row row) {
            schema::table_description& table = tables_[row.oid()];
            table.schema = row.text();
            table.name = row.text();
            table.unlogged = row.letter() == RELPERSISTENCE_UNLOGGED;
            table.partitioned = row.letter() == RELKIND_PARTITIONED_TABLE;
            table.storage = row.text();
            table.comment = row.text();
            table.parents = row.texts();
            table.left_parents = row.texts();
        });
    }

    void read_columns() {
        each_row(query_of_columns(), [this](result_row row) {
            schema::table_description& table = tables_.at(row.oid());
            schema::column_description& column = table.columns.emplace_back();
            column.name = row.text();
            const Oid type = row.oid();
            set_plain_type(column, type, static_cast<std::int32_t>(row.number()));
            column.type = row.text();
            column.not_null = row.truth();
            column.not_null_name = row.text();
            if (column.not_null_name == table.name + "_" + column.name + "_not_null") {
                column.not_null_name.clear();
            }
            column.default_text = row.text();
            column.needs_extension = row.truth();
            column.generated = row.letter();
            column.identity = row.letter();
            column.collation = row.text();
            const std::string sequence = row.text();
            // Another default may use a sequence, too.
            if (column.identity != '\0' || (column.default_text.starts_with("nextval('") &&
                                            column.default_text.ends_with("'::regclass)"))) {
                column.sequence = sequence;
            }
            column.local = row.truth();
            column.comment = row.text();
        });
    }

    void set_plain_type(schema::column_description& column, Oid type, std::int32_t modifier) {
        Oid base = InvalidOid;
        column.plain_type = postgres::guard([&]() -> const char* {
            int32 base_modifier = modifier;
            base = getBaseTypeAndTypmod(type, &base_modifier);
            return format_type_extended(base, base_modifier, FORMAT_TYPE_TYPEMOD_GIVEN);
        });
        const auto found = types_.find(base);
        if (found != types_.end() && !made_.types[found->second].labels.empty()) {
            column.enum_name = made_.types[found->second].name;
            column.labels = made_.types[found->second].labels;
        }
    }

    void read_constraints() {
        each_row(query_of_constraints(), [this](result_row row) {
            schema::constraint_description& made = tables_.at(row.oid()).constraints.emplace_back();
            made.name = row.text();
            made.kind = row.letter();
            made.definition = row.text();
            made.columns = row.texts();
            made.target = row.text();
            made.target_exported = row.truth();
            made.target_columns = row.texts();
            made.on_delete = row.letter();
            made.on_update = row.letter();
            made.nulls_not_distinct = row.truth();
            made.needs_extension = row.truth();
            made.local = row.truth();
            made.comment = row.text();
        });
    }

    void read_indexes() {
        each_row(query_of_indexes(), [this](result_row row) {
            schema::index_description& made = tables_.at(row.oid()).indexes.emplace_back();
            made.name = row.text();
            made.definition = row.text();
            made.columns = row.texts();
            made.unique = row.truth();
            made.nulls_not_distinct = row.truth();
            made.plain = row.truth();
            made.comment = row.text();
        });
    }

    void read_sequences() {
        each_row(query_of_sequences(), [this](result_row row) {
            schema::sequence_description& made = made_.sequences.emplace_back();
            made.name = row.text();
            made.type = row.text();
            made.start = row.number();
            made.next_known = row.truth();
            const std::string last = row.text();
            made.increment = row.number();
            made.min = row.number();
            made.max = row.number();
            made.cache = row.number();
            made.cycles = row.truth();
            made.owner_table = row.text();
            made.owner_column = row.text();
            made.of_identity = row.truth();
            made.comment = row.text();
            made.next = next_after(last, made);
        });
    }

    // The last number itself where no other is left.
    static std::int64_t next_after(const std::string& last, const schema::sequence_description& sequence) {
        if (last.empty()) {
            return sequence.start;
        }
        std::int64_t number = 0;
        std::from_chars(last.data(), last.data() + last.size(), number);
        const bool ends = sequence.increment > 0 ? number > sequence.max - sequence.increment
                                                 : number < sequence.min - sequence.increment;
        return ends ? number : number + sequence.increment;
    }

    std::vector<Datum> oids_;
    std::map<Oid, schema::table_description> tables_;
    std::map<Oid, std::size_t> types_;
    schema::schema_description made_;
};

}  // namespace

core::schema_export::schema_description read_catalog(const std::vector<Oid>& tables, naming naming) {
    return catalog_reader(tables).read(naming);
}

}  // namespace forecast_warehouse::schema_export
