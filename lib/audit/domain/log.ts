/** SHA-256 in lower-case hex; times as ISO 8601 with microseconds and Z. */

/** One entry of the log. Its stream is `job:<job_id>` or `rights`; each stream is a chain numbered from 1. */
export type AuditEvent = {
  id: number
  stream: string
  seq: number
  /** JSON text, exactly as it was hashed. */
  body: string
  prev: string | null
  hash: string
}

/** What a checkpoint keeps of an event: enough to name it after its row is gone. */
export type CoveredEvent = { id: number; stream: string; seq: number; hash: string }

/** Covers all events of all streams since the previous checkpoint, in the order of their ids. */
export type AuditCheckpoint = {
  no: number
  createdAt: string
  events: CoveredEvent[]
  prev: string | null
  hash: string
  /** Ed25519 over `signedText`, in hex. */
  signature: string
}

/** The log in its own order: each checkpoint, then its events; last the events that no checkpoint covers yet. */
export type AuditItem = { checkpoint: AuditCheckpoint } | { event: AuditEvent }

/** SHA-256 of the bytes of `prefix` (hex; null: none) and of the UTF-8 of `text`, in hex. */
export type Sha256 = (prefix: string | null, text: string) => string

const bytes = new TextEncoder()

/** What is hashed after the previous event's hash, exactly as the SQL function hakim_event_hash does it. */
export const eventText = ({ stream, seq, body }: Pick<AuditEvent, 'stream' | 'seq' | 'body'>): string =>
  `${bytes.encode(stream).length}:${stream}:${seq}:${body}`

/** Hashed and signed with every checkpoint, so it keeps the former word: with another one, no checkpoint until now would verify. */
const tag = 'hakim-seal-1'

/** The text that a checkpoint's hash covers. JSON, so that no two checkpoints share one text. */
export const checkpointText = ({
  no,
  createdAt,
  events,
  prev,
}: Omit<AuditCheckpoint, 'hash' | 'signature'>): string =>
  JSON.stringify([
    tag,
    no,
    createdAt,
    prev,
    events.map(({ id, stream, seq, hash }) => [id, stream, seq, hash]),
  ])

/** The signed text. Its prefix keeps a checkpoint's signature from being valid for anything else. */
export const signedText = (checkpointHash: string): string => `${tag}:${checkpointHash}`
