import type { AuditFinding } from '@/lib/audit/domain/finding'
import type { VerifiedLog } from '@/lib/cli/audit/audit-verify'

const shownFindings = 100

const number = (count: number): string => count.toLocaleString('en-GB')

function line({ kind, event_id, stream, seq, checkpoint_no, detail }: AuditFinding): string {
  const event = [
    ...(event_id === null ? [] : [`event ${event_id}`]),
    ...(stream === null ? [] : [`(${stream}${seq === null ? '' : `, number ${seq} of its chain`})`]),
  ]
  const place =
    event.length > 0 ? event.join(' ') : checkpoint_no === null ? '' : `checkpoint ${checkpoint_no}`
  return `✗ ${kind.padEnd(10)} ${place ? `${place}: ` : ''}${detail}`
}

const keysFrom = {
  option: 'from --key',
  secret: 'from this installation',
  heads: 'from the kept heads',
  export: 'from the export itself: pass --key to be sure',
}

/** The report as text. */
export function report(found: VerifiedLog): string {
  const { jobs, last_checkpoint: last } = found
  const lines = found.findings.slice(0, shownFindings).map(line)
  if (found.found > lines.length)
    lines.push(`  and ${number(found.found - lines.length)} more (--json has up to 1,000)`)
  if (found.checkpoints_following > 0)
    lines.push(
      `  ${number(found.checkpoints_following)} later checkpoints are invalid because of the first forged one`,
    )
  lines.push(
    `${found.ok ? '✓ No findings' : `${number(found.found)} findings`} in ${number(found.events)} events, ` +
      `${number(found.streams)} chains and ${number(found.checkpoints)} checkpoints.`,
  )
  if (jobs)
    lines.push(
      `  Jobs: ${number(jobs.compared)} compared with their events; ${number(jobs.without_events)} are older than the log.`,
    )
  if (found.rights !== null)
    lines.push(
      `  Rights: ${number(found.rights)} rows of people, keys, owners, rules and tokens compared with the log.`,
    )
  if (found.report_hours !== null)
    lines.push(`  Reports: ${number(found.report_hours)} hours compared with their digests.`)
  if (last) lines.push(`  Last checkpoint: ${last.checkpoint_no} of ${last.created_at}, ${last.hash}`)
  if (found.uncovered > 0)
    lines.push(`  Not covered by a checkpoint yet, only by their chains: ${number(found.uncovered)} events.`)
  lines.push(
    found.keys_from
      ? `  Signatures: ${found.keys.join(', ')} (${keysFrom[found.keys_from]})`
      : '  Signatures were not checked: no key is known (pass --key).',
    found.heads > 0
      ? `  Kept heads: ${number(found.heads)} compared.`
      : '  No kept heads were compared: a log cut off together with its checkpoints would go unnoticed (pass --heads).',
  )
  if (found.guards !== null && found.guards.length > 0)
    lines.push(
      `! Somebody has changed what guards the log: ${found.guards.join('; ')}. Run "hakim doctor", which says what to do.`,
    )
  if (found.exported_at)
    lines.push(
      `  The export says it was made at ${found.exported_at}` +
        (found.heads_after_export > 0
          ? `; ${number(found.heads_after_export)} of the kept heads are newer.`
          : '.'),
    )
  return lines.join('\n')
}
