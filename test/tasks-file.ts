import { chmodSync, cpSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tempDir } from './temp-folder'

/** A tasks file that an agent accepts, also where files are made with the right to write for a group. */
export function writeTasks(content: unknown, folder = tempDir()): string {
  const file = join(folder, 'tasks.json')
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content), { mode: 0o600 })
  return file
}

/** A copy of the commands in test/agent-commands, for the same reason. */
export function tasksOfCommands(): string {
  const folder = tempDir()
  cpSync('test/agent-commands', folder, { recursive: true })
  for (const name of ['.', ...readdirSync(folder)]) chmodSync(join(folder, name), 0o700)
  return join(folder, 'tasks.json')
}
