#include "postgres/spi.hpp"

#include <exception>
#include <unordered_map>

namespace forecast_warehouse::postgres {
namespace {

// Turns SPI's negative return codes into errors; runs inside a guard.
void expect_success(int code) {
    if (code < 0) {
        elog(ERROR, "SPI failed: %s", SPI_result_code_string(code));
    }
}

// The plan of a statement that comes again and again.
SPIPlanPtr kept_plan(const std::string& sql, arguments& arguments) {
    // As many texts as a session needs; a session that drops and creates the extension over and over starts
    // afresh.
    constexpr std::size_t most = 256;
    static std::unordered_map<std::string, SPIPlanPtr> plans;
    if (plans.size() >= most) {
        for (const auto& [text, plan] : plans) {
            guard([plan = plan] { SPI_freeplan(plan); });
        }
        plans.clear();
    }
    auto found = plans.find(sql);
    if (found == plans.end()) {
        SPIPlanPtr plan = guard([&] {
            // A plan made anew for its arguments would cost more than such a statement.
            SPIPlanPtr made =
                SPI_prepare_cursor(sql.c_str(), arguments.size(), arguments.types(), CURSOR_OPT_GENERIC_PLAN);
            if (made == nullptr) {
                expect_success(SPI_result);
            }
            expect_success(SPI_keepplan(made));
            return made;
        });
        found = plans.emplace(sql, plan).first;
    }
    return found->second;
}

// Hands rows over as the executor comes upon them.
struct row_receiver {
    DestReceiver to_server;  // first: the server knows this part only
    const row_taker* take;
    std::exception_ptr* failure;
};

// Called by the executor, inside a guard: what is thrown here waits until the executor has ended.
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

// Runs inside a guard, as do the two below.
void run_into(const std::string& sql, DestReceiver* receiver, const arguments& arguments, bool read_only) {
    SPIExecuteOptions options{};
    options.dest = receiver;
    options.read_only = read_only;
    options.params = arguments.list_unguarded();
    expect_success(SPI_execute_extended(sql.c_str(), &options));
}

void run_into_store(const std::string& sql, const tuple_store& store, const arguments& arguments,
                    bool read_only) {
    DestReceiver* receiver = CreateTuplestoreDestReceiver();
    SetTuplestoreDestReceiverParams(receiver, store.state(), CurrentMemoryContext, false, nullptr, nullptr);
    run_into(sql, receiver, arguments, read_only);
    receiver->rDestroy(receiver);
}

// Takes a query's rows into a sort; called by the server.
struct sort_receiver {
    DestReceiver base;
    Tuplesortstate* sort;
};

bool receive_for_sort(TupleTableSlot* slot, DestReceiver* receiver) {
    tuplesort_puttupleslot(reinterpret_cast<sort_receiver*>(receiver)->sort, slot);
    return true;
}

void begin_receiving(DestReceiver* /*receiver*/, int /*operation*/, TupleDesc /*description*/) {}
void end_receiving(DestReceiver* /*receiver*/) {}

}  // namespace

arguments& arguments::add(Oid type, Datum value, bool is_null) {
    types_.push_back(type);
    values_.push_back(value);
    nulls_.push_back(is_null ? 'n' : ' ');
    return *this;
}

arguments& arguments::add_text(const std::string& value) {
    return add(
        TEXTOID, guard([&] {
            return PointerGetDatum(cstring_to_text_with_len(value.data(), static_cast<int>(value.size())));
        }),
        false);
}

arguments& arguments::add_array(Oid element, std::vector<Datum> values) {
    Oid type = InvalidOid;
    const Datum array = guard([&] {
        int16 length = 0;
        bool by_value = false;
        char align = 0;
        get_typlenbyvalalign(element, &length, &by_value, &align);
        type = get_array_type(element);
        return PointerGetDatum(construct_array(values.data(), static_cast<int>(values.size()), element,
                                               length, by_value, align));
    });
    return add(type, array, false);
}

ParamListInfo arguments::list_unguarded() const {
    ParamListInfo list = makeParamList(size());
    for (int place = 0; place < size(); ++place) {
        const auto index = static_cast<std::size_t>(place);
        list->params[place] = {values_[index], nulls_[index] == 'n', PARAM_FLAG_CONST, types_[index]};
    }
    return list;
}

void execute(const std::string& sql, arguments arguments) {
    guard([&] {
        expect_success(SPI_execute_with_args(sql.c_str(), arguments.size(), arguments.types(),
                                             arguments.values(), arguments.nulls(), false, 0));
    });
}

void query(const std::string& sql, arguments arguments) {
    guard([&] {
        expect_success(SPI_execute_with_args(sql.c_str(), arguments.size(), arguments.types(),
                                             arguments.values(), arguments.nulls(), true, 0));
    });
}

void execute_again(const std::string& sql, arguments arguments) {
    SPIPlanPtr plan = kept_plan(sql, arguments);
    guard([&] { expect_success(SPI_execute_plan(plan, arguments.values(), arguments.nulls(), false, 0)); });
}

void query_again(const std::string& sql, arguments arguments) {
    SPIPlanPtr plan = kept_plan(sql, arguments);
    guard([&] { expect_success(SPI_execute_plan(plan, arguments.values(), arguments.nulls(), true, 0)); });
}

void execute_as_of_now(const std::string& sql, arguments arguments) {
    const std::vector<Oid> types(arguments.types(), arguments.types() + arguments.size());
    statement(sql, types).execute_as_of_now(arguments);
}

std::uint64_t result_rows() {
    return SPI_processed;
}

Datum result_value(std::uint64_t row, int column, bool& is_null) {
    return guard(
        [&] { return SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column, &is_null); });
}

std::int64_t result_count(int column) {
    bool is_null = false;
    const Datum value = result_value(0, column, is_null);
    return is_null ? 0 : DatumGetInt64(value);
}

std::optional<std::string> result_text(std::uint64_t row, int column) {
    bool is_null = false;
    const Datum value = result_value(row, column, is_null);
    if (is_null) {
        return std::nullopt;
    }
    return std::string(guard([value] { return TextDatumGetCString(value); }));
}

void free_result() {
    guard([] { SPI_freetuptable(SPI_tuptable); });
}

statement::statement(const std::string& sql, std::vector<Oid> types)
    : plan_(guard([&] {
          SPIPlanPtr plan = SPI_prepare_cursor(sql.c_str(), static_cast<int>(types.size()), types.data(),
                                               CURSOR_OPT_CUSTOM_PLAN);
          if (plan == nullptr) {
              expect_success(SPI_result);
          }
          return plan;
      })) {}

void statement::execute(arguments& arguments) const {
    guard([&] { expect_success(SPI_execute_plan(plan_, arguments.values(), arguments.nulls(), false, 0)); });
}

void statement::execute_as_of_now(arguments& arguments) const {
    guard([&] {
        expect_success(SPI_execute_snapshot(plan_, arguments.values(), arguments.nulls(), GetLatestSnapshot(),
                                            InvalidSnapshot, false, true, 0));
    });
}

void execute_into(const std::string& sql, tuple_store& store, const arguments& arguments) {
    guard([&] { run_into_store(sql, store, arguments, false); });
}

void query_into(const std::string& sql, tuple_store& store, const arguments& arguments) {
    guard([&] { run_into_store(sql, store, arguments, true); });
}

void query_into(const std::string& sql, tuple_sort& sort, const arguments& arguments) {
    guard([&] {
        sort_receiver receiver{{receive_for_sort, begin_receiving, end_receiving, end_receiving, DestNone},
                               sort.state()};
        run_into(sql, &receiver.base, arguments, true);
    });
}

void stream(const std::string& sql, arguments arguments, const row_taker& take) {
    std::exception_ptr failure;
    row_receiver receiver{{receive_row, [](DestReceiver*, int, TupleDesc) {}, [](DestReceiver*) {},
                           [](DestReceiver*) {}, DestTuplestore},
                          &take,
                          &failure};
    SPIPlanPtr plan = kept_plan(sql, arguments);
    guard([&] {
        SPIExecuteOptions options{};
        options.read_only = true;
        options.dest = &receiver.to_server;
        options.params = arguments.list_unguarded();
        expect_success(SPI_execute_plan_extended(plan, &options));
    });
    if (failure) {
        std::rethrow_exception(failure);
    }
}

void register_rows(const char* name, const tuple_store& store, std::int64_t rows) {
    guard([&] {
        auto* relation = static_cast<EphemeralNamedRelation>(palloc0(sizeof(EphemeralNamedRelationData)));
        relation->md.name = pstrdup(name);
        relation->md.reliddesc = InvalidOid;
        relation->md.tupdesc = store.description();
        relation->md.enrtype = ENR_NAMED_TUPLESTORE;
        relation->md.enrtuples = static_cast<double>(rows);
        relation->reldata = store.state();
        SPI_unregister_relation(name);
        expect_success(SPI_register_relation(relation));
    });
}

void unregister_rows(const char* name) {
    guard([&] { expect_success(SPI_unregister_relation(name)); });
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
            elog(ERROR, "schema %u is gone", schema);
        }
        return name;
    });
}

}  // namespace forecast_warehouse::postgres
