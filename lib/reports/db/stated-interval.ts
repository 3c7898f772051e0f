/**
 * The interval that a report states, as JSON; null for a long report, which PostgreSQL stores beside its row and would have to
 * fetch. `hakim_series_parts` does the same.
 * @param report the alias of a row of health_reports
 */
export const statedJson = (report: string): string =>
  `CASE WHEN pg_column_size(${report}.raw_report) < 2048 THEN ${report}.raw_report -> 'interval_seconds' END`

/** A stated interval in seconds; null if no agent may have such an interval. */
export const statedSeconds = (json: string): string =>
  `CASE WHEN hakim_metric(${json}) BETWEEN 1 AND 86400 THEN hakim_metric(${json}) END`
