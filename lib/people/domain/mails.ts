import type { Role } from '@/lib/kernel/role'

type Mail = { subject: string; text: string }

const day = new Intl.DateTimeFormat('en-GB', {
  ...{ day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: 'UTC' },
})

/** A name of any characters, in one line. */
const oneLine = (name: string): string => name.replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()

const closing = (until: Date): string =>
  `The link works once, until ${day.format(until)} UTC. If you did not expect this mail, ignore it.`

/** `by` is the name of whoever invites; null: somebody at the server's terminal. */
export const invitationMail = (at: { link: string; by: string | null; role: Role; until: Date }): Mail => ({
  subject: 'Your invitation to Hakim',
  text: [
    `${at.by === null ? 'An administrator' : oneLine(at.by)} invites you to Hakim at ${new URL(at.link).host}, as ${at.role}.`,
    `Choose your name and password here:\n${at.link}`,
    closing(at.until),
    '',
  ].join('\n\n'),
})

export const resetMail = (at: { link: string; until: Date }): Mail => ({
  subject: 'A new password for Hakim',
  text: [
    `An administrator of Hakim at ${new URL(at.link).host} lets you choose a new password. Until you do, the old one works.`,
    `Choose it here:\n${at.link}`,
    closing(at.until),
    '',
  ].join('\n\n'),
})
