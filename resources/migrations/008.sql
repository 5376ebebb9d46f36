-- Queries that a person saved: run_sql offers each as a view of this name.
CREATE TABLE saved_queries(
  name TEXT PRIMARY KEY COLLATE NOCASE,
  sql TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
