-- Whether a person may see a restricted node because an open job of it needs their group. In PL/pgSQL, so that a statement
-- that names this function needs the table of jobs only when it is called.
CREATE OR REPLACE FUNCTION hakim_group_sees(p_node TEXT, p_person TEXT)
RETURNS boolean
LANGUAGE plpgsql STABLE
AS $$
BEGIN
  RETURN EXISTS (SELECT FROM maintenance_jobs j
                 WHERE j.target_node_did = p_node
                   AND j.status IN ('PendingApproval', 'Approved', 'Running', 'Lost')
                   AND hakim_standing(j.job_id, p_person) IS NOT NULL);
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_group_sees(TEXT, TEXT) FROM PUBLIC;
