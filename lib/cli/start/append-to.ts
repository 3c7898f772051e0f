import { appendFileSync, rmSync, statSync } from 'node:fs'

const mostBytes = 5 * 1024 * 1024

/** Returns how to append to a log, which starts over when it is long. What a full disk does not take is missing from it. */
export function appendTo(file: string): (text: string) => void {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > mostBytes) rmSync(file)
  return (text) => {
    try {
      appendFileSync(file, text, { mode: 0o600 })
    } catch {
      // Hakim goes on without a log of the agent, and the disk is spoken of elsewhere.
    }
  }
}
