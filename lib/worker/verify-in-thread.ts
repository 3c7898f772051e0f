import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import {
  type VerificationReport,
  verificationProgress,
  verificationReport,
} from '@/lib/audit/domain/verification'
import type { Verify } from '@/lib/audit/services/run-verification'

const message = z.union([
  z.strictObject({ progress: verificationProgress }),
  z.strictObject({ report: verificationReport }),
])

/** Enough for a log of a million jobs; a larger one ends the thread and not the server. */
const mostMegabytes = 1_024

/**
 * Verifies the log in a thread: hashing a million entries takes half a minute, during which no page would be answered. To
 * stop is to end the thread, whose connection ends with it.
 */
export const verifyInThread =
  (data: { url: string; key: string; heads: string }): Verify =>
  (note, stopped) =>
    new Promise<VerificationReport>((resolve, reject) => {
      const thread = new Worker(join(process.cwd(), 'dist', 'verify-thread.mjs'), {
        workerData: data,
        // Without what the server itself was started with, which ends the process once its parent is gone.
        execArgv: [],
        resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
      })
      const stop = (): void => void thread.terminate()
      stopped.addEventListener('abort', stop, { once: true })
      thread.on('message', (value: unknown) => {
        const told = message.parse(value)
        if ('progress' in told) note(told.progress)
        else resolve(told.report)
      })
      thread.once('error', reject)
      thread.once('exit', (code) => reject(new Error(`The verification ended early, with ${code}.`)))
    })
