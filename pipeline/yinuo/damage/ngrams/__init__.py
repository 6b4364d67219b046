"""Weigh by n-grams what may have stood in each gap, and how likely each reading is."""
