-- How often a node makes contact, in seconds: from what was known, the gap before this contact, and the time that its
-- reports cover. Chunks of one upload, within a second, teach no gap. A gap of up to five minutes counts at once, a longer
-- one at most four times what was usual, so that one long silence does not become the new normal. While a node keeps up
-- contact, the estimate shrinks by a second per second; its caller halves it, down to five minutes, with every live contact.
-- An upload of five minutes or more lets the next one be expected after as long.
CREATE OR REPLACE FUNCTION hakim_contact_seconds(
  known DOUBLE PRECISION, gap DOUBLE PRECISION, carried DOUBLE PRECISION)
RETURNS DOUBLE PRECISION
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
  SELECT greatest(
    CASE WHEN gap >= 1 THEN least(gap, CASE WHEN known IS NOT NULL THEN greatest(300, 4 * known) END) END,
    CASE WHEN carried BETWEEN 300 AND 86400 THEN carried END,
    known - greatest(gap, 0))
$$;

REVOKE EXECUTE ON FUNCTION hakim_contact_seconds(DOUBLE PRECISION, DOUBLE PRECISION, DOUBLE PRECISION) FROM PUBLIC;
