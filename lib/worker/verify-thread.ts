import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { verifyWithProgress } from '@/lib/audit/services/verify-with-progress'
import { openDataSource } from '@/lib/db/connection/data-source'

/** The thread that verifies the audit log, with a connection of its own; it posts its progress and at last its report. */
const { url, key, heads } = z
  .object({ url: z.string(), key: z.string(), heads: z.string() })
  .parse(workerData)
const noteEveryMs = 250
let notedAt = 0

const db = await openDataSource(url, { poolSize: 1 })
try {
  const report = await verifyWithProgress(db, {
    ...{ keys: [key], heads },
    note: (progress) => {
      if (Date.now() - notedAt < noteEveryMs) return
      notedAt = Date.now()
      parentPort?.postMessage({ progress })
    },
  })
  parentPort?.postMessage({ report })
} finally {
  await db.destroy()
}
