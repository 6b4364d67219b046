"""Run the tasks of a batch: in local processes, or on a Ray cluster."""
