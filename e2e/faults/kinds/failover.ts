import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '@/lib/postgres/free-port'
import { type Hakim, startHakim } from '../../hakim'
import { DatabasePair, mayRun } from '../database-pair'
import type { Fault } from '../fault'
import { haproxy, settingsBehind, startProxy, untilPrimary } from '../haproxy'
import { makeWriters, tried } from '../scene'

const backWithin = 30_000

async function untilReady(url: string): Promise<void> {
  for (const until = Date.now() + 60_000; Date.now() < until; await sleep(100)) {
    const answer = await fetch(`${url}/api/health/ready`).catch(() => null)
    await answer?.text()
    if (answer?.ok) return
  }
  throw new Error(`${url} is not ready`)
}

type Opened = { close: () => Promise<unknown> }[]

async function open() {
  const opened: Opened = []
  const close = async () => {
    for (const one of opened.reverse()) await one.close()
  }
  try {
    return { ...(await openAll(opened)), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function openAll(opened: Opened) {
  const pair = await DatabasePair.start()
  opened.push({ close: () => pair.stop() })
  const [web, database, ...servers] = await Promise.all([1, 2, 3, 4].map(() => freePort(null)))
  const ports = { web: web ?? 0, database: database ?? 0, servers }
  const proxy = startProxy(pair, ports)
  opened.push({ close: proxy.stop })
  const { address, settings } = settingsBehind(ports)
  await untilPrimary(settings.DATABASE_URL ?? '')
  const running: Hakim[] = []
  for (const port of servers) {
    const server = await startHakim({ ...settings, PORT: String(port) })
    opened.push({ close: server.stop })
    running.push(server)
  }
  const [hakim] = running
  if (!hakim) throw new Error('no server')
  await untilReady(address)
  const url = () => pair.url('hakim', 'hakim')
  return { hakim, pair, address: () => address, database: url, writers: await makeWriters(url()) }
}

export const failover: Fault = {
  name: 'failover',
  what: 'kill -9 of a primary behind HAProxy, two servers; its synchronous standby is promoted',
  backWithin,
  cannot: () => {
    if (haproxy === null) return 'HAProxy is not installed, and there is no Debian 12 to get it from'
    return mayRun()
      ? null
      : "Debian 12's PostgreSQL 15 is not installed and could not be unpacked where its user may enter"
  },
  run: tried(open, async ({ pair }, writers) => {
    const since = performance.now()
    await pair.killPrimary()
    await pair.promote()
    await writers.untilBack(3 * backWithin)
    const back = performance.now() - since
    await pair.addStandby()
    // What was acknowledged before is on the standby once something later is.
    await writers.untilBack(3 * backWithin)
    return back
  }),
}
