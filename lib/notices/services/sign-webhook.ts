import { createHmac } from 'node:crypto'

const prefix = 'whsec_'

export const newSecret = (random: Buffer): string => prefix + random.toString('base64')

/** The headers of Standard Webhooks (version 1, HMAC-SHA256); tests verify them with that project's own library. */
export function webhookHeaders(secret: string, id: string, at: Date, body: string): Record<string, string> {
  const seconds = String(Math.floor(at.getTime() / 1_000))
  const key = Buffer.from(secret.slice(prefix.length), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${signature}` }
}
