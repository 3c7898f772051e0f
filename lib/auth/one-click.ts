import { config } from '@/lib/config'

// On globalThis: the server sees the calls, and Next's bundle has another copy of this module.
const shared: typeof globalThis & { hakimCalledFromElsewhere?: boolean } = globalThis

/** Whether the three accounts of local mode open with one click: as long as nobody calls through a proxy. */
export const oneClickIsOn = (): boolean => config().oneClick && !shared.hakimCalledFromElsewhere

/** Until the next start. */
export function switchOffOneClick(): void {
  shared.hakimCalledFromElsewhere = true
}
