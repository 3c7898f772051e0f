-- Votes and rights are read as they are committed at this moment. A transaction with an older snapshot would still
-- see withdrawn votes and lost rights. For the same reason the guards use clock_timestamp(), not the start of the
-- transaction.
CREATE OR REPLACE FUNCTION hakim_require_read_committed()
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
    RAISE EXCEPTION 'Consent can be counted only on what is committed now'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'maintenance_jobs_isolation',
            HINT = 'Use the isolation level READ COMMITTED.';
  END IF;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_require_read_committed() FROM PUBLIC;
