revision = 'c93a7d15e08f'
down_revision = 'b7e42f90a6cd'


def upgade():
    pass


def downgrade():
    pass
