#include "core/demo/demo_catalog.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace forecast_warehouse::core::demo_model {
namespace {

// The key of numbers that belong to the whole chain instead of one store.
constexpr std::uint64_t chain_key = ~std::uint64_t{0};

// All names are made up. They are plain ASCII, so that databases of every encoding take them.

struct town {
    std::string_view city;
    std::string_view region;
};

constexpr std::array towns{
    town{"Aldermoor", "North"},      town{"Sunfield Bay", "South"}, town{"Brindle Quay", "East"},
    town{"Calder Point", "West"},    town{"Kingsreach", "Central"}, town{"Frosthaven", "North"},
    town{"Palmera", "South"},        town{"Oakhollow", "East"},     town{"Duskwater", "West"},
    town{"Lindenford", "Central"},   town{"Kestrel Bay", "North"},  town{"Marlow Sands", "South"},
    town{"Rivenport", "East"},       town{"Silver Mesa", "West"},   town{"Corvale", "Central"},
    town{"Thornwick Fell", "North"}, town{"Vistoria", "South"},     town{"Tarnsey", "East"},
    town{"Pinecrest Gap", "West"},   town{"Millstead", "Central"},
};

// A week's effects, given as percentages of an average day.
constexpr std::array<doublings, 7> week(const std::array<int, 7>& percent) {
    std::array<doublings, 7> effects{};
    for (std::size_t day = 0; day < effects.size(); ++day) {
        effects[day] = effect(percent[day]);
    }
    return effects;
}

constexpr store_type supermarket{"Supermarket", effect(100), 100, 2, week({86, 82, 86, 96, 122, 146, 102})};
constexpr store_type express{"Express", effect(45), 106, 3, week({104, 102, 102, 104, 112, 98, 80})};
constexpr store_type hypermarket{"Hypermarket", effect(190), 97, 1, week({78, 74, 78, 92, 126, 168, 112})};

// In every five stores one is big and two are small.
constexpr std::array<const store_type*, 5> store_mix{&supermarket, &express, &hypermarket, &supermarket,
                                                     &express};

// Data, not code: one entry per category, with all of its names. Their order is part of what a seed gives,
// so entries are never moved.
constexpr std::array categories{
    category{.name = "Beverages",
             .brands = {"Clearbrook", "Fizzwell", "Morning Oak", "Zestra"},
             .nouns = {"Sparkling Water", "Orange Juice", "Cola", "Iced Tea", "Lemonade", "Ground Coffee"},
             .variants = {"0.5 l", "1 l", "1.5 l", "Six Pack"},
             .lowest_cents = 89,
             .highest_cents = 899,
             .elasticity_tenths = 18,
             .peak = effect(128),
             .peak_day = 196,
             .holiday_percent = 100},
    category{.name = "Dairy",
             .brands = {"Meadowlark", "Alpenrose Farm", "Creamline", "Daybreak"},
             .nouns = {"Whole Milk", "Greek Yogurt", "Butter", "Cheddar", "Cottage Cheese", "Sour Cream"},
             .variants = {"Classic", "Light", "Organic", "Family Size"},
             .lowest_cents = 79,
             .highest_cents = 649,
             .elasticity_tenths = 12,
             .peak = effect(106),
             .peak_day = 20,
             .holiday_percent = 90},
    category{.name = "Bakery",
             .brands = {"Hearth & Stone", "Goldcrust", "Old Mill Lane", "Daily Loaf"},
             .nouns = {"Sourdough", "Wheat Toast", "Bagels", "Croissants", "Rye Bread", "Cinnamon Rolls"},
             .variants = {"250 g", "500 g", "750 g", "Twin Pack"},
             .lowest_cents = 99,
             .highest_cents = 599,
             .elasticity_tenths = 13,
             .peak = effect(108),
             .peak_day = 340,
             .holiday_percent = 110},
    category{.name = "Frozen",
             .brands = {"Polar Pantry", "Iceberg Kitchen", "Snowfield", "Chillmark"},
             .nouns = {"Vanilla Ice Cream", "Margherita Pizza", "Garden Peas", "Fish Fillets", "Berry Mix",
                       "Fries"},
             .variants = {"Single", "450 g", "900 g", "Party Pack"},
             .lowest_cents = 149,
             .highest_cents = 999,
             .elasticity_tenths = 21,
             .peak = effect(132),
             .peak_day = 200,
             .holiday_percent = 60},
    category{.name = "Confectionery",
             .brands = {"Velvet Cocoa", "Sweetwater", "Truffelin", "Jolly Pip"},
             .nouns = {"Milk Chocolate", "Fruit Gums", "Pralines", "Wafer Bars", "Caramels", "Mint Drops"},
             .variants = {"100 g", "200 g", "Gift Box", "Mini Mix"},
             .lowest_cents = 79,
             .highest_cents = 1499,
             .elasticity_tenths = 23,
             .peak = effect(145),
             .peak_day = 348,
             .holiday_percent = 150},
    category{.name = "Household",
             .brands = {"Brightnest", "Pureline", "Tidewell", "Everhome"},
             .nouns = {"Laundry Liquid", "Dish Soap", "Paper Towels", "Glass Cleaner", "Bin Bags", "Sponges"},
             .variants = {"Fresh", "Sensitive", "Value Pack", "Refill"},
             .lowest_cents = 129,
             .highest_cents = 1599,
             .elasticity_tenths = 20,
             .peak = effect(105),
             .peak_day = 90,
             .holiday_percent = 30},
    category{.name = "Personal Care",
             .brands = {"Lumea", "Botanica Nine", "Softshore", "Northbalm"},
             .nouns = {"Shampoo", "Hand Cream", "Toothpaste", "Shower Gel", "Deodorant", "Sun Lotion"},
             .variants = {"100 ml", "200 ml", "400 ml", "Duo"},
             .lowest_cents = 149,
             .highest_cents = 1899,
             .elasticity_tenths = 16,
             .peak = effect(112),
             .peak_day = 185,
             .holiday_percent = 40},
    category{
        .name = "Garden",
        .brands = {"Greenacre", "Rootwell", "Fernhill", "Bloom & Barrow"},
        .nouns = {"Potting Soil", "Tomato Feed", "Flower Seeds", "Watering Can", "Plant Pots", "Hand Trowel"},
        .variants = {"Small", "Medium", "Large", "Set"},
        .lowest_cents = 199,
        .highest_cents = 2999,
        .elasticity_tenths = 17,
        .peak = effect(190),
        .peak_day = 140,
        .holiday_percent = 50},
};

// The dairy products that are sold by weight: every second one.
constexpr std::array weighed_nouns{"Gouda", "Emmental", "Feta", "Mozzarella", "Brie", "Blue Cheese"};

bool is_by_weight(int index) noexcept {
    return index % (2 * static_cast<int>(categories.size())) == 1;
}

// The kind of a product by its index among ten. It is not drawn, so that ten products have every kind.
product_kind kind_of(int index) {
    switch (index % 10) {
        case 3:
        case 7:
            return product_kind::slow;
        case 8:
            return product_kind::fresh;
        default:
            return product_kind::regular;
    }
}

// An index of a list, each equally likely.
template <typename List>
int pick(const List& list, random_stream& random) {
    return static_cast<int>(random.below(static_cast<std::uint32_t>(list.size())));
}

// A price of the category. It is the lower of two, since every range has more cheap products than dear ones.
int draw_base_price(const category& group, random_stream& random) {
    const int one = random.between(group.lowest_cents, group.highest_cents);
    const int other = random.between(group.lowest_cents, group.highest_cents);
    return printed_price(std::min(one, other));
}

// Units a day in an average supermarket: 3 to 20 for a price of 3.00. They fall with the root of the price.
// A slow product has a buyer once in 4 to 16 days.
doublings draw_level(product_kind kind, int price_cents, random_stream& random) {
    constexpr doublings tenth = one_doubling / 10;
    if (kind == product_kind::slow) {
        return random.between(-40, -20) * tenth;
    }
    const doublings at_three = random.between(16, 43) * tenth;
    return at_three - log2_ratio(static_cast<std::uint64_t>(price_cents), 300) / 2;
}

// The day on which a product is first sold. New products come in the middle half of the range, the others on
// its first day.
int draw_launch(product_kind kind, int days, random_stream& random) {
    const int quarter = days / 4;
    return kind == product_kind::fresh ? random.between(quarter, days - 1 - quarter) : 0;
}

}  // namespace

store_model make_store(const demo_settings& settings, int index) {
    // One number for the whole chain rotates the list of towns, so that seeds begin with different ones.
    random_stream chain = stream(settings.seed, for_store, chain_key);
    const int turn = pick(towns, chain);
    random_stream random = stream(settings.seed, for_store, static_cast<std::uint64_t>(index));
    return {
        .type = store_mix[static_cast<std::size_t>(index) % store_mix.size()],
        .town = (index + turn) % static_cast<int>(towns.size()),
        .size = effect(random.between(80, 125)),
        .trend_per_year = effect(random.between(98, 106)),
    };
}

product_model make_product(const demo_settings& settings, int index) {
    const category& group = categories[static_cast<std::size_t>(index) % categories.size()];
    const product_kind kind = kind_of(index);
    random_stream random = stream(settings.seed, for_product, static_cast<std::uint64_t>(index));
    const int price = draw_base_price(group, random);
    return {
        .group = &group,
        .kind = kind,
        .brand = pick(group.brands, random),
        .noun = pick(group.nouns, random),
        .variant = pick(group.variants, random),
        .base_price_cents = price,
        .base_cost_cents = price * random.between(52, 78) / 100,
        .level = draw_level(kind, price, random),
        .trend_per_year = effect(random.between(92, 118)),
        .lead_days = random.between(2, 6),
        .launch_day = draw_launch(kind, demo_days(settings), random),
        .by_weight = settings.by_weight && is_by_weight(index),
    };
}

int printed_price(int cents) {
    int step = 100;
    if (cents < 200) {
        step = 10;
    } else if (cents < 2000) {
        step = 50;
    }
    return std::max(1, (cents + 1 + step / 2) / step) * step - 1;
}

demo_store describe_store(const store_model& store, int index) {
    const town& home = towns[static_cast<std::size_t>(store.town)];
    const int round = index / static_cast<int>(towns.size()) + 1;
    return {
        .code = fmt::format("S{:03}", index + 1),
        .name = round == 1 ? fmt::format("{} {}", home.city, store.type->name)
                           : fmt::format("{} {} {}", home.city, store.type->name, round),
        .region = std::string{home.region},
        .city = std::string{home.city},
        .store_type = std::string{store.type->name},
    };
}

demo_product describe_product(const product_model& product, int index, const demo_settings& settings) {
    const category& group = *product.group;
    const std::string_view brand = group.brands[static_cast<std::size_t>(product.brand)];
    return {
        .sku = fmt::format("P{:05}", index + 1),
        .name =
            product.by_weight
                ? fmt::format("{} {} per kg", brand, weighed_nouns[static_cast<std::size_t>(product.noun)])
                : fmt::format("{} {} {}", brand, group.nouns[static_cast<std::size_t>(product.noun)],
                              group.variants[static_cast<std::size_t>(product.variant)]),
        .category = std::string{group.name},
        .brand = std::string{brand},
        .base_price_cents = product.base_price_cents,
        .base_cost_cents = product.base_cost_cents,
        .launch = settings.first + std::chrono::days{product.launch_day},
    };
}

}  // namespace forecast_warehouse::core::demo_model
