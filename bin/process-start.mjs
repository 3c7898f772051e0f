import { spawnSync } from 'node:child_process'

/** It takes about 40 ms on most machines. */
const quickMs = 100

/** How long it takes to start a program that does nothing, in ms: the median of five. */
function processStartMs() {
  const taken = Array.from({ length: 5 }, () => {
    const began = performance.now()
    spawnSync(process.execPath, ['-e', '0'])
    return performance.now() - began
  })
  return taken.sort((a, b) => a - b)[2] ?? 0
}

/**
 * Whether this machine can do two things side by side. On some virtual ones, new processes and fresh memory cost several
 * times as much, the more so the more programs run; what has to be answered within two seconds is then late.
 */
export const startsProcessesQuickly = () => processStartMs() < quickMs
