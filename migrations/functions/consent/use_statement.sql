-- Takes a signed statement, which counts once: also when its vote was withdrawn or its delegation is gone, since others have
-- read it by then.
CREATE OR REPLACE FUNCTION hakim_use_statement(p_tag TEXT, p_statement JSONB)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO used_statements (digest) VALUES (hakim_statement_digest(p_tag, p_statement)) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'This signed statement was used before, and each counts once'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'used_statements_once', HINT = 'Sign again.';
  END IF;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_use_statement(TEXT, JSONB) FROM PUBLIC;
