/** SHA-256 in lower-case hex; times as ISO 8601 with microseconds and Z. */

/** One entry of the log. Its stream is `job:<job_id>` or `rights`; each stream is a chain, numbered from 1. */
export type AuditEvent = {
  id: number
  stream: string
  seq: number
  /** JSON text, exactly as it was hashed. */
  body: string
  prev: string | null
  hash: string
}

/** What a seal keeps of an event: enough to name one that is gone. */
export type SealedEvent = { id: number; stream: string; seq: number; hash: string }

/** Binds the events of all streams since the seal before: in the order of their ids, none left out. */
export type AuditSeal = {
  no: number
  sealedAt: string
  events: SealedEvent[]
  prev: string | null
  hash: string
  /** Ed25519 over `signedText`, in hex. */
  signature: string
}

/** The log in its own order: each seal, then its events; at the end the events that no seal has yet. */
export type AuditItem = { seal: AuditSeal } | { event: AuditEvent }

/** SHA-256 of the bytes of `prefix` (hex; null: none) and of the UTF-8 of `text`, in hex. */
export type Sha256 = (prefix: string | null, text: string) => string

const bytes = new TextEncoder()

/** What is hashed after the hash of the event before; the same as the function hakim_event_hash in the database. */
export const eventText = ({ stream, seq, body }: Pick<AuditEvent, 'stream' | 'seq' | 'body'>): string =>
  `${bytes.encode(stream).length}:${stream}:${seq}:${body}`

/** What a seal's hash is taken of. JSON, so that no two seals share one text. */
export const sealText = ({ no, sealedAt, events, prev }: Omit<AuditSeal, 'hash' | 'signature'>): string =>
  JSON.stringify([
    'hakim-seal-1',
    no,
    sealedAt,
    prev,
    events.map(({ id, stream, seq, hash }) => [id, stream, seq, hash]),
  ])

/** What is signed: a signature of a seal is one of nothing else. */
export const signedText = (sealHash: string): string => `hakim-seal-1:${sealHash}`
