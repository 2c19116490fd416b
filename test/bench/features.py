"""The features of a feature table in pandas, read from the database by COPY: features.py sales|all|every CUTOFF."""

import subprocess
import sys
from io import BytesIO

import numpy as np
import pandas as pd

what, cutoff = sys.argv[1], pd.Timestamp(sys.argv[2])
one_day = pd.Timedelta(days=1)
series = ["store_id", "product_id"]
key = series + ["date"]


def read(query, *dates):
    copied = subprocess.run(["psql", "-qX", "-c", f"COPY ({query}) TO STDOUT CSV HEADER"], check=True, capture_output=True)
    return pd.read_csv(BytesIO(copied.stdout), parse_dates=list(dates), true_values=["t"], false_values=["f"])


sales = read(f"SELECT store_id, product_id, date, quantity FROM sales_daily WHERE date <= '{cutoff.date()}'", "date")
# One row a day: each series repeated for as many days as it has, without a loop over series.
first = sales.groupby(series, as_index=False).date.min()
days = ((cutoff + one_day - first.date).dt.days + 1).to_numpy()
panel = first.loc[first.index.repeat(days)].reset_index(drop=True)
panel["date"] += pd.to_timedelta(panel.groupby(series).cumcount(), unit="D")
panel = panel.merge(sales, on=key, how="left")
panel["quantity"] = panel.quantity.fillna(0).where(panel.date <= cutoff)
quantity = panel.groupby(series).quantity
for lag in (1, 7, 14, 28):
    panel[f"lag_{lag}"] = quantity.shift(lag)
known = panel.lag_1.groupby([panel.store_id, panel.product_id])
for window in (7, 28):
    rolling = known.rolling(window)
    for name in ("mean", "std", "min", "max"):
        panel[f"rolling_{name}_{window}"] = getattr(rolling, name)().reset_index(level=[0, 1], drop=True)
last = panel.date.where(panel.quantity > 0).groupby([panel.store_id, panel.product_id]).shift(1)
panel["days_since_last_sale"] = (panel.date - last.groupby([panel.store_id, panel.product_id]).ffill()).dt.days

if what != "sales":
    def by_day(table, start, end, columns):
        """Windows as one row a day that they cover."""
        windows = read(f"SELECT id, product_id, store_id, {start}, {end}, {columns} FROM {table}", start, end)
        windows[end] = windows[end].fillna(panel.date.max()).clip(upper=panel.date.max())
        windows[start] = windows[start].clip(lower=panel.date.min() - 7 * one_day)
        windows = windows[windows[start] <= windows[end]].reset_index(drop=True)
        spread = windows.loc[windows.index.repeat((windows[end] - windows[start]).dt.days + 1)]
        return spread.assign(date=spread[start] + pd.to_timedelta(spread.groupby(level=0).cumcount(), unit="D"))

    prices = by_day("price_history", "valid_from", "valid_to", "price").sort_values(["valid_from", "id"])
    prices = prices.drop_duplicates(["product_id", "store_id", "date"], keep="last")
    own = prices[prices.store_id.notna()].astype({"store_id": "int64"})[key + ["price"]]
    chain = prices[prices.store_id.isna()][["product_id", "date", "price"]].rename(columns={"price": "chain_price"})
    panel = panel.merge(own, on=key, how="left").merge(chain, on=["product_id", "date"], how="left")
    panel["price"] = panel.price.fillna(panel.pop("chain_price"))
    panel["price_change_7d"] = panel.price / panel.groupby(series).price.shift(7) - 1
    running = by_day("promotion", "start_date", "end_date", "discount_pct, discount_amount")
    rows = panel[key + ["price"]].reset_index()
    running = pd.concat([
        rows.merge(running[running.store_id.isna()].drop(columns="store_id"), on=["product_id", "date"]),
        rows.merge(running[running.store_id.notna()].astype({"store_id": "int64"}), on=key),
    ])
    share = np.fmax(running.discount_pct, running.discount_amount / running.price).clip(upper=1)
    share = share.groupby(running["index"]).max()
    panel["on_promotion"] = panel.index.isin(running["index"])
    panel["promo_discount_pct"] = share.reindex(panel.index).where(panel.on_promotion, 0)
    stock = read("SELECT store_id, product_id, date + 1 AS date, is_stockout AS stockout_lag_1 FROM inventory_snapshot_daily", "date")
    calendar = read("SELECT date, day_of_week, day_of_month, iso_week, month, quarter, year, fiscal_week, is_weekend,"
                    " is_business_day, is_holiday, days_to_next_holiday FROM calendar", "date")
    panel = panel.merge(stock, on=key, how="left").merge(calendar, on="date", how="left")
if what == "every":
    one = [panel.store_id, panel.product_id]

    def rolling(values, window, **options):
        return values.groupby(one).rolling(window, **options)

    def flat(values):
        return values.reset_index(level=[0, 1], drop=True)

    same_day = quantity.shift(7).groupby(one + [panel.day_of_week])
    for days in (4, 8):
        panel[f"weekday_mean_{days}"] = same_day.rolling(days).mean().reset_index(level=[0, 1, 2], drop=True)
    for window in (7, 28):
        panel[f"rolling_median_{window}"] = flat(rolling(panel.lag_1, window).median())
    # The line of least squares by running sums, not by a call of polyfit for each row.
    place = panel.groupby(series).cumcount()
    for width in (30, 90):
        sums, products = (flat(rolling(values, width).sum()) for values in (panel.lag_1, panel.lag_1 * place))
        middle, squares = (width - 1) / 2, width * (width**2 - 1) / 12
        panel[f"trend_{width}"] = (products - (place - width + 1 + middle) * sums) / squares
    before = panel.rolling_mean_28.groupby(one).shift(28)
    panel["ratio_7_28"] = panel.rolling_mean_7 / panel.rolling_mean_28.where(panel.rolling_mean_28 != 0)
    panel["ratio_28_28_before"] = panel.rolling_mean_28 / before.where(before != 0)
    for window in (7, 28):
        panel[f"stockout_days_{window}"] = flat(rolling(panel.stockout_lag_1.astype(float), window, min_periods=1).sum())
    products = read("SELECT id AS product_id, category, launch_date FROM product", "launch_date")
    panel = panel.merge(products, on="product_id", how="left")
    panel["days_since_launch"] = (panel.date - panel.pop("launch_date")).dt.days
    panel["price_to_28d"] = panel.price / flat(rolling(panel.groupby(series).price.shift(1), 28, min_periods=1).mean())
    listed = panel.price.where(panel.groupby(series).cumcount() > 0)
    panel["price_to_category"] = panel.price / listed.groupby([panel.store_id, panel.category, panel.date]).transform("mean")
    for group, by in (("category", ["store_id", "category", "date"]), ("store", ["store_id", "date"])):
        totals = panel.groupby(by).quantity.sum(min_count=1).reset_index()
        for lag in (1, 7, 14, 28):
            later = totals.assign(date=totals.date + lag * one_day).rename(columns={"quantity": f"{group}_lag_{lag}"})
            panel = panel.merge(later, on=by, how="left")
    holidays = read("SELECT date, holiday_name FROM calendar WHERE is_holiday", "date")
    pairs = holidays.merge(holidays, on="holiday_name", suffixes=("", "_before"))
    pairs = pairs.assign(off=((pairs.date - pairs.date_before).dt.days - 365).abs()).query("off <= 30").sort_values(["date", "off"])
    pairs = pairs.drop_duplicates("date")[["date", "date_before"]]
    then = panel[key + ["quantity"]].rename(columns={"date": "date_before", "quantity": "same_holiday_last_year"})
    panel = panel.merge(pairs, on="date", how="left").merge(then, on=series + ["date_before"], how="left")
    angle = 2 * np.pi * (panel.date.dt.dayofyear - 1) / np.where(panel.date.dt.is_leap_year, 366, 365)
    panel["year_sin"], panel["year_cos"] = np.sin(angle), np.cos(angle)
print(len(panel), panel.shape[1])
