#include "load/rejects.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <numeric>
#include <set>

#include <fmt/format.h>

#include "core/calendar.hpp"
#include "core/failure.hpp"
#include "core/text.hpp"
#include "load/companion_reader.hpp"
#include "load/target.hpp"
#include "postgres/guard.hpp"
#include "postgres/spi.hpp"

namespace forecast_warehouse::load {
namespace {

using core::reject_code;
using postgres::row_block;

// Columns of a stored reject.
enum reject_column : int {
    at_row_number,
    at_code,
    at_column,
    at_summed,
    at_windows,
    at_violated = at_windows + 4,
    stored_columns
};

bool earlier(const core::reject& left, const core::reject& right) noexcept {
    return left.row_number < right.row_number;
}

// 2024-01-31, whatever DateStyle says; runs inside a guard.
const char* write_day(DateADT day) {
    char buffer[MAXDATELEN + 1];
    if (DATE_NOT_FINITE(day)) {
        EncodeSpecialDate(day, buffer);
    } else {
        struct pg_tm parts {};
        j2date(day + POSTGRES_EPOCH_JDATE, &parts.tm_year, &parts.tm_mon, &parts.tm_mday);
        EncodeDateOnly(&parts, USE_ISO_DATES, buffer);
    }
    return pstrdup(buffer);
}

// 2024-01-31 18:30:00+01 in the session's time zone, whatever DateStyle says; runs inside a guard.
const char* write_moment(TimestampTz moment) {
    char buffer[MAXDATELEN + 1];
    struct pg_tm parts {};
    fsec_t fraction = 0;
    int offset = 0;
    const char* zone = nullptr;
    if (TIMESTAMP_NOT_FINITE(moment)) {
        EncodeSpecialTimestamp(moment, buffer);
    } else if (timestamp2tm(moment, &offset, &parts, &fraction, &zone, nullptr) == 0) {
        EncodeDateTime(&parts, fraction, true, offset, zone, USE_ISO_DATES, buffer);
    } else {
        ereport(ERROR, (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE), errmsg("timestamp out of range")));
    }
    return pstrdup(buffer);
}

// How long a text is; runs inside a guard.
std::size_t length_of(Datum text) {
    return toast_raw_datum_size(text) - VARHDRSZ;
}

// The first bytes of a text, cut between characters; runs inside a guard.
text* beginning_of(Datum value, std::size_t bytes) {
    text* slice = DatumGetTextPSlice(value, 0, static_cast<int32>(bytes) + MAX_MULTIBYTE_CHAR_LEN);
    const int length = VARSIZE_ANY_EXHDR(slice);
    const int cut = pg_mbcliplen(VARDATA_ANY(slice), length, static_cast<int>(bytes));
    return cstring_to_text_with_len(VARDATA_ANY(slice), cut);
}

// Keys that unknown ones resemble, in the hint.
constexpr std::size_t shown_keys = 3;

// More than a message shows of a value.
constexpr std::size_t longest_shown = 4096;

// A value as text; of a long text, the beginning.
std::string write_out(Datum value, Oid type) {
    return postgres::guard([&]() -> const char* {
        if (type == TEXTOID && length_of(value) > longest_shown) {
            return text_to_cstring(beginning_of(value, longest_shown));
        }
        if (type == DATEOID) {
            return write_day(DatumGetDateADT(value));
        }
        if (type == TIMESTAMPTZOID) {
            return write_moment(DatumGetTimestampTz(value));
        }
        Oid output = InvalidOid;
        bool is_varlena = false;
        getTypeOutputInfo(type, &output, &is_varlena);
        return OidOutputFunctionCall(output, value);
    });
}

core::row_text write_out(row_block& block, std::size_t row, const core::feed& feed) {
    core::row_text text;
    for (std::size_t column = 0; column < core::arriving_columns(feed).size(); ++column) {
        if (block.null(row, static_cast<int>(column))) {
            text.emplace_back();
        } else {
            text.emplace_back(
                write_out(block.value(row, static_cast<int>(column)), arriving_type(feed.columns[column])));
        }
    }
    return text;
}

// The text of a row for the message of a reject. A value that cannot be read says why.
core::row_text write_out(const core::feed& feed, arrived_rows& arrived, row_block& block, std::size_t row,
                         const core::reject& reject) {
    core::row_text text = write_out(block, row, feed);
    if (reject.code == reject_code::bad_value) {
        text[static_cast<std::size_t>(reject.column)] = arrived.explain(row, reject.column);
    }
    return text;
}

// A column of the rows as they arrived.
struct arriving_column {
    std::string name;
    Oid type;
};

std::vector<arriving_column> columns_of(const arrival& arrival) {
    std::vector<arriving_column> columns;
    if (arrival.reader()) {
        const companion_reader* companion = companion_of(arrival.reader());
        for (const std::string& each : arrival.reader()->columns()) {
            columns.push_back({each, companion == nullptr ? TEXTOID : companion->types()[columns.size()]});
        }
        return columns;
    }
    for (const core::feed_column& each : core::arriving_columns(arrival.feed())) {
        columns.push_back({each.name, arriving_type(each)});
    }
    return columns;
}

std::string violated_name(Datum value) {
    return postgres::guard([value] { return TextDatumGetCString(value); });
}

core::reject read_stored(row_block& block, std::size_t row) {
    const auto day = [&](int index) { return DatumGetInt32(block.value(row, at_windows + index)); };
    return {DatumGetInt64(block.value(row, at_row_number)),
            static_cast<reject_code>(DatumGetInt32(block.value(row, at_code))),
            DatumGetInt32(block.value(row, at_column)),
            DatumGetBool(block.value(row, at_summed)),
            {{day(0), day(1)}, {day(2), day(3)}},
            block.null(row, at_violated) ? std::string() : violated_name(block.value(row, at_violated)),
            {}};
}

// How long a text of a row may be in the journal.
std::size_t longest_of(const std::vector<arriving_column>& columns) {
    return std::min(reject_log::longest_text, reject_log::longest_row / columns.size());
}

// Cuts the texts of a row that are too long for the journal; names them.
std::string cut_long_texts(const std::vector<arriving_column>& columns, Datum* values, const bool* nulls) {
    std::string names;
    const std::size_t longest = longest_of(columns);
    for (std::size_t column = 0; column < columns.size(); ++column) {
        if (nulls[column] || columns[column].type != TEXTOID) {
            continue;
        }
        const bool is_cut = postgres::guard([&] {
            const bool is_long = length_of(values[column]) > longest;
            if (is_long) {
                values[column] = PointerGetDatum(beginning_of(values[column], longest));
            }
            return is_long;
        });
        if (is_cut) {
            names += (names.empty() ? "" : ", ") + columns[column].name;
        }
    }
    return names;
}

// 16 MB, or 150 kB of a wide file.
std::string size_text(std::size_t bytes) {
    return bytes >> 20U > 0 ? fmt::format("{} MB", bytes >> 20U) : fmt::format("{} kB", bytes >> 10U);
}

// How to add days: as a statement that can be run, unless the days are so many that they are a mistake.
std::string days_hint(const core::missing_days& days, const target& target) {
    constexpr std::chrono::days longest{366 * 3};
    if (days.filled_by.empty()) {
        return {};
    }
    if (days.last - days.first > longest) {
        return fmt::format("{} adds days to the calendar. ", days.filled_by);
    }
    return fmt::format("To add the days to the calendar: SELECT {}('{}', '{}'); ",
                       target.beside(std::string(days.filled_by)), core::iso_date(days.first),
                       core::iso_date(days.last));
}

// How to write a percentage as a share; empty where the first reject is no share.
std::string share_hint(const core::feed& feed, const core::reject& reject, const core::row_text& row) {
    const core::feed_column& column = feed.columns[static_cast<std::size_t>(reject.column)];
    const auto& value = row[static_cast<std::size_t>(reject.column)];
    if (reject.code != reject_code::out_of_range || column.role != core::column_role::share || !value) {
        return {};
    }
    const double percent = std::strtod(value->c_str(), nullptr);
    return percent > 1 && percent <= 100
               ? fmt::format("{} is a share of the price: {:g} percent is {:g}.", column.name, percent,
                             percent / 100)
               : fmt::format("{} is a share of the price, from 0 to 1.", column.name);
}

const char* duplicates_hint(const core::feed& feed) noexcept {
    return feed.summable
               ? "Set forecast_warehouse.on_duplicate to identical, first, last or sum, or keep one of the "
                 "rows."
               : "Set forecast_warehouse.on_duplicate to identical, first or last, or keep one of the rows.";
}

}  // namespace

reject_log::reject_log(const target& target, reject_policy policy, std::int64_t most)
    : policy_(policy), most_(most), near_keys_(target) {}

void reject_log::count(const core::reject& reject) {
    const auto same = std::find_if(reasons_.begin(), reasons_.end(),
                                   [&](const reason& each) { return each.is_of(reject); });
    if (same == reasons_.end()) {
        reasons_.push_back({reject, 1});
        return;
    }
    ++same->rows;
    if (earlier(reject, same->first)) {
        same->first = reject;
    }
}

// The existing key that the unknown one of a reject resembles.
std::optional<std::string> reject_log::near_key(const core::reject& reject, const core::row_text& row) const {
    const auto& value = row[static_cast<std::size_t>(reject.column)];
    return reject.code == reject_code::unknown_key && value ? near_keys_.like(reject.column, *value)
                                                            : std::nullopt;
}

// The fault of a row, with the key that an unknown one resembles.
std::string reject_log::describe(const core::feed& feed, const core::reject& reject,
                                 const core::row_text& row) const {
    const auto key = near_key(reject, row);
    return core::describe(feed, reject, row) +
           (key ? fmt::format(" (did you mean {}?)",
                              core::quoted(core::shorten(*key, core::shown_characters)))
                : std::string());
}

void reject_log::add(const core::reject& reject) {
    ++total_;
    count(reject);
    ++by_code_[static_cast<std::size_t>(reject.code)];
    if (reject.code == reject_code::constraint) {
        constraint_sqlstate_ = constraint_sqlstate_.empty() || constraint_sqlstate_ == reject.sqlstate
                                   ? reject.sqlstate
                                   : core::sqlstate::integrity_constraint_violation;
    }
    if (policy_ == reject_policy::error) {
        add_to_first(reject);
    } else {
        store(reject);
    }
}

void reject_log::add_to_first(const core::reject& reject) {
    first_.push_back(reject);
    std::push_heap(first_.begin(), first_.end(), earlier);
    if (first_.size() > compared) {
        std::pop_heap(first_.begin(), first_.end(), earlier);
        first_.pop_back();
    }
}

void reject_log::store(const core::reject& reject) {
    if (!stored_) {
        stored_type_ = postgres::row_type()
                           .add("row_number", INT8OID)
                           .add("code", INT4OID)
                           .add("at_column", INT4OID)
                           .add("summed", BOOLOID)
                           .add("arriving_from", INT4OID)
                           .add("arriving_to", INT4OID)
                           .add("in_the_way_from", INT4OID)
                           .add("in_the_way_to", INT4OID)
                           .add("violated", TEXTOID)
                           .describe();
        waiting_.emplace(stored_columns);
        stored_.emplace(stored_type_, std::vector<postgres::sort_key>{{at_row_number, INT8OID}});
    }
    const std::size_t row = waiting_->add();
    std::fill_n(waiting_->nulls(row), int{stored_columns}, false);
    waiting_->value(row, at_row_number) = Int64GetDatum(reject.row_number);
    waiting_->value(row, at_code) = Int32GetDatum(static_cast<std::int32_t>(reject.code));
    waiting_->value(row, at_column) = Int32GetDatum(reject.column);
    waiting_->value(row, at_summed) = BoolGetDatum(reject.summed);
    waiting_->value(row, at_windows) = Int32GetDatum(reject.windows.arriving.from);
    waiting_->value(row, at_windows + 1) = Int32GetDatum(reject.windows.arriving.to);
    waiting_->value(row, at_windows + 2) = Int32GetDatum(reject.windows.in_the_way.from);
    waiting_->value(row, at_windows + 3) = Int32GetDatum(reject.windows.in_the_way.to);
    waiting_->null(row, at_violated) = reject.violated.empty();
    if (!reject.violated.empty()) {
        const postgres::inside memory(waiting_->memory());
        waiting_->value(row, at_violated) =
            postgres::guard([&] { return CStringGetTextDatum(reject.violated.c_str()); });
    }
    if (waiting_->full()) {
        spill();
    }
}

void reject_log::spill() {
    std::vector<std::uint32_t> rows(waiting_->size());
    std::iota(rows.begin(), rows.end(), 0U);
    stored_->put(*waiting_, rows);
    waiting_->clear();
}

void reject_log::add_faults(const row_block& block, const block_faults& faults, std::int64_t first_row) {
    for (std::size_t row = 0; row < block.size(); ++row) {
        if (faults.has(row)) {
            add({first_row + static_cast<std::int64_t>(row), faults.code(row), faults.column(row)});
        }
    }
}

// The SQLSTATE that all rejects share; that of their class when they differ.
std::string reject_log::common_sqlstate() const {
    std::string_view state;
    for (std::size_t code = 0; code < by_code_.size(); ++code) {
        const std::string_view each = static_cast<reject_code>(code) == reject_code::constraint
                                          ? std::string_view(constraint_sqlstate_)
                                          : core::sqlstate_of(static_cast<reject_code>(code));
        if (by_code_[code] > 0 && !state.empty() && state != each) {
            return core::sqlstate::integrity_constraint_violation;
        }
        state = by_code_[code] > 0 ? each : state;
    }
    return std::string(state);
}

bool reject_log::all_are(reject_code code) const noexcept {
    return by_code_[static_cast<std::size_t>(code)] == total_;
}

std::string reject_log::hint(const target& target, const core::reject_summary& summary,
                             const std::string& near, bool may_quarantine) const {
    if (all_are(reject_code::duplicate_grain)) {
        return duplicates_hint(target.feed());
    }
    if (all_are(reject_code::receipt_reused)) {
        return "Prefix till and day to the receipt, or set forecast_warehouse.on_receipt_reuse to update.";
    }
    if (all_are(reject_code::known_ahead_differs)) {
        return fmt::format(
            "A signal is known ahead in all of its rows, or in none. Correct the rows, or "
            "change the others: UPDATE {} SET known_ahead = NOT known_ahead WHERE signal_name "
            "= '...'.",
            target.feed().table);
    }
    if (all_are(reject_code::dropped_by_trigger)) {
        return "Look at the triggers BEFORE INSERT and BEFORE UPDATE of the table, and at its policies.";
    }
    std::string text = near.empty() ? near : fmt::format("Did you mean {}? ", near);
    if (const auto days = summary.days()) {
        text += days_hint(*days, target);
    }
    return text + (may_quarantine
                       ? "Correct the rows, or set forecast_warehouse.on_reject to quarantine: the good rows "
                         "are loaded, the others go to load_reject."
                       : "Correct the row.");
}

void reject_log::raise(const target& target, arrival& arrival, bool may_quarantine,
                       const std::string& setting) {
    if (policy_ == reject_policy::error) {
        raise_first(target, arrival, may_quarantine);
    }
    raise_too_many(arrival, setting);
}

void reject_log::raise_first(const target& target, arrival& arrival, bool may_quarantine) const {
    std::vector<core::reject> looked_at = first_;
    std::sort(looked_at.begin(), looked_at.end(), earlier);

    const core::feed& feed = arrival.feed();
    row_block block(static_cast<int>(core::arriving_columns(feed).size()));
    core::reject_summary summary(feed, shown_reasons);
    std::string share;
    std::set<std::string> near;
    auto next = looked_at.begin();
    arrived_rows arrived(arrival);
    while (next != looked_at.end() && arrived.read(block)) {
        const std::int64_t end = arrival.first_row() + static_cast<std::int64_t>(block.size());
        for (; next != looked_at.end() && next->row_number < end; ++next) {
            const auto row = static_cast<std::size_t>(next->row_number - arrival.first_row());
            const core::row_text text = write_out(feed, arrived, block, row, *next);
            if (next == looked_at.begin()) {
                share = share_hint(feed, *next, text);
            }
            if (const auto key = near.size() < shown_keys ? near_key(*next, text) : std::nullopt) {
                near.insert(core::quoted(core::shorten(*key, core::shown_characters)));
            }
            summary.add(*next, text);
        }
    }

    const bool says_it_all = all_are(reject_code::duplicate_grain) || arrival.rows() == 1;
    throw core::failure(
        common_sqlstate(),
        says_it_all
            ? summary.first_text()
            : fmt::format(R"(load into "{}" rejected {} of {} rows)", feed.table, total_, arrival.rows()),
        !share.empty() && all_are(reject_code::out_of_range)
            ? share
            : hint(target, summary, fmt::format("{}", fmt::join(near, ", ")), may_quarantine),
        fmt::format("{} of {} rows rejected.{}", total_, arrival.rows(), summary.lines(total_)));
}

// Where the reject is the first of its reason, its text is that of the reason.
void reject_log::write_text(const core::reject& reject, const std::string& text) {
    for (reason& each : reasons_) {
        if (each.first.row_number == reject.row_number && each.is_of(reject)) {
            each.text = text;
        }
    }
}

void reject_log::renumber(postgres::tuple_store numbers) {
    std::map<std::int64_t, std::int64_t> originals;
    for (const reason& each : reasons_) {
        originals.emplace(each.first.row_number, each.first.row_number);
    }
    row_block block(numbers.description()->natts);
    numbers.rewind();
    while (numbers.read(block)) {
        for (std::size_t row = 0; row < block.size(); ++row) {
            const auto wanted = originals.find(DatumGetInt64(block.value(row, 0)));
            if (wanted != originals.end()) {
                wanted->second = DatumGetInt64(block.value(row, 1));
            }
        }
    }
    for (reason& each : reasons_) {
        each.first.row_number = originals.at(each.first.row_number);
    }
}

std::string reject_log::reasons(const core::feed& feed) const {
    std::vector<reason> shown = reasons_;
    std::sort(shown.begin(), shown.end(), [](const reason& left, const reason& right) {
        return left.rows != right.rows ? left.rows > right.rows : earlier(left.first, right.first);
    });
    shown.resize(std::min(shown.size(), shown_reasons));
    std::string lines;
    std::int64_t others = total_;
    for (const reason& each : shown) {
        others -= each.rows;
        lines += fmt::format("{}{} {}: {}, {} ({}row {})", lines.empty() ? "" : "\n", each.rows,
                             each.rows == 1 ? "row" : "rows",
                             core::name_of(feed, each.first.code, each.first.column), each.text,
                             each.rows == 1 ? "" : "first: ", each.first.row_number);
    }
    return lines + (others > 0 ? fmt::format("\n{} rows for other reasons", others) : std::string());
}

void reject_log::raise_too_many(arrival& arrival, const std::string& setting) {
    const core::feed& feed = arrival.feed();
    row_block block(static_cast<int>(core::arriving_columns(feed).size()));
    arrived_rows arrived(arrival);
    while (arrived.read(block)) {
        for (const reason& each : std::vector<reason>(reasons_)) {
            const std::int64_t row = each.first.row_number - arrival.first_row();
            if (row >= 0 && row < static_cast<std::int64_t>(block.size())) {
                write_text(each.first, describe(feed, each.first,
                                                write_out(feed, arrived, block, static_cast<std::size_t>(row),
                                                          each.first)));
            }
        }
    }
    throw core::failure(
        common_sqlstate(),
        fmt::format(R"(load into "{}" rejected {} of {} rows, but may reject {} at most)", feed.table, total_,
                    arrival.rows(), most_),
        fmt::format(R"(Correct the rows, or raise forecast_warehouse.max_rejects, which is "{}".)", setting),
        reasons(feed));
}

TupleDesc reject_log::describe_journal_row(const arrival& arrival) {
    postgres::row_type type;
    type.add("row_number", INT8OID).add("error_code", TEXTOID).add("message", TEXTOID);
    int number = 0;
    for (const arriving_column& column : columns_of(arrival)) {
        type.add(fmt::format("arrived_{}", ++number).c_str(), column.type);
    }
    return type.describe();
}

postgres::tuple_store reject_log::rows_for_journal(arrival& arrival, control_totals& totals) {
    postgres::tuple_store out(describe_journal_row(arrival));
    spill();
    stored_->sort();
    write_messages(arrival, totals, out);
    stored_->end();
    return out;
}

void reject_log::write_messages(arrival& arrival, control_totals& totals, postgres::tuple_store& out) {
    const core::feed& feed = arrival.feed();
    const std::vector<arriving_column> described = columns_of(arrival);
    const std::size_t columns = described.size();
    row_block block(static_cast<int>(core::arriving_columns(feed).size()));
    row_block rejects(stored_columns);
    row_block written(static_cast<int>(columns) + 3, std::max<std::size_t>(most_values / columns, 1));
    arrived_rows arrived(arrival);
    bool any = arrived.read(block);
    while (rejects.clear(), stored_->read_more(rejects)) {
        written.clear();
        for (std::size_t index = 0; index < rejects.size(); ++index) {
            const core::reject reject = read_stored(rejects, index);
            while (any &&
                   reject.row_number >= arrival.first_row() + static_cast<std::int64_t>(block.size())) {
                out.put(written);
                written.clear();
                any = arrived.read(block);
            }
            const auto row = static_cast<std::size_t>(reject.row_number - arrival.first_row());
            const postgres::inside memory(written.memory());
            std::string message = describe(feed, reject, write_out(feed, arrived, block, row, reject));
            write_text(reject, message);
            totals.reject(block, row);
            const std::string code(core::name_of(feed, reject.code, reject.column));
            const std::size_t to = written.add();
            const postgres::row_view source = arrived.arrived(block, row);
            std::copy_n(source.values, columns, written.values(to) + 3);
            std::copy_n(source.nulls, columns, written.nulls(to) + 3);
            const std::string cut = cut_long_texts(described, written.values(to) + 3, written.nulls(to) + 3);
            if (!cut.empty()) {
                message += fmt::format(" (row_data holds the first {} of {})",
                                       size_text(longest_of(described)), cut);
            }
            std::fill_n(written.nulls(to), 3, false);
            written.value(to, 0) = Int64GetDatum(reject.row_number);
            written.value(to, 1) = postgres::guard([&] { return CStringGetTextDatum(code.c_str()); });
            written.value(to, 2) = postgres::guard([&] { return CStringGetTextDatum(message.c_str()); });
            if (!cut.empty() || written.full()) {
                out.put(written);
                written.clear();
            }
        }
        out.put(written);
    }
}

}  // namespace forecast_warehouse::load
