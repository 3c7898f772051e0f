import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join, resolve } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findProcess, isServerOf } from '@/lib/postgres/process'
import { type Embedded, EmbeddedError, findEmbedded, startEmbedded } from '@/lib/postgres/start'
import { ask, buildTrial, kill, removeFolders, runTrial, trialFolder } from '@/test/embedded-postgres'

const postmaster = (dataDir: string): number =>
  Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])

/** The files in /dev/shm that a server's processes share. */
const sharedFiles = (server: number): string[] => {
  const children = readFileSync(`/proc/${server}/task/${server}/children`, 'utf8').trim().split(' ')
  const maps = [server, ...children].map((pid) => readFileSync(`/proc/${pid}/maps`, 'utf8')).join('')
  return [...new Set(maps.match(/\/dev\/shm\/PostgreSQL\.\d+$/gm))]
}

/** One data folder for all tests; each leaves it stopped. */
let dataDir = ''
let program = ''
const start = () => startEmbedded({ dataDir, durable: false })

async function running<T>(use: (server: Embedded) => Promise<T>): Promise<T> {
  const server = await start()
  try {
    return await use(server)
  } finally {
    await server.stop()
  }
}

const keptRow = (url: string) => ask(url, 'select word from kept')

beforeAll(async () => {
  dataDir = trialFolder()
  program = await buildTrial(trialFolder(), resolve('node_modules'))
  await running((server) => ask(server.url, "create table kept as select 'rose'::text as word"))
})
afterAll(removeFolders)

describe('a server that was started', () => {
  let server: Embedded
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server.stop())

  test('has the settings that Hakim relies on', async () => {
    const [row] = await ask(
      server.url,
      `select current_setting('server_encoding') as encoding, current_setting('timezone') as zone,
        current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets,
        (select rolpassword like 'SCRAM-SHA-256$%' from pg_authid where rolname = 'hakim') as scram,
        (select string_agg(distinct auth_method, ',') from pg_hba_file_rules) as methods,
        (select datlocale from pg_database where datname = 'hakim') as locale,
        lower('ÄÖ') as lower`,
    )
    expect(row).toEqual({
      encoding: 'UTF8',
      zone: 'UTC',
      addresses: '127.0.0.1',
      sockets: '',
      scram: true,
      methods: 'scram-sha-256',
      locale: 'C.UTF-8',
      lower: 'äö',
    })
  })

  test.runIf(process.platform === 'linux')('goes on when its files in /dev/shm are removed', async () => {
    // More statistics than fit into what is reserved for them at the start.
    await ask(
      server.url,
      `do $$ begin for n in 1..1000 loop execute format('create table counted_%s as select 1', n); end loop; end $$`,
    )
    const files = sharedFiles(postmaster(dataDir))
    expect(files).not.toEqual([])
    for (const file of files) rmSync(file, { force: true })
    const counted = `select count(*)::int as tables from pg_stat_user_tables where n_tup_ins > 0`
    expect(await ask(server.url, counted)).toEqual([{ tables: expect.any(Number) }])
    await ask(server.url, 'create table afterwards as select 1')
  })

  test('has the extensions of the schema', async () => {
    await ask(server.url, 'create extension if not exists "uuid-ossp"')
    await ask(server.url, 'create extension if not exists pg_trgm')
    expect((await ask(server.url, 'select length(uuid_generate_v4()::text) as n'))[0]).toEqual({ n: 36 })
  })

  test('refuses a wrong password', async () => {
    const url = new URL(server.url)
    url.password = 'wrong'
    await expect(ask(url.href, 'select 1')).rejects.toThrow(/password authentication failed/)
  })

  test('cannot be reached through another address of this machine', async () => {
    const others = Object.values(networkInterfaces()).flatMap((all) => all ?? [])
    for (const { address, internal, family } of others) {
      if (internal || family !== 'IPv4') continue
      const client = new Client({ host: address, port: server.port, user: 'hakim', password: 'x' })
      await expect(client.connect()).rejects.toThrow(/ECONNREFUSED/)
    }
  })

  test('does not reveal its password', () => {
    const file = join(dataDir, 'postgres.password')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8').trim()).toMatch(/^[0-9a-f]{64}$/)
    expect(findProcess(postmaster(dataDir))?.argv.join(' ')).not.toContain(readFileSync(file, 'utf8').trim())
  })

  test('is found by commands running beside it', async () => {
    expect(await findEmbedded(dataDir)).toBe(server.url)
  })

  test('keeps a second Hakim off the same folder, naming the first', async () => {
    const second = await runTrial(program, { dataDir })
    expect(second.fault).toContain(
      `EmbeddedError: Hakim is already running on this data folder (process ${process.pid})`,
    )
    expect(await keptRow(server.url)).toEqual([{ word: 'rose' }])
  })
})

test('a server that dies is restarted on the same port', () =>
  running(async (server) => {
    process.kill(postmaster(dataDir), 'SIGKILL')
    await expect.poll(() => keptRow(server.url).catch(() => 'down'), { timeout: 20_000 }).toBe('down')
    await expect
      .poll(() => keptRow(server.url).catch(() => 'down'), { timeout: 20_000 })
      .toEqual([{ word: 'rose' }])
  }))

test('stop ends the server and can be repeated; the port is remembered', async () => {
  const first = await start()
  const pid = postmaster(dataDir)
  await Promise.all([first.stop(), first.stop()])
  expect(findProcess(pid)).toBeNull()
  expect(await findEmbedded(dataDir)).toBeNull()
  await running(async (second) => {
    expect([second.port, second.adopted]).toEqual([first.port, false])
    expect(await keptRow(second.url)).toEqual([{ word: 'rose' }])
  })
})

test('stop does not wait for a connection that is never closed', async () => {
  const server = await start()
  const client = new Client({ connectionString: server.url })
  client.on('error', () => {})
  await client.connect()
  await client.query('begin')
  const begun = Date.now()
  await server.stop()
  expect(Date.now() - begun).toBeLessThan(5000)
})

describe('an orphan', () => {
  test('left by kill -9 is adopted with its rows, and stopped by stop', async () => {
    const killed = await runTrial(program, { dataDir, durable: false })
    const pid = postmaster(dataDir)
    await kill(killed.child)
    expect(findProcess(pid)).not.toBeNull()
    const server = await start()
    expect([server.adopted, server.url]).toEqual([true, killed.url])
    expect(await keptRow(server.url)).toEqual([{ word: 'rose' }])
    await server.stop()
    expect(findProcess(pid)).toBeNull()
  })

  test('survives a Ctrl-C that ends Hakim and its process group', async () => {
    const interrupted = await runTrial(program, { dataDir, durable: false })
    const gone = new Promise((done) => interrupted.child.once('exit', done))
    process.kill(-Number(interrupted.child.pid), 'SIGINT')
    await gone
    await running(async (server) => expect(server.adopted).toBe(true))
  })

  test('with another password is shut down and replaced', async () => {
    const killed = await runTrial(program, { dataDir, durable: false })
    const pid = postmaster(dataDir)
    await kill(killed.child)
    rmSync(join(dataDir, 'postgres.password'))
    await running(async (server) => {
      expect(server.adopted).toBe(false)
      expect(findProcess(pid)).toBeNull()
      expect(await keptRow(server.url)).toEqual([{ word: 'rose' }])
    })
  })

  test('whose PID file was overwritten is shut down and replaced', async () => {
    const killed = await runTrial(program, { dataDir, durable: false })
    const pid = postmaster(dataDir)
    await kill(killed.child)
    writeFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'not a pid')
    await running(async (server) => {
      expect(server.adopted).toBe(false)
      expect(findProcess(pid)).toBeNull()
      expect(await keptRow(server.url)).toEqual([{ word: 'rose' }])
    })
  })
})

describe('a PID file', () => {
  const pidFile = () => join(dataDir, 'postgres', 'postmaster.pid')

  test('of a server and a Hakim that were both killed is no obstacle', async () => {
    const killed = await runTrial(program, { dataDir, durable: false })
    const pid = postmaster(dataDir)
    await kill(killed.child)
    process.kill(pid, 'SIGKILL')
    await running(async (server) => expect(await keptRow(server.url)).toEqual([{ word: 'rose' }]))
  })

  test('with the pid of another program is removed; the program keeps running', async () => {
    const other = spawn('sleep', ['60'], { stdio: 'ignore' })
    const data = join(dataDir, 'postgres')
    writeFileSync(pidFile(), `${other.pid}\n${data}\n1700000000\n5432\n\n127.0.0.1\n`, { mode: 0o600 })
    await running(async (server) => {
      expect(server.adopted).toBe(false)
      expect(findProcess(Number(other.pid))?.argv[0]).toBe('sleep')
    })
    await kill(other)
  })

  test('of a PostgreSQL on another folder leaves that one alone', async () => {
    const elsewhere = await startEmbedded({ dataDir: trialFolder(), durable: false })
    const [theirs] = await ask(elsewhere.url, "select current_setting('data_directory') as folder")
    const pidOfTheirs = readFileSync(join(String(theirs?.folder), 'postmaster.pid'))
    writeFileSync(pidFile(), pidOfTheirs, { mode: 0o600 })
    await running(async (server) => expect(server.adopted).toBe(false))
    expect(await ask(elsewhere.url, 'select 1 as alive')).toEqual([{ alive: 1 }])
    await elsewhere.stop()
  })

  test.each(['', 'rubbish\n', '-1\n', '99999999999999\n/nowhere\n'])(
    'that holds %j is no obstacle',
    async (text) => {
      writeFileSync(pidFile(), text, { mode: 0o600 })
      await running(async (server) => expect(await keptRow(server.url)).toEqual([{ word: 'rose' }]))
    },
  )
})

test.each(['', 'rubbish', '1 1\n', `${process.pid} 1\n`])(
  'a lock file that holds %j does not prevent a start',
  async (text) => {
    writeFileSync(join(dataDir, 'hakim.lock'), text)
    await running(async (server) => expect(await keptRow(server.url)).toEqual([{ word: 'rose' }]))
  },
)

test('if its port is taken, another one is chosen', async () => {
  const before = await running(async (server) => server.port)
  const owner = createServer().listen(before, '127.0.0.1')
  await new Promise((ready) => owner.once('listening', ready))
  await running(async (server) => {
    expect(server.port).not.toBe(before)
    expect(await keptRow(server.url)).toEqual([{ word: 'rose' }])
  })
  owner.close()
})

describe('a folder that cannot be used', () => {
  test('data from another major version', async () => {
    const file = join(dataDir, 'postgres', 'PG_VERSION')
    const ours = readFileSync(file, 'utf8')
    writeFileSync(file, '15\n')
    await expect(start()).rejects.toThrow(
      /was written by PostgreSQL 15, but this Hakim comes with PostgreSQL \d+\. /,
    )
    writeFileSync(file, ours)
  })

  test('something else where the data should be', async () => {
    const other = trialFolder()
    mkdirSync(join(other, 'postgres'))
    writeFileSync(join(other, 'postgres', 'letter.txt'), 'dear reader')
    await expect(startEmbedded({ dataDir: other })).rejects.toThrow(/not empty and holds no PostgreSQL data/)
    expect(readFileSync(join(other, 'postgres', 'letter.txt'), 'utf8')).toBe('dear reader')
  })

  test('a file in place of the folder', async () => {
    const file = join(trialFolder(), 'file')
    writeFileSync(file, '')
    const fault = await startEmbedded({ dataDir: join(file, 'data') }).catch((error: unknown) => error)
    expect(fault).toBeInstanceOf(EmbeddedError)
    expect(String(fault)).toMatch(/Set HAKIM_DATA_DIR/)
  })

  test('a broken password file', async () => {
    const file = join(dataDir, 'postgres.password')
    const ours = readFileSync(file, 'utf8')
    writeFileSync(file, '')
    await expect(start()).rejects.toThrow(/does not hold a password/)
    writeFileSync(file, ours)
    await running(async (server) => expect(await keptRow(server.url)).toEqual([{ word: 'rose' }]))
  })
})

test('only a server of the same folder counts as ours', () => {
  const argv = ['/x/bin/postgres', '-D', '/data', '-c', 'port=1']
  expect(isServerOf({ pid: 1, started: '1', argv }, '/data')).toBe(true)
  expect(isServerOf({ pid: 1, started: '1', argv }, '/dat')).toBe(false)
  expect(isServerOf({ pid: 1, started: '1', argv: ['sh', '-c', argv.join(' ')] }, '/data')).toBe(false)
})
