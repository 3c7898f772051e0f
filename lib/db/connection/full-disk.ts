import { existsSync, statfsSync } from 'node:fs'
import { type Config, config } from '@/lib/config'

// On globalThis: one process has several copies of this module, and they share the connections.
const shared: typeof globalThis & { hakimFullDisk?: { at: number; tell: () => void } } = globalThis
shared.hakimFullDisk ??= { at: Number.NEGATIVE_INFINITY, tell: () => undefined }
const state = shared.hakimFullDisk

/** Scheduled work writes every few seconds, and would meet a full disk again. */
const rememberedMs = 30_000

/** Notes what PostgreSQL has answered; `tell` is called when its disk is found full after it was not. */
export function noteAnswer(answer: unknown, now = Date.now()): void {
  if (!(answer instanceof Error && 'code' in answer && answer.code === '53100')) return
  if (!diskIsFull(now)) state.tell()
  state.at = now
}

export const diskIsFull = (now = Date.now()): boolean => now - state.at < rememberedMs

export const fullDisk =
  'The disk of the database is full; free some space there. Nothing is stored until then.'

/** The embedded PostgreSQL cannot even start again without room for its log. */
const needed = 16 * 1024 * 1024

function ownDiskIsFull({ local, dataDir }: Pick<Config, 'local' | 'dataDir'>): boolean {
  if (!local || !existsSync(dataDir)) return false
  const { bavail, bsize } = statfsSync(dataDir)
  return bavail * bsize < needed
}

/** What is wrong with the disk of the database, in words; null if it has room. */
export const diskProblem = (): string | null => (diskIsFull() || ownDiskIsFull(config()) ? fullDisk : null)

/** For another database. */
export const forgetFullDisk = (): void => {
  state.at = Number.NEGATIVE_INFINITY
}

export const onFullDisk = (tell: () => void): void => {
  state.tell = tell
}
