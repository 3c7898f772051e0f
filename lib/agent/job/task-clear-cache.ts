import { lstat, readdir, rmdir, unlink } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { AgentTask, TaskRun } from '@/lib/agent/host/task'

type Cleared = { files: number; bytes: number }

/** Deletes files last changed before `before`. Symbolic links are deleted, but never followed. */
async function clear(
  folder: string,
  before: number,
  run: Pick<TaskRun, 'say' | 'signal'>,
  root = folder,
): Promise<Cleared> {
  const sum: Cleared = { files: 0, bytes: 0 }
  for (const name of (await readdir(folder)).sort()) {
    if (run.signal.aborted) break
    const path = join(folder, name)
    const entry = await lstat(path)
    if (entry.isDirectory()) {
      const inner = await clear(path, before, run, root)
      sum.files += inner.files
      sum.bytes += inner.bytes
      // Fails if newer files are left in it.
      await rmdir(path).catch(() => {})
    } else if (entry.mtimeMs <= before) {
      await unlink(path)
      sum.files += 1
      sum.bytes += entry.isFile() ? entry.size : 0
      run.say('stdout', `deleted ${relative(root, path)} (${entry.size} bytes)`)
    }
  }
  return sum
}

/** Deletes what is in the agent's cache folder, and nothing else. */
export function clearCache(cacheDir: string): AgentTask {
  return {
    offer: {
      name: 'clear_cache',
      builtin: { name: 'clear_cache', version: 1 },
      risk: 'low',
      title: 'Clear the agent’s cache',
      description: 'Deletes the snapshots and diagnostics that the agent keeps in its cache folder.',
      params: {
        type: 'object',
        properties: {
          older_than_hours: {
            type: 'number',
            title: 'Older than (hours)',
            description: 'Delete only files last changed before that. Leave empty to delete all.',
            minimum: 0,
            maximum: 100_000,
          },
        },
        required: [],
        additionalProperties: false,
      },
      command: ['(built in)', 'clear_cache', cacheDir],
    },
    run: async (run) => {
      const hours = typeof run.params.older_than_hours === 'number' ? run.params.older_than_hours : 0
      if (!(await lstat(cacheDir)).isDirectory())
        return { ok: false, message: `${cacheDir} is not a folder; nothing was deleted.` }
      run.progress(0, `Clearing ${cacheDir}`)
      // Without an age everything is deleted, even what was written in this millisecond or by a clock ahead of ours.
      const before = hours === 0 ? Number.POSITIVE_INFINITY : Date.now() - hours * 3_600_000
      const cleared = await clear(cacheDir, before, run)
      const message = `${cleared.files} files deleted, ${cleared.bytes} bytes freed`
      run.say('system', message)
      if (run.signal.aborted) return { ok: false, message: `Stopped early: ${message}`, result: cleared }
      run.progress(100)
      return { ok: true, message, result: cleared }
    },
  }
}
