import { setTimeout as sleep } from 'node:timers/promises'
import { silentProxy } from '@/test/silent-proxy'
import type { Fault } from '../fault'
import { openBehind, tried } from '../scene'

const backWithin = 20_000

export const hung: Fault = {
  name: 'hung',
  what: 'connections to the database fall silent without a reset, for good; new ones for up to 6 s',
  backWithin,
  cannot: () => null,
  run: tried(
    () => openBehind(silentProxy),
    async ({ between }, writers, random) => {
      between.goSilent()
      await sleep(1_000 + 5_000 * random())
      between.forwardAgain()
      return writers.untilBack(3 * backWithin)
    },
  ),
}
