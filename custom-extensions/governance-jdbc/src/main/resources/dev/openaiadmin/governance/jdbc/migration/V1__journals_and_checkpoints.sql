-- Locks: a run locks the row of its journal for as long as it lasts. Nothing else touches these rows.
CREATE TABLE IF NOT EXISTS openai_admin_lock (
    name VARCHAR(120) NOT NULL PRIMARY KEY
);

-- Who took each lock last. A row is locked only while somebody takes or is refused the lock of this name.
CREATE TABLE IF NOT EXISTS openai_admin_lock_holder (
    name   VARCHAR(120) NOT NULL PRIMARY KEY,
    holder VARCHAR(1000),
    since  VARCHAR(40)
);

-- What runs have recorded. Times are text in ISO 8601, because the precision of timestamps differs between databases.
CREATE TABLE IF NOT EXISTS openai_admin_journal_entry (
    journal     VARCHAR(100) NOT NULL,
    number      INTEGER      NOT NULL,
    step        TEXT         NOT NULL,
    state       VARCHAR(20)  NOT NULL,
    recorded_at VARCHAR(40)  NOT NULL,
    created_id  VARCHAR(200),
    detail      TEXT,
    PRIMARY KEY (journal, number)
);

-- How far followers of the audit log have got.
CREATE TABLE IF NOT EXISTS openai_admin_checkpoint (
    name          VARCHAR(100) NOT NULL PRIMARY KEY,
    organization  VARCHAR(200),
    stream        VARCHAR(20)  NOT NULL,
    filter        TEXT         NOT NULL,
    settled_until VARCHAR(40)  NOT NULL,
    known_from    VARCHAR(40)  NOT NULL,
    swept_at      VARCHAR(40)  NOT NULL,
    sink_position TEXT
);

-- The events that were delivered and may be read again, with their times in seconds since 1970, as the API has them.
CREATE TABLE IF NOT EXISTS openai_admin_delivered_event (
    checkpoint_name VARCHAR(100) NOT NULL,
    event_id        VARCHAR(200) NOT NULL,
    effective_at    BIGINT       NOT NULL,
    PRIMARY KEY (checkpoint_name, event_id)
);
