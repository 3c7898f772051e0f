import { createMetrics } from '@/lib/metrics/definitions'

/** docs/metrics.md: every metric of Hakim itself, in the order of the list. */
export function metricsPage(): string {
  const rows = createMetrics()
    .registry.getMetricsAsArray()
    .map(({ name, type, help }) => `| \`${name}\` | ${type} | ${help} |`)
  return `# Metrics

Made from \`lib/metrics/definitions.ts\`; a test compares both. How to switch them on and scrape them:
[operations.md](operations.md#metrics). A histogram has \`_bucket\`, \`_sum\` and \`_count\`. Labels have few values: patterns of
routes, never paths; nothing names a node, a person or a job.

| metric | type | what |
| --- | --- | --- |
${rows.join('\n')}

Everything from \`hakim_roll_up_marks_waiting\` on is counted in the database at the scrape. With several servers each says the
same: use \`max\`, not \`sum\`. The rest is about one process since its start.

Of the process itself there are the usual metrics of Node's prom-client, such as \`process_cpu_seconds_total\`,
\`process_resident_memory_bytes\`, \`process_open_fds\`, \`nodejs_heap_size_used_bytes\`, \`nodejs_eventloop_lag_p99_seconds\` and
\`nodejs_gc_duration_seconds\`.
`
}
