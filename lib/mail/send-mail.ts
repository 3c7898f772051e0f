import { createTransport } from 'nodemailer'
import { config } from '@/lib/config'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { isNowhere } from '@/lib/kernel/text/nowhere'

/** `id`: the same for every attempt at one mail, so that a mailbox can tell them from different ones. */
export type Mail = { to: string; subject: string; text: string; id?: string }

/** Whoever waits for the answer sits in front of a form. */
const longestMs = 10_000

/** Whether a mail to this address would be handed to a mail server, and if not, why. */
export const mailReach = (address: string): 'reachable' | 'nowhere' | 'no server' =>
  isNowhere(address) ? 'nowhere' : config().mail ? 'reachable' : 'no server'

/**
 * Sends a mail through the server in HAKIM_SMTP_URL. The value is false when none is set or nobody can have that address, and true
 * when the server has accepted the mail; whether it arrives is then up to that server.
 */
export async function sendMail({ to, subject, text, id }: Mail): Promise<Result<boolean>> {
  const { mail } = config()
  if (!mail || isNowhere(to)) return ok(false)
  const transport = createTransport({
    url: mail.smtpUrl,
    ...{ connectionTimeout: longestMs, greetingTimeout: longestMs, socketTimeout: longestMs },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  })
  try {
    await transport.sendMail({
      ...{ from: mail.from, to: { name: '', address: to }, subject, text },
      ...(id === undefined ? {} : { messageId: `<${id}@${new URL(config().baseUrl).hostname}>` }),
    })
    return ok(true)
  } catch (error) {
    return fail('unavailable', sentence(error))
  } finally {
    transport.close()
  }
}

const sentence = (error: unknown): string => {
  const text = error instanceof Error ? error.message : String(error)
  return `${text.replace(/\s+/g, ' ').trim().replace(/\.$/, '')}.`
}
