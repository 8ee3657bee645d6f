"""Recipes and label lists, carried as package data."""
