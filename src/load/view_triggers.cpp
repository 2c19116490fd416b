#include "load/view_triggers.hpp"

#include <array>

#include <fmt/format.h>

#include "postgres/spi.hpp"

namespace forecast_warehouse::load {
namespace {

// Names go behind the kind of the view.
struct trigger {
    const char* name;
    const char* event;
    const char* level;
    const char* function;
};

constexpr std::array triggers{
    trigger{"begin", "BEFORE INSERT", "STATEMENT", "begin"},
    trigger{"row", "INSTEAD OF INSERT", "ROW", "row"},
    trigger{"end", "AFTER INSERT", "STATEMENT", "end"},
    trigger{"refuse", "BEFORE UPDATE OR DELETE", "STATEMENT", "refuse"},
    trigger{"refuse_row", "INSTEAD OF UPDATE OR DELETE", "ROW", "refuse"},
};

}  // namespace

void create_view_triggers(std::string_view kind, const std::string& view, const std::string& extension_schema,
                          const std::string& arguments) {
    for (const trigger& each : triggers) {
        const std::string function =
            postgres::quoted(extension_schema, fmt::format("{}_{}", kind, each.function));
        postgres::execute(fmt::format("CREATE TRIGGER {}_{} {} ON {} FOR EACH {} EXECUTE FUNCTION {}({})",
                                      kind, each.name, each.event, view, each.level, function, arguments));
    }
}

}  // namespace forecast_warehouse::load
