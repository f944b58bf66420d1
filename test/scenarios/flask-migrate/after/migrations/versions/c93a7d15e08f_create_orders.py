"""create orders

Revision ID: c93a7d15e08f
Revises: 8d1f0c3a5e21
Create Date: 2026-03-02 09:00:00

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'c93a7d15e08f'
down_revision = '8d1f0c3a5e21'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table("orders", sa.Column("id", sa.Integer, primary_key=True))


def downgrade():
    op.drop_table("orders")
