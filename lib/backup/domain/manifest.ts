import { z } from 'zod'
import { withCurrentNames } from '@/lib/audit/domain/former-names'
import { savedTables } from './tables'

/**
 * A backup is a file of frames: a header; for each table its head, its rows in COPY's text format, its end; the end. Then
 * the SHA-256 of all bytes before it, and a mark by which a torn file is told at once. Each frame has a digest as well, so
 * that nothing is believed that was altered.
 */
export const frameKinds = { header: 1, tableHead: 2, rows: 3, tableEnd: 4, end: 5 } as const
export type FrameKind = keyof typeof frameKinds

export const firstBytes = 'HAKIM BACKUP 1\n'
export const lastBytes = '\nHAKIM BACKUP END\n'

const count = z.int().min(0)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const table = z.enum(savedTables)

export const headerSchema = z.object({
  /** Hakim's version. */
  hakim: z.string(),
  made_at: z.iso.datetime(),
  /** PostgreSQL's version. */
  postgres: z.string(),
  /** Names, in the order in which they were applied. */
  migrations: z.array(z.string()).min(1),
  /** Identifies HAKIM_SECRET and tells nothing about it; null: the installation that made the backup has none. */
  secret: z.string().nullable(),
  /** The did:key that signs checkpoints with that secret. */
  key: z.string().nullable(),
})

export const tableHeadSchema = z.object({ table, columns: z.array(z.string()).min(1) })

/** `bytes` and `sha256` are of the rows as text, before compression. */
export const tableEndSchema = z.object({ rows: count, bytes: count, sha256 })

/** What verification of the audit log said about the snapshot; a restored log has to give the same answer. */
const auditSchema = z.object({
  found: count,
  events: count,
  streams: count,
  checkpoints: count,
  last_checkpoint: z.string().nullable(),
  jobs: count,
})

/** The next value of each identity column is not in its rows. */
const identitySchema = z.object({
  table,
  column: z.string(),
  last: z.string().regex(/^\d+$/),
  called: z.boolean(),
})

export const endSchema = z.object({
  tables: count,
  rows: count,
  identities: z.array(identitySchema),
  /** SQL that gives other roles their rights on these tables; for people to read, never run by a restore. */
  grants: z.array(z.string()),
  /** null: the database was older than the audit log. */
  audit: z.preprocess(withCurrentNames, auditSchema.nullable()),
})

export type Header = z.infer<typeof headerSchema>
export type TableHead = z.infer<typeof tableHeadSchema>
export type TableEnd = z.infer<typeof tableEndSchema>
export type BackupAudit = z.infer<typeof auditSchema>
export type Identity = z.infer<typeof identitySchema>
export type End = z.infer<typeof endSchema>
