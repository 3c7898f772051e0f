import type { Icon, Part } from './facts'
import type { Names } from './sentence'

/** One entry of the log as the page shows it. Times in ISO 8601; hashes in hex. */
export type AuditEntry = {
  id: number
  stream: string
  seq: number
  /** What the entry says of its time; null if it does not. */
  at: string | null
  kind: string
  parts: Part[]
  text: string
  icon: Icon
  alarming: boolean
  nodeDid: string | null
  jobId: string | null
  actorDid: string | null
  /** The JSON text that was hashed. */
  body: string
  hash: string
  prevHash: string | null
  /** Whether the hash follows from the text and the hash before. */
  hashMatches: boolean
  /** Whether the hash before is the one of the entry before in its chain. */
  prevMatches: boolean
  checkpoint: { no: number; at: string; matches: boolean } | null
  /** The entry as a line of an export, to copy. */
  line: string
}

/** A checkpoint between entries. */
export type CheckpointMark = { no: number; at: string; hash: string; lastEventId: number }

export type AuditPage = {
  entries: AuditEntry[]
  names: Names
  checkpoints: CheckpointMark[]
  /** `cursor` of the next page; null on the last one. */
  next: string | null
  /** The page ends early: only entries from this one on were searched. */
  searchedTo: number | null
}

/** The whole log: its newest entry, since when, and whether older ones are still being indexed. */
export type AuditExtent = { newest: number | null; since: string | null; indexing: boolean }
