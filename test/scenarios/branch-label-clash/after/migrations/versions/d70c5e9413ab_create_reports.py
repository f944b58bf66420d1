"""create reports

Revision ID: d70c5e9413ab
Revises: 2f5ac81b9d36
Create Date: 2026-03-02 09:00:00

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'd70c5e9413ab'
down_revision: Union[str, Sequence[str], None] = '2f5ac81b9d36'
branch_labels: Union[str, Sequence[str], None] = 'accounts'
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.create_table("reports", sa.Column("id", sa.Integer, primary_key=True))


def downgrade() -> None:
    op.drop_table("reports")
