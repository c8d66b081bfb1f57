/**
 * The manifest's schema, one step a format version: step n brings a database of version n to version n + 1.
 * A released step never changes; a new version is a new step at the end.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE run (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('ingest', 'replay')),
    pid INTEGER NOT NULL,
    started_ms INTEGER NOT NULL,
    finished_ms INTEGER,
    files_taken INTEGER NOT NULL DEFAULT 0,
    files_skipped INTEGER NOT NULL DEFAULT 0,
    files_quarantined INTEGER NOT NULL DEFAULT 0,
    files_ignored INTEGER NOT NULL DEFAULT 0,
    records_read INTEGER NOT NULL DEFAULT 0,
    records_written INTEGER NOT NULL DEFAULT 0,
    records_repeated INTEGER NOT NULL DEFAULT 0,
    records_quarantined INTEGER NOT NULL DEFAULT 0,
    records_expired INTEGER NOT NULL DEFAULT 0,
    bytes_read INTEGER NOT NULL DEFAULT 0,
    bytes_written INTEGER NOT NULL DEFAULT 0,
    conflicts INTEGER NOT NULL DEFAULT 0
  ) STRICT;

  -- The ledger: one row per version of an input object.
  CREATE TABLE object (
    id INTEGER PRIMARY KEY,
    uri TEXT NOT NULL,
    version INTEGER NOT NULL,
    size_bytes INTEGER NOT NULL,
    mtime_us INTEGER NOT NULL,
    sha256 TEXT,
    format TEXT,
    state TEXT NOT NULL CHECK (state IN ('done', 'quarantined', 'ignored', 'unreadable')),
    reason TEXT,
    known_formats TEXT,
    records_read INTEGER NOT NULL,
    records_written INTEGER NOT NULL,
    records_repeated INTEGER NOT NULL,
    records_quarantined INTEGER NOT NULL,
    records_expired INTEGER NOT NULL,
    ingested_ms INTEGER NOT NULL,
    run_id INTEGER NOT NULL REFERENCES run (id),
    UNIQUE (uri, version),
    CHECK (records_read = records_written + records_repeated + records_quarantined + records_expired)
  ) STRICT;

  -- Sums over the ledger by state, kept by triggers: reading them costs the same however many objects there are.
  CREATE TABLE total (
    state TEXT PRIMARY KEY,
    objects INTEGER NOT NULL,
    records_read INTEGER NOT NULL,
    records_written INTEGER NOT NULL,
    records_repeated INTEGER NOT NULL,
    records_quarantined INTEGER NOT NULL,
    records_expired INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  INSERT INTO total VALUES
    ('done', 0, 0, 0, 0, 0, 0), ('quarantined', 0, 0, 0, 0, 0, 0),
    ('ignored', 0, 0, 0, 0, 0, 0), ('unreadable', 0, 0, 0, 0, 0, 0);
  CREATE TRIGGER object_added AFTER INSERT ON object BEGIN
    UPDATE total SET objects = objects + 1,
      records_read = records_read + NEW.records_read,
      records_written = records_written + NEW.records_written,
      records_repeated = records_repeated + NEW.records_repeated,
      records_quarantined = records_quarantined + NEW.records_quarantined,
      records_expired = records_expired + NEW.records_expired
    WHERE state = NEW.state;
  END;
  CREATE TRIGGER object_gone AFTER DELETE ON object BEGIN
    UPDATE total SET objects = objects - 1,
      records_read = records_read - OLD.records_read,
      records_written = records_written - OLD.records_written,
      records_repeated = records_repeated - OLD.records_repeated,
      records_quarantined = records_quarantined - OLD.records_quarantined,
      records_expired = records_expired - OLD.records_expired
    WHERE state = OLD.state;
  END;
  CREATE TRIGGER object_counted AFTER UPDATE OF state, records_read, records_written, records_repeated,
      records_quarantined, records_expired ON object BEGIN
    UPDATE total SET objects = objects - 1,
      records_read = records_read - OLD.records_read,
      records_written = records_written - OLD.records_written,
      records_repeated = records_repeated - OLD.records_repeated,
      records_quarantined = records_quarantined - OLD.records_quarantined,
      records_expired = records_expired - OLD.records_expired
    WHERE state = OLD.state;
    UPDATE total SET objects = objects + 1,
      records_read = records_read + NEW.records_read,
      records_written = records_written + NEW.records_written,
      records_repeated = records_repeated + NEW.records_repeated,
      records_quarantined = records_quarantined + NEW.records_quarantined,
      records_expired = records_expired + NEW.records_expired
    WHERE state = NEW.state;
  END;

  -- The data files. One with removed_ms is out of sight and is deleted after a grace period.
  CREATE TABLE file (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    day TEXT NOT NULL,
    name TEXT NOT NULL,
    rows INTEGER NOT NULL,
    size_bytes INTEGER NOT NULL,
    min_time_ms INTEGER NOT NULL,
    max_time_ms INTEGER NOT NULL,
    run_id INTEGER NOT NULL REFERENCES run (id),
    removed_ms INTEGER,
    UNIQUE (source, day, name)
  ) STRICT;
  CREATE INDEX file_visible ON file (source, day) WHERE removed_ms IS NULL;
  CREATE TABLE file_object (
    file_id INTEGER NOT NULL REFERENCES file (id) ON DELETE CASCADE,
    object_id INTEGER NOT NULL REFERENCES object (id),
    rows INTEGER NOT NULL,
    PRIMARY KEY (file_id, object_id)
  ) STRICT, WITHOUT ROWID;

  -- The quarantine's index; the bytes stand in files of the quarantine folder. sources is '|a|b|', null is any source.
  CREATE TABLE quarantine (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    object_id INTEGER NOT NULL REFERENCES object (id),
    sources TEXT,
    format TEXT,
    reason TEXT NOT NULL,
    position INTEGER,
    byte_offset INTEGER,
    time_ms INTEGER,
    size_bytes INTEGER NOT NULL,
    spool TEXT,
    spool_offset INTEGER NOT NULL DEFAULT 0,
    quarantined_ms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX quarantine_time ON quarantine (time_ms);
  CREATE INDEX quarantine_object ON quarantine (object_id);

  CREATE TABLE state (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    version INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  // Runs of further kinds (which one it is, the reader checks), and what compaction has to know of a file.
  `
  CREATE TABLE new_run (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    pid INTEGER NOT NULL,
    started_ms INTEGER NOT NULL,
    finished_ms INTEGER,
    files_taken INTEGER NOT NULL DEFAULT 0,
    files_skipped INTEGER NOT NULL DEFAULT 0,
    files_quarantined INTEGER NOT NULL DEFAULT 0,
    files_ignored INTEGER NOT NULL DEFAULT 0,
    records_read INTEGER NOT NULL DEFAULT 0,
    records_written INTEGER NOT NULL DEFAULT 0,
    records_repeated INTEGER NOT NULL DEFAULT 0,
    records_quarantined INTEGER NOT NULL DEFAULT 0,
    records_expired INTEGER NOT NULL DEFAULT 0,
    bytes_read INTEGER NOT NULL DEFAULT 0,
    bytes_written INTEGER NOT NULL DEFAULT 0,
    conflicts INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  INSERT INTO new_run SELECT * FROM run;
  DROP TABLE run;
  ALTER TABLE new_run RENAME TO run;

  -- Whether a file has its final size: no compaction takes it again.
  ALTER TABLE file ADD COLUMN settled INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX file_unsettled ON file (source, day) WHERE removed_ms IS NULL AND settled = 0;
  CREATE INDEX file_removed ON file (removed_ms) WHERE removed_ms IS NOT NULL;
  `,
  `
  -- The version of the catalog's shortcuts that a file has columns for; 0 is none.
  ALTER TABLE file ADD COLUMN shortcuts INTEGER NOT NULL DEFAULT 0;
  `,
  // What verification by CloudTrail's digests said of objects. The ledger is joined by the bytes' SHA-256.
  `
  CREATE TABLE integrity (
    uri TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    verdict TEXT NOT NULL,
    reason TEXT,
    sha256 TEXT,
    verified_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX integrity_sha256 ON integrity (sha256) WHERE sha256 IS NOT NULL;
  CREATE INDEX object_sha256 ON object (sha256) WHERE sha256 IS NOT NULL;
  CREATE TABLE verification (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    location TEXT NOT NULL,
    report TEXT NOT NULL,
    verified_ms INTEGER NOT NULL
  ) STRICT;
  `,
  `
  -- Days whose records retention deleted, with the names of the policies as a JSON array. A day that was filled again and
  -- deleted again has a new row in the place of the old one.
  CREATE TABLE deletion (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    source TEXT NOT NULL,
    day TEXT NOT NULL,
    rows INTEGER NOT NULL,
    size_bytes INTEGER NOT NULL,
    policies TEXT NOT NULL,
    deleted_ms INTEGER NOT NULL,
    UNIQUE (source, day)
  ) STRICT;

  -- Bytes in the quarantine's files whose entries are gone: they are overwritten next.
  CREATE TABLE erasure (
    spool TEXT NOT NULL,
    spool_offset INTEGER NOT NULL,
    size_bytes INTEGER NOT NULL,
    PRIMARY KEY (spool, spool_offset)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- What was sent into channels of CloudTrail Lake, file by file, and what they did not take.
  CREATE TABLE channel_file (
    id INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    uri TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    acknowledged INTEGER NOT NULL DEFAULT 0,
    done INTEGER NOT NULL DEFAULT 0,
    records_read INTEGER NOT NULL DEFAULT 0,
    records_sent INTEGER NOT NULL DEFAULT 0,
    records_repeated INTEGER NOT NULL DEFAULT 0,
    records_quarantined INTEGER NOT NULL DEFAULT 0,
    UNIQUE (channel, uri, sha256),
    CHECK (records_read = records_sent + records_repeated + records_quarantined)
  ) STRICT;
  CREATE TABLE channel_quarantine (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    file_id INTEGER NOT NULL REFERENCES channel_file (id),
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    content TEXT NOT NULL,
    refused_ms INTEGER NOT NULL
  ) STRICT;
  `,
];
