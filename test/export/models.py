"""Uses the models of schema_models() as an application does.

models.py, with the models on PYTHONPATH and the variables of libpq
"""

import datetime
import decimal
import warnings

import sqlalchemy as sa
import warehouse_models as models
from sqlalchemy import orm

from report import Report


def add_rows(session):
    store = models.Store(code="S1", name="First", number=1)
    product = models.Product(sku="P1", name="Bread")
    day = session.get(models.Calendar, datetime.date(2024, 2, 29))
    sale = models.SalesDaily(calendar=day, store=store, product=product, quantity=decimal.Decimal("2.5"))
    custom = models.StoreCustom(store=store, size="it's large", square_metres=decimal.Decimal("10.5"), level=2)
    first = models.Visit(store=store, kind="new", people=2)
    session.add_all([store, product, sale, custom, first, models.Visit(store=store, parent=first, kind="again", people=3)])
    session.flush()


def compare(report, session):
    sale = session.scalars(sa.select(models.SalesDaily)).one()
    report.expect("the store of a sale", sale.store.code, "S1")
    report.expect("the day of a sale", sale.calendar.iso_week, 9)
    report.expect("sales of a store", sale.store.sales_daily, [sale])
    report.expect("sales of a product", sale.product.sales_daily, [sale])
    report.expect("the companion of a store", sale.store.store_custom.size, "it's large")
    report.expect("the store of a companion", sale.store.store_custom.store, sale.store)
    report.expect("a keyword as a name", sale.store.store_custom.order, None)
    visits = sale.store.visit_by_store_id
    report.expect("visits of a store", sorted(each.kind for each in visits), ["again", "new"])
    report.expect("second visits of a store", sale.store.visit_by_second_store_id, [])
    report.expect("what the database computes", sorted(each.twice for each in visits), [4, 6])
    again = next(each for each in visits if each.kind == "again")
    report.expect("the parent of a visit", again.parent.kind, "new")
    report.expect("children of a visit", again.parent.visit, [again])
    rules = session.execute(sa.select(sa.func.count()).select_from(models.holiday_rule)).scalar_one()
    report.expect("rows of a table without a key", rules > 0)


def main():
    warnings.simplefilter("error")
    report = Report("models")
    orm.configure_mappers()
    engine = sa.create_engine("postgresql+psycopg://")
    with orm.Session(engine) as session:
        add_rows(session)
        session.expire_all()
        compare(report, session)
        session.rollback()
    engine.dispose()
    report.end()


main()
