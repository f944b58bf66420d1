"""add price to orders

Revision ID: e1640b8d27fa
Revises: c93a7d15e08f
Create Date: 2026-03-02 09:00:00

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'e1640b8d27fa'
down_revision: Union[str, Sequence[str], None] = 'c93a7d15e08f'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.add_column("orders", sa.Column("price", sa.Numeric(10, 2)))


def downgrade() -> None:
    op.drop_column("orders", "price")
