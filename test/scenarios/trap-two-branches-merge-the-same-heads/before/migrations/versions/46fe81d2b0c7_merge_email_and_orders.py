"""merge email and orders

Revision ID: 46fe81d2b0c7
Revises: b7e42f90a6cd, c93a7d15e08f
Create Date: 2026-03-02 09:00:00

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '46fe81d2b0c7'
down_revision: Union[str, Sequence[str], None] = ('b7e42f90a6cd', 'c93a7d15e08f')
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
