#pragma once

#include <string>

#include "postgres/server.hpp"

namespace forecast_warehouse::postgres {

// Makes sure that a statement finds one relation by its name, and no other one outside pg_catalog. The
// relation is given by its OID, and the statement runs with its owner's rights. SQL has names only, and a
// schema may be renamed at any time. Then the name may lead to the table of another owner.
//
// It must exist while the statement is planned and run. sql must be the text that is run.
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

// Makes the session check names. Called once, when the library is loaded.
void check_pinned_relations();

}  // namespace forecast_warehouse::postgres
