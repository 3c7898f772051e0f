/** When something may happen; times in ISO 8601, UTC. People read the window in its time zone. */
export type TimeWindow = { start: string; end: string; time_zone: string }
