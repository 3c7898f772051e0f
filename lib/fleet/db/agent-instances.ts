import type { EntityManager } from 'typeorm'

/** One installation of an agent: `id` differs between machines, also between copies of one. */
export type AgentInstance = { id: string; host: string }

/** An agent that has not asked for this long no longer holds the jobs of its node. */
const silence = `interval '90 seconds'`

// The holder was seen after the other had come: neither has taken the other's place.
const isDouble = `coalesce(other_seen_at > now() - ${silence} AND seen_at > other_since, false)`

type Holding = {
  /** This instance gets the node's jobs. */
  holds: boolean
  /** Where another agent runs that uses the same token at the same time; null when there is none. */
  other: string | null
}

/** The host; with the instance as the agent's log writes it where both agents run on one. */
const placeOf = (host: string, instance: string, isShared: boolean): string =>
  isShared ? `${host} (instance ${instance.slice(0, 8)})` : host

/**
 * Notes that an instance asks for jobs. The first one holds the node's jobs until it has been silent for 90 seconds;
 * heartbeats of a job count as well.
 */
export async function noteInstance(
  db: EntityManager,
  nodeDid: string,
  { id, host }: AgentInstance,
): Promise<Holding> {
  const [row] = await db.query<{ holds: boolean; host: string | null; instance: string }[]>(
    `INSERT INTO agent_instances AS a (node_did, instance, host, seen_at) VALUES ($1, $2, $3, now())
     ON CONFLICT (node_did) DO UPDATE SET (instance, host, seen_at) = (
         SELECT CASE WHEN takes THEN $2 ELSE a.instance END, CASE WHEN takes THEN $3 ELSE a.host END,
                CASE WHEN takes THEN now() ELSE a.seen_at END
         FROM (SELECT a.instance = $2 OR a.seen_at < now() - ${silence} AS takes) t),
       (other_instance, other_host, other_since, other_seen_at) = (
         SELECT CASE WHEN takes THEN nullif(a.other_instance, $2) ELSE $2 END,
                CASE WHEN takes THEN a.other_host ELSE $3 END,
                CASE WHEN takes OR (a.other_instance = $2 AND a.other_seen_at > now() - ${silence})
                     THEN a.other_since ELSE now() END,
                CASE WHEN NOT takes THEN now() WHEN a.other_instance <> $2 THEN a.other_seen_at END
         FROM (SELECT a.instance = $2 OR a.seen_at < now() - ${silence} AS takes) t)
     RETURNING instance = $2 AS holds,
       CASE WHEN ${isDouble} THEN CASE WHEN instance = $2 THEN other_host ELSE host END END AS host,
       CASE WHEN instance = $2 THEN other_instance ELSE instance END AS instance`,
    [nodeDid, id, host],
  )
  if (!row) return { holds: true, other: null }
  return {
    holds: row.holds,
    other: row.host === null ? null : placeOf(row.host, row.instance, row.host === host),
  }
}

/** The agent that runs a job is busy, not silent. */
export async function keepInstance(db: EntityManager, nodeDid: string): Promise<void> {
  await db.query(
    `UPDATE agent_instances SET seen_at = now()
     WHERE node_did = $1 AND seen_at < now() - interval '20 seconds'`,
    [nodeDid],
  )
}

/** Where two agents run that use a node's token at the same time; null when only one does. */
export async function doubleAgents(
  db: EntityManager,
  nodeDid: string,
): Promise<{ holder: string; other: string } | null> {
  const [row] = await db.query<
    { host: string; instance: string; other_host: string; other_instance: string }[]
  >(
    `SELECT host, instance, other_host, other_instance FROM agent_instances WHERE node_did = $1 AND ${isDouble}`,
    [nodeDid],
  )
  if (!row) return null
  const isShared = row.host === row.other_host
  return {
    holder: placeOf(row.host, row.instance, isShared),
    other: placeOf(row.other_host, row.other_instance, isShared),
  }
}
