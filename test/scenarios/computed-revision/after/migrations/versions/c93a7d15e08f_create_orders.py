import os

revision = os.path.basename(__file__)[:12]
down_revision = 'b7e42f90a6cd'


def upgrade():
    pass


def downgrade():
    pass
