import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { debianProgram } from '@/test/debian-program'
import { ask, trialFolder } from '@/test/embedded-postgres'
import { type DatabasePair, libraries, programsPath } from './database-pair'
import { librariesOf } from './libraries'
import { blocks, exported } from './page'

/** The program; null where there is no Debian 12 to get it from. */
export const haproxy = debianProgram('haproxy', '/usr/sbin/haproxy', [
  'liblua5.3-0',
  'libopentracing-c-wrapper0',
  'libopentracing1',
])

type Ports = { web: number; database: number; servers: readonly number[] }

/** HAProxy with the configuration of the page, on ports of this machine. */
export function startProxy(pair: DatabasePair, ports: Ports): { stop: () => Promise<void> } {
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
  const child = spawn(haproxy, ['-db', '-f', file], {
    cwd: '/',
    stdio: 'ignore',
    env: { LD_LIBRARY_PATH: librariesOf('haproxy'), NODE_ENV: 'test' },
  })
  const ended = once(child, 'exit')
  return {
    stop: async () => {
      if (child.kill('SIGTERM')) await ended
    },
  }
}

/** What a server of Hakim is told behind this proxy, and where people and agents find it. */
export function settingsBehind(ports: Ports): { address: string; settings: Record<string, string> } {
  const address = `http://127.0.0.1:${ports.web}`
  const [start = ''] = blocks('Hakim', 'sh', 1)
  const settings = exported(
    start
      .replace('proxy:6432', `127.0.0.1:${ports.database}`)
      .replace('https://hakim.example.org', address)
      .replace('0.0.0.0', '127.0.0.1'),
  )
  return { address, settings }
}

/** Until HAProxy, which first takes every server for a good one, leads to the primary alone. */
export async function untilPrimary(url: string): Promise<void> {
  let found = 0
  for (const until = Date.now() + 30_000; Date.now() < until; await sleep(100)) {
    const [row] = await ask(url, 'SELECT pg_is_in_recovery() AS standby').catch(() => [])
    found = row?.standby === false ? found + 1 : 0
    if (found === 4) return
  }
  throw new Error('HAProxy finds no primary')
}
