"""Write records as Arrow tables, Parquet files, Hugging Face data sets and data frames."""
