import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '@/lib/postgres/free-port'
import { debianProgram } from '@/test/debian-program'
import { ask, trialFolder } from '@/test/embedded-postgres'
import { type Hakim, startHakim } from '../../hakim'
import { DatabasePair, libraries, mayRun, programsPath } from '../database-pair'
import type { Fault } from '../fault'
import { librariesOf } from '../libraries'
import { blocks, exported } from '../page'
import { makeWriters, tried } from '../scene'

const backWithin = 30_000

const haproxy = debianProgram('haproxy', '/usr/sbin/haproxy', [
  'liblua5.3-0',
  'libopentracing-c-wrapper0',
  'libopentracing1',
])

type Ports = { web: number; database: number; servers: readonly number[] }

/** HAProxy with the configuration of the page, on ports of this machine. */
function startProxy(pair: DatabasePair, ports: Ports): ChildProcess {
  if (haproxy === null) throw new Error('There is no HAProxy')
  const folder = trialFolder()
  const check = join(folder, 'is-primary')
  const [script = ''] = blocks('HAProxy', 'sh', 1)
  // HAProxy gives its checks an environment of their own.
  writeFileSync(check, script.replace('\n', `\nexport LD_LIBRARY_PATH=${libraries}\n`))
  chmodSync(check, 0o755)
  const file = join(folder, 'haproxy.cfg')
  const [configuration = ''] = blocks('HAProxy', 'haproxy', 1)
  writeFileSync(
    file,
    pair
      .addresses(configuration)
      .replace('Host hakim.example.org', `Host 127.0.0.1:${ports.web}`)
      .replace('bind :80', `bind 127.0.0.1:${ports.web}`)
      .replace('bind :6432', `bind 127.0.0.1:${ports.database}`)
      .replace('hakim-1:3000', `127.0.0.1:${ports.servers[0]}`)
      .replace('hakim-2:3000', `127.0.0.1:${ports.servers[1]}`)
      .replace('/etc/haproxy/is-primary', check)
      .replace('/usr/local/bin:/usr/bin:/bin', programsPath),
  )
  return spawn(haproxy, ['-db', '-f', file], {
    cwd: '/',
    stdio: 'ignore',
    env: { LD_LIBRARY_PATH: librariesOf('haproxy'), NODE_ENV: 'test' },
  })
}

/** Until HAProxy, which first takes every server for a good one, leads to the primary alone. */
async function untilPrimary(url: string): Promise<void> {
  let found = 0
  for (const until = Date.now() + 30_000; Date.now() < until; await sleep(100)) {
    const [row] = await ask(url, 'SELECT pg_is_in_recovery() AS standby').catch(() => [])
    found = row?.standby === false ? found + 1 : 0
    if (found === 4) return
  }
  throw new Error('HAProxy finds no primary')
}

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
  opened.push({ close: () => ended(proxy) })
  const address = `http://127.0.0.1:${ports.web}`
  const [start = ''] = blocks('Hakim', 'sh', 1)
  const settings = exported(
    start
      .replace('proxy:6432', `127.0.0.1:${ports.database}`)
      .replace('https://hakim.example.org', address)
      .replace('0.0.0.0', '127.0.0.1'),
  )
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

async function ended(child: ChildProcess): Promise<void> {
  const end = once(child, 'exit')
  if (child.kill('SIGTERM')) await end
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
