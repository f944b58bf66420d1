"""merge email and price

Revision ID: 91b3d6fa0e58
Revises: b7e42f90a6cd, e1640b8d27fa
Create Date: 2026-03-02 09:00:00

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '91b3d6fa0e58'
down_revision: Union[str, Sequence[str], None] = ('b7e42f90a6cd', 'e1640b8d27fa')
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
