/** How many metrics of a report count, and how many names of metrics a node may have. */
export type MetricLimits = { report: number; node: number }

export const usualLimits: MetricLimits = { report: 500, node: 2_000 }
