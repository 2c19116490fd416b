#pragma once

#include <string>

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// Makes sure that a statement finds one relation under the name that it uses, and no other beside those of
// pg_catalog. The relation is known by its number, and its owner's rights are used for the statement. SQL
// knows names only, and a schema may be renamed at any time: the name may then lead to another owner's table.
//
// Lives while the statement is planned and run. The text must be the very one that is run.
class pinned_relation {
public:
    pinned_relation(Oid relation, const std::string& sql) noexcept;
    pinned_relation(const pinned_relation&) = delete;
    pinned_relation& operator=(const pinned_relation&) = delete;
    ~pinned_relation();

private:
    Oid outer_relation_;
    const char* outer_sql_;
};

// Makes the session check names; once, when the library is loaded.
void check_pinned_relations();

}  // namespace forecast_warehouse::postgres
