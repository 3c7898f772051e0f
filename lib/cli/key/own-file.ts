import { closeSync, constants, fstatSync, fsyncSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { privateFileProblem } from '@/lib/agent/host/private-file'
import { CommandError } from '@/lib/cli/exit'
import { openRegular } from '@/lib/kernel/files/regular-file'

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants

const systemReason = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** The text of a file that nobody else can read. Throws CommandError. */
export function readSecretFile(file: string): string {
  let fd: number
  try {
    fd = openRegular(file)
  } catch (error) {
    throw new CommandError(`Cannot read ${file}: ${systemReason(error)}.`)
  }
  try {
    const me = process.geteuid?.()
    // Windows has no such owners and modes.
    const problem = me === undefined ? null : privateFileProblem(fstatSync(fd), me)
    if (problem !== null) throw new CommandError(`${file} ${problem}.`)
    return readFileSync(fd, 'utf8')
  } finally {
    closeSync(fd)
  }
}

/** Writes a new file that nobody else can read (mode 600) to the disk; what is there already stays. Throws CommandError. */
export function writeSecretFile(file: string, text: string): void {
  let fd: number
  try {
    fd = openSync(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new CommandError(
        `${file} is there already, and was not changed: a lost key cannot be made again.`,
      )
    throw new CommandError(`Cannot write ${file}: ${systemReason(error)}.`)
  }
  try {
    writeFileSync(fd, text)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
