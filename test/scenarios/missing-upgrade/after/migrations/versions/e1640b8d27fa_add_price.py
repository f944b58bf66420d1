revision = 'e1640b8d27fa'
down_revision = 'c93a7d15e08f'


def upgrade():
    pass
