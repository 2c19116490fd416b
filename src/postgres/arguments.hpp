#pragma once

#include <string>
#include <vector>

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// The arguments of a statement.
class arguments {
public:
    arguments() = default;

    arguments& add(Oid type, Datum value) { return add(type, value, false); }
    arguments& add_null(Oid type) { return add(type, Datum{0}, true); }
    arguments& add_text(const std::string& value);
    // An array of values of a type, which are copied.
    arguments& add_array(Oid element, std::vector<Datum> values);

    [[nodiscard]] int size() const noexcept { return static_cast<int>(types_.size()); }
    [[nodiscard]] Oid* types() noexcept { return types_.data(); }
    [[nodiscard]] Datum* values() noexcept { return values_.data(); }
    // The server's list of the arguments, in the current memory context. NULL: no arguments. Runs inside a
    // guard.
    [[nodiscard]] ParamListInfo list_unguarded() const;
    [[nodiscard]] const char* nulls() const noexcept { return nulls_.data(); }

private:
    arguments& add(Oid type, Datum value, bool is_null);

    std::vector<Oid> types_;
    std::vector<Datum> values_;
    std::string nulls_;
};

}  // namespace forecast_warehouse::postgres
