-- The trigger of append-only tables.
CREATE OR REPLACE FUNCTION hakim_append_only()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: rows cannot be changed or removed', TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege', HINT = 'Correct a mistake with a new entry.';
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_append_only() FROM PUBLIC;
