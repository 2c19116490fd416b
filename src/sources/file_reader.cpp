#include "sources/file_reader.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "core/calendar.hpp"
#include "core/failure.hpp"
#include "core/text.hpp"
#include "load/target.hpp"
#include "postgres/enter.hpp"
#include "postgres/guard.hpp"
#include "postgres/setting.hpp"
#include "postgres/spi.hpp"
#include "postgres/subtransaction.hpp"

namespace forecast_warehouse::sources {
namespace {

using core::reject_code;
using core::value_type;
using core::when_missing;
using load::block_faults;
using postgres::row_block;

// How the server writes numbers.
const core::number_format number_of_server;

bool is_integer(Oid type) noexcept {
    return type == INT2OID || type == INT4OID || type == INT8OID;
}

// Whether an error comes from a value: class 22 of the SQLSTATEs. chr(0) exceeds a limit, and date_trunc()
// does not support all units.
bool is_data_exception(const postgres::pg_error& error) {
    const int code = error.data()->sqlerrcode;
    return ERRCODE_TO_CATEGORY(code) == ERRCODE_DATA_EXCEPTION || code == ERRCODE_PROGRAM_LIMIT_EXCEEDED ||
           code == ERRCODE_FEATURE_NOT_SUPPORTED;
}

// The text of a datum. Runs inside a guard.
std::string_view view_of(Datum value) noexcept {
    auto* packed = reinterpret_cast<struct varlena*>(DatumGetPointer(value));
    return {VARDATA_ANY(packed), VARSIZE_ANY_EXHDR(packed)};
}

std::chrono::sys_days day_of(const core::moment& found, int day_ends_at) noexcept {
    const std::chrono::sys_days day = std::chrono::year_month_day{
        std::chrono::year{found.year}, std::chrono::month{static_cast<unsigned>(found.month)},
        std::chrono::day{static_cast<unsigned>(found.day)}};
    return found.hour * 60 + found.minute < day_ends_at ? day - std::chrono::days{1} : day;
}

// Reads one cell as a value of a feed's column; false where it cannot be read. Runs inside a guard.
class cell_parser {
public:
    cell_parser(const core::feed_column& column, const core::source_options& options, bool canonical) noexcept
        : column_(column), options_(options), canonical_(canonical) {}

    bool read(Datum arrived, Datum& value, bool& is_null) const {
        arrived = PointerGetDatum(PG_DETOAST_DATUM_PACKED(arrived));
        const std::string_view whole = view_of(arrived);
        const std::string_view cell = core::trim_invisible(whole, options_.numbers.utf8);
        is_null = core::means_null(cell, options_);
        if (is_null) {
            value = Datum{0};
            return true;
        }
        switch (column_.type) {
            case value_type::text:
                value = cell.size() == whole.size() ? arrived
                                                    : PointerGetDatum(cstring_to_text_with_len(
                                                          cell.data(), static_cast<int>(cell.size())));
                return true;
            case value_type::integer:
            case value_type::decimal:
                return read_number(cell, value);
            case value_type::date:
                return read_day(cell, value);
            case value_type::timestamp:
                return read_moment(cell, value);
            case value_type::boolean: {
                bool truth = false;
                const bool right = core::read_truth(cell, truth);
                value = BoolGetDatum(truth);
                return right;
            }
        }
        return false;
    }

private:
    bool read_number(std::string_view cell, Datum& value) const {
        core::number_text number;
        if (!core::read_number(cell, canonical_ ? number_of_server : options_.numbers, number)) {
            return false;
        }
        if (column_.type == value_type::decimal) {
            value = number.is_short ? NumericGetDatum(int64_div_fast_to_numeric(number.scaled, number.scale))
                                    : DirectFunctionCall3(numeric_in, CStringGetDatum(number.text.data()),
                                                          ObjectIdGetDatum(0), Int32GetDatum(-1));
            return true;
        }
        std::int64_t whole = number.scaled;
        for (int digit = 0; digit < number.scale; ++digit) {
            whole /= 10;
        }
        value = Int64GetDatum(whole);
        return number.is_whole && number.is_short;
    }

    bool read_day(std::string_view cell, Datum& value) const {
        core::moment found;
        if (!(options_.day ? options_.day->read(cell, found) : core::read_iso_day(cell, found))) {
            return false;
        }
        const bool shifts = options_.day && options_.day->has_time();
        value = DateADTGetDatum(core::days_since_2000(day_of(found, shifts ? options_.day_ends_at : 0)));
        return true;
    }

    // In the time zone of the session, which is that of the source while it is read.
    bool read_moment(std::string_view cell, Datum& value) const {
        core::moment found;
        if (!(options_.moment ? options_.moment->read(cell, found) : core::read_iso_moment(cell, found))) {
            return false;
        }
        struct pg_tm parts {};
        parts.tm_year = found.year;
        parts.tm_mon = found.month;
        parts.tm_mday = found.day;
        parts.tm_hour = found.hour;
        parts.tm_min = found.minute;
        parts.tm_sec = found.second;
        // The server counts the distance from UTC to the west.
        int offset = found.has_offset ? -found.offset : DetermineTimeZoneOffset(&parts, session_timezone);
        Timestamp result = 0;
        const bool right = tm2timestamp(&parts, found.microsecond, &offset, &result) == 0;
        value = TimestampTzGetDatum(result);
        return right;
    }

    const core::feed_column& column_;
    const core::source_options& options_;
    bool canonical_;
};

}  // namespace

// The values of an expression for the rows of a block.
struct file_reader::evaluated {
    std::vector<Datum> values;
    std::vector<std::uint8_t> nulls;
    bool by_value = false;
    std::int16_t length = -1;
};

file_reader::file_reader(source from, core::file_shape shape)
    : from_(std::move(from)), shape_(std::move(shape)) {
    if (shape_.is_wide()) {
        wide_.emplace(shape_, from_.options);
    }
    for (const core::feed_column& column : core::arriving_columns(*from_.feed)) {
        origin& made = origins_.emplace_back();
        const auto mapped = std::find_if(from_.map.begin(), from_.map.end(),
                                         [&](const map_entry& each) { return each.column == column.name; });
        if (mapped != from_.map.end()) {
            made.expression = mapped->expression;
            continue;
        }
        // A name of the file could be meant for several dimensions.
        const std::vector<std::string>& names = shape_.rows();
        const auto same =
            from_.describes.empty() ? std::find(names.begin(), names.end(), column.name) : names.end();
        made.file_column = same == names.end() ? -1 : static_cast<int>(same - names.begin());
        if (made.file_column < 0 && column.missing == when_missing::reject) {
            throw core::failure(
                core::sqlstate::undefined_column,
                fmt::format("column {} of {} has no value", core::quoted(column.name), from_.feed->view),
                R"(Name it in the map, as {")" + name_in_map(column) +
                    R"(": "an expression over the file's columns"}.)");
        }
        if (made.file_column < 0 &&
            (column.missing == when_missing::keep || column.missing == when_missing::zero)) {
            left_out_.insert(static_cast<int>(origins_.size()) - 1);
        }
    }
}

std::string file_reader::name_in_map(const core::feed_column& column) const {
    return (from_.describes.empty() ? "" : from_.describes + ".") + column.name;
}

core::column_set file_reader::left_out() const {
    return left_out_;
}

std::optional<std::string> file_reader::expression_of(std::size_t column) const {
    const origin& from = origins_[column];
    if (from.expression.empty() && from.file_column >= 0) {
        return postgres::quoted(columns()[static_cast<std::size_t>(from.file_column)]);
    }
    return from.expression.empty() ? std::nullopt : std::optional(from.expression);
}

int file_reader::day_ends_at() const noexcept {
    return from_.options.day_ends_at;
}

TupleDesc file_reader::describe_rows() const {
    postgres::row_type type;
    for (const std::string& each : columns()) {
        type.add(each.c_str(), TEXTOID);
    }
    return type.describe();
}

void file_reader::prepare() {
    TupleDesc row = describe_rows();
    for (std::size_t column = 0; column < origins_.size(); ++column) {
        if (!origins_[column].expression.empty()) {
            analyse(column, row);
        }
    }
    postgres::guard([&] {
        executor_ = CreateExecutorState();
        context_ = CreateExprContext(executor_);
        slot_ = MakeSingleTupleTableSlot(CreateTupleDescCopy(row), &TTSOpsVirtual);
    });
    for (origin& each : origins_) {
        if (each.tree.tree != nullptr) {
            postgres::guard(
                [&] { each.state = ExecPrepareExpr(reinterpret_cast<Expr*>(each.tree.tree), executor_); });
        }
    }
}

void file_reader::analyse(std::size_t column, TupleDesc row) {
    origin& to = origins_[column];
    const core::feed_column& described = from_.feed->columns[column];
    try {
        to.tree = postgres::analyse_row_expression(to.expression, row);
    } catch (const postgres::pg_error& error) {
        const std::string message =
            fmt::format("invalid expression for {}: {}", core::quoted(name_in_map(described)),
                        error.data()->message == nullptr ? "" : error.data()->message);
        error.data()->message =
            postgres::guard([&] { return MemoryContextStrdup(postgres::error_memory(), message.c_str()); });
        throw;
    }
    if (IsA(to.tree.tree, Var)) {
        to.file_column = to.tree.columns.front();
        to.tree = {};
        return;
    }
    const Oid wanted = load::arriving_type(described);
    const Oid type = to.tree.type;
    if (type == TEXTOID) {
        return;
    }
    const bool is_number = is_integer(type) || type == NUMERICOID || type == FLOAT4OID || type == FLOAT8OID;
    const bool is_text = type == VARCHAROID || type == BPCHAROID;
    to.as_feed = type == wanted || (wanted == INT8OID && is_integer(type)) ||
                 (wanted == NUMERICOID && is_number) ||
                 (wanted == TIMESTAMPTZOID && (type == TIMESTAMPOID || type == DATEOID));
    to.canonical = !to.as_feed && is_number && wanted == INT8OID;
    const bool is_array = type == TEXTARRAYOID || type == INT4ARRAYOID;
    const bool as_text = is_text || (wanted == TEXTOID && !is_array) || to.canonical;
    if (!to.as_feed && !as_text) {
        throw core::failure(core::sqlstate::cannot_coerce,
                            fmt::format("expression for {} has type {}", core::quoted(name_in_map(described)),
                                        postgres::guard([=] { return format_type_be(type); })),
                            fmt::format("Cast it to text, or to {}.",
                                        postgres::guard([=] { return format_type_be(wanted); })));
    }
    to.tree = postgres::cast_row_expression(to.tree, to.as_feed ? wanted : TEXTOID);
}

void file_reader::evaluate_unguarded(const origin& from, row_block& arrived, std::size_t row,
                                     MemoryContext memory, evaluated& values) {
    ResetExprContext(context_);
    ExecClearTuple(slot_);
    const auto columns = static_cast<std::size_t>(slot_->tts_tupleDescriptor->natts);
    memcpy(slot_->tts_values, arrived.values(row), columns * sizeof(Datum));
    memcpy(slot_->tts_isnull, arrived.nulls(row), columns * sizeof(bool));
    ExecStoreVirtualTuple(slot_);
    context_->ecxt_scantuple = slot_;
    bool is_null = false;
    Datum value = ExecEvalExprSwitchContext(from.state, context_, &is_null);
    if (!is_null) {
        MemoryContext caller = MemoryContextSwitchTo(memory);
        value = datumCopy(value, values.by_value, values.length);
        MemoryContextSwitchTo(caller);
    }
    values.values[row] = is_null ? Datum{0} : value;
    values.nulls[row] = is_null ? 1 : 0;
}

// Evaluates an expression for some rows. One that fails is found by halves: an error needs a subtransaction.
void file_reader::evaluate(const origin& from, row_block& arrived, std::size_t first, std::size_t count,
                           int column, evaluated& values, block_faults& faults) {
    try {
        postgres::in_subtransaction([&] {
            postgres::guard([&] {
                for (std::size_t row = first; row < first + count; ++row) {
                    evaluate_unguarded(from, arrived, row, arrived.memory(), values);
                }
            });
            return true;
        });
    } catch (const postgres::pg_error& error) {
        if (!is_data_exception(error)) {
            throw;
        }
        postgres::guard([&] { FreeErrorData(error.data()); });
        if (count == 1) {
            values.nulls[first] = 1;
            faults.set(first, reject_code::bad_value, column);
            return;
        }
        evaluate(from, arrived, first, count / 2, column, values, faults);
        evaluate(from, arrived, first + count / 2, count - count / 2, column, values, faults);
    }
}

void file_reader::read(row_block& arrived, row_block& rows, block_faults& faults) {
    for (std::size_t row = 0; row < arrived.size(); ++row) {
        rows.add();
    }
    // A cast of a text to a day must not depend on the session.
    postgres::with_setting("datestyle", "ISO, YMD", [&] {
        for (std::size_t column = 0; column < origins_.size(); ++column) {
            read_column(static_cast<int>(column), arrived, rows, faults);
        }
    });
}

void file_reader::read_column(int column, row_block& arrived, row_block& rows, block_faults& faults) {
    const origin& from = origins_[static_cast<std::size_t>(column)];
    const cell_parser parser(from_.feed->columns[static_cast<std::size_t>(column)], from_.options,
                             from.canonical);
    evaluated values;
    if (from.state != nullptr) {
        values.values.resize(arrived.size());
        values.nulls.resize(arrived.size());
        postgres::guard([&] { get_typlenbyval(from.tree.type, &values.length, &values.by_value); });
        evaluate(from, arrived, 0, arrived.size(), column, values, faults);
    }
    postgres::guard([&] {
        MemoryContext caller = MemoryContextSwitchTo(rows.memory());
        for (std::size_t row = 0; row < arrived.size(); ++row) {
            Datum& value = rows.value(row, column);
            bool& is_null = rows.null(row, column);
            value = from.state != nullptr   ? values.values[row]
                    : from.file_column >= 0 ? arrived.value(row, from.file_column)
                                            : Datum{0};
            is_null = from.state != nullptr   ? values.nulls[row] != 0
                      : from.file_column >= 0 ? arrived.null(row, from.file_column)
                                              : true;
            if (!is_null && !from.as_feed && !parser.read(value, value, is_null)) {
                is_null = true;
                faults.set(row, reject_code::bad_value, column);
            }
        }
        MemoryContextSwitchTo(caller);
    });
}

// The form that a value of the feed's column must have.
std::string file_reader::expectation(int column) const {
    const auto in_format = [](const std::optional<core::moment_format>& format, const char* iso) {
        return format ? fmt::format(" in the format {}", core::quoted(format->pattern()))
                      : fmt::format(" in the format {}", core::quoted(iso));
    };
    switch (from_.feed->columns[static_cast<std::size_t>(column)].type) {
        case value_type::integer:
            return "a whole number";
        case value_type::decimal:
            return "a number";
        case value_type::date:
            return "a date" + in_format(from_.options.day, "YYYY-MM-DD");
        case value_type::timestamp:
            return "a time" + in_format(from_.options.moment, "YYYY-MM-DD HH24:MI:SS");
        case value_type::boolean:
            return "true or false";
        case value_type::text:
            break;
    }
    return "a text";
}

// The column of a value in the file: a wide one names it in the row.
std::string file_reader::shown_column(const postgres::row_view& arrived, int file_column) const {
    const bool is_value = shape_.is_wide() && file_column + 1 == static_cast<int>(columns().size()) &&
                          !arrived.nulls[file_column - 1];
    if (!is_value) {
        return core::quoted(columns()[static_cast<std::size_t>(file_column)]);
    }
    const Datum name = arrived.values[file_column - 1];
    const char* raw = postgres::guard([name]() -> const char* { return TextDatumGetCString(name); });
    return core::quoted(core::shorten(std::string_view(raw), core::shown_characters));
}

std::string file_reader::explain(const postgres::row_view& arrived, int column) {
    const origin& from = origins_[static_cast<std::size_t>(column)];
    const auto shown = [&](int file_column) {
        if (arrived.nulls[file_column]) {
            return std::string("NULL");
        }
        const Datum value = arrived.values[file_column];
        const char* raw = postgres::guard([value]() -> const char* { return TextDatumGetCString(value); });
        return core::quoted(core::shorten(std::string_view(raw), core::shown_characters));
    };
    if (from.state == nullptr) {
        return fmt::format("{} of column {} is not {}", shown(from.file_column),
                           shown_column(arrived, from.file_column), expectation(column));
    }
    std::string list;
    for (const int each : from.tree.columns) {
        list += fmt::format("{}{} of column {}", list.empty() ? "" : ", ", shown(each),
                            shown_column(arrived, each));
    }
    return fmt::format("cannot be made of {}: the result is not {}", list.empty() ? "a constant" : list,
                       expectation(column));
}

}  // namespace forecast_warehouse::sources
