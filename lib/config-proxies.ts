import { isIP } from 'node:net'
import { z } from 'zod'

/** An address or a network; one address has as many bits as it can have. */
export type Network = { address: string; bits: number; family: 'ipv4' | 'ipv6' }

function networkIn(text: string): Network | null {
  const [address = '', given, ...more] = text.split('/')
  const version = isIP(address)
  if (version === 0 || more.length > 0 || (given !== undefined && !/^\d{1,3}$/.test(given))) return null
  const most = version === 4 ? 32 : 128
  const bits = given === undefined ? most : Number(given)
  return bits > most ? null : { address, bits, family: version === 4 ? 'ipv4' : 'ipv6' }
}

/** HAKIM_TRUSTED_PROXIES: addresses and networks of the proxies whose X-Forwarded-For is believed. */
export const trustedProxies = z
  .string()
  .default('')
  .transform((text, context): Network[] =>
    text
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '')
      .flatMap((one) => {
        const network = networkIn(one)
        if (network) return [network]
        context.addIssue({
          code: 'custom',
          message: `must be addresses or networks with commas between them, such as 10.0.0.1, 10.1.0.0/16 or fd00::/8; ${one} is neither`,
        })
        return []
      }),
  )
