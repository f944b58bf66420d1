# Alembic's own environment file
