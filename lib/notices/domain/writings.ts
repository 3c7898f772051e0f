import { bodyLines, type Message, oneLine } from './message'

// One message, as each kind of receiver reads it. `linkTo` makes an address of a path.

type LinkTo = (path: `/${string}`) => string

/** A path from the database, which has checked nothing. */
const asPath = (path: string): `/${string}` => `/${path.replace(/^\/+/, '')}`

/** A mail. It only tells: its link opens a page, after the sign-in. */
export const mailOf = (message: Message, linkTo: LinkTo): { subject: string; text: string } => ({
  subject: `Hakim: ${message.title}`,
  text: [
    bodyLines(message).join('\n'),
    `Open in Hakim:\n${linkTo(asPath(message.path))}`,
    `Your notification settings:\n${linkTo('/settings/channels')}`,
    '',
  ].join('\n\n'),
})

const mostNotices = 100

/** The body of a webhook, in the form that Standard Webhooks proposes: type, timestamp, data. */
export const webhookOf = (message: Message, linkTo: LinkTo, at: Date): string =>
  JSON.stringify({
    type: `notice.${message.notices[0]?.kind}`,
    timestamp: at.toISOString(),
    data: {
      title: message.title,
      severity: message.severity,
      url: linkTo(asPath(message.path)),
      count: message.notices.length,
      // The first of them.
      notices: message.notices
        .slice(0, mostNotices)
        .map(({ notice_id, kind, severity, node, ...notice }) => ({
          ...{ notice_id, kind, severity },
          ...{ node_did: node?.did ?? null, node_name: node?.name ?? null },
          ...{ title: notice.title, text: notice.text, url: linkTo(asPath(notice.path)), at: notice.at },
        })),
    },
  })

/** Slack asks for these three to be escaped, and reads nothing else as mark-up then but *, _, ~ and `. */
const escapeSlack = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

export const slackOf = (message: Message, linkTo: LinkTo): string => {
  const link = linkTo(asPath(message.path)).replaceAll('|', '%7C').replaceAll('>', '%3E')
  const lines = bodyLines(message).map(escapeSlack)
  const alone = message.notices.length === 1 && message.notices[0]?.text === ''
  return JSON.stringify({
    text: [`<${link}|${escapeSlack(oneLine(message.title))}>`, ...(alone ? [] : lines)].join('\n'),
  })
}
