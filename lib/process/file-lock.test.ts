import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { takeLock } from './file-lock.mjs'
import { startOf } from './start-of.mjs'

let folder = ''
const children: ChildProcess[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hakim-lock-'))
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

const start = (script: string, ...args: string[]) => {
  const source = `import { takeLock } from ${JSON.stringify(new URL('./file-lock.mjs', import.meta.url).href)}\n${script}`
  const child = spawn(process.execPath, ['--input-type=module', '-e', source, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  children.push(child)
  return child
}

/** A process that tries once to lock each file that it is sent, and prints the holder. */
const starter = () => {
  const child = start(`
    import { createInterface } from 'node:readline'
    for await (const file of createInterface({ input: process.stdin }))
      console.log(takeLock(file).holder ?? process.pid)`)
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const holderOf = async (file: string): Promise<number> => {
    child.stdin.write(`${file}\n`)
    return Number((await lines.next()).value)
  }
  return { pid: Number(child.pid), child, holderOf }
}

it('has one holder at a time, names it to the others, and is free again afterwards', async () => {
  const file = join(folder, 'lock')
  const mine = takeLock(file)
  expect(mine.holder).toBeNull()
  expect(takeLock(file).holder).toBe(process.pid)
  const other = starter()
  expect(await other.holderOf(file)).toBe(process.pid)
  mine.release?.()
  expect(readdirSync(folder)).toEqual([])
  expect(await other.holderOf(file)).toBe(other.pid)
  expect(takeLock(file)).toEqual({ release: null, holder: other.pid })
})

it('is taken over from a killed holder, and cannot be released by one that has lost it', async () => {
  const file = join(folder, 'lock')
  const other = starter()
  expect(await other.holderOf(file)).toBe(other.pid)
  other.child.kill('SIGKILL')
  await once(other.child, 'exit')
  const mine = takeLock(file)
  expect(mine.holder).toBeNull()
  writeFileSync(file, `${process.ppid} ${startOf(process.ppid)}\n`)
  mine.release?.()
  expect(takeLock(file).holder).toBe(process.ppid)
})

it.each([
  ['a process that is gone', `${2 ** 22 - 3} 1\n`],
  ['an earlier process with the pid of a running one', `${process.ppid} 1\n`],
  ['an earlier process with our own pid', `${process.pid} 1\n`],
  ['a crash, with nothing in it', ''],
  ['another program', 'rubbish'],
])('is taken over from %s', (_, content) => {
  const file = join(folder, 'lock')
  writeFileSync(file, content)
  expect(takeLock(file).holder).toBeNull()
  expect(readFileSync(file, 'utf8')).toMatch(new RegExp(`^${process.pid} \\d`))
})

it('is not held by a zombie process', async () => {
  const parent = spawn('sh', ['-c', 'sleep 0.05 & echo $!; exec sleep 60'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(parent)
  const [line] = await once(createInterface({ input: parent.stdout }), 'line')
  const zombie = Number(line)
  const file = join(folder, 'lock')
  writeFileSync(file, `${zombie} ${startOf(zombie)}\n`)
  await expect.poll(() => startOf(zombie)).toBeNull()
  if (process.platform === 'linux') expect(existsSync(`/proc/${zombie}`)).toBe(true)
  expect(takeLock(file).holder).toBeNull()
})

it('goes to only one of many processes that find a dead holder at the same time', async () => {
  const starters = Array.from({ length: 8 }, starter)
  for (let round = 0; round < 30; round += 1) {
    const file = join(folder, `lock-${round}`)
    writeFileSync(file, `${2 ** 22 - 3} 1\n`)
    const holders = await Promise.all(starters.map(({ holderOf }) => holderOf(file)))
    expect(new Set(holders).size, `round ${round}: ${holders}`).toBe(1)
  }
})

it('never has two holders, even while holders are killed', async () => {
  const inside = join(folder, 'inside')
  const worker = (dies: boolean) =>
    start(
      `
      import { rmSync, writeFileSync } from 'node:fs'
      const [file, inside, dies] = process.argv.slice(1)
      for (let turn = 0; turn < 60; turn += 1) {
        let lock = takeLock(file)
        while (lock.release === null) lock = takeLock(file)
        writeFileSync(inside, '', { flag: 'wx' })
        rmSync(inside)
        if (dies === 'true' && turn === 20) process.kill(process.pid, 'SIGKILL')
        lock.release()
      }`,
      ...[join(folder, 'lock'), inside, String(dies)],
    )
  const workers = [true, false, true, false, true, false].map(worker)
  const ends = await Promise.all(workers.map((child) => once(child, 'exit')))
  expect(ends.map(([code, signal]) => code ?? signal)).toEqual(['SIGKILL', 0, 'SIGKILL', 0, 'SIGKILL', 0])
  // The last holder may be one of those that were killed.
  const mine = takeLock(join(folder, 'lock'))
  expect(mine.holder).toBeNull()
  mine.release?.()
  expect(readdirSync(folder)).toEqual([])
})
