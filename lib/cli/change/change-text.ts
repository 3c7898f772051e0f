import { CommandError } from '@/lib/cli/exit'
import { rowsText } from '@/lib/cli/rows-text'
import { shownLine } from '@/lib/cli/shown'
import { changeText } from '@/lib/consent/domain/changes'
import { canonicalJson } from '@/lib/kernel/json/json'
import { fingerprintWords } from '@/lib/signing/domain/fingerprint'
import type { ListedChange } from './change-answer'
import { documentOf, type ShownChange } from './read-change'

/** What somebody agrees to, made from the document alone; `what` in full, since an owner is known by both of its members. */
export const coveredText = ({ document, digest }: ShownChange): string =>
  rowsText([
    ['Change', document.change_id],
    ['Wanted', changeText(document)],
    ['In full', canonicalJson(document.what)],
    ['Node', document.node ?? 'all nodes that the rule matches'],
    ['Reason', document.reason ?? 'none'],
    ['Asked by', document.asked_by ?? 'somebody at the server’s terminal'],
    ['Asked at', document.asked_at],
    ['Undecided', `takes effect at ${document.due_at}`],
    ['Words', fingerprintWords(digest).join(' ')],
    ['Digest', digest],
  ])

/** Where it stands, as the server says. */
const stateText = ({ state, decided_by, decided_at }: ListedChange): string =>
  rowsText([['State', [state, decided_by, decided_at].filter((part) => part !== null).join(' · ')]])

/** What can be read here of a change; it is shown all the same if its document cannot. */
export function shownChange(change: ListedChange): string {
  try {
    return [coveredText(documentOf(change)), stateText(change)].join('\n')
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    return [error.message, stateText(change)].join('\n')
  }
}

/** One line of a list. */
export function lineOf(change: ListedChange): string {
  const { change_id, state } = change
  try {
    const { document } = documentOf(change)
    const parts = [changeText(document), document.node ?? 'a rule', document.asked_by ?? 'terminal']
    return [change_id, state, ...parts, `due ${document.due_at}`].map(shownLine).join(' · ')
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    return [change_id, state, error.message].map(shownLine).join(' · ')
  }
}
