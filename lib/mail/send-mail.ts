import { createTransport } from 'nodemailer'
import { config } from '@/lib/config'
import { fail, ok, type Result } from '@/lib/kernel/errors'

export type Mail = { to: string; subject: string; text: string }

/** Whoever waits for the answer sits in front of a form. */
const longestMs = 10_000

/** The accounts of local mode have addresses below .invalid, where nobody has a mailbox (RFC 2606). */
const isNowhere = (address: string): boolean => /\.invalid$/i.test(address)

/**
 * Sends a mail through the server in HAKIM_SMTP_URL. The value is false when none is set or nobody can have that address, and true
 * when the server has accepted the mail; whether it arrives is then up to that server.
 */
export async function sendMail({ to, subject, text }: Mail): Promise<Result<boolean>> {
  const { mail } = config()
  if (!mail || isNowhere(to)) return ok(false)
  const transport = createTransport({
    url: mail.smtpUrl,
    ...{ connectionTimeout: longestMs, greetingTimeout: longestMs, socketTimeout: longestMs },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  })
  try {
    await transport.sendMail({ from: mail.from, to: { name: '', address: to }, subject, text })
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
