import { type Row, rowsText } from '@/lib/cli/rows-text'
import { shownLine } from '@/lib/cli/shown'
import { commandText, ranText } from '@/lib/jobs/domain/document-changes'
import { windowText } from '@/lib/jobs/domain/window-text'
import { canonicalJson, isJsonObject, type JsonValue } from '@/lib/kernel/json/json'
import { withoutAnsi } from '@/lib/kernel/text/ansi'
import { reasonDigest } from '@/lib/signing/domain/digest'
import type { ApprovalDocument } from '@/lib/signing/domain/document'
import type { DryRunResult } from '@/lib/signing/domain/dry-run'
import { fingerprintWords } from '@/lib/signing/domain/fingerprint'
import type { OneJob } from './job-answer'
import type { ShownDocument } from './read-job'

const paramRows = (params: JsonValue): Row[] =>
  isJsonObject(params)
    ? Object.entries(params).map(([name, value]) => [`  ${name}`, canonicalJson(value)])
    : [['  params', canonicalJson(params)]]

/** The requester's words, if they are those that the document names. */
function reasonText({ reason_digest }: ApprovalDocument, reason: string | null): string | null {
  const isOf = (reason === null ? null : reasonDigest(reason)) === reason_digest
  return isOf ? reason : `${reason ?? 'none'} (not what the document names: the reason was changed)`
}

/** What an approval of this document covers, made from the document itself. Only the reason's words come from beside it. */
export function documentText({ document, digest, tried }: ShownDocument, reason: string | null): string {
  const { offer, params, window } = document
  const timeout = offer?.timeout_seconds ?? null
  const rows = rowsText([
    ['Job', `${document.job_id}, revision ${document.revision}`],
    ['Node', document.node],
    ['Task', document.task],
    ['Risk', offer?.risk ?? 'not stated'],
    ['Command', offer?.command ? commandText(offer.command, params) : null],
    ['Built in', offer?.builtin ? `${offer.builtin.name}, version ${offer.builtin.version}` : null],
    ['Offer', offer === null ? 'none: the node has announced no tasks' : null],
    ['Working folder', offer?.cwd ?? null],
    ['Runs as', offer?.run_as ?? null],
    ['Stopped after', timeout === null ? null : `${timeout} s`],
    ['Parameters', isJsonObject(params) && Object.keys(params).length === 0 ? 'none' : ''],
    ...paramRows(params),
    ['Window', window ? windowText(window) : 'any time'],
    ['Expires', document.expires_at ?? 'never'],
    ['Requested by', document.requester],
    ['Reason', reasonText(document, reason)],
    ['Words', fingerprintWords(digest).join(' ')],
    ['Dry run', tried && ranText(tried.ran ?? [])],
    ['  ended', tried && endedText(tried)],
    ['Approval hash', digest],
  ])
  return tried ? [rows, 'What would change, as the node found out:', ...outputLines(tried)].join('\n') : rows
}

const endedText = ({ how, exit_code, started_at, seconds }: DryRunResult): string =>
  `${exit_code === null ? how.replace('_', ' ') : `exit code ${exit_code}`}, started ${started_at}, ${seconds} s`

/** In a line each, so that what a command has written cannot be taken for a line of these. */
const outputLines = ({ output }: DryRunResult): string[] =>
  output === ''
    ? ['  | nothing']
    : output
        .trimEnd()
        .split('\n')
        .map((line) => `  | ${shownLine(withoutAnsi(line))}`)

/** The changes since the revision before, which only the server has. */
export const changesText = ({ changes }: OneJob): string =>
  changes.length === 0
    ? ''
    : [
        'Changed since the revision before, as the server says:',
        ...changes.map(({ what, before, after }) =>
          shownLine(`  ${what}: ${before ?? 'none'} → ${after ?? 'none'}`),
        ),
      ].join('\n')
