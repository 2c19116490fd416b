#include "sources/suggest_source.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/sources/suggestion.hpp"
#include "core/text.hpp"
#include "postgres/guard.hpp"
#include "postgres/spi.hpp"
#include "sources/relation_texts.hpp"
#include "sources/stored_order.hpp"

namespace forecast_warehouse::sources {
namespace {

// A sample of so many cells shows how a file is written.
constexpr std::size_t most_cells = 400'000;
constexpr std::size_t fewest_rows = 50;
constexpr std::size_t most_rows = 5000;

std::vector<std::string> columns_of(Oid relation) {
    std::vector<std::string> columns;
    Relation opened = postgres::guard([=] { return relation_open(relation, AccessShareLock); });
    TupleDesc row = RelationGetDescr(opened);
    for (int column = 0; column < row->natts; ++column) {
        if (!TupleDescAttr(row, column)->attisdropped) {
            columns.emplace_back(NameStr(TupleDescAttr(row, column)->attname));
        }
    }
    postgres::guard([=] { relation_close(opened, NoLock); });
    return columns;
}

std::string query_of(const std::string& relation, const std::vector<std::string>& columns) {
    std::string list;
    for (const std::string& each : columns) {
        list += fmt::format("{}CAST(given.{} AS pg_catalog.text)", list.empty() ? "" : ", ",
                            postgres::quoted(each));
    }
    return fmt::format("SELECT {} FROM {} AS given LIMIT {}", list, relation,
                       std::clamp(most_cells / columns.size(), fewest_rows, most_rows));
}

std::vector<std::vector<std::string>> rows_of(const std::string& relation,
                                              const std::vector<std::string>& columns) {
    std::vector<std::vector<std::string>> rows;
    postgres::with_spi([&] {
        with_iso_days([&] { in_stored_order([&] { postgres::query(query_of(relation, columns)); }); });
        for (std::uint64_t row = 0; row < postgres::result_rows(); ++row) {
            std::vector<std::string>& cells = rows.emplace_back();
            for (int column = 1; column <= static_cast<int>(columns.size()); ++column) {
                cells.push_back(postgres::result_text(row, column).value_or(""));
            }
        }
        postgres::free_result();
    });
    return rows;
}

core::file_sample sample_of(const std::string& relation, std::vector<std::string> columns) {
    const bool utf8 = GetDatabaseEncoding() == PG_UTF8;
    std::vector<std::vector<std::string>> rows = rows_of(relation, columns);
    if (columns.size() > 1) {
        return core::sample_of_rows(std::move(columns), std::move(rows), utf8);
    }
    std::vector<std::string> lines;
    lines.reserve(rows.size());
    for (std::vector<std::string>& each : rows) {
        lines.push_back(std::move(each.front()));
    }
    return core::sample_of_lines(lines, utf8);
}

// A name for the source of a relation.
std::string source_name(const std::string& relation) {
    constexpr std::string_view ending = "_source";
    std::string name = relation;
    while (name.size() + ending.size() >= NAMEDATALEN) {
        name = core::cut_text(name, name.size() - 1);
    }
    return postgres::quoted(name + std::string(ending));
}

}  // namespace

std::string suggest(Oid extension_schema, Oid relation, const std::optional<std::string>& name) {
    const char* relation_name = postgres::guard([=]() -> const char* { return get_rel_name(relation); });
    if (relation_name == nullptr) {
        throw core::failure(core::sqlstate::undefined_table,
                            fmt::format("relation with OID {} does not exist", relation),
                            "Name a table that has lines of the file, or its cells.");
    }
    const std::string schema =
        postgres::name_of_schema(postgres::guard([=] { return get_rel_namespace(relation); }));
    const std::string qualified = postgres::quoted(schema, relation_name);
    std::vector<std::string> columns = columns_of(relation);
    if (columns.empty()) {
        throw core::failure(core::sqlstate::undefined_column,
                            fmt::format("relation {} has no columns", qualified),
                            "Name a table that has lines of the file, or its cells.");
    }
    const core::file_sample sample = sample_of(qualified, std::move(columns));
    return core::write_suggestion(
        core::suggest(sample), sample,
        postgres::quoted(postgres::name_of_schema(extension_schema), "create_source"),
        name.value_or(source_name(relation_name)),
        fmt::format("{} of {}", core::counted(static_cast<std::int64_t>(sample.rows.size()), "row"),
                    qualified));
}

}  // namespace forecast_warehouse::sources
