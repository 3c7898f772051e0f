import type { EntityManager } from 'typeorm'
import { sha256 } from '@/lib/audit/db/hash'
import {
  askedChanges,
  type SignedChangeRow,
  type SignedDelegationRow,
  type SignedPolicyRow,
  signedDelegations,
  signedPolicies,
  strangeFactors,
} from '@/lib/audit/db/signed-rights'
import { parseEvent, sameJson } from '@/lib/audit/domain/event-json'
import type { AuditFindings } from '@/lib/audit/domain/finding'
import { tableExists } from '@/lib/db/connection/table-exists'
import { changeStatementDigest, parseSignedChange } from '@/lib/signing/domain/change'
import { delegationDigest, parseDelegation } from '@/lib/signing/domain/delegation'
import { tags } from '@/lib/signing/domain/digest'
import type { PinnedKey } from '@/lib/signing/domain/pinned-key'
import { parseSignedPolicy, policyDigest } from '@/lib/signing/domain/policy'
import { checkSignature } from '@/lib/signing/domain/signature'

const rowsPerPage = 1_000

/**
 * What of delegations and of changes of who decides was not signed as it is stored: PostgreSQL compares what a statement says, and
 * cannot verify its signature. And whether sign-in asks for a second factor exactly where there is one.
 */
export async function compareSignedRights(tx: EntityManager, findings: AuditFindings): Promise<void> {
  const say = (table: string, id: string, what: string) =>
    findings.add('unlike', { stream: 'rights' }, `${table} ["${id}"] ${what}`)
  for await (const row of allOf((after) => signedDelegations(tx, after, rowsPerPage)))
    if (!isGenuineDelegation(row)) say('delegations', row.id, 'has a signature that is not genuine')
  if (await tableExists(tx, 'policy_revisions'))
    for await (const row of allOf((after) => signedPolicies(tx, after, rowsPerPage)))
      if (!isGenuinePolicy(row))
        findings.add(
          'unlike',
          { stream: 'rights' },
          `policy_revisions ["${row.policy_id}",${row.revision}] has a signature that is not genuine`,
        )
  for await (const row of allOf((after) => askedChanges(tx, after, rowsPerPage))) {
    if (sha256(null, `${tags.change}\n${row.document}`) !== row.digest)
      say('consent_changes', row.id, 'has a document that is not the one of its digest')
    const other = otherMember(row)
    // A row that differs from the log differs from its document as well.
    const isNamed = (): boolean =>
      findings.kept.some(({ detail }) => detail.startsWith(`consent_changes ["${row.id}"] `))
    if (other && !isNamed()) say('consent_changes', row.id, `has a document with another ${other}`)
    if (row.signed !== null && !isGenuineChange(row))
      say('consent_changes', row.id, 'has a signature that is not genuine')
  }
  for (const { id, on } of await strangeFactors(tx))
    say('people', id, `has two_factor_enabled ${on}, but ${on ? 'no' : 'a'} second factor that was verified`)
}

async function* allOf<T extends { id: string }>(
  page: (after: string | null) => Promise<T[]>,
): AsyncGenerator<T> {
  for (let after: string | null = null; ; ) {
    const rows = await page(after)
    yield* rows
    after = rows.at(-1)?.id ?? after
    if (rows.length < rowsPerPage) return
  }
}

/** What the document of a change says otherwise than its row. */
function otherMember({ document, asked }: SignedChangeRow): string | undefined {
  const said = parseEvent(document) ?? {}
  return Object.keys(asked).find((name) => !sameJson(said[name] ?? null, asked[name] ?? null))
}

type Key = Pick<SignedChangeRow, 'key' | 'rp_id' | 'origins'>

const pinned = ({ key, rp_id, origins }: Key): PinnedKey | null =>
  key === null ? null : rp_id !== null && origins !== null ? { key, rp_id, origins } : { key }

function isGenuineDelegation(row: SignedDelegationRow): boolean {
  const read = parseDelegation(row.signed)
  const by = pinned(row)
  if (!read.ok || by === null) return false
  const { delegation, key, signature } = read.value
  return (
    [key, delegation.node, delegation.starts, delegation.until].join() ===
      [by.key, row.node_did, row.starts, row.until].join() &&
    checkSignature(signature, delegationDigest(delegation), by).ok
  )
}

function isGenuineChange(row: SignedChangeRow): boolean {
  const read = parseSignedChange(row.signed)
  const by = pinned(row)
  if (!read.ok || by === null) return false
  const { statement, signature } = read.value
  return (
    [statement.key, statement.change, statement.decision].join() ===
      [by.key, row.digest, row.decision].join() &&
    checkSignature(signature, changeStatementDigest(statement), by).ok
  )
}

function isGenuinePolicy(row: SignedPolicyRow): boolean {
  const read = parseSignedPolicy(row.signed)
  const by = pinned(row)
  if (!read.ok || by === null) return false
  const { policy, key, signature } = read.value
  const { policy_id, revision, person, starts, ends } = policy
  return (
    [key, policyDigest(policy), policy_id, revision, person, starts, ends].join() ===
      [by.key, row.digest, row.policy_id, row.revision, row.person, row.starts, row.ends].join() &&
    checkSignature(signature, policyDigest(policy), by).ok
  )
}
