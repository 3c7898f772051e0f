import { flapping, silence, stateOrder, stateRank } from '@/lib/fleet/domain/node-state'

const { missedReports, leastSeconds, unknownCadenceSeconds } = silence

/** The time of the latest report, at most now: for a database from before arrivals were kept. */
const reportedSql = (now: string): string => `CASE WHEN l.timestamp > ${now} THEN ${now} ELSE l.timestamp END`
/** When a report of the node last arrived. */
export const heardSql = (now: string): string => `coalesce(l.heard_at, ${reportedSql(now)})`
/** When the latest report arrived. */
export const arrivedSql = (now: string): string => `coalesce(l.arrived_at, ${reportedSql(now)})`

/** `silentAfterContact` over `node_latest l`. */
const silentAfterSql = `
  CASE WHEN coalesce(l.contact_seconds, l.cadence_seconds, l.interval_seconds) IS NULL THEN ${unknownCadenceSeconds}
       ELSE greatest(${leastSeconds}, greatest(coalesce(l.contact_seconds, l.cadence_seconds), l.interval_seconds) + greatest(
              ${missedReports - 1} * greatest(l.cadence_seconds, l.interval_seconds, 0),
              greatest(coalesce(l.contact_seconds, l.cadence_seconds), l.interval_seconds) / 4)) END * interval '1 second'`

/**
 * The rule of `nodeState` as an SQL expression over `node_latest l`, with the same numbers, at the time `now`, an SQL
 * expression. It compares ages, since the difference of two times cannot overflow.
 */
export const stateSql = (now: string): string =>
  // First what holds for most nodes and costs little to decide: nothing is silent within the shortest silence.
  `CASE WHEN l.arrived_at > ${now} - interval '${leastSeconds} seconds' AND l.status IS NOT NULL THEN l.status
        WHEN ${heardSql(now)} IS NULL THEN 'Unknown'
        WHEN ${now} - ${heardSql(now)} > ${silentAfterSql} THEN 'Silent'
        WHEN l.status IS NULL OR ${now} - ${arrivedSql(now)} > ${silentAfterSql} THEN 'Unknown'
        ELSE l.status END`

/** `stateRank` as an SQL expression; the best state comes first, since most nodes are in it. */
const rankSql = (state: string): string =>
  `CASE ${state} ${stateOrder
    .map((word) => `WHEN '${word}' THEN ${stateRank(word)}`)
    .reverse()
    .join(' ')}
   ELSE ${stateRank('')} END`

const isFlapping = `cardinality(l.changed_at) = ${flapping.changes}
  AND l.changed_at[1] > l.timestamp - interval '${flapping.seconds} seconds'`

/** For a node that flaps, over `node_latest l`: the worst status of its last changes; null for any other. */
export const flapsToSql = `CASE WHEN ${isFlapping}
  THEN (SELECT c.status FROM unnest(l.changed_to) c (status) ORDER BY ${rankSql('c.status')}, c.status LIMIT 1) END`

/**
 * Where a node belongs in the order of states: a node that flaps keeps the place of its worst status, so that it does not
 * jump about. What is Silent, or Unknown for want of news, does not flap.
 */
export const placeSql = `least(${rankSql('s.state')}, CASE WHEN ${isFlapping} AND s.state = l.status
  THEN (SELECT min(${rankSql('c.status')}) FROM unnest(l.changed_to) c (status)) END)`
