-- Adds a checkpoint of the log, which has to follow the last one.
CREATE OR REPLACE FUNCTION hakim_add_checkpoint(
  p_no BIGINT, p_at TIMESTAMPTZ, p_ids BIGINT[], p_streams TEXT[], p_seqs INTEGER[], p_hashes BYTEA, p_prev BYTEA,
  p_hash BYTEA, p_signature BYTEA)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE last RECORD;
BEGIN
  SELECT checkpoint_no, hash INTO last FROM audit_checkpoints ORDER BY checkpoint_no DESC LIMIT 1;
  IF p_no <> coalesce(last.checkpoint_no, 0) + 1 OR p_prev IS DISTINCT FROM last.hash THEN
    RAISE EXCEPTION 'A checkpoint follows the last one'
      USING ERRCODE = 'insufficient_privilege', HINT = 'Read the last one again.';
  END IF;
  INSERT INTO audit_checkpoints (checkpoint_no, created_at, event_ids, event_streams, event_seqs, event_hashes, prev_hash,
    hash, signature)
  VALUES (p_no, p_at, p_ids, p_streams, p_seqs, p_hashes, p_prev, p_hash, p_signature);
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_add_checkpoint(
  BIGINT, TIMESTAMPTZ, BIGINT[], TEXT[], INTEGER[], BYTEA, BYTEA, BYTEA, BYTEA) FROM PUBLIC;
