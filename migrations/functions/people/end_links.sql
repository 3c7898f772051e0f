-- A new password, and being disabled, end the links with which a person could have chosen a password, and the sign-ins that
-- wait for a code after the old one: whoever changes a password because somebody knows it is then alone.
CREATE OR REPLACE FUNCTION hakim_end_links()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
  person TEXT := CASE TG_TABLE_NAME WHEN 'people' THEN to_jsonb(NEW) ->> 'id' ELSE to_jsonb(NEW) ->> 'person_id' END;
BEGIN
  DELETE FROM password_resets WHERE person_id = person;
  DELETE FROM verifications WHERE value = person;
  RETURN NULL;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_end_links() FROM PUBLIC;
