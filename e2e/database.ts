import { Client, type QueryResultRow } from 'pg'
import { newToken, tokenDigest } from '@/lib/people/db/credentials'
import { usefulScopes } from '@/lib/people/domain/scopes'
import { findEmbedded } from '@/lib/postgres/start'

// What specs need before they begin, written straight to the database of a running Hakim: a command of the CLI takes
// as much processor time as a page. first-run.spec.ts and rights.spec.ts run the commands themselves.

type Environment = Record<string, string>

/** One statement on the database that Hakim runs in this data folder; its rows. */
export async function query<Row extends QueryResultRow>(
  env: Environment,
  statement: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const address = await findEmbedded(env.HAKIM_DATA_DIR ?? '')
  if (address === null) throw new Error('there is no database for the specs')
  const client = new Client({ connectionString: address })
  await client.connect()
  try {
    // Several statements at once take no values.
    return (await (values.length === 0 ? client.query<Row>(statement) : client.query<Row>(statement, values)))
      .rows
  } finally {
    await client.end()
  }
}

/** A node that has not reported yet; it may have a name and an owner, given by e-mail address. */
export async function addNode(
  env: Environment,
  did: string,
  { name, owner, labels }: { name?: string; owner?: string; labels?: Record<string, string> } = {},
): Promise<void> {
  await query(
    env,
    `WITH node AS (INSERT INTO nodes (node_did, name, labels) VALUES ($1, $2, $4) RETURNING node_did)
     INSERT INTO node_owners (node_did, person_id)
     SELECT node_did, id FROM node, people WHERE email = $3`,
    [did, name ?? null, owner ?? null, JSON.stringify(labels ?? {})],
  )
}

/** A token, with every scope, for a node's agent or for what acts as the person with this e-mail address. */
export async function tokenFor(
  env: Environment,
  holder: { node: string } | { person: string },
): Promise<string> {
  const token = newToken()
  const made =
    'node' in holder
      ? await query(
          env,
          `INSERT INTO tokens (token_hash, node_did, scopes) VALUES ($1, $2, $3) RETURNING token_id`,
          [tokenDigest(token), holder.node, usefulScopes.agent],
        )
      : await query(
          env,
          `INSERT INTO tokens (token_hash, person_id, scopes)
           SELECT $1, id, $3 FROM people WHERE email = $2 RETURNING token_id`,
          [tokenDigest(token), holder.person, usefulScopes.person],
        )
  if (made.length !== 1) throw new Error(`no token was made for ${JSON.stringify(holder)}`)
  return token
}

/** The DID of the node whose agent `hakim start` runs. */
export async function localNode(env: Environment): Promise<string> {
  const [node] = await query<{ node_did: string }>(
    env,
    `SELECT node_did FROM nodes WHERE node_did LIKE 'did:kos:local:%'`,
  )
  if (!node) throw new Error('this machine is not a node')
  return node.node_did
}
