import { type ConsentChange, changeText } from './changes'

const time = new Intl.DateTimeFormat('en-GB', {
  ...{ day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: 'UTC' },
})

/** Any text, in one line. */
const oneLine = (text: string): string => text.replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()

/** What an owner is asked; `link` is where they answer. */
export const changeMail = (
  change: Pick<ConsentChange, 'kind' | 'what' | 'node_did' | 'reason' | 'asked_by' | 'due_at'>,
  link: string,
): { subject: string; text: string } => ({
  subject: 'Hakim: a change of who decides on your node',
  text: [
    `${change.asked_by ?? 'Somebody at the server’s terminal'} asks: ${oneLine(changeText(change))}.`,
    ...(change.node_did === null ? [] : [`Node: ${oneLine(change.node_did)}`]),
    ...(change.reason === null ? [] : [`Reason: ${oneLine(change.reason)}`]),
    `It takes effect on ${time.format(change.due_at)} UTC unless an owner refuses. Agree or refuse here:\n${link}`,
    '',
  ].join('\n\n'),
})

/** More nodes than anybody reads in a mail. */
const mostNodes = 10

/** What those who own nodes with somebody are told when that person gets a key. */
export const firstKeyMail = (at: {
  name: string
  did: string
  key: string
  nodes: readonly string[]
}): { subject: string; text: string } => {
  const named = at.nodes.slice(0, mostNodes).map(oneLine).join(', ')
  const more = at.nodes.length - mostNodes
  return {
    subject: 'Hakim: a new key of somebody who owns nodes with you',
    text: [
      `${oneLine(at.name)} (${oneLine(at.did)}) has a key for signing decisions now, and no other:\n${at.key}`,
      `You both own ${named}${more > 0 ? ` and ${more} more` : ''}.`,
      'Ask them, in person or by phone, whether this key is theirs before you pin it on a node. If it is not, tell an administrator at once: somebody else can sign in their name.',
      '',
    ].join('\n\n'),
  }
}
