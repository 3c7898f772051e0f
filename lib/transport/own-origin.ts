import { config, isLoopback } from '@/lib/config'

/**
 * Whether a form comes from a page of this server, at the name that the call was sent to: the canonical origin, or any name
 * of this machine where Hakim is reached without https. Next would answer a form from another name with a 500.
 */
export function isOwnOrigin(headers: Pick<Headers, 'get'>): boolean {
  const origin = headers.get('origin') ?? ''
  if (!URL.canParse(origin)) return false
  const { baseUrl, host: listening } = config()
  const [given, own] = [new URL(origin), new URL(baseUrl)]
  // As Next reads it.
  const sentTo = headers.get('x-forwarded-host')?.split(',')[0]?.trim() || headers.get('host')
  if (given.host !== sentTo) return false
  if (origin === own.origin) return true
  const isPlain = own.protocol === 'http:' && given.protocol === 'http:' && given.port === own.port
  return isPlain && isLoopback(listening) && isLoopback(given.hostname)
}
