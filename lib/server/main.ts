import { join } from 'node:path'
import next from 'next'
import { config } from '@/lib/config'
import { withStaticFiles } from './static-files'
import { createWebServer } from './web-server'

/** The web server: Next, and before it what must be quick: reports, series, the files of the build. */
const { host, port } = config()
const app = next({ dev: false, dir: process.cwd(), hostname: host, port })
await app.prepare()

const server = createWebServer(
  withStaticFiles(join(process.cwd(), '.next', 'static'), app.getRequestHandler()),
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
