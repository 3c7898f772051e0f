import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { freePort } from '@/lib/postgres/free-port'
import { debianProgram, unpackedFolder } from './debian-program'
import { trialFolder } from './embedded-postgres'

/** The program; null where there is no Debian to get it from. */
export const pgbouncer = debianProgram('pgbouncer', '/usr/sbin/pgbouncer', ['libc-ares2', 'libevent-2.1-7'])

/** It refuses to run as root. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}

type Pooled = { url: string; stop(signal?: NodeJS.Signals): Promise<void> }

/**
 * PgBouncer as it comes, in front of the database at `url`, with few connections, so that clients have to share them; on
 * this port, or else any free one.
 */
export async function startPgbouncer(
  url: string,
  mode: 'session' | 'transaction',
  own: number | null = null,
): Promise<Pooled> {
  if (pgbouncer === null) throw new Error('There is no PgBouncer')
  const { hostname, port, username, password, pathname } = new URL(url)
  const name = pathname.slice(1)
  const listen = own ?? (await freePort(null))
  const folder = trialFolder()
  const file = join(folder, 'pgbouncer.ini')
  writeFileSync(
    file,
    `[databases]
${name} = host=${hostname} port=${port} dbname=${name} user=${username} password=${password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${listen}
unix_socket_dir =
auth_type = any
pool_mode = ${mode}
default_pool_size = ${mode === 'session' ? 40 : 4}
`,
  )
  chmodSync(file, 0o644)
  const child = spawn(pgbouncer, [file], {
    ...nobody,
    cwd: '/',
    stdio: 'ignore',
    env: {
      LD_LIBRARY_PATH: join(
        unpackedFolder('pgbouncer'),
        'usr',
        'lib',
        `${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`,
      ),
      NODE_ENV: 'test',
    },
  })
  await untilListening(child, listen)
  const pooled = new URL(url)
  pooled.host = `127.0.0.1:${listen}`
  return {
    url: pooled.href,
    stop: async (signal = 'SIGTERM') => {
      const ended = once(child, 'exit')
      child.kill(signal)
      await ended
    },
  }
}

async function untilListening(child: ChildProcess, port: number): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`PgBouncer ended with ${child.exitCode}`)
    const socket = createConnection({ host: '127.0.0.1', port })
    const connected = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false)
    socket.destroy()
    if (connected) return
    await new Promise((wake) => setTimeout(wake, 20))
  }
}
