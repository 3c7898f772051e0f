import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { environment, type LogFormat, type LogLevel, type Pooler, settings } from './config-environment'
import type { Network } from './config-proxies'

/** The parsed environment. */
export type Config = {
  /** DATABASE_URL; null: the embedded PostgreSQL under `dataDir` (local mode). */
  databaseUrl: string | null
  /** HAKIM_OWNER_DATABASE_URL: the role that owns the tables, for `migrate` and other commands; null: the same as `databaseUrl`. */
  ownerDatabaseUrl: string | null
  /** HAKIM_DATABASE_POOLER: how long a pooler such as PgBouncer leaves us a connection; null: find out. */
  databasePooler: Pooler | null
  /** The embedded PostgreSQL's URL, which `hakim start` passes to the web server. */
  embeddedUrl: string | null
  dataDir: string
  host: string
  port: number
  /** The canonical origin, without a trailing slash; cookies and origin checks are bound to it. */
  baseUrl: string
  /** HAKIM_SECRET; null: `readSecret` keeps one in the data folder. */
  secret: string | null
  /** Local mode: without DATABASE_URL, Hakim runs its own database. */
  local: boolean
  /** One-click accounts: only in local mode, on loopback, and not published under another name. */
  oneClick: boolean
  /** HAKIM_TRUSTED_PROXIES: whose X-Forwarded-For is believed. */
  trustedProxies: readonly Network[]
  /** The sample fleet is loaded in local mode unless HAKIM_DEMO=0. */
  demo: boolean
  /** The lowest level that the server logs. */
  logLevel: LogLevel
  /** Who may read /metrics, and where; both null: nobody. */
  metrics: MetricsConfig
  /** JSON or readable lines; null: readable on a terminal, JSON elsewhere. */
  logFormat: LogFormat | null
  /** The server that sends mails, and their sender; null: links are shown to be passed on. */
  mail: { smtpUrl: string; from: string } | null
  /** HAKIM_SSO_FILE: the file of the OpenID Connect providers; null: there are none. */
  ssoFile: string | null
  /** HAKIM_PASSWORD_SIGN_IN: whether people may sign in with a password. */
  passwordSignIn: boolean
  /** How many days a node is silent before it is offered for retirement. */
  longSilenceDays: number
  /** For how many seconds after an approval no agent gets the job, so that it can be undone. */
  undoSeconds: number
  /** Days to keep raw reports and roll-ups; null: forever. */
  retention: { reportDays: number | null; rollUpDays: number | null }
  /** How many metrics of a report count, and how many names of metrics a node may have; null: as usual. */
  mostMetrics: { report: number | null; node: number | null }
}

export type MetricsConfig = {
  /** HAKIM_METRICS_TOKEN: what a scrape has to send. */
  token: string | null
  /** HAKIM_METRICS_PORT: a port of loopback that has nothing but the metrics. */
  port: number | null
}

/** An invalid setting; the message names the variable and says what to do. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

const loopback = new Set(['127.0.0.1', 'localhost', '::1'])

export const isLoopback = (host: string): boolean => loopback.has(host.replace(/^\[|\]$/g, '').toLowerCase())

/** Variables that are a mistake when they are set to nothing; any other then counts as unset. */
const neverEmpty: readonly string[] = ['HAKIM_METRICS_TOKEN']

type Environment = Readonly<Record<string, string | undefined>>

/** Parses the environment. Throws ConfigError with every invalid variable and what it must be. */
export function readConfig(env: Environment = process.env): Config {
  const values = Object.fromEntries(
    Object.keys(environment.shape).flatMap((key) =>
      env[key] || (env[key] === '' && neverEmpty.includes(key)) ? [[key, env[key]]] : [],
    ),
  )
  const parsed = settings.safeParse(values)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
    throw new ConfigError(`Configuration: ${lines.join('; ')}.`)
  }
  const e = parsed.data
  const local = e.DATABASE_URL === undefined
  const shownHost = e.HOST.includes(':') ? `[${e.HOST}]` : e.HOST
  const baseUrl = (e.HAKIM_BASE_URL ?? `http://${shownHost}:${e.PORT}`).replace(/\/+$/, '')
  return {
    databaseUrl: e.DATABASE_URL ?? null,
    ownerDatabaseUrl: e.HAKIM_OWNER_DATABASE_URL ?? null,
    databasePooler: e.HAKIM_DATABASE_POOLER ?? null,
    embeddedUrl: local ? (e.HAKIM_EMBEDDED_URL ?? null) : null,
    dataDir: resolve(e.HAKIM_DATA_DIR),
    host: e.HOST,
    port: e.PORT,
    baseUrl,
    secret: e.HAKIM_SECRET ?? null,
    local,
    oneClick: local && isLoopback(e.HOST) && isLoopback(new URL(baseUrl).hostname),
    trustedProxies: e.HAKIM_TRUSTED_PROXIES,
    demo: local && e.HAKIM_DEMO === '1',
    logLevel: e.HAKIM_LOG_LEVEL,
    logFormat: e.HAKIM_LOG_FORMAT ?? null,
    metrics: { token: e.HAKIM_METRICS_TOKEN ?? null, port: e.HAKIM_METRICS_PORT ?? null },
    mail:
      e.HAKIM_SMTP_URL !== undefined && e.HAKIM_MAIL_FROM !== undefined
        ? { smtpUrl: e.HAKIM_SMTP_URL, from: e.HAKIM_MAIL_FROM }
        : null,
    ssoFile: e.HAKIM_SSO_FILE === undefined ? null : resolve(e.HAKIM_SSO_FILE),
    passwordSignIn: e.HAKIM_PASSWORD_SIGN_IN === 'on',
    longSilenceDays: e.HAKIM_LONG_SILENCE ?? 30,
    undoSeconds: e.HAKIM_UNDO_SECONDS ?? 5,
    retention: { reportDays: e.HAKIM_RETAIN_REPORTS ?? null, rollUpDays: e.HAKIM_RETAIN_ROLL_UPS ?? null },
    mostMetrics: { report: e.HAKIM_MAX_REPORT_METRICS ?? null, node: e.HAKIM_MAX_NODE_METRICS ?? null },
  }
}

/** The secret that signs sessions: HAKIM_SECRET, else one kept with mode 600 in the data folder. */
export function readSecret(config: Pick<Config, 'secret' | 'dataDir'>): string {
  if (config.secret) return config.secret
  mkdirSync(config.dataDir, { recursive: true })
  const file = join(config.dataDir, 'secret')
  try {
    // wx: if two processes start together, one writes and the other reads.
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return readFileSync(file, 'utf8').trim()
}

/** The same secret, but null if there is none yet, for commands that must not create one. */
export const existingSecret = (config: Pick<Config, 'secret' | 'dataDir'>): string | null =>
  config.secret ?? (existsSync(join(config.dataDir, 'secret')) ? readSecret(config) : null)

/** This process's configuration, read on first use. */
export const config = (): Config => {
  parsed ??= readConfig()
  return parsed
}

/** Makes the next `config()` read the environment again, for tests that have changed it. */
export const forgetConfig = (): void => {
  parsed = undefined
}

let parsed: Config | undefined

/** A server on loopback answers only to loopback names; else any web page could reach it by DNS rebinding. */
export const isOwnHost = (host: string | null): boolean => {
  const { baseUrl, host: listening } = config()
  if (!isLoopback(listening)) return true
  // As a URL: its name is in lower case, and the protocol's own port is left out.
  const { protocol, host: own } = new URL(baseUrl)
  const address = `${protocol}//${host ?? ''}`
  if (!host || /[/?#@\\\s]/.test(host) || !URL.canParse(address)) return false
  const given = new URL(address)
  return isLoopback(given.hostname) || given.host === own
}
