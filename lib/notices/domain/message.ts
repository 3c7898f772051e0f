import { countText } from '@/lib/kernel/text/count-text'
import { type Severity, severities, type ToldNotice } from './notice'

/** Several notices in one: `title` says what happened and where, `lines` name the first of them. */
export type Message = {
  title: string
  severity: Severity
  lines: string[]
  /** How many notices `lines` leave out. */
  more: number
  path: string
  notices: readonly ToldNotice[]
}

const mostLines = 20

/** Any text, in one line. */
export const oneLine = (text: string): string => text.replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()

/** The notices of one group as one message; there is at least one, and they are in the order of their times. */
export function messageOf(notices: readonly [ToldNotice, ...ToldNotice[]]): Message {
  const worst = Math.max(...notices.map(({ severity }) => severities.indexOf(severity)))
  return {
    title: titleOf(notices),
    severity: severities[worst] ?? 'info',
    lines: notices.slice(0, mostLines).map(lineOf),
    more: Math.max(0, notices.length - mostLines),
    path: commonPath(notices),
    notices,
  }
}

/** The page of all of them: of several jobs that is the board. */
function commonPath(notices: readonly [ToldNotice, ...ToldNotice[]]): string {
  if (new Set(notices.map(({ path }) => path)).size === 1) return notices[0].path
  return notices.every(({ path }) => path.startsWith('/jobs/')) ? '/jobs' : '/'
}

function titleOf(notices: readonly [ToldNotice, ...ToldNotice[]]): string {
  const last = notices.at(-1) ?? notices[0]
  const title = oneLine(last.title)
  const titles = new Set(notices.map((notice) => notice.title)).size
  const nodes = new Set(notices.flatMap(({ node }) => node?.did ?? [])).size
  const others = titles > 1 ? ', and more' : ''
  if (nodes > 1) return `${countText(nodes)} nodes${sharedBy(notices)}: ${title}${others}`
  const subject = last.node === null ? title : `${oneLine(last.node.name)}: ${title}`
  return notices.length === 1 ? subject : `${subject} (the last of ${countText(notices.length)} notices)`
}

/** What all nodes share, if each notice says the same of it. */
function sharedBy([{ shared }, ...others]: readonly [ToldNotice, ...ToldNotice[]]): string {
  return shared !== null && others.every((one) => one.shared === shared) ? `, all of ${oneLine(shared)}` : ''
}

const lineOf = ({ node, title, text }: ToldNotice): string =>
  [node && `${oneLine(node.name)}:`, oneLine(title), text && `– ${oneLine(text)}`].filter(Boolean).join(' ')

/** The lines with what they leave out, as text. */
export const bodyLines = ({ lines, more }: Message): string[] => [
  ...lines,
  ...(more > 0 ? [`and ${countText(more)} more`] : []),
]
