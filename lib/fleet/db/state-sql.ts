import { silence, stateOrder, stateRank } from '@/lib/fleet/domain/node-state'

const { missedReports, leastSeconds, unknownCadenceSeconds } = silence

/**
 * The rule of `nodeState` as an SQL expression over `node_latest l`, with the same numbers, at the time of the parameter
 * `now`. It compares ages, since the difference of two times cannot overflow.
 */
export const stateSql = (now: string): string =>
  `CASE WHEN l.status IS NULL THEN 'Unknown'
        WHEN ${now}::timestamptz - l.timestamp
             > CASE WHEN l.cadence_seconds IS NULL THEN ${unknownCadenceSeconds}
                    ELSE greatest(${leastSeconds}, ${missedReports} * l.cadence_seconds) END * interval '1 second'
          THEN 'Silent'
        ELSE l.status END`

/** `stateRank` as an SQL expression; the best state comes first, since most nodes are in it. */
export const rankSql = (state: string): string =>
  `CASE ${state} ${stateOrder
    .map((word) => `WHEN '${word}' THEN ${stateRank(word)}`)
    .reverse()
    .join(' ')}
   ELSE ${stateRank('')} END`
