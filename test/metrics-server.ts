import { forgetConfig } from '@/lib/config'
import { parseExposition, type Samples } from './exposition'
import { startTestServer, type TestServer } from './http-server'
import { metricsToken } from './metrics-token'

type MetricsServer = TestServer & { scrape: () => Promise<Samples> }

/** The server of reports with /metrics, which takes `metricsToken`. */
export async function startMetricsServer(url: string): Promise<MetricsServer> {
  const server = await startTestServer(url)
  process.env.HAKIM_METRICS_TOKEN = metricsToken
  forgetConfig()
  const scrape = async (): Promise<Samples> => {
    const answer = await fetch(`http://127.0.0.1:${server.port}/metrics`, {
      headers: { authorization: `Bearer ${metricsToken}` },
    })
    if (answer.status !== 200) throw new Error(`The scrape was answered with ${answer.status}`)
    return parseExposition(await answer.text())
  }
  return {
    ...server,
    scrape,
    close: async () => {
      delete process.env.HAKIM_METRICS_TOKEN
      await server.close()
    },
  }
}
