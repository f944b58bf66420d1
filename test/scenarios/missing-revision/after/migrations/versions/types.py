import sqlalchemy as sa

MONEY = sa.Numeric(10, 2)
