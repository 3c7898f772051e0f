import { copyFileSync, statSync, truncateSync } from 'node:fs'

const MAX_LOG_BYTES = 5 * 1024 * 1024

/** In bytes; 0 if there is none. */
export function logSize(file: string): number {
  try {
    return statSync(file).size
  } catch {
    return 0
  }
}

/** Limits the server's log to two files of 5 MB. The server appends, so the file can be truncated in place. */
export function trimLog(file: string): void {
  if (logSize(file) <= MAX_LOG_BYTES) return
  copyFileSync(file, `${file}.1`)
  truncateSync(file)
}
