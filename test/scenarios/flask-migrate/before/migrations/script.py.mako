# Flask-Migrate's own template
