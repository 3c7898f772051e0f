import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'

/** All of its attacks but those on other programs (`shellshock`), that guess names, or that need a server on the internet. */
const attacks = [
  ...['blindsql', 'cookieflags', 'crlf', 'csp', 'exec', 'file', 'htaccess', 'http_headers', 'methods'],
  ...['permanentxss', 'redirect', 'sql', 'xss'],
]

const finding = z.object({ method: z.string(), path: z.string(), info: z.string() })
const findings = z.record(z.string(), z.array(finding))
const report = z.object({
  vulnerabilities: findings,
  anomalies: findings,
  infos: z.object({ version: z.string() }),
})

export type Scan = {
  version: string
  /** "Internal Server Error: GET /jobs: …" */
  found: string[]
  /** How many addresses and forms it found by following links. */
  crawled: number
}

/** Scans everything that can be reached from `url`. Throws if wapiti is missing or fails. */
export async function scan(url: string, cookie: string | null, seconds: number): Promise<Scan> {
  const home = mkdtempSync(join(tmpdir(), 'hakim-scan-'))
  const file = join(home, 'report.json')
  try {
    const { stdout } = await promisify(execFile)(
      'wapiti',
      [
        ...[
          '-u',
          `${url}/`,
          '--scope',
          'domain',
          '-m',
          attacks.join(','),
          '--no-bugreport',
          '--flush-session',
        ],
        ...['--max-scan-time', String(seconds), '--max-attack-time', String(seconds), '--timeout', '10'],
        ...['-f', 'json', '-o', file],
        ...(cookie === null ? [] : ['-H', `Cookie: ${cookie}`]),
      ],
      { env: { ...process.env, HOME: home }, maxBuffer: 2 ** 28 },
    )
    const { vulnerabilities, anomalies, infos } = report.parse(JSON.parse(readFileSync(file, 'utf8')))
    return {
      version: infos.version,
      crawled: Number(/Wapiti found (\d+) URLs and forms/.exec(stdout)?.[1]),
      found: Object.entries({ ...vulnerabilities, ...anomalies }).flatMap(([name, each]) =>
        each.map(({ method, path, info }) => `${name}: ${method} ${path}: ${info}`),
      ),
    }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}
