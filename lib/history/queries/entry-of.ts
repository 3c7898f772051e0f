import { sha256 } from '@/lib/audit/db/hash'
import { lineOf } from '@/lib/audit/domain/export'
import { eventText } from '@/lib/audit/domain/log'
import type { EntryRow } from '@/lib/history/db/entries'
import type { AuditEntry } from '@/lib/history/domain/audit-entry'
import { type Facts, factsOf, textOf } from '@/lib/history/domain/facts'
import { type Sentence, sentenceOf } from '@/lib/history/domain/sentence'

/** The task and node of a job: from its first event, or from the job itself if that is older than the log. */
function subjectOf(row: EntryRow): { node: string | null; job: Facts['job'] } {
  const isJob = row.stream.startsWith('job:')
  const first = isJob && row.first !== null ? factsOf({ body: row.first, node: null, job: null }).body : {}
  const task = textOf(first.task_name) ?? row.task_name
  return {
    node: row.node_did ?? textOf(first.target_node_did),
    job: isJob ? { id: row.stream.slice('job:'.length), task: task ?? 'a deleted job' } : null,
  }
}

/** An entry in words, with what its hashes say; its names are still to be looked up. */
export function entryOf(row: EntryRow): Omit<AuditEntry, 'text'> {
  const { stream, seq, body, prev, hash } = row
  const id = Number(row.event_id)
  const { node, job } = subjectOf(row)
  const facts = factsOf({ body, node, job })
  const sentence: Sentence = sentenceOf(facts)
  return {
    ...{ id, stream, seq, body, kind: facts.kind, hash, prevHash: prev, ...sentence },
    at: textOf(facts.body.at),
    nodeDid: node,
    jobId: job?.id ?? null,
    actorDid: facts.actor,
    hashMatches: sha256(prev, eventText({ stream, seq, body })) === hash,
    prevMatches: prev === row.before,
    checkpoint:
      row.checkpoint_no === null || row.covered === null
        ? null
        : { no: Number(row.checkpoint_no), at: row.checkpoint_at ?? '', matches: row.covered === hash },
    line: JSON.stringify(lineOf({ event: { id, stream, seq, body, prev, hash } })),
  }
}
