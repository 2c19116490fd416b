"""Makes the features of a feature table in pandas, from the same tables, and compares them column by column.

    compare.py DIRECTORY DATASET CUTOFF HORIZON LAGS WINDOWS UNOBSERVED FREQUENCY

The directory holds the tables as CSV. One line for each column: the numbers of rows, of values and of differences. Whole
numbers, prices and flags have to be equal. Means, standard deviations, slopes and changes are compared to nine digits, because
pandas adds floats and subtracts them again.
"""

import sys

import numpy as np
import pandas as pd

directory, dataset, cutoff, horizon, lags, windows, unobserved, frequency = sys.argv[1:]
cutoff, horizon = pd.Timestamp(cutoff), int(horizon)
lags, windows = ([int(n) for n in numbers.split(",")] for numbers in (lags, windows))
one_day = pd.Timedelta(days=1)
series = ["store_id", "product_id"]
key = series + ["date"]
weekly = frequency == "week"
period = 7 if weekly else 1
# As pandas counts missing values: any value is enough, or the whole window.
fewest = (lambda window: window) if unobserved == "zero" else (lambda window: 1)
states = ["sold", "nothing_sold", "stocked_out", "unknown", "closed", "not_sold"]


def table(name, *dates):
    rows = pd.read_csv(f"{directory}/{name}.csv", true_values=["t"], false_values=["f"])
    if rows.empty:
        rows = rows.astype(float)
    for column in dates:
        rows[column] = pd.to_datetime(rows[column])
    return rows


def dense_panel():
    """Each series from its first sale to horizon periods after the cutoff: 0 on days without sales, NaN after it."""
    sales = table("sales_daily", "date")
    sales = sales[sales.date <= cutoff]
    parts = []
    for (store, product), sold in sales.groupby(series):
        days = pd.date_range(sold.date.min(), cutoff + horizon * period * one_day, name="date")
        quantity = sold.set_index("date").quantity.reindex(days, fill_value=0).astype(float)
        quantity[quantity.index > cutoff] = np.nan
        parts.append(pd.DataFrame({"store_id": store, "product_id": product, "quantity": quantity}).reset_index())
    return pd.concat(parts, ignore_index=True).sort_values(key, ignore_index=True)


def among(panel, rows, columns):
    """Whether each row of the panel has one with the same columns."""
    return pd.MultiIndex.from_frame(panel[columns]).isin(pd.MultiIndex.from_frame(rows[columns]))


def add_states(panel):
    """The first reason that holds; after the cutoff only plans are known."""
    sales = table("sales_daily", "date")
    stocks = table("inventory_snapshot_daily", "date")
    openings = table("store_day", "date")
    stores = table("store", "opened_on", "closed_on").set_index("id")
    products = table("product", "launch_date", "discontinue_date").set_index("id")
    dates = {name: panel.store_id.map(stores[name]) for name in ("opened_on", "closed_on")}
    dates |= {name: panel.product_id.map(products[name]) for name in ("launch_date", "discontinue_date")}
    day = panel.date
    not_sold = ((day < dates["opened_on"]) | (day < dates["launch_date"])
                | (day > dates["closed_on"]) | (day > dates["discontinue_date"]))
    closed = among(panel, openings[openings.is_open == False], ["store_id", "date"])  # noqa: E712
    lost = among(panel, table("load_reject", "date"), key) | ~among(panel, sales, ["store_id", "date"])
    reasons = [
        among(panel, sales[sales.quantity != 0], key), closed, not_sold,
        among(panel, stocks[stocks.is_stockout == True], key), among(panel, sales, key), lost,  # noqa: E712
    ]
    names = ["sold", "closed", "not_sold", "stocked_out", "nothing_sold", "unknown"]
    panel["day_state"] = np.select(reasons, [states.index(name) for name in names], states.index("nothing_sold"))
    planned = np.select([closed, not_sold], [states.index("closed"), states.index("not_sold")], len(states))
    panel["day_state"] = panel.day_state.where(day <= cutoff, planned)
    if unobserved != "zero":
        panel["quantity"] = panel.quantity.where(panel.day_state < 2)


def by_week(panel):
    """Weeks of a panel of days: the sum of the known days, and the first of their states."""
    week = panel.date - pd.to_timedelta(panel.date.dt.dayofweek, unit="D")
    groups = panel.groupby(series + [week])
    # Quantities have four decimals: sums of floats are rounded to them.
    weeks = groups.quantity.sum(min_count=1).round(4).to_frame()
    weeks["day_state"] = groups.day_state.min()
    planned = groups.day_state.max() < len(states)
    weeks = weeks.reset_index()
    weeks["day_state"] = weeks.day_state.where((weeks.date <= cutoff) | planned.to_numpy(), len(states))
    return weeks.sort_values(key, ignore_index=True)


def add_sales(panel):
    by_series = panel.groupby(series).quantity
    for lag in lags:
        panel[f"lag_{lag}"] = by_series.shift(lag)
    known = by_series.shift(horizon)
    for window in windows:
        rolling = known.groupby([panel.store_id, panel.product_id]).rolling(window, min_periods=fewest(window))
        for name in ("mean", "std", "min", "max", "sum"):
            panel[f"rolling_{name}_{window}"] = getattr(rolling, name)().reset_index(level=[0, 1], drop=True)
    sold_on = panel.date.where(panel.quantity > 0)
    last = sold_on.groupby([panel.store_id, panel.product_id]).shift(horizon)
    last = last.groupby([panel.store_id, panel.product_id]).ffill()
    panel["weeks_since_last_sale" if weekly else "days_since_last_sale"] = (panel.date - last).dt.days / period


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


def add_drivers_of_weeks(panel):
    """Prices of the first day, and the largest discount of all days."""
    days = panel[key].loc[panel.index.repeat(period)].reset_index(names="week")
    days["date"] += pd.to_timedelta(days.groupby("week").cumcount(), unit="D")
    add_drivers(days)
    weeks = days.groupby("week")
    for name, value in {"price": weeks.price.nth(0), "price_change_7d": weeks.price_change_7d.nth(0),
                        "on_promotion": weeks.on_promotion.any(),
                        "promo_discount_pct": days[days.on_promotion].groupby("week").promo_discount_pct.max()}.items():
        panel[name] = value.reindex(panel.index) if name == "promo_discount_pct" else value.to_numpy()
    panel["promo_discount_pct"] = panel.promo_discount_pct.where(panel.on_promotion, 0)


def add_stock(panel):
    stock = table("inventory_snapshot_daily", "date")[key + ["is_stockout"]]
    stock = stock[stock.date <= cutoff].astype({"is_stockout": float})
    if weekly:
        stock["date"] -= pd.to_timedelta(stock.date.dt.dayofweek, unit="D")
        stock = stock.groupby(key, as_index=False).is_stockout.max()
    stock["date"] += horizon * period * one_day
    panel[f"stockout_lag_{horizon}"] = panel[key].merge(stock, on=key, how="left").is_stockout


def add_signals(panel):
    """The value of the store, else of all stores: of the day where it is known ahead, else horizon days before. Weeks have means."""
    for name, rows in table("exogenous_signal", "date").groupby("signal_name"):
        values = rows.assign(date=rows.date + (0 if rows.known_ahead.all() else horizon * period) * one_day)
        of_store = values[values.store_id.notna()].astype({"store_id": "int64"})[["store_id", "date", "value"]]
        of_all = values[values.store_id.isna()][["date", "value"]]
        days = pd.MultiIndex.from_product([panel.store_id.unique(), values.date.unique()], names=["store_id", "date"]).to_frame(index=False)
        own = days.merge(of_store, on=["store_id", "date"], how="left").value
        days["value"] = own.fillna(days.merge(of_all, on="date", how="left").value)
        if weekly:
            days["date"] -= pd.to_timedelta(days.date.dt.dayofweek, unit="D")
            days = days.groupby(["store_id", "date"]).value.mean().reset_index()
        panel[name] = panel[["store_id", "date"]].merge(days, on=["store_id", "date"], how="left").value


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
    if weekly:
        # A week is without a holiday only if all its days are known.
        days = calendar.is_holiday.astype(float).reindex(pd.date_range(panel.date.min(), panel.date.max() + 6 * one_day))
        ahead = days.iloc[::-1].rolling(7, min_periods=1)
        week = ahead.max().where((ahead.max() == 1) | (ahead.count() == 7)).iloc[::-1]
        panel["is_holiday"] = panel.date.map(week)
        panel.drop(columns=["day_of_week", "day_of_month", "is_weekend", "is_business_day"], inplace=True)


def slopes(known, width):
    """The slope of the line of least squares over the last days, one series, without the days that are missing."""
    padded = np.concatenate([np.full(width - 1, np.nan), known.to_numpy()])
    y = np.lib.stride_tricks.sliding_window_view(padded, width)
    there = ~np.isnan(y)
    count = there.sum(axis=1)
    x = np.where(there, np.arange(width), 0)
    with np.errstate(all="ignore"):
        off = np.where(there, x - (x.sum(axis=1) / count)[:, None], 0)
        rise = np.where(there, np.nan_to_num(y) - (np.nansum(y, axis=1) / count)[:, None], 0)
        slope = (off * rise).sum(axis=1) / (off * off).sum(axis=1)
    return pd.Series(np.where(count >= max(fewest(width), 2), slope, np.nan), index=known.index)


def add_history(panel):
    one = [panel.store_id, panel.product_id]
    weekday = panel.date.dt.dayofweek
    same_day = panel.groupby(series).quantity.shift(-(-horizon // 7) * 7)
    for days in () if weekly else (4, 8):
        panel[f"weekday_mean_{days}"] = same_day.groupby(one + [weekday]).rolling(days, min_periods=fewest(days)).mean().droplevel([0, 1, 2])
    known = panel.groupby(series).quantity.shift(horizon)

    def rolling(window, values=known):
        return values.groupby(one).rolling(window, min_periods=fewest(window))

    for window in windows:
        panel[f"rolling_median_{window}"] = rolling(window).median().droplevel([0, 1])
    for width in (4, 13) if weekly else (30, 90):
        panel[f"trend_{width}"] = known.groupby(one, group_keys=False).apply(lambda each: slopes(each, width))
    short, long = (1, 4) if weekly else (7, 28)
    week, month = (rolling(window).mean().droplevel([0, 1]) for window in (short, long))
    before = month.groupby(one).shift(long)
    panel[f"ratio_{short}_{long}"] = week / month.where(month != 0)
    panel[f"ratio_{long}_{long}_before"] = month / before.where(before != 0)


def add_stock_and_launch(panel):
    stock = table("inventory_snapshot_daily", "date")[key + ["is_stockout"]]
    first, last = min(stock.date.min(), panel.date.min()), panel.date.max()
    parts = []
    for (store, product), each in stock[stock.date <= cutoff].groupby(series):
        out = each.set_index("date").is_stockout.astype(float).reindex(pd.date_range(first, last, name="date"))
        days = {f"stockout_days_{window}": out.rolling(window, min_periods=1).sum().shift((horizon - 1) * period + 1) for window in (7, 28)}
        parts.append(pd.DataFrame(days).reset_index().assign(store_id=store, product_id=product))
    for window in (7, 28):
        name = f"stockout_days_{window}"
        panel[name] = panel[key].merge(pd.concat(parts), on=key, how="left")[name] if parts else np.nan
    launches = table("product", "launch_date").set_index("id").launch_date
    panel["days_since_launch"] = (panel.date - panel.product_id.map(launches)).dt.days


def add_relative_prices(panel):
    own = panel.groupby(series).date.min().reset_index()
    own = own.loc[own.index.repeat(28)]
    own["date"] -= pd.to_timedelta(own.groupby(level=0).cumcount() + 1, unit="D")
    of_panel = panel[key].loc[panel.index.repeat(period)]
    of_panel["date"] += pd.to_timedelta(of_panel.groupby(level=0).cumcount(), unit="D")
    days = pd.concat([own[key], of_panel]).sort_values(key, ignore_index=True)
    days["price"] = prices_of(days)[0]
    earlier = days.groupby(series).price.transform(lambda each: each.rolling(28, min_periods=1).mean().shift(1))
    days["earlier"] = earlier
    mean = panel[key].merge(days, on=key, how="left").earlier
    panel["price_to_28d"] = panel.price / mean.where(mean > 0)
    categories = table("product").set_index("id").category
    first_sale = panel.groupby(series).date.transform("min")
    rows = panel[["store_id", "date", "price"]].assign(category=panel.product_id.map(categories))
    members = rows[first_sale <= panel.date - horizon * period * one_day].groupby(["store_id", "category", "date"]).price.mean()
    mean = rows.merge(members.rename("mean").reset_index(), on=["store_id", "category", "date"], how="left")["mean"]
    panel["price_to_category"] = panel.price / mean.where(mean > 0)


def add_hierarchy(panel):
    categories = table("product").set_index("id").category
    sales = table("sales_daily", "date")
    sales = sales[sales.date <= cutoff].assign(category=lambda each: each.product_id.map(categories))
    closed = table("store_day", "date")
    closed = closed[closed.is_open == False][["store_id", "date"]].assign(closed=True)
    sent = sales[["store_id", "date"]].drop_duplicates().assign(sent=True)
    rows = panel[key].assign(category=panel.product_id.map(categories))
    for group, by in (("category", ["store_id", "category"]), ("store", ["store_id"])):
        sums = sales.groupby(by + ["date"]).quantity.sum()
        starts = sales.groupby(by).date.min().reset_index()
        totals = starts.loc[starts.index.repeat((cutoff - starts.date).dt.days + 1)]
        totals["date"] += pd.to_timedelta(totals.groupby(level=0).cumcount(), unit="D")
        totals = totals.merge(sums.rename("total").reset_index(), on=by + ["date"], how="left").fillna({"total": 0})
        totals = totals.merge(closed, on=["store_id", "date"], how="left").merge(sent, on=["store_id", "date"], how="left")
        if unobserved != "zero":
            totals["total"] = totals.total.where((totals.total != 0) | (totals.closed.isna() & totals.sent.notna()))
        if weekly:
            totals["date"] -= pd.to_timedelta(totals.date.dt.dayofweek, unit="D")
            totals = totals.groupby(by + ["date"]).total.sum(min_count=1).reset_index()
        for lag in lags:
            later = totals[by + ["date", "total"]].assign(date=totals.date + lag * period * one_day)
            panel[f"{group}_lag_{lag}"] = rows.merge(later, on=by + ["date"], how="left").total


def add_year(panel):
    length = np.where(panel.date.dt.is_leap_year, 366, 365)
    angle = 2 * np.pi * (panel.date.dt.dayofyear - 1) / length
    panel["year_sin"], panel["year_cos"] = np.sin(angle), np.cos(angle)
    if weekly:
        return
    calendar = table("calendar", "date")
    holidays = calendar[calendar.is_holiday & calendar.holiday_name.notna()][["date", "holiday_name"]]
    names = holidays.assign(name=holidays.holiday_name.astype(str).str.split(" / ")).explode("name")
    # Here days of a name that follow each other are a day and the day in lieu of it.
    pairs = names.merge(names, on="name", suffixes=("", "_before"))
    pairs = pairs.assign(same=pairs.date_before != pairs.date - pd.DateOffset(years=1), off=((pairs.date - pairs.date_before).dt.days - 365).abs())
    pairs = pairs[pairs.off <= 30].sort_values(["date", "same", "off"]).drop_duplicates("date")
    before = panel.date.map(pairs.set_index("date").date_before)
    known = panel[key + ["quantity"]].rename(columns={"date": "before", "quantity": "then"})
    then = panel[series].assign(before=before).merge(known, on=series + ["before"], how="left").then
    panel["same_holiday_last_year"] = then.where(before <= panel.date - horizon * one_day)


nine_digits = ("rolling_mean", "rolling_std", "rolling_sum", "rolling_median", "price_change", "price_to", "weekday_mean", "trend", "ratio", "category_lag", "store_lag", "year_")


def different(name, ours, theirs):
    ours, theirs = (column.astype(float).to_numpy() for column in (ours, theirs))
    both_missing = np.isnan(ours) & np.isnan(theirs)
    means = nine_digits + (("planned", "afterwards") if weekly else ())
    if name.startswith(means):
        # pandas subtracts what it added: where all values are equal, small errors in the last digits can remain.
        same = np.isclose(ours, theirs, rtol=1e-9, atol=1e-6 if "std" in name else 1e-9)
    elif name == "promo_discount_pct":
        same = np.abs(ours - theirs) <= 0.5001e-4
    else:
        same = ours == theirs
    return int((~(same | both_missing)).sum())


built = table("built", "date")
built["day_state"] = built.day_state.map({name: number for number, name in enumerate(states)}).fillna(len(states))
panel = dense_panel()
add_states(panel)
if weekly:
    panel = by_week(panel)
add_sales(panel)
if weekly:
    add_drivers_of_weeks(panel)
else:
    add_drivers(panel)
add_stock(panel)
add_calendar(panel)
add_signals(panel)
add_history(panel)
add_stock_and_launch(panel)
add_relative_prices(panel)
add_hierarchy(panel)
add_year(panel)
if unobserved == "skip":
    panel = panel[panel.day_state.isin([0, 1, len(states)])].reset_index(drop=True)
print(f"{dataset}, cutoff {cutoff.date()}, horizon {horizon}, {unobserved}, {frequency}: {len(built)} rows of {built.groupby(series).ngroups} series")
in_order = built[key].equals(panel[key].astype(built[key].dtypes.to_dict())) and len(built) > 0
print(f"  {'rows and their order':<24} {len(panel):>8} rows {len(panel):>8} values {0 if in_order else 1:>8} different")
for name in built.columns.drop(key):
    count = different(name, built[name], panel[name]) if in_order and name in panel else len(built)
    print(f"  {name:<24} {len(built):>8} rows {int(built[name].notna().sum()):>8} values {count:>8} different")
missing = set(panel.columns) - set(built.columns)
assert not missing, missing
