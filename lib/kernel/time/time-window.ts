/** When something may happen; times in ISO 8601, UTC. The zone is the one in which people read the window. */
export type TimeWindow = { start: string; end: string; time_zone: string }
