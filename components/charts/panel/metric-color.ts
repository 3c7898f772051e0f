const core: Record<string, string> = {
  cpu_usage_percent: 'var(--cpu)',
  memory_usage_mb: 'var(--memory)',
  disk_usage_gb: 'var(--disk)',
  network_io_kbps: 'var(--network)',
}
const others = ['var(--memory)', 'var(--network)', 'var(--cpu)', 'var(--disk)'] as const

/** A CSS colour for each metric: fixed for the core metrics, in rotation for the others. */
export function metricColors(metrics: readonly string[]): Map<string, string> {
  let turn = 0
  return new Map(
    metrics.map((metric) => {
      const own = Object.hasOwn(core, metric) ? core[metric] : undefined
      return [metric, own ?? others[turn++ % others.length] ?? 'var(--accent)']
    }),
  )
}
