"""The environment of Alembic: the models are on PYTHONPATH, and the variables of libpq lead to the database."""

import sqlalchemy as sa
import warehouse_models
from alembic import context

with sa.create_engine("postgresql+psycopg://").connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=warehouse_models.Base.metadata,
        include_object=warehouse_models.include_object,
        include_schemas=True,
        compare_type=True,
        compare_server_default=True,
    )
    with context.begin_transaction():
        context.run_migrations()
