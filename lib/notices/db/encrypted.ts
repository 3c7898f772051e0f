import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { config, readSecret } from '@/lib/config'

/** Where a shared channel sends to. `secret` signs webhooks. */
const target = z.object({ url: z.string(), secret: z.string().nullable(), plainHttp: z.boolean() })
export type Target = z.infer<typeof target>

const key = (): Buffer =>
  Buffer.from(hkdfSync('sha256', readSecret(config()), '', 'hakim notice channels', 32))

/** Encrypted for one channel under HAKIM_SECRET, so that a copy of the database calls nobody. */
export function encrypt(channelId: string, value: Target): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key(), nonce).setAAD(Buffer.from(channelId))
  const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), text])
}

/** Null where the secret has changed since. */
export function decrypt(channelId: string, encrypted: Buffer): Target | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key(), encrypted.subarray(0, 12), { authTagLength: 16 })
      .setAAD(Buffer.from(channelId))
      .setAuthTag(encrypted.subarray(12, 28))
    const text = Buffer.concat([decipher.update(encrypted.subarray(28)), decipher.final()])
    return target.parse(JSON.parse(text.toString('utf8')))
  } catch {
    return null
  }
}
