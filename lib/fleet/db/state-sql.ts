import { silence, stateOrder, stateRank } from '@/lib/fleet/domain/node-state'

const { missedReports, leastSeconds, unknownCadenceSeconds } = silence

/**
 * The rule of `nodeState` as an SQL expression over `node_latest l`, made of the same numbers, at the time that the
 * parameter `now` holds. Ages are compared, since no time is far enough away to overflow a difference.
 */
export const stateSql = (now: string): string =>
  `CASE WHEN l.status IS NULL THEN 'Unknown'
        WHEN ${now}::timestamptz - l.timestamp
             > CASE WHEN l.cadence_seconds IS NULL THEN ${unknownCadenceSeconds}
                    ELSE greatest(${leastSeconds}, ${missedReports} * l.cadence_seconds) END * interval '1 second'
          THEN 'Silent'
        ELSE l.status END`

/** The rank of `stateRank` as an SQL expression over a state: the best one is what most nodes are, and is met first. */
export const rankSql = (state: string): string =>
  `CASE ${state} ${stateOrder
    .map((word) => `WHEN '${word}' THEN ${stateRank(word)}`)
    .reverse()
    .join(' ')}
   ELSE ${stateRank('')} END`
