import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, chmodSync, chownSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { canEnter, postgresAccount } from '@/lib/postgres/account'
import { freePort } from '@/lib/postgres/free-port'
import { debianProgram } from '@/test/debian-program'
import { ask, trialFolder } from '@/test/embedded-postgres'
import { librariesOf } from './libraries'
import { blocks } from './page'

// The embedded PostgreSQL comes without pg_basebackup and psql.
const postgres = debianProgram('postgresql-15', '/usr/lib/postgresql/15/bin/postgres', [
  'postgresql-client-15',
  'libpq5',
])
export const libraries = librariesOf('postgresql-15')
const programs = postgres === null ? '' : dirname(postgres)
const account = process.getuid?.() === 0 ? postgresAccount() : null

export const mayRun = (): boolean => postgres !== null && (account === null || canEnter(account, programs))

/** `db-1` or `db-2` of docs/two-servers.md, on a port of this machine. */
export type Machine = { name: string; data: string; port: number }

export const programsPath = `${programs}:/usr/local/bin:/usr/bin:/bin`

/** Runs commands as the user `postgres` of a machine; throws with what they printed when one fails. */
async function run(commands: string, on: Machine): Promise<void> {
  const child = spawn('bash', ['-euo', 'pipefail', '-c', commands], {
    ...(account ? { uid: account.uid, gid: account.gid } : {}),
    cwd: '/',
    // Else Ctrl-C would end PostgreSQL before Hakim.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...{ NODE_ENV: 'test', PATH: programsPath, LD_LIBRARY_PATH: libraries },
      ...{ PGHOST: '127.0.0.1', PGPORT: String(on.port), PGUSER: 'postgres', PGDATABASE: 'postgres' },
    },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`On ${on.name}:\n${commands}\n${output}`)
}

export class DatabasePair {
  primary: Machine
  standby: Machine

  private constructor(primary: Machine, standby: Machine) {
    this.primary = primary
    this.standby = standby
  }

  /** A primary and its synchronous standby, made with the commands of the page. */
  static async start(): Promise<DatabasePair> {
    const folder = trialFolder()
    if (account) chownSync(folder, account.uid, account.gid)
    chmodSync(folder, 0o755)
    const machine = async (name: string): Promise<Machine> => ({
      ...{ name, data: join(folder, name), port: await freePort(null) },
    })
    const pair = new DatabasePair(await machine('db-1'), await machine('db-2'))
    const { data } = pair.primary
    await run(`initdb --pgdata=${data} --auth=trust --username=postgres --no-sync`, pair.primary)
    appendFileSync(
      join(data, 'postgresql.conf'),
      `listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\n`,
    )
    await run(`pg_ctl start --wait --pgdata=${data} --log=${data}.log`, pair.primary)
    await run(blocks('The primary', 'sh', 1)[0] ?? '', pair.primary)
    await pair.addStandby()
    return pair
  }

  /** Where the page says the port of a machine. */
  addresses(text: string): string {
    return [this.primary, this.standby].reduce(
      (replaced, { name, port }) => replaced.replaceAll(`${name}:5432`, `127.0.0.1:${port}`),
      text,
    )
  }

  async killPrimary(): Promise<void> {
    const pid = Number(readFileSync(join(this.primary.data, 'postmaster.pid'), 'utf8').split('\n')[0])
    if (!(pid > 1)) throw new Error(`No process of PostgreSQL: ${pid}`)
    process.kill(pid, 'SIGKILL')
  }

  /** The standby becomes the primary. */
  async promote(): Promise<void> {
    await run(blocks('If the primary is lost', 'sh', 1)[0] ?? '', this.standby)
    ;[this.primary, this.standby] = [this.standby, this.primary]
  }

  /** Makes the other machine, emptied, a standby for which commits wait. */
  async addStandby(): Promise<void> {
    const { primary, standby } = this
    if (existsSync(standby.data)) rmSync(standby.data, { recursive: true })
    const [make = '', wait = ''] = blocks('The standby', 'sh', 2)
    await run(
      make
        .replaceAll('/var/lib/postgresql/main', standby.data)
        .replaceAll('db-1:5432', `127.0.0.1:${primary.port}`),
      standby,
    )
    await run(wait, primary)
    for (const until = Date.now() + 30_000; !(await this.#synchronous()); )
      if (Date.now() > until) throw new Error('The standby is not synchronous')
  }

  async #synchronous(): Promise<boolean> {
    const rows = await ask(
      this.url('postgres', 'postgres'),
      `SELECT FROM pg_stat_replication WHERE sync_state = 'sync' AND state = 'streaming'`,
    )
    return rows.length > 0
  }

  url(user: string, name: string): string {
    return `postgres://${user}@127.0.0.1:${this.primary.port}/${name}`
  }

  async stop(): Promise<void> {
    for (const machine of [this.standby, this.primary])
      if (existsSync(join(machine.data, 'postmaster.pid')))
        await run(`pg_ctl stop --mode=immediate --pgdata=${machine.data}`, machine).catch(() => undefined)
  }
}
