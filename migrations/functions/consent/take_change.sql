-- Uses up a change that an owner has agreed to, or that nobody refused while it waited; false if there is none of exactly
-- this.
CREATE OR REPLACE FUNCTION hakim_take_change(p_kind TEXT, p_node TEXT, p_what JSONB)
RETURNS BOOLEAN
LANGUAGE plpgsql
AS $$
BEGIN
  PERFORM hakim_require_read_committed();
  UPDATE consent_changes SET state = 'done'
  WHERE kind = p_kind AND node_did IS NOT DISTINCT FROM p_node AND what = p_what
    AND (state = 'agreed' OR state = 'waiting' AND due_at <= clock_timestamp());
  RETURN FOUND;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_take_change(TEXT, TEXT, JSONB) FROM PUBLIC;
