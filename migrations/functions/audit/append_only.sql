-- The trigger of tables whose rows are neither changed nor removed.
CREATE OR REPLACE FUNCTION hakim_append_only()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: rows are neither changed nor removed', TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege', HINT = 'What was wrong is set right by a new entry.';
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_append_only() FROM PUBLIC;
