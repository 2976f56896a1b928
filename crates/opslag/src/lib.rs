//! The store: tables, migrations and SQL, one body for SQLite and PostgreSQL.
