import type { EntityManager } from 'typeorm'
import type { MaintenanceJobRow } from '@/lib/db/entities/maintenance-job'
import type { StatusChange } from '@/lib/jobs/domain/status'
import type { Proof } from '@/lib/kernel/role'
import type { ConsentKeyRow } from '@/lib/people/db/consent-keys'
import { tokenDigest } from '@/lib/people/db/credentials'

/** What somebody signed, and the key that they have enrolled for it. */
type SignedBy = { signed: unknown; person: string } & Pick<ConsentKeyRow, 'key' | 'rp_id' | 'origins'>

/** An approved job as it was read, with the document that was approved; `version` changes with its row. */
export type ClaimableJob = MaintenanceJobRow & {
  version: string
  document: string | null
  digest: string | null
  /** Those that count, with the keys that signed them. */
  votes: (SignedBy & {
    /** Of an owner of the node. */
    owner: boolean
    /** Signed delegations to this person that hold now, and whose key signed them. */
    delegations: {
      signed: unknown
      from: string
      key: string
      rp_id: string | null
      origins: string[] | null
    }[]
  })[]
  /** Those of owners that approve it. */
  policies: SignedBy[]
  /** The approval without the owners; null if there is none, or an unsigned one. */
  emergency: SignedBy | null
}

/**
 * The oldest approved job of a node whose window is open, once its approval can no longer be undone; null when there is none,
 * or while another of its jobs runs.
 * A PostgreSQL function finds it, because it keeps its plan: planning takes longer than running.
 */
export async function readClaimable(
  db: EntityManager,
  nodeDid: string,
  undoSeconds: number,
): Promise<ClaimableJob | null> {
  const rows = await db.query<ClaimableJob[]>(`SELECT * FROM hakim_claimable($1, $2)`, [nodeDid, undoSeconds])
  return rows[0] ?? null
}

/**
 * Moves the job to Running with its lease and history, if its row has not changed since it was read; a row that
 * another transaction has locked is skipped. Returns whether it was claimed. Throws when PostgreSQL refuses: the
 * consent no longer counts, the job has expired, or another job runs on the node.
 */
export async function claimAsRead(
  db: EntityManager,
  job: ClaimableJob,
  change: Omit<StatusChange, 'timestamp'> & { actor_did: string },
  lease: { claimToken: string; seconds: number },
  proof: Proof | undefined,
): Promise<boolean> {
  const entry: StatusChange = { ...change, timestamp: new Date().toISOString() }
  const [row] = await db.query<{ claimed: boolean }[]>(
    `SELECT hakim_claim($1, $2::text::xid, $3, $4, $5, $6, $7, $8) AS claimed`,
    [
      ...[job.job_id, job.version, change.actor_did, JSON.stringify(entry)],
      ...[tokenDigest(lease.claimToken), lease.seconds, proof?.kind, proof?.secret],
    ],
  )
  return row?.claimed ?? false
}
