import type { Log } from '@/lib/agent/host/log'
import { type NodeTrust, trustText } from '@/lib/fleet/domain/node-trust'
import type { Pins } from '@/lib/signing/domain/pins'

/** What the server is told of the pins, to show it. */
export const announcedTrust = ({ required, owners, emergency, delegation }: Pins): NodeTrust => ({
  required,
  owners: owners.map(({ person, keys }) => ({ person, keys: keys.map(({ key }) => key) })),
  emergency: emergency?.keys.length ?? 0,
  ...(emergency && {
    emergency_pins: {
      required: emergency.required,
      keys: emergency.keys.map(({ person, key }) => ({ person, key })),
    },
  }),
  delegation,
  policies: true,
})

/** Says at the start whom this node trusts. */
export function sayTrust(pins: Pins | null, log: Log): void {
  if (!pins) {
    log.warn(
      'This node trusts the server: no owner’s key is pinned. docs/agent.md, “Whose signatures a job needs”, says how.',
    )
    return
  }
  const trust = announcedTrust(pins)
  const keys = trust.emergency === 1 ? '1 key' : `${trust.emergency} keys`
  const also = trust.emergency > 0 ? `; ${keys} for emergencies` : ''
  log.info(`This node verifies its owners’ signatures: ${trustText(trust)}${also}.`)
}
