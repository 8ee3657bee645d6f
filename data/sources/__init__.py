"""Readers of sources that lie beside the project."""
