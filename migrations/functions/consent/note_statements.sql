-- Notes, once, the statements that were used before each counted only once.
CREATE OR REPLACE FUNCTION hakim_note_statements()
RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
  INSERT INTO used_statements (digest)
  SELECT hakim_statement_digest(tag, statement) FROM (
    SELECT 'hakim/decision/1' AS tag, signed -> 'statement' AS statement FROM job_votes
    UNION ALL SELECT 'hakim/decision/1', signed -> 'statement' FROM break_glass
    UNION ALL SELECT 'hakim/consent-change/1', signed -> 'statement' FROM consent_changes
    UNION ALL SELECT 'hakim/policy/1', signed -> 'policy' FROM policy_revisions
    UNION ALL SELECT 'hakim/delegation/1', signed -> 'delegation' FROM delegations) s
  WHERE statement IS NOT NULL
  ON CONFLICT DO NOTHING
$$;

REVOKE EXECUTE ON FUNCTION hakim_note_statements() FROM PUBLIC;
