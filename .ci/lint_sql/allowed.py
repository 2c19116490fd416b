"""Places in the scripts that the rules would refuse, each with the reason why it is safe.

An entry that is not used is an error, so the list stays complete.
"""

# PostgreSQL takes an operator of pg_catalog before any other when both sides have exactly its types. pg_catalog is searched
# first, and an exact match ends the search. Each of these compares two values of one type, or integer with bigint.
EXACT_OPERATORS = {
    "forecast_warehouse--1.0.sql": [
        ("table calendar, constraint ck_calendar_day_of_week", ">= <="),
        ("table calendar, constraint ck_calendar_month", ">= <="),
        ("table calendar, constraint ck_calendar_quarter", ">= <="),
        ("table sales_daily, constraint ck_sales_daily_quantity_positive", ">="),
        ("table price_history, constraint ck_price_history_valid_dates", ">="),
        ("table promotion, constraint ck_promotion_valid_dates", ">="),
        ("table inventory_snapshot_daily, constraint ck_inventory_on_hand_positive", ">="),
        ("table inventory_snapshot_daily, constraint ck_inventory_on_order_positive", ">="),
    ],
    "forecast_warehouse--1.0--1.1.sql": [
        ("table sales_txn, constraint ck_sales_txn_line_no_positive", ">="),
        ("table traffic_daily, constraint ck_traffic_daily_visits_positive", ">="),
        ("table traffic_daily, constraint ck_traffic_daily_transactions_positive", ">="),
        ("view load_progress", "CASE"),
    ],
    "forecast_warehouse--1.2--1.3.sql": [
        ("view load_progress", "CASE"),
        ("view sales_exogenous", "NULLIF"),
    ],
    "forecast_warehouse--1.3--1.2.sql": [
        ("view load_progress", "CASE"),
    ],
    # The LIKE of CREATE TABLE is no operator.
    "forecast_warehouse--1.3--1.4.sql": [
        ("view sales_exogenous", "NULLIF"),
        ("table sales_daily_feed_of_1_3", "LIKE"),
        ("table inventory_snapshot_daily_feed_of_1_3", "LIKE"),
        ("table sales_txn_feed_of_1_3", "LIKE"),
        ("table sales_exogenous_of_1_3", "LIKE"),
    ],
    "forecast_warehouse--1.4--1.3.sql": [
        ("view load_progress", "CASE"),
        ("view sales_exogenous", "NULLIF"),
        ("table sales_daily_feed_of_1_4", "LIKE"),
        ("table inventory_snapshot_daily_feed_of_1_4", "LIKE"),
        ("table sales_txn_feed_of_1_4", "LIKE"),
        ("table sales_exogenous_of_1_4", "LIKE"),
    ],
}
# The object is a member of the extension at the version before. PostgreSQL refuses to replace one that is no member.
# sales_panel goes to the superuser in the next statement; refuse_data_loss always was his; the others are since 1.4.
REPLACED = {
    "forecast_warehouse--1.1--1.2.sql": ["view store_feed"],
    "forecast_warehouse--1.2--1.3.sql": ["view load_progress"],
    "forecast_warehouse--1.3--1.2.sql": ["view load_progress"],
    "forecast_warehouse--1.3--1.4.sql": ["function build_features", "function refuse_data_loss"],
    "forecast_warehouse--1.4--1.3.sql": ["function add_business_days", "function build_features", "function business_days_between",
                                         "function calendar_days", "function holidays", "function is_business_day",
                                         "function price_asof", "function promotion_asof", "function promotion_id_asof",
                                         "function refuse_data_loss"],
}
# Versions 1.2 and 1.3 need the condition, or a restore would fail on rows that their scripts insert. Version 1.4 needs
# none; doc/security.md advises superusers to update before they dump.
DUMP_CONDITIONS = {
    "forecast_warehouse--1.1--1.2.sql": ["holiday_rule", "holiday_date"],
    "forecast_warehouse--1.4--1.3.sql": ["holiday_rule", "holiday_date"],
}


def for_file(path: str) -> set:
    file = path.rsplit("/", 1)[-1]
    found = {(place, operator) for place, operators in EXACT_OPERATORS.get(file, []) for operator in operators.split()}
    found |= {(f"dump of {table}", "WHERE NOT shipped") for table in DUMP_CONDITIONS.get(file, [])}
    return found | {(replaced, "CREATE OR REPLACE") for replaced in REPLACED.get(file, [])}
