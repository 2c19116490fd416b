#include <chrono>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/failure.hpp"
#include "postgres/enter.hpp"
#include "postgres/guard.hpp"
#include "postgres/server.hpp"
#include "postgres/subtransaction.hpp"

#include "boundary.hpp"

// Functions that lead errors across the boundary of C++ and PostgreSQL in every possible way. The test
// test/sql/boundary.sql calls them and compares the errors. They are not part of the extension.

extern "C" {
PG_MODULE_MAGIC;
}

namespace forecast_warehouse {
namespace {

// Objects alive at this moment: a frame that is left without its destructors leaves some behind.
int alive = 0;

class witness {
public:
    witness() noexcept { ++alive; }
    witness(const witness&) = delete;
    witness& operator=(const witness&) = delete;
    ~witness() { --alive; }

private:
    std::string heap_ = std::string(100, 'x');
};

void raise_in_postgres() {
    postgres::guard([] {
        ereport(ERROR, (errcode(ERRCODE_CHECK_VIOLATION), errmsg("shelf is full"), errdetail("It holds 12."),
                        errhint("Take one out.")));
    });
}

// Some frames between the error and its handler, each with an object to destroy.
void raise_below(int frames) {
    const witness here;
    if (frames > 0) {
        raise_below(frames - 1);
    } else {
        raise_in_postgres();
    }
}

// Catches an error in a subtransaction, as code must that goes on after it; says whether it came whole.
bool catch_one() {
    bool whole = false;
    postgres::in_subtransaction([&] {
        try {
            raise_below(3);
        } catch (const postgres::pg_error& error) {
            const ErrorData& data = *error.data();
            whole = data.sqlerrcode == ERRCODE_CHECK_VIOLATION &&
                    std::string(data.message) == "shelf is full" &&
                    std::string(data.detail) == "It holds 12." && std::string(data.hint) == "Take one out.";
            FreeErrorData(error.data());
        }
        return false;
    });
    return whole;
}

[[noreturn]] void throw_kind(const std::string& kind) {
    const witness here;
    if (kind == "failure") {
        throw core::failure("22023", "a refusal", "Its remedy.", "Its detail.");
    }
    if (kind == "runtime_error") {
        throw std::runtime_error("something broke");
    }
    if (kind == "bad_alloc") {
        throw std::bad_alloc();
    }
    if (kind == "vector") {
        throw std::length_error(std::vector<std::string>{"too", "long"}.back());
    }
    throw 42;  // NOLINT: whatever a library may throw
}

}  // namespace
}  // namespace forecast_warehouse

namespace fw = forecast_warehouse;

// Errors caught and swallowed, one after the other; returns how many came whole.
BOUNDARY_FUNCTION(boundary_catch) {
    return fw::postgres::enter([fcinfo] {
        std::int32_t whole = 0;
        for (std::int32_t round = PG_GETARG_INT32(0); round > 0; --round) {
            whole += fw::catch_one() ? 1 : 0;
        }
        return Int32GetDatum(whole);
    });
}

// An error of PostgreSQL that passes through C++ frames on its way to the client.
BOUNDARY_FUNCTION(boundary_pass) {
    (void)fcinfo;
    return fw::postgres::enter([]() -> Datum {
        fw::raise_below(10);
        return Datum{0};
    });
}

// An exception of C++ that becomes an error.
BOUNDARY_FUNCTION(boundary_throw) {
    return fw::postgres::enter(
        [fcinfo]() -> Datum { fw::throw_kind(TextDatumGetCString(PG_GETARG_DATUM(0))); });
}

// An error of PostgreSQL that passes C++, PostgreSQL and C++ again: SQL that calls a function of ours.
BOUNDARY_FUNCTION(boundary_nest) {
    return fw::postgres::enter([fcinfo]() -> Datum {
        const fw::witness here;
        const Oid function = PG_GETARG_OID(0);
        return fw::postgres::guard([=] { return OidFunctionCall0(function); });
    });
}

// A C++ exception that leaves a guarded call by mistake must not leave PostgreSQL's handlers astray.
BOUNDARY_FUNCTION(boundary_throw_in_guard) {
    (void)fcinfo;
    return fw::postgres::enter([]() -> Datum {
        const fw::witness here;
        try {
            fw::postgres::guard([] { throw std::runtime_error("thrown inside a guard"); });
        } catch (const std::runtime_error&) {
            fw::raise_in_postgres();
        }
        return Datum{0};
    });
}

// A call that computes for a number of seconds and can be interrupted.
BOUNDARY_FUNCTION(boundary_spin) {
    return fw::postgres::enter([fcinfo]() -> Datum {
        const fw::witness here;
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(PG_GETARG_INT32(0));
        while (std::chrono::steady_clock::now() < end) {
            fw::postgres::check_interrupts();
        }
        return BoolGetDatum(true);
    });
}

BOUNDARY_FUNCTION(boundary_alive) {
    (void)fcinfo;
    return Int32GetDatum(fw::alive);
}
