"""Write records into a database by SQLAlchemy: upsert by id, one transaction a run, people's columns untouched."""

from yinuo.writers.sql.reader import read_sql
from yinuo.writers.sql.url import hidden, is_url
from yinuo.writers.sql.writer import sql_writer, write_sql

__all__ = ["hidden", "is_url", "read_sql", "sql_writer", "write_sql"]
