#include "postgres/table_scan.hpp"

#include <exception>

#include "postgres/citus_table.hpp"
#include "postgres/guard.hpp"
#include "postgres/table_facts.hpp"

namespace forecast_warehouse::postgres {
namespace {

constexpr std::size_t most_columns = 16;

// The columns' numbers, and the highest of them.
struct attributes {
    AttrNumber of[most_columns];
    AttrNumber last;
};

// Runs inside a guard: whether a scan of the table finds all rows of a SELECT. Citus stores the rows of its
// tables elsewhere.
bool shows_all(Relation table) {
    return is_plain_table(table) && !table->rd_rel->relhasrules && may_read_all(RelationGetRelid(table)) &&
           !is_citus_table(RelationGetRelid(table));
}

// Runs inside a guard: finds the columns. False when one is missing, of another type, or generated: newer
// servers compute it when it is read.
bool find_columns(Relation table, std::span<const scan_column> columns, attributes& found) {
    for (std::size_t index = 0; index < columns.size(); ++index) {
        const AttrNumber number = column_number(table->rd_att, columns[index].name);
        if (number <= 0) {
            return false;
        }
        Form_pg_attribute attribute = TupleDescAttr(table->rd_att, number - 1);
        if (attribute->atttypid != columns[index].type || attribute->attgenerated != '\0') {
            return false;
        }
        found.of[index] = number;
        found.last = Max(found.last, number);
    }
    return true;
}

// Runs inside a guard. An exception of take() is stored until the scan has ended.
void walk(Relation table, std::size_t columns, const attributes& wanted, const row_taker& take,
          std::exception_ptr& failure) {
    Datum values[most_columns] = {};
    bool nulls[most_columns] = {};
    TupleTableSlot* slot = table_slot_create(table, nullptr);
    TableScanDesc scan = table_beginscan(table, GetActiveSnapshot(), 0, nullptr);
    bool more = true;
    while (more && table_scan_getnextslot(scan, ForwardScanDirection, slot)) {
        CHECK_FOR_INTERRUPTS();
        slot_getsomeattrs(slot, wanted.last);
        for (std::size_t index = 0; index < columns; ++index) {
            values[index] = slot->tts_values[wanted.of[index] - 1];
            nulls[index] = slot->tts_isnull[wanted.of[index] - 1];
        }
        try {
            more = take({values, nulls});
        } catch (...) {
            failure = std::current_exception();
            more = false;
        }
    }
    table_endscan(scan);
    ExecDropSingleTupleTableSlot(slot);
}

}  // namespace

std::string select_list(std::span<const scan_column> columns) {
    std::string list;
    for (const scan_column& each : columns) {
        const char* cast = each.type == INT4OID   ? "::pg_catalog.int4"
                           : each.type == INT8OID ? "::pg_catalog.int8"
                                                  : "";
        list += fmt::format("{}{}{}", list.empty() ? "" : ", ", quoted(each.name), cast);
    }
    return list;
}

bool scan_table(Oid table, std::span<const scan_column> columns, const row_taker& take) {
    std::exception_ptr failure;
    const bool scanned = guard([&] {
        Relation relation = table_open(table, AccessShareLock);
        attributes wanted{};
        const bool plain =
            columns.size() <= most_columns && shows_all(relation) && find_columns(relation, columns, wanted);
        if (plain) {
            walk(relation, columns.size(), wanted, take, failure);
        }
        table_close(relation, NoLock);
        return plain;
    });
    if (failure) {
        std::rethrow_exception(failure);
    }
    return scanned;
}

}  // namespace forecast_warehouse::postgres
