"""add email to users

Revision ID: b7e42f90a6cd
Revises: 8d1f0c3a5e21
Create Date: 2026-03-02 09:00:00

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'b7e42f90a6cd'
down_revision: Union[str, Sequence[str], None] = '8d1f0c3a5e21'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.add_column("users", sa.Column("email", sa.String(120)))


def downgrade() -> None:
    op.drop_column("users", "email")
