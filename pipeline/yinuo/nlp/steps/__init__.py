"""Do the work of each component on plain state: what a text is, holds, says and promises."""
