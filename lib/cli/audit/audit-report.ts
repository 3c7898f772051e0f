import type { AuditFinding } from '@/lib/audit/domain/finding'
import type { VerifiedLog } from '@/lib/cli/audit/audit-verify'

const shownFindings = 100

const number = (count: number): string => count.toLocaleString('en-GB')

function line({ fault, event_id, stream, seq, seal_no, detail }: AuditFinding): string {
  const event = [
    ...(event_id === null ? [] : [`event ${event_id}`]),
    ...(stream === null ? [] : [`(${stream}${seq === null ? '' : `, ${seq} of its chain`})`]),
  ]
  const place = event.length > 0 ? event.join(' ') : seal_no === null ? '' : `seal ${seal_no}`
  return `✗ ${fault.padEnd(10)} ${place ? `${place}: ` : ''}${detail}`
}

const keysFrom = {
  option: 'given',
  secret: 'of this installation',
  heads: 'named by the kept heads',
  export: 'named by the export itself: give --key to be sure of it',
}

/** What verification found, for people. */
export function report(found: VerifiedLog): string {
  const { jobs, last_seal: last } = found
  const lines = found.findings.slice(0, shownFindings).map(line)
  if (found.found > lines.length)
    lines.push(`  and ${number(found.found - lines.length)} more (--json has up to 1,000)`)
  if (found.seals_following > 0)
    lines.push(`  ${number(found.seals_following)} later seals follow from the first forged one`)
  lines.push(
    `${found.ok ? '✓ Nothing was found' : `${number(found.found)} found`} in ${number(found.events)} events ` +
      `of ${number(found.streams)} chains and ${number(found.seals)} seals.`,
  )
  if (jobs)
    lines.push(
      `  Jobs: ${number(jobs.compared)} compared with their events; ${number(jobs.without_events)} have none, from before the log.`,
    )
  if (last) lines.push(`  Last seal: ${last.seal_no} of ${last.sealed_at}, ${last.hash}`)
  if (found.unsealed > 0)
    lines.push(`  Not sealed yet, so held by their own chains only: ${number(found.unsealed)} events.`)
  lines.push(
    found.keys_from
      ? `  Signatures: ${found.keys.join(', ')} (${keysFrom[found.keys_from]})`
      : '  Signatures were not checked: no key is known (give --key).',
    found.heads > 0
      ? `  Kept heads: ${number(found.heads)} compared.`
      : '  No kept heads were compared: a log that was cut off together with its seals would not show (give --heads).',
  )
  if (found.exported_at)
    lines.push(
      `  The export says that it was made at ${found.exported_at}` +
        (found.heads_after_export > 0
          ? `; ${number(found.heads_after_export)} of the kept heads are younger.`
          : '.'),
    )
  return lines.join('\n')
}
