import { Counter, Gauge, Histogram, Registry } from 'prom-client'

/** Every metric of Hakim itself, at 0; docs/metrics.md is made from this list. */
export function createMetrics() {
  const registry = new Registry()
  const registers = [registry]
  return {
    registry,
    build: new Gauge({
      name: 'hakim_build_info',
      help: 'Always 1; the labels say which version runs, on which version of Node.',
      labelNames: ['version', 'node'],
      registers,
    }),
    ingest: {
      reports: new Counter({
        name: 'hakim_ingest_reports_total',
        help: 'Reports in answered calls, by outcome: accepted, duplicate or rejected.',
        labelNames: ['outcome'],
        registers,
      }),
      calls: new Counter({
        name: 'hakim_ingest_calls_total',
        help: 'Calls with reports, by outcome: stored; set_aside (another program holds the node) and deferred (too much at once, or a slow database), to be sent again; refused; failed.',
        labelNames: ['outcome'],
        registers,
      }),
      bytes: new Counter({
        name: 'hakim_ingest_body_bytes_total',
        help: 'Bytes of reports that were received whole.',
        registers,
      }),
      queued: new Gauge({
        name: 'hakim_ingest_queue_calls',
        help: 'Calls that wait for their insert to begin.',
        registers,
      }),
      queueWait: new Histogram({
        name: 'hakim_ingest_queue_wait_seconds',
        help: 'How long calls waited for their insert to begin.',
        buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 10],
        registers,
      }),
      nodesSetAside: new Gauge({
        name: 'hakim_ingest_nodes_set_aside',
        help: 'Nodes that do not share inserts with others, because another program holds them.',
        registers,
      }),
    },
    http: {
      requests: new Counter({
        name: 'hakim_http_requests_total',
        help: 'Answered requests, by pattern of the route, method and class of the status; none: nothing was answered.',
        labelNames: ['route', 'method', 'status'],
        registers,
      }),
      duration: new Histogram({
        name: 'hakim_http_request_duration_seconds',
        help: 'Time until the whole answer was sent, by pattern of the route; without event streams.',
        labelNames: ['route'],
        buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
        registers,
      }),
      inProgress: new Gauge({
        name: 'hakim_http_requests_in_progress',
        help: 'Requests that are not yet answered, with open event streams.',
        registers,
      }),
      streams: new Gauge({
        name: 'hakim_event_streams_open',
        help: 'Event streams of open pages and API clients.',
        registers,
      }),
    },
    clock: {
      runs: new Counter({
        name: 'hakim_clock_runs_total',
        help: 'Ended runs of scheduled work, by duty.',
        labelNames: ['duty'],
        registers,
      }),
      failures: new Counter({
        name: 'hakim_clock_failures_total',
        help: 'Failed runs of scheduled work, by duty.',
        labelNames: ['duty'],
        registers,
      }),
      duration: new Histogram({
        name: 'hakim_clock_run_duration_seconds',
        help: 'How long runs of scheduled work took, by duty.',
        labelNames: ['duty'],
        buckets: [0.01, 0.1, 0.5, 1, 5, 30, 120],
        registers,
      }),
      lastSuccess: new Gauge({
        name: 'hakim_clock_last_success_timestamp_seconds',
        help: 'When scheduled work last succeeded, by duty.',
        labelNames: ['duty'],
        registers,
      }),
    },
    pools: {
      most: new Gauge({
        name: 'hakim_database_pool_connections_max',
        help: 'Connections that a pool may have.',
        labelNames: ['pool'],
        registers,
      }),
      connections: new Gauge({
        name: 'hakim_database_pool_connections',
        help: 'Connections of a pool, by state: busy or idle.',
        labelNames: ['pool', 'state'],
        registers,
      }),
      waiting: new Gauge({
        name: 'hakim_database_pool_waiting',
        help: 'Queries that wait for a connection of a pool.',
        labelNames: ['pool'],
        registers,
      }),
    },
    liveLag: new Gauge({
      name: 'hakim_live_changes_lag_seconds',
      help: 'How old the changes are that open pages know of; 0 while no page is open.',
      registers,
    }),
    database: {
      up: new Gauge({
        name: 'hakim_database_up',
        help: 'Whether the database answered this scrape. If not, the metrics that are read from it are left out.',
        registers,
      }),
      marks: new Gauge({
        name: 'hakim_roll_up_marks_waiting',
        help: 'Marks of hours with buckets, and of days, that are over and to be rolled up, by unit; counted up to 100000.',
        labelNames: ['unit'],
        registers,
      }),
      oldestMark: new Gauge({
        name: 'hakim_roll_up_oldest_mark_age_seconds',
        help: 'How long ago the oldest of them ended; 0 when none waits. A report that arrives late marks an hour of long ago, for seconds.',
        registers,
      }),
      backfill: new Gauge({
        name: 'hakim_backfill_nodes_waiting',
        help: 'Nodes whose reports from before roll-ups existed are not yet rolled up.',
        registers,
      }),
      jobs: new Gauge({
        name: 'hakim_jobs',
        help: 'Jobs by status; Other: a status that Hakim does not know.',
        labelNames: ['status'],
        registers,
      }),
      nodes: new Gauge({
        name: 'hakim_nodes',
        help: 'Nodes by state; Other: a status of another word.',
        labelNames: ['state'],
        registers,
      }),
    },
  }
}
