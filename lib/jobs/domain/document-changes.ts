import { canonicalJson, isJsonObject, type JsonValue } from '@/lib/kernel/json/json'
import type { ApprovalDocument } from '@/lib/signing/domain/document'
import { argumentText, shownCommand } from '@/lib/tasks/domain/command-line'
import { momentText, windowText } from './window-text'

/** What differs between two approval documents of a job, in the words of people; null: there was, or is, none. */
export type DocumentChange = { what: string; before: string | null; after: string | null }

/** One argument of a command as text: quoted where it would read as two, or as none. */
const argument = (text: string): string => (/^[\w@%+=:,./{}-]+$/.test(text) ? text : JSON.stringify(text))

export const commandText = (command: readonly string[], params: JsonValue): string =>
  shownCommand(command, params)
    .map((shown) => argument(argumentText(shown)))
    .join(' ')

/** A command as it was run. */
export const ranText = (ran: readonly string[]): string => ran.map(argument).join(' ')

const jsonText = (value: JsonValue | undefined): string | null =>
  value === undefined ? null : canonicalJson(value)

const paramsOf = ({ params }: ApprovalDocument) => (isJsonObject(params) ? params : { params })

/** Each part that a reader compares, by its name. */
function parts(document: ApprovalDocument): Map<string, string | null> {
  const { offer, params, window, expires_at } = document
  return new Map([
    ['Command', offer?.command ? commandText(offer.command, params) : null],
    ['Built in', offer?.builtin ? `${offer.builtin.name}, version ${offer.builtin.version}` : null],
    ['Working folder', offer?.cwd ?? null],
    ['Stopped after', offer?.timeout_seconds == null ? null : `${offer.timeout_seconds} s`],
    ['Risk', offer?.risk ?? null],
    ['Accepted parameters', jsonText(offer?.params_schema ?? undefined)],
    ['Window', window && windowText(window)],
    ['Expires', expires_at && momentText(expires_at, 'UTC')],
  ])
}

/** What changed from one revision of a request to the next, command first. */
export function documentChanges(before: ApprovalDocument, after: ApprovalDocument): DocumentChange[] {
  const [was, is] = [parts(before), parts(after)]
  const [old, now] = [paramsOf(before), paramsOf(after)]
  const changes = [
    ...[...is].map(([what, text]) => ({ what, before: was.get(what) ?? null, after: text })),
    ...[...new Set([...Object.keys(old), ...Object.keys(now)])].map((name) => ({
      what: `Parameter ${name}`,
      before: Object.hasOwn(old, name) ? jsonText(old[name]) : null,
      after: Object.hasOwn(now, name) ? jsonText(now[name]) : null,
    })),
  ].filter((change) => change.before !== change.after)
  const described = [before, after].map(({ offer }) => offer?.digest)
  if (changes.length === 0 && described[0] !== described[1])
    changes.push({ what: 'Title or description of the task', before: null, after: null })
  return changes
}
