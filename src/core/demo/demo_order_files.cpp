#include "core/demo/demo_order_files.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <fmt/format.h>

#include "core/demo/demo_catalog.hpp"
#include "core/demo/demo_order_catalog.hpp"
#include "core/interruption.hpp"
#include "core/random.hpp"
#include "core/staging.hpp"

namespace forecast_warehouse::core {

using namespace demo_model;

namespace {

constexpr std::string_view maker = "warehouse\\etl_service";
constexpr std::string_view country = "United States";

std::chrono::year_month_day parts_of(std::chrono::sys_days day) {
    return std::chrono::year_month_day{day};
}

int year_part(std::chrono::sys_days day) {
    return int{parts_of(day).year()};
}

std::chrono::sys_days first_of_year(int year) {
    return std::chrono::year{year} / std::chrono::January / std::chrono::day{1};
}

// Money as the files write it: 69.9, 5.
std::string decimal(std::int64_t cents) {
    if (cents % 100 == 0) {
        return fmt::format("{}", cents / 100);
    }
    return cents % 10 == 0 ? fmt::format("{}.{}", cents / 100, cents % 100 / 10)
                           : fmt::format("{}.{:02}", cents / 100, cents % 100);
}

// 3/9/23 in most rows, 3/9/2023 and 2023-03-09 in others. Equal orders have the same form.
std::string written_day(const demo_order& order) {
    const auto day = parts_of(order.date);
    const unsigned month = unsigned{day.month()};
    const unsigned of_month = unsigned{day.day()};
    const int year = int{day.year()};
    constexpr int forms = 10;
    switch ((order.product + order.quantity) % forms) {
        case 7:
            return fmt::format("{}/{}/{}", month, of_month, year);
        case 9:
            return fmt::format("{}-{:02}-{:02}", year, month, of_month);
        default:
            return fmt::format("{}/{}/{:02}", month, of_month, year % 100);
    }
}

// 1234567 as 1,234,567.
std::string in_thousands(std::int64_t number) {
    std::string text = fmt::format("{}", number);
    for (std::size_t end = text.size(); end > 3; end -= 3) {
        text.insert(end - 3, ",");
    }
    return text;
}

// A GUID of version 4.
std::string guid(std::uint64_t seed, demo_party party, int index) {
    random_stream random =
        stream(seed, for_party_code, static_cast<std::uint64_t>(party), static_cast<std::uint64_t>(index));
    const std::uint64_t high = random.next();
    const std::uint64_t low = random.next();
    return fmt::format("{:08x}-{:04x}-4{:03x}-{:x}{:03x}-{:012x}", high >> 32U, high >> 16U & 0xFFFFU,
                       high & 0xFFFU, 8U + (low >> 62U), low >> 48U & 0xFFFU, low & 0xFFFF'FFFF'FFFFU);
}

// Some numbers of stores are identifiers of others, and none is the store's own.
int number_of_store(int store) {
    constexpr std::array<int, 6> first_numbers{5, 12, 2, 41, 7, 28};
    constexpr int step = 3;
    constexpr int others = 50;
    return store < int{first_numbers.size()} ? first_numbers[static_cast<std::size_t>(store)]
                                             : others + (store - int{first_numbers.size()}) * step;
}

// Two neighbours change places, so that the identifier of a line is not that of its order.
int order_of_detail(int detail, int lines) {
    const int other = detail % 2 == 0 ? detail + 1 : detail - 1;
    return other < lines ? other : detail;
}

// Adds cells: texts and whole numbers.
void add(demo_cells& cells, const auto&... values) {
    (cells.push_back(fmt::format("{}", values)), ...);
}

void add_town(int index, demo_cells& cells) {
    const order_town& town = order_towns[static_cast<std::size_t>(index) % order_towns.size()];
    add(cells, town.city, town.state, country, town.postal_code);
}

void add_made(const std::string& when, demo_cells& cells) {
    add(cells, when, maker, "", "");
}

// The file of targets has no commas in names.
std::string without_comma(std::string_view name) {
    std::string text(name);
    const std::size_t comma = text.find(", ");
    return comma == std::string::npos ? text : text.replace(comma, 2, " - ");
}

// Channel and name of a target: resellers first, then the customers of the web shop, then stores.
struct target_names {
    std::string_view channel;
    std::string name;
};

constexpr int resellers = int{order_resellers.size()};
constexpr int products = int{order_products.size()};

target_names names_of_target(int index) {
    const auto channel = [](int index_of_channel) {
        return order_channels[static_cast<std::size_t>(index_of_channel)].target_name;
    };
    if (index < resellers) {
        const order_reseller& of = order_resellers[static_cast<std::size_t>(index)];
        return {channel(of.channel), std::string(of.target_name)};
    }
    if (index == resellers) {
        return {channel(online), "Customer Sales"};
    }
    const int store = index - resellers - 1;
    return {channel(channel_of_demo_store(store)), fmt::format("Store Number {}", number_of_store(store))};
}

int target_of_order(const demo_order& order) {
    switch (order.party) {
        case demo_party::reseller:
            return order.party_index;
        case demo_party::customer:
            return resellers;
        case demo_party::store:
            break;
    }
    return resellers + 1 + order.party_index;
}

}  // namespace

struct demo_order_files::file {
    std::string_view columns;  // # is before integers
    int (*rows)(const demo_order_files& of);
    void (demo_order_files::*row)(int index, demo_cells& cells) const;
};

// In the order of staging_tables.
std::span<const demo_order_files::file> demo_order_files::files() noexcept {
    using of = const demo_order_files&;
    static constexpr std::array<file, staging_tables.size()> all{
        {{"#channelid,#channelcategoryid,channel,createddate,createdby,modifieddate,modifiedby",
          [](of) { return int{order_channels.size()}; }, &demo_order_files::channel},
         {"#channelcategoryid,channelcategory,createddate,createdby,modifieddate,modifiedby",
          [](of) { return int{channel_categories.size()}; }, &demo_order_files::channel_category},
         {"customerid,#subsegmentid,firstname,lastname,gender,emailaddress,address,city,stateprovince,"
          "country,postalcode,phonenumber,createddate,createdby,modifieddate,modifiedby",
          [](of) { return int{order_customers.size()}; }, &demo_order_files::customer},
         {"#productid,#producttypeid,product,color,style,#unitofmeasureid,weight,price,cost,createddate,"
          "createdby,modifieddate,modifiedby,wholesaleprice",
          [](of) { return products; }, &demo_order_files::product},
         {"#productcategoryid,productcategory,createddate,createdby,modifieddate,modifiedby",
          [](of) { return int{order_categories.size()}; }, &demo_order_files::product_category},
         {"#producttypeid,#productcategoryid,producttype,createddate,createdby,modifieddate,modifiedby",
          [](of) { return int{order_product_types.size()}; }, &demo_order_files::product_type},
         {"resellerid,contact,emailaddress,address,city,stateprovince,country,postalcode,phonenumber,"
          "createddate,createdby,modifieddate,modifiedby,resellername",
          [](of) { return resellers; }, &demo_order_files::reseller},
         {"#storeid,#subsegmentid,#storenumber,storemanager,address,city,stateprovince,country,postalcode,"
          "phonenumber,createddate,createdby,modifieddate,modifiedby",
          [](of files) { return files.orders_.settings().stores; }, &demo_order_files::store},
         {"#salesdetailid,#salesheaderid,#productid,#salesquantity,salesamount,createddate,createdby,"
          "modifieddate,modifiedby",
          [](of files) { return files.orders_.settings().lines; }, &demo_order_files::sales_detail},
         {"#salesheaderid,date,#channelid,#storeid,customerid,resellerid,createddate,createdby,modifieddate,"
          "modifiedby",
          [](of files) { return files.orders_.settings().lines; }, &demo_order_files::sales_header},
         {"#year,channelname,targetname,targetsalesamount",
          [](of files) { return files.years() * files.targets_of_a_year(); },
          &demo_order_files::sales_target},
         {"#productid,product,#year,salesquantitytarget", [](of files) { return files.years() * products; },
          &demo_order_files::product_target}}};
    return all;
}

demo_order_files::demo_order_files(const demo_order_settings& settings) : orders_(settings) {
    add_sums();
}

// Targets are near the sales of their year.
void demo_order_files::add_sums() {
    const auto years = static_cast<std::size_t>(this->years());
    const auto targets = static_cast<std::size_t>(targets_of_a_year());
    amounts_.resize(years * targets);
    quantities_.resize(years * order_products.size());
    for (int number = 0; number < orders_.settings().lines; ++number) {
        take_step();
        const demo_order order = orders_.order(number);
        const auto year = static_cast<std::size_t>(year_part(order.date) - first_year());
        amounts_[year * targets + static_cast<std::size_t>(target_of_order(order))] += order.amount_cents;
        quantities_[year * order_products.size() + static_cast<std::size_t>(order.product)] += order.quantity;
    }
}

std::vector<demo_column> demo_order_files::columns(std::size_t file) {
    if (file >= files().size()) {
        throw std::out_of_range{fmt::format("file {} is not one of {}", file, files().size())};
    }
    std::vector<demo_column> columns(1);
    for (const char letter : files()[file].columns) {
        if (letter == ',') {
            columns.emplace_back();
        } else if (letter == '#') {
            columns.back().is_integer = true;
        } else {
            columns.back().name += letter;
        }
    }
    return columns;
}

int demo_order_files::rows(std::size_t file) const {
    if (file >= files().size()) {
        throw std::out_of_range{fmt::format("file {} is not one of {}", file, files().size())};
    }
    return files()[file].rows(*this);
}

void demo_order_files::row(std::size_t file, int index, demo_cells& cells) const {
    if (const int count = rows(file); index < 0 || index >= count) {
        throw std::out_of_range{fmt::format("row {} is not one of {}", index, count)};
    }
    cells.clear();
    (this->*files()[file].row)(index, cells);
}

int demo_order_files::first_year() const {
    return year_part(orders_.settings().first);
}

int demo_order_files::years() const {
    return year_part(orders_.settings().last) - first_year() + 1;
}

int demo_order_files::targets_of_a_year() const {
    return resellers + 1 + orders_.settings().stores;
}

// A moment of the first day of the first year: 2023-01-01 20:56:10.
std::string demo_order_files::created(std::string_view time) const {
    return fmt::format("{}-01-01 {}", first_year(), time);
}

// The same as 1/1/23 20:54.
std::string demo_order_files::created_short(std::string_view time) const {
    return fmt::format("1/1/{:02} {}", first_year() % 100, time);
}

// The sum of the days of the range, stretched to the whole year, and 20% less to 25% more.
std::int64_t demo_order_files::target_of(std::int64_t sum, int year, std::uint64_t key) const {
    const auto first = std::max(first_of_year(year), orders_.settings().first);
    const auto last = std::min(first_of_year(year + 1) - std::chrono::days{1}, orders_.settings().last);
    const std::int64_t days_of_year = (first_of_year(year + 1) - first_of_year(year)).count();
    const std::int64_t days_with_orders = (last - first).count() + 1;
    random_stream random = stream(orders_.settings().seed, for_target, static_cast<std::uint64_t>(year), key);
    return sum * days_of_year / days_with_orders * random.between(80, 125) / 100;
}

void demo_order_files::channel(int index, demo_cells& cells) const {
    const order_channel& of = order_channels[static_cast<std::size_t>(index)];
    const std::string when = created_short("20:54");
    add(cells, index + 1, of.category + 1, of.name, when, maker, when, maker);
}

void demo_order_files::channel_category(int index, demo_cells& cells) const {
    add(cells, index + 1, channel_categories[static_cast<std::size_t>(index)]);
    add_made(fmt::format("1/1/{}", first_year()), cells);
}

void demo_order_files::customer(int index, demo_cells& cells) const {
    const order_customer& of = order_customers[static_cast<std::size_t>(index)];
    add(cells, guid(orders_.settings().seed, demo_party::customer, index), "5", of.first_name, of.last_name,
        of.gender, fmt::format("{}.{}@example.com", of.first_name, of.last_name),
        fmt::format("{} Garden Lane", of.house));
    add_town(of.house, cells);
    add(cells, fmt::format("555-{:04}", 100 + of.house));
    add_made(created("21:20:22"), cells);
}

void demo_order_files::product(int index, demo_cells& cells) const {
    const order_product& of = order_products[static_cast<std::size_t>(index)];
    add(cells, index + 1, of.type + 1, of.name, of.color, of.style, of.unit, of.weight,
        decimal(of.retail_cents), decimal(of.cost_cents));
    add_made(created("20:56:10"), cells);
    add(cells, decimal(of.wholesale_cents));
}

void demo_order_files::product_category(int index, demo_cells& cells) const {
    add(cells, index + 1, order_categories[static_cast<std::size_t>(index)]);
    add_made(created("20:55:20"), cells);
}

void demo_order_files::product_type(int index, demo_cells& cells) const {
    const order_product_type& of = order_product_types[static_cast<std::size_t>(index)];
    add(cells, index + 1, of.category + 1, of.name);
    add_made(created("20:55:47"), cells);
}

void demo_order_files::reseller(int index, demo_cells& cells) const {
    const order_reseller& of = order_resellers[static_cast<std::size_t>(index)];
    add(cells, guid(orders_.settings().seed, demo_party::reseller, index), of.contact,
        fmt::format("{}@example.com", of.mailbox), fmt::format("{} Mill Avenue", index + 20));
    add_town(index * 3 + 1, cells);
    add(cells, fmt::format("555-{:04}", 120 + index));
    add_made(created("20:43:18"), cells);
    add(cells, of.name);
}

void demo_order_files::store(int index, demo_cells& cells) const {
    add(cells, index + 1, index % 4 + 1, number_of_store(index), fmt::format("Manager {}", index + 1),
        fmt::format("{} Market Street", index + 40));
    add_town(index, cells);
    add(cells, fmt::format("555-{:04}", 200 + index));
    add_made(created_short("21:23"), cells);
}

void demo_order_files::sales_detail(int index, demo_cells& cells) const {
    const int header = order_of_detail(index, orders_.settings().lines);
    const demo_order order = orders_.order(header);
    add(cells, index + 1, header + 1, order.product + 1, order.quantity, decimal(order.amount_cents));
    add_made(created_short("22:12"), cells);
}

void demo_order_files::sales_header(int index, demo_cells& cells) const {
    const demo_order order = orders_.order(index);
    const auto code = [&](demo_party party) {
        return order.party == party ? guid(orders_.settings().seed, party, order.party_index) : std::string();
    };
    add(cells, index + 1, written_day(order), order.channel + 1,
        order.party == demo_party::store ? fmt::format("{}", order.party_index + 1) : std::string(),
        code(demo_party::customer), code(demo_party::reseller));
    add_made(created_short("22:12"), cells);
}

// Whole multiples of 250, every third one as an amount of money.
void demo_order_files::sales_target(int index, demo_cells& cells) const {
    constexpr std::int64_t step = 250;
    const int year = first_year() + index / targets_of_a_year();
    const int of_year = index % targets_of_a_year();
    const std::int64_t cents = target_of(amounts_[static_cast<std::size_t>(index)], year,
                                         order_products.size() + static_cast<std::uint64_t>(of_year));
    const std::int64_t amount = (cents / 100 / step + 1) * step;
    const target_names names = names_of_target(of_year);
    add(cells, year, names.channel, names.name,
        index % 3 == 1 ? fmt::format(" ${} ", in_thousands(amount)) : fmt::format("{}", amount));
}

// By product, then by year.
void demo_order_files::product_target(int index, demo_cells& cells) const {
    const int product = index / years();
    const int year = first_year() + index % years();
    const auto of_year = static_cast<std::size_t>(year - first_year()) * order_products.size() +
                         static_cast<std::size_t>(product);
    const std::int64_t quantity =
        target_of(quantities_[of_year], year, static_cast<std::uint64_t>(product)) + 1;
    add(cells, product + 1, without_comma(order_products[static_cast<std::size_t>(product)].name), year,
        quantity);
}

}  // namespace forecast_warehouse::core
