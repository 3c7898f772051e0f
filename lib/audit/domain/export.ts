import { z } from 'zod'
import { withCurrentNames } from './former-names'
import type { AuditItem } from './log'

const hash = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits')
const signature = z.string().regex(/^[0-9a-f]{128}$/, 'must be 128 hex digits')
const id = z.int()
const time = z.string().max(40)

/** The first line of an export. The key is the exporter's own claim: nothing to trust without other evidence. */
const header = z.object({
  type: z.literal('hakim-audit'),
  /** 1 called checkpoints seals. */
  version: z.literal([1, 2]),
  exported_at: time,
  key: z.string().max(255).nullable(),
})
const event = z.object({
  type: z.literal('event'),
  event_id: id,
  stream: z.string(),
  seq: id,
  body: z.string(),
  prev_hash: hash.nullable(),
  hash,
})
const checkpoint = z.object({
  type: z.literal(['checkpoint', 'seal']),
  checkpoint_no: id,
  created_at: time,
  /** Each event as [event_id, stream, seq, hash]. */
  events: z.array(z.tuple([id, z.string(), id, z.string()])),
  prev_hash: hash.nullable(),
  hash,
  signature,
})
/** The last line; an export that was cut off does not have it. */
const end = z.object({ type: z.literal('end'), events: id, checkpoints: id })

const line = z.discriminatedUnion('type', [header, event, checkpoint, end])
export type ExportLine = z.infer<typeof line>

/** One line of heads.ndjson, a checkpoint kept outside the database. `key` null: signed by an earlier key. */
const head = z.object({
  checkpoint_no: z.int().min(1),
  hash,
  created_at: time,
  events: id,
  last_event_id: id,
  signature,
  key: z.string().max(255).nullable(),
})
export type Head = z.infer<typeof head>

function read<T>(shape: z.ZodType<T>, text: string): T | null {
  try {
    return shape.safeParse(withCurrentNames(JSON.parse(text))).data ?? null
  } catch {
    return null
  }
}

/** Parses a line of an export; null if it is not one. */
export const readExportLine = (text: string): ExportLine | null => read<ExportLine>(line, text)

/** Parses a line of heads.ndjson; null if it is not one. */
export const readHead = (text: string): Head | null => read<Head>(head, text)

export function lineOf(item: AuditItem): ExportLine {
  if ('event' in item) {
    const { id, stream, seq, body, prev, hash } = item.event
    return { type: 'event', event_id: id, stream, seq, body, prev_hash: prev, hash }
  }
  const { no, createdAt, events, prev, hash, signature } = item.checkpoint
  return {
    type: 'checkpoint',
    checkpoint_no: no,
    created_at: createdAt,
    events: events.map((each) => [each.id, each.stream, each.seq, each.hash]),
    prev_hash: prev,
    hash,
    signature,
  }
}

/** The event or checkpoint in a line of an export; null for its first and last line. */
export function itemOf(line: ExportLine): AuditItem | null {
  if (line.type === 'event') {
    const { event_id, stream, seq, body, prev_hash, hash } = line
    return { event: { id: event_id, stream, seq, body, prev: prev_hash, hash } }
  }
  if (line.type === 'hakim-audit' || line.type === 'end') return null
  const events = line.events.map(([id, stream, seq, hash]) => ({ id, stream, seq, hash }))
  const { checkpoint_no, created_at, prev_hash, hash, signature } = line
  return {
    checkpoint: { no: checkpoint_no, createdAt: created_at, events, prev: prev_hash, hash, signature },
  }
}
