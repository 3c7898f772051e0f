-- The newest reports of a node before a moment and an id: at most `most` of them, and fewer where reports are so long that
-- the page would have more than `room` bytes. Of one that is longer than that alone, the JSON is left out. They are read one
-- after the other, so that nothing is opened that is not answered. `beyond`: the one after the page, of which there is only
-- where it is.
CREATE OR REPLACE FUNCTION hakim_reports_page(
  node TEXT, before TIMESTAMPTZ, before_id UUID, most INTEGER, room BIGINT)
RETURNS TABLE (
  report_id UUID, at TIMESTAMPTZ, status TEXT, metrics TEXT, diagnosis TEXT, raw_report TEXT,
  left_out BOOLEAN, beyond BOOLEAN)
LANGUAGE plpgsql STABLE
AS $$
#variable_conflict use_column
DECLARE
  r RECORD;
  rows INT := 0;
  used BIGINT := 0;
  size BIGINT;
BEGIN
  FOR r IN
    SELECT * FROM health_reports h WHERE h.target_node_did = node
      AND (before IS NULL OR (h.timestamp, h.report_id) < (before, before_id))
    ORDER BY h.timestamp DESC, h.report_id DESC
  LOOP
    report_id := r.report_id;
    at := r.timestamp;
    status := r.status;
    metrics := NULL;
    diagnosis := NULL;
    raw_report := NULL;
    beyond := rows >= most;
    -- The stored size, which may be compressed: what is longer even so is not opened.
    size := coalesce(pg_column_size(r.metrics), 0) + coalesce(pg_column_size(r.diagnosis), 0)
          + coalesce(pg_column_size(r.raw_report), 0);
    IF NOT beyond AND size <= room THEN
      metrics := r.metrics::text;
      diagnosis := r.diagnosis::text;
      raw_report := r.raw_report::text;
      size := coalesce(octet_length(metrics), 0) + coalesce(octet_length(diagnosis), 0)
            + coalesce(octet_length(raw_report), 0);
    END IF;
    left_out := size > room;
    IF left_out THEN
      metrics := NULL;
      diagnosis := NULL;
      raw_report := NULL;
      size := 0;
    END IF;
    used := used + size;
    beyond := beyond OR (rows > 0 AND used > room);
    RETURN NEXT;
    EXIT WHEN beyond;
    rows := rows + 1;
  END LOOP;
END
$$;

REVOKE EXECUTE ON FUNCTION hakim_reports_page(TEXT, TIMESTAMPTZ, UUID, INTEGER, BIGINT) FROM PUBLIC;
