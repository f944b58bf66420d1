"""add email to users

Revision ID: b7e42f90a6cd
Revises: 8d1f0c3a5e21
Create Date: 2026-03-02 09:00:00

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'b7e42f90a6cd'
down_revision = '8d1f0c3a5e21'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("users", sa.Column("email", sa.String(120)))


def downgrade():
    op.drop_column("users", "email")
