-- Whether this transaction has compared a job's details with the log (hakim_check_details). Not in a column, which can be edited; and
-- what any program could set needs a proof. By the first digits of the job, as a transaction may change many.
CREATE OR REPLACE FUNCTION hakim_details_checked(p_job UUID)
RETURNS BOOLEAN
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
  RETURN strpos(coalesce(current_setting('hakim.checked_' || left(p_job::text, 2), true), ''),
                hakim_actor_proof('details ' || p_job)) > 0;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_details_checked(UUID) FROM PUBLIC;
