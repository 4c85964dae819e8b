CREATE TABLE IF NOT EXISTS accounts (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE,
    key_digest BLOB NOT NULL UNIQUE
);

CREATE TABLE IF NOT EXISTS products (
    sku         TEXT PRIMARY KEY,
    title       TEXT NOT NULL,
    price_cents INTEGER NOT NULL CHECK (price_cents BETWEEN 0 AND 100000000),
    on_hand     INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE IF NOT EXISTS orders (
    id              INTEGER PRIMARY KEY,
    account_id      INTEGER NOT NULL REFERENCES accounts (id),
    reference       TEXT NOT NULL,
    email           TEXT NOT NULL,
    status          TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'paid')),
    total_cents     INTEGER NOT NULL,
    charge_id       TEXT,
    created_at      INTEGER NOT NULL DEFAULT (unixepoch()),
    receipt_sent_at INTEGER
);

CREATE INDEX IF NOT EXISTS orders_by_account ON orders (account_id, id);
CREATE INDEX IF NOT EXISTS orders_without_receipt ON orders (id)
    WHERE status = 'paid' AND receipt_sent_at IS NULL;

CREATE TABLE IF NOT EXISTS order_lines (
    order_id    INTEGER NOT NULL REFERENCES orders (id),
    position    INTEGER NOT NULL,
    sku         TEXT NOT NULL REFERENCES products (sku),
    quantity    INTEGER NOT NULL CHECK (quantity > 0),
    price_cents INTEGER NOT NULL,
    PRIMARY KEY (order_id, position)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS audit_log (
    id       INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL DEFAULT (unixepoch()),
    order_id INTEGER NOT NULL REFERENCES orders (id),
    event    TEXT NOT NULL,
    detail   TEXT NOT NULL
);
