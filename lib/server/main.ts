import { createServer } from 'node:http'
import next from 'next'
import { config } from '@/lib/config'
import { answerReportPost, isReportPost } from './report-lane'

/** The web server: Next, and before it the one call that must keep up with a fleet. */
const { host, port } = config()
const app = next({ dev: false, dir: process.cwd(), hostname: host, port })
await app.prepare()
const answerByNext = app.getRequestHandler()

const server = createServer(
  // A body that never ends is cut off; what was held of it is free again.
  { requestTimeout: 30_000, headersTimeout: 10_000, connectionsCheckingInterval: 1_000 },
  (request, response) => {
    const answer = isReportPost(request)
      ? answerReportPost(request, response)
      : answerByNext(request, response)
    answer.catch((error: unknown) => {
      console.error(error)
      response.destroy()
    })
  },
)
server.on('error', (error) => {
  console.error(error)
  process.exit(1)
})
server.listen(port, host)

// Event streams and the clock are ended by instrumentation-node.ts; what is under way is answered.
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => {
    server.close(() => {
      app.close().finally(() => process.exit(signal === 'SIGTERM' ? 143 : 130))
    })
  })
