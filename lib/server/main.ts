import { join } from 'node:path'
import next from 'next'
import { config } from '@/lib/config'
import { fullDisk, onFullDisk } from '@/lib/db/connection/full-disk'
import { clockDatabase } from '@/lib/db/connection/server-database'
import { takeConsole } from '@/lib/log/console-lines'
import { log } from '@/lib/log/log'
import { takeNewestZones } from '@/lib/zone-data'
import { serveMetrics } from './metrics/serve-metrics'
import { noteDifferences } from './note-differences'
import { releaseOwnSecret } from './release-own-secret'
import { withStaticFiles } from './static-files'
import { stopGently } from './stop-gently'
import { beginStopping } from './stopping'
import { noteUnavailable } from './unavailable-pages'
import { createWebServer } from './web-server'

/** The web server: Next, with faster handlers in front of it for reports, series and the files of the build. */
const { host, port, metrics } = config()
takeConsole(log(), noteUnavailable)
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
onFullDisk(() => log().error(fullDisk))
const stop = stopGently(server)
serveMetrics(metrics)
server.listen(port, host, () => log().info({ host, port, node: process.version }, 'Listening'))
void noteDifferences(clockDatabase)

// instrumentation-node.ts ends event streams and the clock; calls in progress are still answered.
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => {
    beginStopping()
    stop()
      .then(releaseOwnSecret)
      .then(() => app.close().finally(() => process.exit(signal === 'SIGTERM' ? 143 : 130)))
  })
