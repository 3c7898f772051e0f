import { sendMail } from '@/lib/mail/send-mail'

/**
 * Sends a link by mail. `link` is what the caller has to pass on: null when the mail was accepted; the link, with the
 * reason, when there is no mail server or it refused.
 */
export async function deliver(
  to: string,
  link: string,
  mail: { subject: string; text: string },
): Promise<{ link: string | null; warnings: string[] }> {
  const sent = await sendMail({ to, ...mail })
  if (!sent.ok)
    return { link, warnings: [`The mail was not sent: ${sent.error.detail} Pass the link on yourself.`] }
  return { link: sent.value ? null : link, warnings: [] }
}
