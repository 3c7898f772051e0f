-- What the latest report of a node keeps of its metrics: all of them, unless another program wrote more than lists and pages
-- can show; then some numbers with short names, the usual metrics first. The report itself keeps everything.
CREATE OR REPLACE FUNCTION hakim_latest_metrics(metrics JSONB)
RETURNS JSONB
LANGUAGE sql STABLE
AS $$
  SELECT CASE WHEN pg_column_size(metrics) <= 65536 THEN metrics ELSE (
    SELECT coalesce(jsonb_object_agg(key, value), '{}')
    FROM (SELECT key, value
          FROM jsonb_each(CASE WHEN jsonb_typeof(metrics) = 'object' THEN metrics ELSE '{}' END)
          WHERE jsonb_typeof(value) = 'number' AND length(key) <= 100
          ORDER BY array_position(ARRAY['cpu_usage_percent', 'memory_usage_mb', 'disk_usage_gb', 'network_io_kbps'], key),
                   key COLLATE "C" LIMIT 500) kept) END
$$;

REVOKE EXECUTE ON FUNCTION hakim_latest_metrics(JSONB) FROM PUBLIC;
