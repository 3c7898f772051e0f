import type { DataSource, EntityManager } from 'typeorm'

type Asked = {
  kind: 'add_owner' | 'remove_owner' | 'restrict' | 'label' | 'remove_rule' | 'change_rule'
  node: string | null
}

const literal = (text: string | null): string => (text === null ? 'NULL' : `'${text.replaceAll("'", "''")}'`)

const utc = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** The document and the event that the trigger would have written, with a wait that begins now. */
const logged = `
  UPDATE consent_changes c SET document = d.document, digest = encode(sha256(convert_to(E'hakim/change/1\\n' || d.document, 'UTF8')), 'hex')
  FROM (SELECT change_id AS id, hakim_canonical(jsonb_build_object('version', 1, 'change_id', change_id, 'kind', kind,
          'node', node_did, 'what', what, 'reason', reason, 'asked_by', NULL, 'asked_at', ${utc('asked_at')}, 'due_at', ${utc('due_at')})) AS document
        FROM consent_changes) d
  WHERE d.id = c.change_id AND c.document = '';
  SET LOCAL session_replication_role = origin;
  SET LOCAL TimeZone = 'UTC';
  SELECT hakim_log('rights', 'consent_changes insert',
    jsonb_build_object('was', NULL, 'is', hakim_rights_facts('consent_changes', to_jsonb(c))))
  FROM consent_changes c WHERE xmin = pg_current_xact_id()::xid AND state = 'waiting';`

/** What waits already is out of the way; only one change of a kind can be asked about at once. */
const withdrawn = `
  UPDATE consent_changes SET state = 'withdrawn', decided_by = who.id
  FROM (SELECT id FROM people WHERE role = 'admin' AND disabled_at IS NULL LIMIT 1) who WHERE state = 'waiting';`

/** Statements of a transaction after which the next one is what the owners were asked about 73 hours ago. */
export const askedBefore = ({ kind, node }: Asked, what: object): string => `
  SELECT FROM nodes WHERE node_did = ${literal(node)} FOR UPDATE; -- first, as hakim_apply_change does
  ${withdrawn}
  SET LOCAL session_replication_role = replica;
  INSERT INTO consent_changes (kind, node_did, what, reason, asked_at, due_at, document, digest)
  SELECT '${kind}', ${literal(node)}, ${literal(JSON.stringify(what))}::jsonb, 'A test needs it.',
    now() - interval '73 hours', now() - interval '1 hour', '', gen_random_uuid()::text;
  ${logged}`

/**
 * The same for owners of nodes; `rows` names each with its person: `nodes n, people p WHERE …`.
 */
export const askedAboutOwners = (kind: 'add_owner' | 'remove_owner', rows: string): string => `
  ${withdrawn}
  SET LOCAL session_replication_role = replica;
  INSERT INTO consent_changes (kind, node_did, what, reason, asked_at, due_at, document, digest)
  SELECT '${kind}', n.node_did, jsonb_build_object('person_id', p.id, 'did', p.did), 'A test needs it.',
    now() - interval '73 hours', now() - interval '1 hour', '', gen_random_uuid()::text FROM ${rows};
  ${logged}`

/** A whole transaction that removes a rule by its name, as if its owners had not refused. */
export const removalOfRule = (name: string): string => `BEGIN;
  ${withdrawn}
  SET LOCAL session_replication_role = replica;
  INSERT INTO consent_changes (kind, what, reason, asked_at, due_at, document, digest)
  SELECT 'remove_rule', jsonb_build_object('rule_id', rule_id, 'name', name), 'A test needs it.',
    now() - interval '73 hours', now() - interval '1 hour', '', gen_random_uuid()::text FROM approval_rules WHERE name = ${literal(name)};
  ${logged}
  DELETE FROM approval_rules WHERE name = ${literal(name)}; COMMIT`

/** Writes with what the owners were asked about 73 hours ago, and did not refuse. */
export async function unrefused<T>(
  db: DataSource | EntityManager,
  { kind, node }: Asked,
  what: object,
  work: (tx: EntityManager) => Promise<T>,
): Promise<T> {
  return db.transaction(async (tx) => {
    await tx.query(askedBefore({ kind, node }, what))
    return work(tx)
  })
}

const whatOf = async (db: DataSource | EntityManager, personId: string): Promise<object> => {
  const [person] = await db.query<{ did: string }[]>(`SELECT did FROM people WHERE id = $1`, [personId])
  return { person_id: personId, did: person?.did }
}

/** An owner beside others, who counts for requests from now on. */
export async function addLaterOwner(
  db: DataSource | EntityManager,
  node: string,
  personId: string,
): Promise<void> {
  await unrefused(db, { kind: 'add_owner', node }, await whatOf(db, personId), (tx) =>
    tx.query(`INSERT INTO node_owners (node_did, person_id) VALUES ($1, $2)`, [node, personId]),
  )
}

export async function removeOwnerOf(
  db: DataSource | EntityManager,
  node: string,
  personId: string,
): Promise<void> {
  await unrefused(db, { kind: 'remove_owner', node }, await whatOf(db, personId), (tx) =>
    tx.query(`DELETE FROM node_owners WHERE node_did = $1 AND person_id = $2`, [node, personId]),
  )
}

export async function setRestricted(
  db: DataSource | EntityManager,
  node: string,
  restricted: boolean,
): Promise<void> {
  await unrefused(db, { kind: 'restrict', node }, { restricted }, (tx) =>
    tx.query(`UPDATE nodes SET restricted = $2 WHERE node_did = $1`, [node, restricted]),
  )
}

/** Rules as if there had never been any. */
export async function dropRules(db: DataSource | EntityManager): Promise<void> {
  const rules = await db.query<{ rule_id: string; name: string }[]>(
    `SELECT rule_id, name FROM approval_rules`,
  )
  for (const rule of rules)
    await unrefused(db, { kind: 'remove_rule', node: null }, rule, (tx) =>
      tx.query(`DELETE FROM approval_rules WHERE rule_id = $1`, [rule.rule_id]),
    )
}
