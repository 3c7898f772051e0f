import { join } from 'node:path'
import next from 'next'
import { config } from '@/lib/config'
import { takeConsole } from '@/lib/log/console-lines'
import { log } from '@/lib/log/log'
import { takeNewestZones } from '@/lib/zone-data'
import { withStaticFiles } from './static-files'
import { createWebServer } from './web-server'

/** The web server: Next, with faster handlers in front of it for reports, series and the files of the build. */
const { host, port } = config()
takeConsole(log())
takeNewestZones()
const app = next({ dev: false, dir: process.cwd(), hostname: host, port })
await app.prepare()

const server = createWebServer(
  withStaticFiles(join(process.cwd(), '.next', 'static'), app.getRequestHandler()),
)
server.on('error', (error) => {
  log().fatal({ err: error }, 'The server cannot listen')
  process.exit(1)
})
server.listen(port, host, () => log().info({ host, port, node: process.version }, 'Listening'))

// instrumentation-node.ts ends event streams and the clock; calls in progress are still answered.
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => {
    server.close(() => {
      app.close().finally(() => process.exit(signal === 'SIGTERM' ? 143 : 130))
    })
  })
