-- The first workspace. Values of columns are codes (1, 2, ... in file order; NULL is missing); what they mean
-- stands in `fields` and `dictionary`. Columns c_1, c_2, ... come by ALTER TABLE. Times are milliseconds since
-- 1970-01-01 UTC, money is in millionths of the workspace's currency.
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE sources(
  id INTEGER PRIMARY KEY,
  content TEXT NOT NULL CHECK (content IN ('events', 'users', 'ads', 'history', 'feedback')),
  path TEXT NOT NULL,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  rows_read INTEGER NOT NULL,
  accepted INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  duplicates INTEGER NOT NULL,
  reasons TEXT NOT NULL,      -- JSON {code: count}
  mapping TEXT NOT NULL,      -- JSON {role: column}
  dialect TEXT NOT NULL,      -- JSON
  imported_at INTEGER NOT NULL,
  batch INTEGER NOT NULL      -- sources of one import share a number and are undone together
) STRICT;

CREATE TABLE fields(
  id INTEGER PRIMARY KEY,
  owner TEXT NOT NULL CHECK (owner IN ('event', 'user', 'ad')),
  column_number INTEGER NOT NULL,   -- the physical column c_N of the owner's table
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('attribute', 'context', 'outcome', 'kept')),
  kind TEXT NOT NULL CHECK (kind IN ('number', 'category', 'text', 'tags', 'image', 'time', 'flag')),
  source INTEGER REFERENCES sources(id),
  UNIQUE (owner, name), UNIQUE (owner, column_number)
) STRICT;

-- Coded values. Kinds category, text, image: a column's number is a code here. Kind tags: the code names a set, whose
-- value is the member codes joined by ',' and whose members stand under the negative of the field's id.
CREATE TABLE dictionary(
  field INTEGER NOT NULL,
  code INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (field, code)
) STRICT, WITHOUT ROWID;

-- The id of a user or an ad is its code in events.
CREATE TABLE users(id INTEGER PRIMARY KEY, key TEXT NOT NULL, source INTEGER NOT NULL) STRICT;
CREATE TABLE ads(id INTEGER PRIMARY KEY, key TEXT NOT NULL, source INTEGER NOT NULL) STRICT;

CREATE TABLE events(
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL,
  line INTEGER NOT NULL,
  time INTEGER,
  user INTEGER,
  ad INTEGER,
  click INTEGER,
  conversion INTEGER,
  cost INTEGER,
  revenue INTEGER,
  position INTEGER,
  weight INTEGER,             -- NULL is 1
  rating REAL,
  propensity REAL,
  split INTEGER               -- 1 train, 2 valid, 3 test
) STRICT;

CREATE TABLE rejected(
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES sources(id) ON DELETE CASCADE,
  line INTEGER NOT NULL,
  reason TEXT NOT NULL,       -- code of the reason
  message TEXT NOT NULL,      -- JSON of the Message: column, found, expected
  raw TEXT NOT NULL
) STRICT;

CREATE TABLE steps(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  settings TEXT NOT NULL,     -- JSON
  marked INTEGER NOT NULL,
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE marks(step INTEGER NOT NULL, event INTEGER NOT NULL, PRIMARY KEY (step, event)) STRICT, WITHOUT ROWID;

-- One training run and the model it made.
CREATE TABLE models(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  model TEXT NOT NULL,        -- name in the registry
  task TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed', 'cancelled')),
  settings TEXT NOT NULL,     -- JSON, every parameter
  recipe TEXT NOT NULL,       -- JSON
  split TEXT NOT NULL,
  seed INTEGER NOT NULL,
  device TEXT NOT NULL,
  threads INTEGER NOT NULL,
  deterministic INTEGER NOT NULL,
  data_hash TEXT NOT NULL,
  versions TEXT NOT NULL,     -- JSON
  metrics TEXT NOT NULL,      -- JSON {part: {name: {value, low, high, n}}}
  epochs INTEGER NOT NULL,
  seconds REAL NOT NULL,
  samples_per_second REAL NOT NULL,
  notes TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE curves(
  model INTEGER NOT NULL REFERENCES models(id) ON DELETE CASCADE,
  name TEXT NOT NULL,         -- such as train.log_loss
  epoch REAL NOT NULL,
  value REAL NOT NULL,
  PRIMARY KEY (model, name, epoch)
) STRICT, WITHOUT ROWID;
-- Bytes of a model, in chunks of 4 MiB.
CREATE TABLE artefacts(
  model INTEGER NOT NULL REFERENCES models(id) ON DELETE CASCADE,
  part TEXT NOT NULL,
  chunk INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (model, part, chunk)
) STRICT;

-- Charts and tables saved for a report, and the log of what was exported.
CREATE TABLE report_items(
  id INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,         -- series or table
  content TEXT NOT NULL,      -- JSON
  created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE exports(
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL,
  settings TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
