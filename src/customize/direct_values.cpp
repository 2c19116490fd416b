#include "customize/direct_values.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "postgres/direct_compare.hpp"
#include "postgres/direct_obstacle.hpp"
#include "postgres/direct_write.hpp"
#include "postgres/guard.hpp"
#include "postgres/key_index.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::customize {
namespace {

constexpr std::size_t part_rows = 100'000;

// The type of a table's ids; InvalidOid: it has none.
Oid type_of_id(Oid table) {
    return postgres::guard([table] {
        const AttrNumber number = get_attnum(table, "id");
        return number == InvalidAttrNumber ? InvalidOid : get_atttype(table, number);
    });
}

// Whether values are stored as they arrive, once they fit the modifier. Feeds take texts of any length.
bool has_stored_form(const given_value& value) {
    const Oid stored = value.column->type;
    return value.type == stored || (value.type == TEXTOID && (stored == VARCHAROID || stored == BPCHAROID));
}

bool is_in_order_of_ids(const std::vector<load::stored_id>& ids) {
    return std::is_sorted(ids.begin(), ids.end(),
                          [](const auto& one, const auto& other) { return one.id < other.id; });
}

}  // namespace

direct_values::direct_values(const load::target& target, const companion& own,
                             const std::vector<given_value>& given)
    : target_(&target), own_(&own), given_(&given), id_type_(type_of_id(target.relation())) {
    columns_.push_back({"id", id_type_, -1, true, target.relation(), "id"});
    for (const given_value& each : given) {
        columns_.push_back(
            {each.column->name, each.column->type, each.column->modifier, false, InvalidOid, {}});
    }
    keeps_nothing_.number_of({});
}

bool direct_values::is_allowed() {
    const bool same_types = std::all_of(given_->begin(), given_->end(), has_stored_form);
    if (!same_types || (id_type_ != INT4OID && id_type_ != INT8OID) || !find_coercions() ||
        !postgres::direct_obstacle(own_->relation, columns_, key_, nullptr).empty()) {
        return false;
    }
    find_defaults();
    return true;
}

// False: the values of some type are fitted in another way than by a function.
bool direct_values::find_coercions() {
    coercions_.assign(given_->size(), FmgrInfo{});
    auto next = coercions_.begin();
    for (const given_value& each : *given_) {
        const custom_column& column = *each.column;
        const bool found = postgres::guard([&column, coercion = &*next++] {
            Oid function = InvalidOid;
            if (column.modifier < 0) {
                return true;
            }
            if (find_typmod_coercion_function(column.type, &function) != COERCION_PATH_FUNC) {
                return false;
            }
            fmgr_info(function, coercion);
            return true;
        });
        if (!found) {
            return false;
        }
    }
    return true;
}

void direct_values::find_defaults() {
    defaults_.assign(given_->size(), std::nullopt);
    for (std::size_t index = 0; index < given_->size(); ++index) {
        const custom_column& column = *(*given_)[index].column;
        if (!column.default_value) {
            continue;
        }
        postgres::execute(fmt::format("SELECT CAST(({}) AS {})", *column.default_value, column.type_text));
        bool is_null = false;
        const Datum value = postgres::result_value(0, 1, column.type, is_null);
        if (!is_null) {
            defaults_[index] = postgres::guard([value, type = column.type, memory = memory_.get()] {
                int16 length = 0;
                bool by_value = false;
                get_typlenbyval(type, &length, &by_value);
                MemoryContext caller = MemoryContextSwitchTo(memory);
                const Datum copy = datumCopy(value, by_value, length);
                MemoryContextSwitchTo(caller);
                return copy;
            });
        }
        postgres::free_result();
    }
}

Datum direct_values::id_datum(std::int64_t id) const noexcept {
    return id_type_ == INT8OID ? Int64GetDatum(id) : Int32GetDatum(static_cast<std::int32_t>(id));
}

// named: id, whether it is locked, values.
void direct_values::add(part& rows, const postgres::row_view& named) const {
    if (rows.blocks.empty() || rows.blocks.back()->full()) {
        rows.blocks.push_back(std::make_unique<postgres::row_block>(static_cast<int>(given_->size()) + 2));
    }
    postgres::row_block& block = *rows.blocks.back();
    const std::size_t to = block.add();
    const std::size_t last = given_->size() + 1;
    block.values(to)[0] = id_datum(DatumGetInt64(named.values[0]));
    block.nulls(to)[0] = false;
    for (std::size_t index = 0; index < given_->size(); ++index) {
        block.values(to)[index + 1] = named.values[(*given_)[index].position];
        block.nulls(to)[index + 1] = named.nulls[(*given_)[index].position];
    }
    block.values(to)[last] = Int32GetDatum(0);
    block.nulls(to)[last] = false;
    rows.rows.push_back({block.view(to), {}});
    rows.is_locked.push_back(DatumGetInt32(named.values[1]) != 0);
}

void direct_values::coerce(part& rows) {
    for (std::size_t index = 0; index < given_->size(); ++index) {
        const int modifier = (*given_)[index].column->modifier;
        if (modifier < 0) {
            continue;
        }
        const int position = static_cast<int>(index) + 1;
        for (const auto& block : rows.blocks) {
            postgres::guard([&, memory = block->memory()] {
                MemoryContext caller = MemoryContextSwitchTo(memory);
                for (std::size_t row = 0; row < block->size(); ++row) {
                    if (!block->null(row, position)) {
                        block->value(row, position) =
                            FunctionCall3(&coercions_[index], block->value(row, position),
                                          Int32GetDatum(modifier), BoolGetDatum(true));
                    }
                }
                MemoryContextSwitchTo(caller);
            });
        }
    }
}

// Whether the values are those that a row without values of its own shows. Runs inside a guard.
bool direct_values::shows_nothing_new(const postgres::row_view& row) const {
    for (std::size_t index = 0; index < given_->size(); ++index) {
        const std::optional<Datum>& shown = defaults_[index];
        if (row.nulls[index + 1] == shown.has_value()) {
            return false;
        }
        if (shown) {
            int16 length = 0;
            bool by_value = false;
            get_typlenbyval((*given_)[index].type, &length, &by_value);
            if (!datum_image_eq(row.values[index + 1], *shown, by_value, length)) {
                return false;
            }
        }
    }
    return true;
}

// Locks the rows of the target that new rows refer to, as their foreign key would. A row that another session
// has deleted gets no values.
bool direct_values::lock_owners(part& rows) const {
    std::vector<Datum> ids;
    std::vector<std::size_t> of;
    for (std::size_t row = 0; row < rows.rows.size(); ++row) {
        if (rows.rows[row].becomes == outcome::inserted && !rows.is_locked[row]) {
            ids.push_back(rows.rows[row].row.values[0]);
            of.push_back(row);
        }
    }
    std::vector<bool> exists;
    if (!ids.empty() && !postgres::lock_by_key({target_->relation(), "id", id_type_}, ids, exists)) {
        return false;
    }
    for (std::size_t index = 0; index < of.size(); ++index) {
        if (!exists[index]) {
            rows.rows[of[index]].becomes = outcome::unchanged;
        }
    }
    return true;
}

bool direct_values::write_part(part& rows, bool gives_way) {
    if (rows.rows.empty()) {
        return true;
    }
    coerce(rows);
    const postgres::keep_columns keep{static_cast<int>(given_->size()) + 1, &keeps_nothing_};
    postgres::direct_table table(own_->relation, columns_, key_, nullptr);
    table.begin();
    postgres::compare_rows(table, rows.rows, keep, {}, nullptr);
    postgres::guard([&] {
        for (postgres::direct_row& row : rows.rows) {
            const bool adds_nothing = row.becomes == outcome::inserted && shows_nothing_new(row.row);
            if (adds_nothing || (gives_way && row.becomes == outcome::updated)) {
                row.becomes = outcome::unchanged;
            }
        }
    });
    const bool locked = lock_owners(rows);
    if (locked) {
        postgres::write_rows(table, rows.rows, keep, postgres::on_violation::raise);
    }
    table.close();
    rows = part();
    return locked;
}

// Gives the rows of a set their ids: (id, whether it is locked, values). Rows without an id are left out.
std::vector<std::uint32_t> direct_values::name_rows(postgres::row_block& block, std::int32_t set,
                                                    id_cursor& next, id_cursor end) {
    std::vector<std::uint32_t> named;
    for (std::size_t row = 0; row < block.size(); ++row) {
        const std::int64_t number = DatumGetInt64(block.value(row, 0));
        while (next != end && next->row_number < number) {
            ++next;
        }
        if (next != end && next->row_number == number && DatumGetInt32(block.value(row, 1)) == set) {
            block.value(row, 0) = Int64GetDatum(next->id);
            block.value(row, 1) = Int32GetDatum(next->is_written ? 1 : 0);
            named.push_back(static_cast<std::uint32_t>(row));
        }
    }
    return named;
}

// Takes rows of a block, and writes when they make a part.
bool direct_values::take(part& rows, std::unique_ptr<postgres::row_block> block,
                         const std::vector<std::uint32_t>& named, bool gives_way) {
    for (const std::uint32_t row : named) {
        add(rows, block->view(row));
    }
    rows.sources.push_back(std::move(block));
    return rows.rows.size() < part_rows || write_part(rows, gives_way);
}

bool direct_values::write(postgres::tuple_store values, std::int32_t set,
                          const std::vector<load::stored_id>& ids, bool gives_way) {
    TupleDesc type = values.description();
    const auto block_of_values = [type] { return std::make_unique<postgres::row_block>(type->natts); };
    part rows;
    auto next = ids.begin();
    bool written = true;
    values.rewind();
    if (is_in_order_of_ids(ids)) {
        for (auto block = block_of_values(); written && values.read(*block); block = block_of_values()) {
            const std::vector<std::uint32_t> named = name_rows(*block, set, next, ids.end());
            written = take(rows, std::move(block), named, gives_way);
        }
        return written && write_part(rows, gives_way);
    }
    postgres::tuple_sort sorted(type, {{0, INT8OID}});
    for (postgres::row_block block(type->natts); values.read(block);) {
        sorted.put(block, name_rows(block, set, next, ids.end()));
    }
    sorted.sort();
    for (auto block = block_of_values(); written && sorted.read_more(*block); block = block_of_values()) {
        std::vector<std::uint32_t> all(block->size());
        std::iota(all.begin(), all.end(), 0U);
        written = take(rows, std::move(block), all, gives_way);
    }
    sorted.end();
    return written && write_part(rows, gives_way);
}

}  // namespace forecast_warehouse::customize
