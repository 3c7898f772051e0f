import { openDataSource } from '@/lib/db/connection/data-source'
import { runMigrations } from '@/lib/db/connection/migrate'
import { applyFunctions, type SqlFunction, sqlFunctions } from '@/lib/db/connection/sql-functions'
import { migrations } from '@/migrations'
import { addNode, askFor, checkpoint, move } from './audit'
import { testPerson } from './fleet'

/**
 * Fills an empty database like a version whose log compared neither accounts nor providers: the schema of migration 0036, today's
 * functions, and events of rights as they were then.
 */
export async function fillAsOf0036(url: string): Promise<void> {
  const last = migrations.findIndex(({ name }) => name === 'SignedDelegations1764000036000')
  const db = await openDataSource(url, { poolSize: 2, connectTimeoutMs: 30_000 })
  try {
    await db.transaction(async (tx) => {
      await runMigrations(
        db,
        tx,
        migrations.slice(0, last + 1).map(({ name }) => name),
      )
      await applyFunctions(tx, sqlFunctions().filter(wasThere).map(asOf0036))
    })
    await testPerson(db, 'ola', 'operator')
    await testPerson(db, 'ana', 'approver')
    await addNode(db, 'did:kos:1')
    await db.query(
      `INSERT INTO nodes (node_did, labels, is_sample) VALUES ('did:kos:2', '{"site": "x"}', false), ('did:kos:3', '{}', true)`,
    )
    await db.query(`UPDATE nodes SET is_sample = true WHERE node_did = 'did:kos:2'`)
    await db.query(`INSERT INTO role_providers VALUES ('https://login.example.org')`)
    // Today's functions cannot approve one: they read a view of migration 0037.
    await move(db, await askFor(db), 'Cancelled')
    await askFor(db)
    await checkpoint(db, 8)
  } finally {
    await db.destroy()
  }
}

const edits: Partial<Record<string, [RegExp, string][]>> = {
  event_added: [[/ {2}INSERT INTO untold_events[\s\S]*?enabled\);\n/, '']],
  document_guard: [
    [/ {2}IF TG_OP = 'INSERT' THEN\n {4}-- Whoever wanted[\s\S]*?(?= {2}NEW\.document :=)/, ''],
    [/ \|\| CASE WHEN NEW\.dry_run IS NULL[\s\S]*?END(?=\);)/, ''],
  ],
  details_guard: [[/ {2}-- The rate of a policy[\s\S]*?END IF;\n/, '']],
  job_changed: [[/ {2}-- The rate of a policy[\s\S]*?END IF;\n/, '']],
  log_rights: [[/, 'version', 2\) \|\| CASE[\s\S]*?ELSE '\{\}' END\);/, '));']],
  rights_facts: [[/'tasks_announced_at'/, `'owned_since'`]],
  add_checkpoint: [
    [/audit_checkpoints/g, 'audit_seals'],
    [/checkpoint_no/g, 'seal_no'],
    [/created_at/g, 'sealed_at'],
  ],
}

/** Those of triggers that later migrations add. */
const wasThere = ({ name }: SqlFunction): boolean =>
  !['check_before', 'job_ended', 'log_alerts'].includes(name)

function asOf0036(now: SqlFunction): SqlFunction {
  let { text } = now
  for (const edit of edits[now.name] ?? []) {
    const before = text
    text = text.replace(...edit)
    if (text === before) throw new Error(`${now.path} has changed: edit it otherwise`)
  }
  return text === now.text ? now : { ...now, text, sha256: 'of 0036' }
}
