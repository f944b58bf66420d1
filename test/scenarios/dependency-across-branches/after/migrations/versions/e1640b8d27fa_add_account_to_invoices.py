"""add account to invoices

Revision ID: e1640b8d27fa
Revises: 2f5ac81b9d36
Create Date: 2026-03-02 09:00:00

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'e1640b8d27fa'
down_revision: Union[str, Sequence[str], None] = '2f5ac81b9d36'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = 'accounts'


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
