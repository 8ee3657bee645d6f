"""Places of the world by name: GeoNames data (CC BY 4.0) in one read-only SQLite file."""
