"""The n-gram model of repair: what may have stood in each gap, and how likely each reading is."""
