"""Makes the features of a feature table in pandas, from the same tables, and compares them column by column.

    compare.py DIRECTORY DATASET CUTOFF HORIZON LAGS WINDOWS

The directory holds the tables as CSV. One line for each column: the numbers of rows, of values and of differences. Whole
numbers, prices and flags have to be equal. Means, standard deviations and changes are compared to nine digits, because pandas
adds floats and subtracts them again.
"""

import sys

import numpy as np
import pandas as pd

directory, dataset, cutoff, horizon, lags, windows = sys.argv[1:]
cutoff, horizon = pd.Timestamp(cutoff), int(horizon)
lags, windows = ([int(n) for n in numbers.split(",")] for numbers in (lags, windows))
one_day = pd.Timedelta(days=1)
series = ["store_id", "product_id"]
key = series + ["date"]


def table(name, *dates):
    rows = pd.read_csv(f"{directory}/{name}.csv", true_values=["t"], false_values=["f"])
    if rows.empty:
        rows = rows.astype(float)
    for column in dates:
        rows[column] = pd.to_datetime(rows[column])
    return rows


def dense_panel():
    """Each series from its first sale to horizon days after the cutoff: 0 on days without sales, NaN after it."""
    sales = table("sales_daily", "date")
    sales = sales[sales.date <= cutoff]
    parts = []
    for (store, product), sold in sales.groupby(series):
        days = pd.date_range(sold.date.min(), cutoff + horizon * one_day, name="date")
        quantity = sold.set_index("date").quantity.reindex(days, fill_value=0).astype(float)
        quantity[quantity.index > cutoff] = np.nan
        parts.append(pd.DataFrame({"store_id": store, "product_id": product, "quantity": quantity}).reset_index())
    return pd.concat(parts, ignore_index=True).sort_values(key, ignore_index=True)


def add_sales(panel):
    by_series = panel.groupby(series).quantity
    for lag in lags:
        panel[f"lag_{lag}"] = by_series.shift(lag)
    known = by_series.shift(horizon)
    for window in windows:
        rolling = known.groupby([panel.store_id, panel.product_id]).rolling(window)
        for name in ("mean", "std", "min", "max", "sum"):
            panel[f"rolling_{name}_{window}"] = getattr(rolling, name)().reset_index(level=[0, 1], drop=True)
    sold_on = panel.date.where(panel.quantity > 0)
    last = sold_on.groupby([panel.store_id, panel.product_id]).shift(horizon)
    last = last.groupby([panel.store_id, panel.product_id]).ffill()
    panel["days_since_last_sale"] = (panel.date - last).dt.days


def spread(windows_of, first, last, start, end):
    """One row a day and window that covers it."""
    windows_of = windows_of[windows_of[start] <= last].copy()
    windows_of[end] = windows_of[end].fillna(last).clip(upper=last)
    windows_of[start] = windows_of[start].clip(lower=first)
    windows_of = windows_of[windows_of[start] <= windows_of[end]]
    lengths = (windows_of[end] - windows_of[start]).dt.days + 1
    days = windows_of.loc[windows_of.index.repeat(lengths)].copy()
    days["date"] = days[start] + pd.to_timedelta(days.groupby(level=0).cumcount(), unit="D")
    return days.reset_index(drop=True)


def prices_of(panel):
    """The price in force on each day and 7 days before: the store's, then the latest, then the highest id."""
    first, last = panel.date.min() - 7 * one_day, panel.date.max()
    days = spread(table("price_history", "valid_from", "valid_to"), first, last, "valid_from", "valid_to")
    windows_from = table("price_history", "valid_from", "valid_to").set_index("id").valid_from
    days["since"] = days.id.map(windows_from)
    days = days.sort_values(["since", "id"])
    best = days.drop_duplicates(["product_id", "store_id", "date"], keep="last")
    of_store = best[best.store_id.notna()].astype({"store_id": "int64"})[key + ["price"]]
    of_chain = best[best.store_id.isna()][["product_id", "date", "price"]]

    def at(dates):
        wanted = panel[series].assign(date=dates)
        own = wanted.merge(of_store, on=key, how="left").price
        return own.fillna(wanted.merge(of_chain, on=["product_id", "date"], how="left").price)

    return at(panel.date), at(panel.date - 7 * one_day)


def add_drivers(panel):
    panel["price"], before = prices_of(panel)
    panel["price_change_7d"] = panel.price / before.where(before > 0) - 1
    days = spread(table("promotion", "start_date", "end_date"), panel.date.min(), panel.date.max(), "start_date", "end_date")
    days = days[["product_id", "store_id", "date", "discount_pct", "discount_amount"]]
    rows = panel[key + ["price"]].reset_index()
    running = pd.concat([
        rows.merge(days[days.store_id.isna()].drop(columns="store_id"), on=["product_id", "date"]),
        rows.merge(days[days.store_id.notna()].astype({"store_id": "int64"}), on=key),
    ])
    amounts = (running.discount_amount / running.price.where(running.price > 0)).astype(float)
    running["share"] = np.fmax(running.discount_pct.astype(float), amounts).clip(upper=1)
    shares = running.groupby("index").share
    promoted = panel.index.isin(running["index"])
    panel["on_promotion"] = promoted
    panel["promo_discount_pct"] = shares.max().reindex(panel.index).where(promoted, 0)
    stock = table("inventory_snapshot_daily", "date")[key + ["is_stockout"]]
    stock["date"] += horizon * one_day
    panel[f"stockout_lag_{horizon}"] = panel[key].merge(stock, on=key, how="left").is_stockout


def add_signals(panel):
    """The value of the store, else of all stores: of the day where it is known ahead, else horizon days before."""
    for name, rows in table("exogenous_signal", "date").groupby("signal_name"):
        values = rows.assign(date=rows.date + (0 if rows.known_ahead.all() else horizon) * one_day)
        of_store = values[values.store_id.notna()].astype({"store_id": "int64"})[["store_id", "date", "value"]]
        of_all = values[values.store_id.isna()][["date", "value"]]
        own = panel[["store_id", "date"]].merge(of_store, on=["store_id", "date"], how="left").value
        panel[name] = own.fillna(panel[["date"]].merge(of_all, on="date", how="left").value)


def add_calendar(panel):
    calendar = table("calendar", "date").set_index("date")
    days = panel.date.dt
    panel["day_of_week"], panel["day_of_month"] = days.dayofweek, days.day
    panel["iso_week"] = days.isocalendar().week.astype(int)
    panel["month"], panel["quarter"], panel["year"] = days.month, days.quarter, days.year
    holidays = pd.Series(calendar.index.where(calendar.is_holiday), index=calendar.index).bfill()
    for name in ("fiscal_week", "is_weekend", "is_business_day", "is_holiday"):
        panel[name] = panel.date.map(calendar[name])
    # Holidays beyond the calendar are known to it where they were given with its days.
    distance = (holidays - calendar.index.to_series()).dt.days.where(calendar.days_to_next_holiday.notna())
    distance = distance.fillna(calendar.days_to_next_holiday)
    panel["days_to_next_holiday"] = panel.date.map(distance)


def different(name, ours, theirs):
    ours, theirs = (column.astype(float).to_numpy() for column in (ours, theirs))
    both_missing = np.isnan(ours) & np.isnan(theirs)
    if name.startswith(("rolling_mean", "rolling_std", "rolling_sum", "price_change")):
        # pandas subtracts what it added: where all values are equal, small errors in the last digits can remain.
        same = np.isclose(ours, theirs, rtol=1e-9, atol=1e-6 if "std" in name else 1e-9)
    elif name == "promo_discount_pct":
        same = np.abs(ours - theirs) <= 0.5001e-4
    else:
        same = ours == theirs
    return int((~(same | both_missing)).sum())


built = table("built", "date")
panel = dense_panel()
add_sales(panel)
add_drivers(panel)
add_calendar(panel)
add_signals(panel)
print(f"{dataset}, cutoff {cutoff.date()}, horizon {horizon}: {len(built)} rows of {built.groupby(series).ngroups} series")
in_order = built[key].equals(panel[key].astype(built[key].dtypes.to_dict())) and len(built) > 0
print(f"  {'rows and their order':<24} {len(panel):>8} rows {len(panel):>8} values {0 if in_order else 1:>8} different")
for name in built.columns.drop(key):
    count = different(name, built[name], panel[name]) if in_order and name in panel else len(built)
    print(f"  {name:<24} {len(built):>8} rows {int(built[name].notna().sum()):>8} values {count:>8} different")
missing = set(panel.columns) - set(built.columns)
assert not missing, missing
