"""Keeps the Alembic / Flask-Migrate revision history of a repository walkable."""
