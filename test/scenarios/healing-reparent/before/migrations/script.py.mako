# Alembic's own template
