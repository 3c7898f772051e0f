-- Whether this session is one of the role that owns the tables, or may do all that it may. Such a session is trusted in what it
-- says, since it could change the functions too.
CREATE OR REPLACE FUNCTION hakim_by_owner()
RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  RETURN pg_has_role(session_user, current_user, 'MEMBER');
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_by_owner() FROM PUBLIC;
