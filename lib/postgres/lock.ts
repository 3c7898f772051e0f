import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { codeOf, EmbeddedError } from '@/lib/postgres/error'
import { findProcess } from '@/lib/postgres/process'

/**
 * Makes this process the only one that runs a database in the folder. The lock is a file with the pid and the
 * start time of its holder, so that neither a dead holder nor a reused pid keeps anybody out.
 * Returns what gives the lock back. Throws EmbeddedError, naming the holder's pid, when another process has it.
 */
export function takeLock(file: string): () => void {
  const self = findProcess(process.pid)
  const mine = `${process.pid} ${self?.started ?? ''}\n`
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, mine, { mode: 0o644 })
  try {
    for (;;) {
      try {
        // link, not open: the file appears with its content or not at all.
        linkSync(draft, file)
        break
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error
      }
      const held = read(file)
      const holder = livingHolder(held)
      if (holder !== null) {
        throw new EmbeddedError(
          `Hakim already runs on this data folder (process ${holder}): stop that one first, or set HAKIM_DATA_DIR to another folder.`,
        )
      }
      dropStale(file, held)
    }
  } finally {
    rmSync(draft, { force: true })
  }
  return () => {
    if (read(file) === mine) rmSync(file, { force: true })
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return ''
    throw error
  }
}

function livingHolder(held: string): number | null {
  const [, pid, started] = /^(\d+) (.*)$/m.exec(held) ?? []
  const found = findProcess(Number(pid))
  return found && found.started === started ? found.pid : null
}

/** Two starters may both see the same dead holder: only the file that was judged is removed. */
function dropStale(file: string, judged: string): void {
  const aside = `${file}.stale.${process.pid}`
  try {
    renameSync(file, aside)
    if (read(aside) !== judged) linkSync(aside, file)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'EEXIST') throw error
  } finally {
    rmSync(aside, { force: true })
  }
}
