"""Keep the output of a batch: its folder, its journal, its manifest and its results."""
