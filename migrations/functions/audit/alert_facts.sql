-- What the log says of a rule, a silence or an alert; null for an alert that nobody has acknowledged.
CREATE OR REPLACE FUNCTION hakim_alert_facts(p_table TEXT, p_row JSONB)
RETURNS JSONB
LANGUAGE sql IMMUTABLE STRICT
AS $$
  SELECT CASE
    WHEN p_table <> 'alert_groups' THEN p_row
    WHEN p_row ->> 'acknowledged_at' IS NOT NULL THEN
      p_row - ARRAY['opened_at', 'closed_at', 'told_at', 'escalated_at'] END
$$;

REVOKE EXECUTE ON FUNCTION hakim_alert_facts(TEXT, JSONB) FROM PUBLIC;
