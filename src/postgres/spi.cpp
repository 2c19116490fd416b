#include "postgres/spi.hpp"

#include <exception>
#include <unordered_map>

#include "core/failure.hpp"
#include "postgres/fixed_point.hpp"

namespace forecast_warehouse::postgres {
namespace {

// Removes our statement from an error: its line in the context, which SPI added, and the query. Lines of
// users' functions and triggers stay. The line is found by the statement, because its other words are
// translated.
void leave_out_statement(ErrorData& error, const std::string& sql) noexcept {
    if (error.internalquery != nullptr && sql == error.internalquery) {
        error.internalquery = nullptr;
        error.internalpos = 0;
    }
    char* found = error.context == nullptr ? nullptr : strstr(error.context, sql.c_str());
    if (found == nullptr) {
        return;
    }
    char* first = found;
    while (first > error.context && first[-1] != '\n') {
        --first;
    }
    const char* next = strchr(found + sql.size(), '\n');
    if (next != nullptr) {
        memmove(first, next + 1, strlen(next + 1) + 1);
        return;
    }
    // The last line is removed with the line break before it.
    if (first == error.context) {
        error.context = nullptr;
    } else {
        first[-1] = '\0';
    }
}

// Calls SPI for a statement of ours. An error does not show its text.
template <class Call>
auto run_statement(const std::string& sql, Call&& call) {
    try {
        return guard(std::forward<Call>(call));
    } catch (const pg_error& error) {
        leave_out_statement(*error.data(), sql);
        throw;
    }
}

// Turns SPI's negative return codes into errors; runs inside a guard.
void expect_success(int code) {
    if (code < 0) {
        elog(ERROR, "SPI failed: %s", SPI_result_code_string(code));
    }
}

// The plan of a statement that the session repeats.
struct cached_plan {
    SPIPlanPtr plan;
    int runs = 0;  // at this moment: a trigger or a policy of the user may run the statement again
};

using cached_plans = std::unordered_map<std::string, cached_plan>;

// A plain pointer, never freed: see load/session.cpp.
cached_plans* plans = new cached_plans;

// The limit is above the number of texts of a session. A session that often drops and creates the extension
// may reach it. A plan that is running must stay.
void make_room() {
    constexpr std::size_t most = 256;
    if (plans->size() < most) {
        return;
    }
    for (auto each = plans->begin(); each != plans->end();) {
        if (each->second.runs > 0) {
            ++each;
            continue;
        }
        SPIPlanPtr plan = each->second.plan;
        each = plans->erase(each);
        guard([plan] { SPI_freeplan(plan); });
    }
}

SPIPlanPtr make_plan(const std::string& sql, arguments& arguments) {
    return run_statement(sql, [&] {
        // A new plan for each set of arguments would take longer than such a statement.
        SPIPlanPtr made =
            SPI_prepare_cursor(sql.c_str(), arguments.size(), arguments.types(), CURSOR_OPT_GENERIC_PLAN);
        if (made == nullptr) {
            expect_success(SPI_result);
        }
        expect_success(SPI_keepplan(made));
        return made;
    });
}

cached_plan& find_plan(const std::string& sql, arguments& arguments) {
    const auto found = plans->find(sql);
    if (found != plans->end()) {
        return found->second;
    }
    make_room();
    SPIPlanPtr plan = make_plan(sql, arguments);
    return plans->insert_or_assign(sql, cached_plan{plan}).first->second;
}

// Marks a cached plan as running. Entries of the map do not move.
class plan_run {
public:
    plan_run(const std::string& sql, arguments& arguments) : cached_(&find_plan(sql, arguments)) {
        ++cached_->runs;
    }
    plan_run(const plan_run&) = delete;
    plan_run& operator=(const plan_run&) = delete;
    ~plan_run() { --cached_->runs; }

    [[nodiscard]] SPIPlanPtr plan() const noexcept { return cached_->plan; }

private:
    cached_plan* cached_;
};

// Whether values of a type are stored like those of another. Runs inside a guard, like the functions below.
bool is_stored_as(Oid found, Oid wanted) {
    const auto same = [wanted](Oid type) {
        return type == wanted || (wanted == TEXTOID && type == VARCHAROID);
    };
    return same(found) || same(getBaseType(found));
}

void expect_type(TupleDesc row, int column, Oid wanted) {
    Form_pg_attribute attribute = TupleDescAttr(row, column);
    if (!is_stored_as(attribute->atttypid, wanted)) {
        ereport(ERROR, (errcode(ERRCODE_DATATYPE_MISMATCH),
                        errmsg("column \"%s\" must be of type %s, not %s", NameStr(attribute->attname),
                               format_type_be(wanted), format_type_be(attribute->atttypid)),
                        errhint("Give the table's column the type that the extension gave it.")));
    }
}

void expect_columns(TupleDesc row, int columns) {
    if (row->natts != columns) {
        elog(ERROR, "a query returned %d columns instead of %d", row->natts, columns);
    }
}

// Passes each row of the executor to a callback.
struct row_receiver {
    DestReceiver to_server;  // first: the server uses this part only
    const Oid* types;
    int columns;
    const row_taker* take;
    std::exception_ptr* failure;
};

void begin_rows(DestReceiver* self, int /*operation*/, TupleDesc row) {
    auto* receiver = reinterpret_cast<row_receiver*>(self);
    expect_columns(row, receiver->columns);
    for (int column = 0; column < receiver->columns; ++column) {
        expect_type(row, column, receiver->types[column]);
    }
}

// Called by the executor, inside a guard. An exception is stored until the executor has ended.
bool receive_row(TupleTableSlot* slot, DestReceiver* self) {
    slot_getallattrs(slot);
    auto* receiver = reinterpret_cast<row_receiver*>(self);
    try {
        return (*receiver->take)({slot->tts_values, slot->tts_isnull});
    } catch (...) {
        *receiver->failure = std::current_exception();
        return false;
    }
}

// Stores a query's rows in a tuplestore or a sort. Called by the server.
struct storing_receiver {
    DestReceiver to_server;  // first, as above
    TupleDesc wanted;
    Tuplestorestate* store;
    Tuplesortstate* sort;
    TupleTableSlot* scaled = nullptr;  // the row with its last column as a fixed-point number
    int scale = 0;
};

void begin_storing(DestReceiver* self, int /*operation*/, TupleDesc row) {
    TupleDesc wanted = reinterpret_cast<storing_receiver*>(self)->wanted;
    expect_columns(row, wanted->natts);
    for (int column = 0; column < wanted->natts; ++column) {
        expect_type(row, column, TupleDescAttr(wanted, column)->atttypid);
    }
}

bool receive_for_store(TupleTableSlot* slot, DestReceiver* self) {
    tuplestore_puttupleslot(reinterpret_cast<storing_receiver*>(self)->store, slot);
    return true;
}

bool receive_for_sort(TupleTableSlot* slot, DestReceiver* self) {
    tuplesort_puttupleslot(reinterpret_cast<storing_receiver*>(self)->sort, slot);
    return true;
}

void begin_scaling(DestReceiver* self, int /*operation*/, TupleDesc row) {
    TupleDesc wanted = reinterpret_cast<storing_receiver*>(self)->wanted;
    expect_columns(row, wanted->natts);
    for (int column = 0; column < wanted->natts; ++column) {
        const bool is_last = column == wanted->natts - 1;
        expect_type(row, column, is_last ? NUMERICOID : TupleDescAttr(wanted, column)->atttypid);
    }
}

Datum fixed_point_or_error(Datum numeric, int scale) {
    const auto number = signed_fixed_point(numeric, scale);
    if (!number) {
        ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
                        errmsg("\"%s\" is no number with at most %d decimals",
                               DatumGetCString(DirectFunctionCall1(numeric_out, numeric)), scale)));
    }
    return Int64GetDatum(*number);
}

bool receive_scaled(TupleTableSlot* slot, DestReceiver* self) {
    auto* receiver = reinterpret_cast<storing_receiver*>(self);
    TupleTableSlot* scaled = receiver->scaled;
    const int last = receiver->wanted->natts - 1;
    slot_getallattrs(slot);
    ExecClearTuple(scaled);
    for (int column = 0; column <= last; ++column) {
        scaled->tts_values[column] = slot->tts_values[column];
        scaled->tts_isnull[column] = slot->tts_isnull[column];
    }
    if (!scaled->tts_isnull[last]) {
        scaled->tts_values[last] = fixed_point_or_error(scaled->tts_values[last], receiver->scale);
    }
    ExecStoreVirtualTuple(scaled);
    tuplesort_puttupleslot(receiver->sort, scaled);
    return true;
}

void end_receiving(DestReceiver* /*receiver*/) {}

void run_into(const std::string& sql, DestReceiver* receiver, const arguments& arguments, bool read_only) {
    SPIExecuteOptions options{};
    options.dest = receiver;
    options.read_only = read_only;
    options.params = arguments.list_unguarded();
    expect_success(SPI_execute_extended(sql.c_str(), &options));
}

void run_into_store(const std::string& sql, const tuple_store& store, const arguments& arguments,
                    bool read_only) {
    storing_receiver receiver{
        {receive_for_store, begin_storing, end_receiving, end_receiving, DestTuplestore},
        store.description(),
        store.state(),
        nullptr};
    run_into(sql, &receiver.to_server, arguments, read_only);
}

}  // namespace

void execute(const std::string& sql, arguments arguments) {
    run_statement(sql, [&] {
        expect_success(SPI_execute_with_args(sql.c_str(), arguments.size(), arguments.types(),
                                             arguments.values(), arguments.nulls(), false, 0));
    });
}

void query(const std::string& sql, arguments arguments) {
    run_statement(sql, [&] {
        expect_success(SPI_execute_with_args(sql.c_str(), arguments.size(), arguments.types(),
                                             arguments.values(), arguments.nulls(), true, 0));
    });
}

void execute_again(const std::string& sql, arguments arguments) {
    const plan_run run(sql, arguments);
    run_statement(sql, [&] {
        expect_success(SPI_execute_plan(run.plan(), arguments.values(), arguments.nulls(), false, 0));
    });
}

void query_again(const std::string& sql, arguments arguments) {
    const plan_run run(sql, arguments);
    run_statement(sql, [&] {
        expect_success(SPI_execute_plan(run.plan(), arguments.values(), arguments.nulls(), true, 0));
    });
}

void execute_as_of_now(const std::string& sql, arguments arguments) {
    const std::vector<Oid> types(arguments.types(), arguments.types() + arguments.size());
    statement(sql, types).execute_as_of_now(arguments);
}

std::uint64_t result_rows() {
    return SPI_processed;
}

Datum result_value(std::uint64_t row, int column, Oid type, bool& is_null) {
    if (SPI_tuptable == nullptr || row >= SPI_tuptable->numvals) {
        throw core::failure(core::sqlstate::object_not_in_prerequisite_state,
                            "a statement did not return the row that it must return",
                            "Drop the trigger or rule that removes the row, or the view that replaced the "
                            "table.");
    }
    return guard([&] {
        TupleDesc description = SPI_tuptable->tupdesc;
        if (column > description->natts) {
            elog(ERROR, "a query returned %d columns instead of %d", description->natts, column);
        }
        expect_type(description, column - 1, type);
        return SPI_getbinval(SPI_tuptable->vals[row], description, column, &is_null);
    });
}

std::int64_t result_count(int column) {
    bool is_null = false;
    const Datum value = result_value(0, column, INT8OID, is_null);
    return is_null ? 0 : DatumGetInt64(value);
}

std::optional<std::string> result_text(std::uint64_t row, int column) {
    bool is_null = false;
    const Datum value = result_value(row, column, TEXTOID, is_null);
    if (is_null) {
        return std::nullopt;
    }
    return std::string(guard([value] { return TextDatumGetCString(value); }));
}

void free_result() {
    guard([] { SPI_freetuptable(SPI_tuptable); });
}

statement::statement(const std::string& sql, std::vector<Oid> types)
    : sql_(sql), plan_(run_statement(sql, [&] {
          SPIPlanPtr plan = SPI_prepare_cursor(sql.c_str(), static_cast<int>(types.size()), types.data(),
                                               CURSOR_OPT_CUSTOM_PLAN);
          if (plan == nullptr) {
              expect_success(SPI_result);
          }
          return plan;
      })) {}

void statement::execute(arguments& arguments) const {
    run_statement(sql_, [&] {
        expect_success(SPI_execute_plan(plan_, arguments.values(), arguments.nulls(), false, 0));
    });
}

void statement::execute_as_of_now(arguments& arguments) const {
    run_statement(sql_, [&] {
        expect_success(SPI_execute_snapshot(plan_, arguments.values(), arguments.nulls(), GetLatestSnapshot(),
                                            InvalidSnapshot, false, true, 0));
    });
}

void execute_into(const std::string& sql, tuple_store& store, const arguments& arguments) {
    run_statement(sql, [&] { run_into_store(sql, store, arguments, false); });
}

void query_into(const std::string& sql, tuple_store& store, const arguments& arguments) {
    run_statement(sql, [&] { run_into_store(sql, store, arguments, true); });
}

void query_into(const std::string& sql, tuple_sort& sort, const arguments& arguments) {
    run_statement(sql, [&] {
        storing_receiver receiver{{receive_for_sort, begin_storing, end_receiving, end_receiving, DestNone},
                                  sort.description(),
                                  nullptr,
                                  sort.state()};
        run_into(sql, &receiver.to_server, arguments, true);
    });
}

void query_scaled_into(const std::string& sql, tuple_sort& sort, int scale, const arguments& arguments) {
    run_statement(sql, [&] {
        storing_receiver receiver{{receive_scaled, begin_scaling, end_receiving, end_receiving, DestNone},
                                  sort.description(),
                                  nullptr,
                                  sort.state(),
                                  MakeSingleTupleTableSlot(sort.description(), &TTSOpsVirtual),
                                  scale};
        run_into(sql, &receiver.to_server, arguments, true);
        ExecDropSingleTupleTableSlot(receiver.scaled);
    });
}

void stream(const std::string& sql, arguments arguments, std::span<const Oid> types, const row_taker& take) {
    std::exception_ptr failure;
    row_receiver receiver{{receive_row, begin_rows, end_receiving, end_receiving, DestTuplestore},
                          types.data(),
                          static_cast<int>(types.size()),
                          &take,
                          &failure};
    const plan_run run(sql, arguments);
    run_statement(sql, [&] {
        SPIExecuteOptions options{};
        options.read_only = true;
        options.dest = &receiver.to_server;
        options.params = arguments.list_unguarded();
        expect_success(SPI_execute_plan_extended(run.plan(), &options));
    });
    if (failure) {
        std::rethrow_exception(failure);
    }
}

std::string quoted(const std::string& name) {
    return guard([&] { return quote_identifier(name.c_str()); });
}

std::string quoted(const std::string& schema, const std::string& name) {
    return quoted(schema) + "." + quoted(name);
}

std::string name_of_schema(Oid schema) {
    return guard([schema] {
        char* name = get_namespace_name(schema);
        if (name == nullptr) {
            elog(ERROR, "cache lookup failed for schema %u", schema);
        }
        return name;
    });
}

}  // namespace forecast_warehouse::postgres
