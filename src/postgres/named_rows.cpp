#include "postgres/named_rows.hpp"

#include <algorithm>
#include <cstring>
#include <vector>

#include <fmt/format.h>

#include "postgres/citus_table.hpp"
#include "postgres/guard.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::postgres {
namespace {

// Rows that load_rows() finds: of one name the latest, and only those that its caller's role has named.
struct named {
    const named_rows* by;
    const char* name;
    const tuple_store* store;
    Oid role;
};

// A plain pointer, never freed: see load/session.cpp.
std::vector<named>* all_named = new std::vector<named>;

// Whether a schema has tables of Citus and the function load_rows(), which older versions lack. Runs inside a
// guard.
bool needs_function(Oid schema) {
    if (!has_citus_tables(schema)) {
        return false;
    }
    Oid types[] = {TEXTOID};
    oidvector* arguments = buildoidvector(types, 1);
    return OidIsValid(GetSysCacheOid3(PROCNAMEARGSNSP, Anum_pg_proc_oid, CStringGetDatum("load_rows"),
                                      PointerGetDatum(arguments), ObjectIdGetDatum(schema)));
}

// load_rows('incoming') AS incoming (date date, ...)
std::string source_of(const char* name, TupleDesc row, Oid schema) {
    std::string columns;
    for (int index = 0; index < row->natts; ++index) {
        Form_pg_attribute column = TupleDescAttr(row, index);
        const char* type =
            guard([column] { return format_type_extended(column->atttypid, -1, FORMAT_TYPE_FORCE_QUALIFY); });
        columns +=
            fmt::format("{}{} {}", columns.empty() ? "" : ", ", quoted(NameStr(column->attname)), type);
    }
    return fmt::format("{0} AS MATERIALIZED (SELECT * FROM {1}('{0}') AS rows ({2}))", name,
                       quoted(name_of_schema(schema), "load_rows"), columns);
}

void register_relation(const char* name, const tuple_store& store, std::int64_t rows) {
    guard([&] {
        auto* relation = static_cast<EphemeralNamedRelation>(palloc0(sizeof(EphemeralNamedRelationData)));
        relation->md.name = pstrdup(name);
        relation->md.reliddesc = InvalidOid;
        relation->md.tupdesc = store.description();
        relation->md.enrtype = ENR_NAMED_TUPLESTORE;
        relation->md.enrtuples = static_cast<double>(rows);
        relation->reldata = store.state();
        SPI_unregister_relation(name);
        const int code = SPI_register_relation(relation);
        if (code < 0) {
            elog(ERROR, "SPI failed: %s", SPI_result_code_string(code));
        }
    });
}

// Runs inside a guard.
void expect_same_types(TupleDesc wanted, TupleDesc row) {
    bool same = wanted->natts == row->natts;
    for (int index = 0; same && index < row->natts; ++index) {
        same = TupleDescAttr(wanted, index)->atttypid == TupleDescAttr(row, index)->atttypid;
    }
    if (!same) {
        ereport(ERROR, (errcode(ERRCODE_DATATYPE_MISMATCH),
                        errmsg("the columns are not those of the rows that are being loaded"),
                        errhint("load_rows() serves the statements of loads only.")));
    }
}

}  // namespace

named_rows::named_rows(const char* name, const tuple_store& store, std::int64_t rows, Oid schema)
    : name_(name) {
    if (!guard([schema] { return needs_function(schema); })) {
        register_relation(name, store, rows);
        return;
    }
    source_ = source_of(name, store.description(), schema);
    all_named->push_back({this, name, &store, GetUserId()});
}

named_rows::~named_rows() {
    std::erase_if(*all_named, [this](const named& each) { return each.by == this; });
}

std::string named_rows::in(const std::string& sql) const {
    constexpr std::string_view with = "WITH ";
    if (source_.empty()) {
        return sql;
    }
    return sql.starts_with(with) ? fmt::format("WITH {}, {}", source_, sql.substr(with.size()))
                                 : fmt::format("WITH {} {}", source_, sql);
}

void named_rows::end() const {
    if (source_.empty()) {
        guard([this] {
            const int code = SPI_unregister_relation(name_);
            if (code < 0) {
                elog(ERROR, "SPI failed: %s", SPI_result_code_string(code));
            }
        });
    }
}

bool return_named_rows(FunctionCallInfo call, const char* name) {
    const Oid role = GetUserId();
    const auto found = std::find_if(all_named->rbegin(), all_named->rend(), [=](const named& each) {
        return each.role == role && std::strcmp(each.name, name) == 0;
    });
    if (found == all_named->rend()) {
        return false;
    }
    Tuplestorestate* store = found->store->state();
    TupleDesc row = found->store->description();
    guard([=] {
        InitMaterializedSRF(call, MAT_SRF_USE_EXPECTED_DESC);
        auto* result = reinterpret_cast<ReturnSetInfo*>(call->resultinfo);
        expect_same_types(result->setDesc, row);
        // A read pointer of its own, as a scan of an ephemeral relation has.
        tuplestore_select_read_pointer(store, tuplestore_alloc_read_pointer(store, EXEC_FLAG_REWIND));
        tuplestore_rescan(store);
        TupleTableSlot* slot = MakeSingleTupleTableSlot(row, &TTSOpsMinimalTuple);
        while (tuplestore_gettupleslot(store, true, false, slot)) {
            tuplestore_puttupleslot(result->setResult, slot);
            CHECK_FOR_INTERRUPTS();
        }
        ExecDropSingleTupleTableSlot(slot);
        tuplestore_select_read_pointer(store, 0);
    });
    return true;
}

}  // namespace forecast_warehouse::postgres
