-- Named sets of events: a rule is a condition; a list names users or ads by key, so that it outlives codes; clusters are lists that
-- were made together.
CREATE TABLE segments(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (name <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('rule', 'list', 'cluster')),
  owner TEXT NOT NULL CHECK (owner IN ('user', 'ad')),
  condition TEXT NOT NULL,    -- of a rule; else empty
  made TEXT NOT NULL,         -- JSON: how a list or cluster came about
  created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE segment_members(
  segment INTEGER NOT NULL REFERENCES segments(id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  PRIMARY KEY (segment, key)
) STRICT, WITHOUT ROWID;
