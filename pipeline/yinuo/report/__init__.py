"""Make reports of records that can be mailed: one page without scripts, or a folder of pages with a comparison."""
