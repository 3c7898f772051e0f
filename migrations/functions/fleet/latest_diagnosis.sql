-- What the latest report of a node keeps of its diagnosis: all of it, unless it is too long for lists; then the beginnings
-- of what pages show. The report itself keeps everything.
CREATE OR REPLACE FUNCTION hakim_latest_diagnosis(diagnosis JSONB)
RETURNS JSONB
LANGUAGE sql STABLE
AS $$
  SELECT CASE WHEN pg_column_size(diagnosis) <= 16384 THEN diagnosis ELSE
    jsonb_build_object('code', left(diagnosis ->> 'code', 200),
                       'recommendation', left(diagnosis ->> 'recommendation', 2000)) END
$$;

REVOKE EXECUTE ON FUNCTION hakim_latest_diagnosis(JSONB) FROM PUBLIC;
