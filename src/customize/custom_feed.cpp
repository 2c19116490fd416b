#include "customize/custom_feed.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/failure.hpp"
#include "core/load/star.hpp"
#include "core/text.hpp"
#include "customize/custom_rows.hpp"
#include "load/load.hpp"
#include "load/policy.hpp"
#include "postgres/canonical.hpp"
#include "postgres/guard.hpp"
#include "postgres/members.hpp"
#include "postgres/spi.hpp"
#include "postgres/table_facts.hpp"

namespace forecast_warehouse::customize {
namespace {

constexpr std::string_view ending = "_custom_feed";

[[noreturn]] void refuse(Relation view, const char* why) {
    throw core::failure(core::sqlstate::wrong_object_type,
                        fmt::format("view {} is no feed of the warehouse: {}",
                                    core::quoted(RelationGetRelationName(view)), why),
                        "apply_customizations() makes the feeds of added columns again.");
}

Oid extension_schema() {
    const Oid extension = postgres::our_extension();
    return OidIsValid(extension)
               ? postgres::guard([extension] { return postgres::schema_of_extension(extension); })
               : InvalidOid;
}

// The feed of the table that a view is named after; NULL: there is none.
const core::feed* feed_of(Relation view) {
    std::string_view name = RelationGetRelationName(view);
    return name.ends_with(ending) ? core::find_feed_of_table(name.substr(0, name.size() - ending.size()))
                                  : nullptr;
}

// Whether a view begins with the columns of a feed.
bool begins_with(TupleDesc row, const core::feed& feed) {
    const auto arriving = core::arriving_columns(feed);
    bool fits = static_cast<std::size_t>(row->natts) >= arriving.size();
    for (std::size_t column = 0; fits && column < arriving.size(); ++column) {
        Form_pg_attribute attribute = TupleDescAttr(row, static_cast<int>(column));
        fits = arriving[column].name == NameStr(attribute->attname) &&
               load::arriving_type(arriving[column]) == attribute->atttypid;
    }
    return fits;
}

// The form of a feed that a view begins with. An update of the extension leaves the view as it is, so the
// view may lack columns that the table has by now.
const core::feed& form_of(Relation view, const core::feed& newest, const core::feed& of_table) {
    std::vector<const core::feed*> forms{&newest};
    for (const auto& each : newest.older_forms) {
        forms.push_back(each.get());
    }
    const auto first = std::find(forms.begin(), forms.end(), &of_table);
    const auto found = std::find_if(first, forms.end(), [view](const core::feed* each) {
        return begins_with(RelationGetDescr(view), *each);
    });
    if (found == forms.end()) {
        refuse(view, "its first columns are not those of the table's feed");
    }
    return **found;
}

// The companion's columns behind those of the feed. Their types may be without a modifier.
std::vector<custom_column> columns_behind(const core::feed& feed, const companion& own, Relation view) {
    TupleDesc row = RelationGetDescr(view);
    std::vector<custom_column> found;
    for (auto column = static_cast<int>(core::arriving_columns(feed).size()); column < row->natts; ++column) {
        const custom_column* of_companion = own.find(NameStr(TupleDescAttr(row, column)->attname));
        if (of_companion == nullptr) {
            refuse(view, "it has a column that the table of added columns does not have");
        }
        found.push_back(*of_companion);
    }
    return found;
}

std::shared_ptr<custom_rows> reader_of(Relation view) {
    const Oid schema = extension_schema();
    const core::feed* newest = feed_of(view);
    if (!OidIsValid(schema) || newest == nullptr) {
        refuse(view, "it is not named after a table");
    }
    const core::feed& of_table = load::feed_in(*newest, schema);
    const Oid table = load::target(of_table, schema).relation();
    postgres::require_member(table);
    std::optional<companion> own;
    postgres::with_spi([&] { own = find_companion(table); });
    if (!own || own->schema != postgres::name_of_schema(RelationGetNamespace(view))) {
        refuse(view, "it is not beside the table of added columns");
    }
    const core::feed& feed = form_of(view, *newest, of_table);
    return std::make_shared<custom_rows>(feed, *own, RelationGetDescr(view),
                                         columns_behind(feed, *own, view));
}

custom_rows& reader_of(const load::feed_statement& statement) {
    return dynamic_cast<custom_rows&>(*statement.rows().reader());
}

std::string name_of(Relation view) {
    return postgres::quoted(postgres::name_of_schema(RelationGetNamespace(view)),
                            RelationGetRelationName(view));
}

}  // namespace

bool is_custom_feed(Relation view) {
    return view->rd_rel->relkind == RELKIND_VIEW &&
           std::string_view(RelationGetRelationName(view)).ends_with(ending) &&
           !postgres::is_member(RelationGetRelid(view));
}

void begin_statement(Relation view) {
    const std::shared_ptr<custom_rows> reader = reader_of(view);
    const postgres::arena memory("custom feed");
    const postgres::inside inside(memory);
    load::begin_statement(reader->feed(), RelationGetRelid(view), reader->describe(), reader);
}

bool takes_rows_of(const load::feed_statement& statement, Relation view) {
    const auto* reader = dynamic_cast<const custom_rows*>(statement.rows().reader().get());
    TupleDesc row = RelationGetDescr(view);
    bool same = reader != nullptr && reader->types().size() == static_cast<std::size_t>(row->natts);
    for (int column = 0; same && column < row->natts; ++column) {
        Form_pg_attribute attribute = TupleDescAttr(row, column);
        same = !attribute->attisdropped &&
               reader->types()[static_cast<std::size_t>(column)] == attribute->atttypid;
    }
    return same;
}

void take_row(load::feed_statement& statement, Relation view, HeapTuple row, core::column_set left_out,
              const FmgrInfo* insert) {
    const std::int32_t set = reader_of(statement).split(left_out);
    TupleDesc description = RelationGetDescr(view);
    const postgres::tuple_store& store = statement.rows().store();
    postgres::guard([&, state = store.state(), stored = store.description()] {
        Datum values[MaxTupleAttributeNumber];
        bool nulls[MaxTupleAttributeNumber];
        heap_deform_tuple(row, description, values, nulls);
        values[description->natts] = Int32GetDatum(set);
        nulls[description->natts] = false;
        tuplestore_putvalues(state, stored, values, nulls);
    });
    statement.take_stored(1, left_out, insert);
}

void load_statement(Relation view, load::feed_statement& statement) {
    custom_rows& reader = reader_of(statement);
    const load::target target(reader.feed(), extension_schema());
    const std::string source = name_of(view);
    const postgres::arena memory("custom feed");
    const postgres::inside inside(memory);
    for (load::arrival* part : statement.parts()) {
        postgres::with_spi([&] {
            const postgres::inside rows(memory);
            reader.check(*part);
        });
        load::remember_load(load::run_load(
            target, *part,
            {load::current_reject_policy(), load::current_duplicate_policy(), source, statement.started(),
             true, load::current_window_ends(), load::current_money_policy()}));
        reader.end();
    }
}

}  // namespace forecast_warehouse::customize
