-- Without raw rows, only the roll-ups that retention has kept remain.
CREATE OR REPLACE FUNCTION hakim_roll_ups_truncated()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  DELETE FROM roll_up_marks;
  DELETE FROM roll_ups WHERE NOT kept;
  DELETE FROM roll_up_statuses WHERE NOT kept;
  RETURN NULL;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_roll_ups_truncated() FROM PUBLIC;
