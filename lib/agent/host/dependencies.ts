import { connect } from 'node:net'
import { z } from 'zod'
import { did } from '@/lib/kernel/did/did'

type Endpoint = { host: string; port: number }

const defaultPorts: Record<string, number> = { 'http:': 80, 'https:': 443, 'ws:': 80, 'wss:': 443 }

/** `https://node.example` or `10.0.0.7:4001` or `[::1]:80`; null if there is no port to try. */
function endpointOf(address: string): Endpoint | null {
  const text = address.includes('://') ? address : `tcp://${address}`
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  const port = url.port === '' ? defaultPorts[url.protocol] : Number(url.port)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return port === undefined || port === 0 || host === '' ? null : { host, port }
}

export const dependencySchema = z.strictObject({
  dependency_did: did,
  address: z.string().transform((address, context) => {
    const endpoint = endpointOf(address)
    if (endpoint) return endpoint
    context.addIssue({
      code: 'custom',
      message: 'must be host:port or a URL such as https://example.org',
    })
    return z.NEVER
  }),
})
type DependencySetting = z.infer<typeof dependencySchema>

/** Whether a TCP connection can be made within `timeoutMs`. */
export function reaches(endpoint: Endpoint, timeoutMs = 2_000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(endpoint)
    const end = (reached: boolean): void => {
      socket.destroy()
      resolve(reached)
    }
    socket.setTimeout(timeoutMs, () => end(false))
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
  })
}

export type DependencyState = { dependency_did: string; status: 'Healthy' | 'Unreachable' }

export const probeDependencies = (settings: readonly DependencySetting[]): Promise<DependencyState[]> =>
  Promise.all(
    settings.map(async ({ dependency_did, address }) => ({
      dependency_did,
      status: (await reaches(address)) ? ('Healthy' as const) : ('Unreachable' as const),
    })),
  )
