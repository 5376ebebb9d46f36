-- Feature recipes that were kept: each change under a name is a new version, and a version never changes.
CREATE TABLE recipes(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,   -- from 1 within a name
  hash TEXT NOT NULL,         -- SHA-256 of the recipe's canonical JSON
  recipe TEXT NOT NULL,       -- JSON
  created_at INTEGER NOT NULL,
  UNIQUE (name, version)
) STRICT;
