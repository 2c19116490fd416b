#include "sources/load_source.hpp"

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/text.hpp"
#include "postgres/guard.hpp"
#include "postgres/rights.hpp"
#include "postgres/spi.hpp"
#include "sources/catalog.hpp"
#include "sources/prepared_source.hpp"
#include "sources/relation_texts.hpp"
#include "sources/stored_order.hpp"

namespace forecast_warehouse::sources {
namespace {

void expect_columns(const file_reader& reader, Oid relation) {
    for (const std::string& each : reader.shape().given()) {
        if (postgres::guard([&] { return get_attnum(relation, each.c_str()); }) <= 0) {
            throw core::failure(
                core::sqlstate::undefined_column,
                fmt::format("column {} of relation {} does not exist", core::quoted(each), name_of(relation)),
                "The relation needs all columns of the source, by name.");
        }
    }
}

// Reads the rows of a query as those of a wide file.
void read_wide(const std::string& sql, file_reader& reader, TupleDesc row, load::arrival& rows) {
    constexpr std::size_t most_values = std::size_t{1} << 20U;
    postgres::tuple_store store(row);
    with_iso_days([&] { postgres::execute_into(sql, store); });
    postgres::row_block block(row->natts, most_values / static_cast<std::size_t>(row->natts));
    std::int64_t line = 0;
    store.rewind();
    while (store.read(block)) {
        for (std::size_t index = 0; index < block.size(); ++index) {
            const std::int64_t count = reader.wide()->add(block.view(index), ++line, rows.store());
            rows.record(count, reader.left_out());
        }
    }
    reader.wide()->end();
    store.end();
}

// Loads the columns of a relation that a reader needs. row: as the relation has them.
load::load_outcome load_by(const std::shared_ptr<file_reader>& reader, Oid extension_schema, Oid relation,
                           TupleDesc row, const load::load_options& options) {
    const prepared_source prepared(*reader, extension_schema);
    expect_columns(*reader, relation);
    load::arrival rows(*reader->from().feed, postgres::tuple_store(reader->describe_rows()), reader);
    const std::string sql =
        fmt::format("SELECT {} FROM {} AS given", texts_of_columns(*reader, relation), name_of(relation));
    postgres::with_spi([&] {
        if (reader->wide() != nullptr) {
            in_stored_order([&] { read_wide(sql, *reader, row, rows); });
            return;
        }
        with_iso_days([&] { postgres::execute_into(sql, rows.store()); });
        rows.record(static_cast<std::int64_t>(postgres::result_rows()), reader->left_out());
    });
    load::load_outcome outcome = load_prepared(prepared, rows, options);
    rows.store().end();
    return outcome;
}

}  // namespace

std::string name_of(Oid relation) {
    const char* name = postgres::guard([=]() -> const char* { return get_rel_name(relation); });
    if (name == nullptr) {
        throw core::failure(core::sqlstate::undefined_table,
                            fmt::format("relation with OID {} does not exist", relation),
                            "Name a table or view that has the columns of the file.");
    }
    const char* schema =
        postgres::guard([=]() -> const char* { return get_namespace_name(get_rel_namespace(relation)); });
    return postgres::quoted(schema, name);
}

bool may_use(Oid view) {
    return postgres::has_privileges(view, ACL_INSERT) || postgres::has_privileges(view, ACL_SELECT);
}

source source_of_view(Oid extension_schema, Oid view) {
    const std::optional<source_key> key = key_of_view(extension_schema, view);
    std::optional<source> found;
    if (key) {
        postgres::with_spi([&] {
            if (const auto stored = find_stored(extension_schema, key->schema, key->name)) {
                found = read_stored(extension_schema, *stored);
            }
        });
    }
    if (!found) {
        throw core::failure(core::sqlstate::object_not_in_prerequisite_state,
                            fmt::format("{} is no source", name_of(view)), "Make it by create_source().");
    }
    return *std::move(found);
}

std::shared_ptr<file_reader> reader_of(source from, Relation view) {
    TupleDesc row = RelationGetDescr(view);
    const auto refuse = [view](const char* what) {
        throw core::failure(core::sqlstate::wrong_object_type,
                            fmt::format("\"{}\" is not {}", RelationGetRelationName(view), what),
                            "Make the source again by create_source().");
    };
    std::vector<std::string> columns;
    for (int column = 0; column < row->natts; ++column) {
        if (view->rd_rel->relkind != RELKIND_VIEW || TupleDescAttr(row, column)->atttypid != TEXTOID) {
            refuse("a view of texts");
        }
        columns.emplace_back(NameStr(TupleDescAttr(row, column)->attname));
    }
    if (!from.shape().takes_lines()) {
        // The columns of a view may be renamed.
        from.columns = columns;
    } else if (columns.size() != 1) {
        refuse("a view of lines");
    }
    core::file_shape shape = from.shape();
    return std::make_shared<file_reader>(std::move(from), std::move(shape));
}

void begin_statement(Oid extension_schema, Relation view) {
    const auto reader = reader_of(source_of_view(extension_schema, RelationGetRelid(view)), view);
    const postgres::arena memory("source");
    const postgres::inside inside(memory);
    load::begin_statement(*reader->from().feed, RelationGetRelid(view), reader->describe_rows(), reader);
}

bool takes_rows_of(const load::feed_statement& statement, Relation view) {
    const auto* reader = dynamic_cast<const file_reader*>(statement.rows().reader().get());
    return reader != nullptr &&
           reader->shape().given().size() == static_cast<std::size_t>(RelationGetDescr(view)->natts);
}

void take_row(load::feed_statement& statement, Relation view, HeapTuple row, std::int64_t line,
              const FmgrInfo* insert) {
    auto& reader = dynamic_cast<file_reader&>(*statement.rows().reader());
    load::arrival& rows = statement.rows();
    if (reader.wide() == nullptr) {
        if (line > 0) {
            rows.record_line(line);
        }
        statement.take(row, reader.left_out(), insert);
        return;
    }
    const std::int64_t count = reader.wide()->add(row, RelationGetDescr(view), line, rows.store());
    if (line > 0) {
        rows.record_line(line, count);
    }
    statement.take_stored(count, reader.left_out(), insert);
}

void load_statement(Oid extension_schema, Relation view, load::feed_statement& statement) {
    auto& reader = dynamic_cast<file_reader&>(*statement.rows().reader());
    const postgres::arena memory("source");
    const postgres::inside inside(memory);
    if (reader.wide() != nullptr) {
        reader.wide()->end();
    }
    const prepared_source prepared(reader, extension_schema);
    for (load::arrival* part : statement.parts()) {
        load_prepared(prepared, *part,
                      options_of(reader.from(), name_of(RelationGetRelid(view)), statement.started()));
    }
}

load::load_outcome load_relation(Oid extension_schema, Oid view, Oid relation) {
    const TimestampTz started = GetCurrentTimestamp();
    const source from = source_of_view(extension_schema, view);
    const postgres::arena memory("source");
    const postgres::inside inside(memory);
    load::load_outcome outcome;
    with_view(view, [&](Relation opened) {
        outcome = load_by(reader_of(from, opened), extension_schema, relation, RelationGetDescr(opened),
                          options_of(from, name_of(relation), started));
    });
    return outcome;
}

load::load_outcome load_relation_as(source from, Oid extension_schema, Oid relation,
                                    const load::load_options& options) {
    const postgres::arena memory("source");
    const postgres::inside inside(memory);
    core::file_shape shape = from.shape();
    const auto reader = std::make_shared<file_reader>(std::move(from), std::move(shape));
    return load_by(reader, extension_schema, relation, reader->describe_rows(), options);
}

}  // namespace forecast_warehouse::sources
