"""Track what became of commitments: the promises of one report beside what the next one says was done."""
