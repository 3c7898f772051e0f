import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { itemOf, readExportLine } from '@/lib/audit/domain/export'
import type { AuditFindings } from '@/lib/audit/domain/finding'
import type { AuditItem } from '@/lib/audit/domain/log'
import { openRegular } from '@/lib/kernel/files/regular-file'

/** What an export's first line says. */
type ExportHeader = { exported_at: string; key: string | null }

const linesOf = (file: string): AsyncIterable<string> =>
  createInterface({
    input: createReadStream(file, { fd: openRegular(file) }),
    crlfDelay: Number.POSITIVE_INFINITY,
  })

/** Reads the first line of an export; null if it is not a header. Throws if the file cannot be read. */
export async function readExportHeader(file: string): Promise<ExportHeader | null> {
  for await (const text of linesOf(file)) {
    const line = readExportLine(text)
    return line?.type === 'hakim-audit' ? { exported_at: line.exported_at, key: line.key } : null
  }
  return null
}

const itemsAtOnce = 1_000

/** The log in an export. Unreadable lines are findings, as is a last line that is missing or does not match. */
export async function* readExport(file: string, findings: AuditFindings): AsyncGenerator<AuditItem[]> {
  const counts = { events: 0, checkpoints: 0 }
  let items: AuditItem[] = []
  let number = 0
  let ended = false
  for await (const text of linesOf(file)) {
    number += 1
    const line = readExportLine(text)
    const item = line && itemOf(line)
    if (item && !ended) {
      counts['event' in item ? 'events' : 'checkpoints'] += 1
      items.push(item)
      if (items.length === itemsAtOnce) {
        yield items
        items = []
      }
    } else if (line?.type === 'end' && !ended) {
      ended = true
      if (line.events !== counts.events || line.checkpoints !== counts.checkpoints)
        findings.add(
          'unreadable',
          {},
          `the export has ${counts.events} events and ${counts.checkpoints} checkpoints, but its last line says ${line.events} and ${line.checkpoints}`,
        )
    } else if (number > 1 || line?.type !== 'hakim-audit')
      findings.add('unreadable', {}, `line ${number} of the export is not valid there`)
  }
  yield items
  if (!ended) findings.add('truncated', {}, 'the export was cut off: its last line is missing')
}
