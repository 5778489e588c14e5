-- Attempts on logins, so that several nodes count together. One row a name (an address, an account) that has used
-- some of its allowance lately: `spent_until` is the moment at which the allowance is whole again.
CREATE TABLE rate_limits (
    name TEXT PRIMARY KEY,
    spent_until BIGINT NOT NULL
);
CREATE INDEX rate_limits_spent_until ON rate_limits (spent_until);

-- Whether what the event tells was done.
ALTER TABLE events ADD COLUMN outcome TEXT NOT NULL DEFAULT 'ok' CHECK (outcome IN ('ok', 'denied', 'error'));
ALTER TABLE events ADD COLUMN user_agent TEXT;
