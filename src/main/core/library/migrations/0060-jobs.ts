import type { Migration } from './migration.ts'

/** Counts are kept by triggers: progress is asked for after every photo, of batches of any length. */
export const jobs: Migration = {
  version: 60,
  up: (connection) =>
    connection.execute(`
      CREATE TABLE batches (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        title TEXT NOT NULL,
        created_at INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE jobs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        batch_id INTEGER NOT NULL REFERENCES batches (id) ON DELETE CASCADE,
        state TEXT NOT NULL CHECK (state IN
          ('queued', 'running', 'written', 'verified', 'done', 'failed', 'skipped', 'cancelled')),
        task TEXT NOT NULL CHECK (json_valid(task)),
        kind TEXT GENERATED ALWAYS AS (CAST(task ->> '$.kind' AS TEXT)) VIRTUAL,
        outcome TEXT CHECK (json_valid(outcome)),
        error TEXT CHECK (json_valid(error)),
        error_kind TEXT GENERATED ALWAYS AS (CAST(error ->> '$.kind' AS TEXT)) VIRTUAL,
        attempts INTEGER NOT NULL DEFAULT 0,
        -- Higher goes first; within one priority, lower position. Fractions make room between two.
        priority INTEGER NOT NULL DEFAULT 0,
        position REAL NOT NULL,
        created_at INTEGER NOT NULL,
        started_at INTEGER,
        finished_at INTEGER
      ) STRICT;
      CREATE INDEX jobs_waiting ON jobs (priority DESC, position, id, batch_id) WHERE state = 'queued';
      CREATE INDEX jobs_by_position ON jobs (position);
      CREATE INDEX jobs_by_state ON jobs (state, id);
      CREATE INDEX jobs_by_batch ON jobs (batch_id, id);

      CREATE TABLE job_counts (
        batch_id INTEGER NOT NULL REFERENCES batches (id) ON DELETE CASCADE,
        state TEXT NOT NULL,
        jobs INTEGER NOT NULL,
        PRIMARY KEY (batch_id, state)
      ) STRICT, WITHOUT ROWID;
      CREATE TRIGGER jobs_counted_added AFTER INSERT ON jobs BEGIN
        INSERT INTO job_counts VALUES (new.batch_id, new.state, 1)
          ON CONFLICT DO UPDATE SET jobs = jobs + 1;
      END;
      CREATE TRIGGER jobs_counted_moved AFTER UPDATE OF state ON jobs WHEN old.state <> new.state BEGIN
        UPDATE job_counts SET jobs = jobs - 1 WHERE batch_id = old.batch_id AND state = old.state;
        INSERT INTO job_counts VALUES (new.batch_id, new.state, 1)
          ON CONFLICT DO UPDATE SET jobs = jobs + 1;
      END;
      CREATE TRIGGER jobs_counted_deleted AFTER DELETE ON jobs BEGIN
        UPDATE job_counts SET jobs = jobs - 1 WHERE batch_id = old.batch_id AND state = old.state;
      END;
    `),
}
