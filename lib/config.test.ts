import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ConfigError, existingSecret, readConfig, readSecret } from './config'

it('is local mode with one-click accounts on loopback when nothing is set', () => {
  expect(readConfig({})).toMatchObject({
    databaseUrl: null,
    ownerDatabaseUrl: null,
    local: true,
    oneClick: true,
    demo: true,
    baseUrl: 'http://127.0.0.1:3000',
    logLevel: 'info',
    logFormat: null,
  })
})

it.each([
  ['another address', { HOST: '0.0.0.0' }],
  ['another name', { HAKIM_BASE_URL: 'https://hakim.example.org' }],
  ['a database', { DATABASE_URL: 'postgres://u:p@db/x' }],
])('has no one-click accounts with %s', (_, env) => {
  expect(readConfig(env).oneClick).toBe(false)
})

it('takes DATABASE_URL before an embedded one, and no sample fleet beside it', () => {
  const config = readConfig({
    DATABASE_URL: 'postgresql://u:p@db/x',
    HAKIM_EMBEDDED_URL: 'postgres://a:b@127.0.0.1/y',
  })
  expect(config).toMatchObject({
    databaseUrl: 'postgresql://u:p@db/x',
    embeddedUrl: null,
    local: false,
    demo: false,
  })
})

it('an empty variable counts as unset', () => {
  expect(readConfig({ DATABASE_URL: '', PORT: '' })).toMatchObject({ local: true, port: 3000 })
})

const hex = '0123456789abcdef'.repeat(4)

it('has metrics only where a token or a port says so', () => {
  expect(readConfig({ HAKIM_METRICS_PORT: '' }).metrics).toEqual({ token: null, port: null })
  expect(readConfig({ HAKIM_METRICS_TOKEN: hex, HAKIM_METRICS_PORT: '9464' }).metrics).toEqual({
    token: hex,
    port: 9464,
  })
})

it('sends mails only where server and sender are set', () => {
  expect(readConfig({}).mail).toBeNull()
  expect(
    readConfig({
      HAKIM_SMTP_URL: 'smtp://a:b@mail.example.org:587',
      HAKIM_MAIL_FROM: 'Hakim <h@example.org>',
    }).mail,
  ).toEqual({ smtpUrl: 'smtp://a:b@mail.example.org:587', from: 'Hakim <h@example.org>' })
})

it('believes no proxy unless it is named', () => {
  expect(readConfig({}).trustedProxies).toEqual([])
  expect(readConfig({ HAKIM_TRUSTED_PROXIES: '10.0.0.1, fd00::/8,' }).trustedProxies).toEqual([
    { address: '10.0.0.1', bits: 32, family: 'ipv4' },
    { address: 'fd00::', bits: 8, family: 'ipv6' },
  ])
})

it.each([
  [{ HAKIM_SMTP_URL: 'smtp://mail.example.org' }, /HAKIM_MAIL_FROM must be set with HAKIM_SMTP_URL/],
  [{ HAKIM_MAIL_FROM: 'h@example.org' }, /HAKIM_SMTP_URL must be set with HAKIM_MAIL_FROM/],
  [{ HAKIM_SMTP_URL: 'http://x', HAKIM_MAIL_FROM: 'h@example.org' }, /HAKIM_SMTP_URL must look like smtp:/],
  [{ HAKIM_SMTP_URL: 'smtp://x', HAKIM_MAIL_FROM: 'Hakim' }, /HAKIM_MAIL_FROM must be a sender such as/],
  [
    { HAKIM_SMTP_URL: 'smtp://x', HAKIM_MAIL_FROM: 'a\r\n<h@example.org>' },
    /HAKIM_MAIL_FROM must be a sender/,
  ],
  [
    { HAKIM_TRUSTED_PROXIES: '10.0.0.1/33' },
    /HAKIM_TRUSTED_PROXIES must be addresses or networks .*10.0.0.1\/33/,
  ],
  [{ HAKIM_TRUSTED_PROXIES: '10.0.0.1,proxy' }, /HAKIM_TRUSTED_PROXIES .*; proxy is neither/],
  [{ PORT: 'abc' }, /PORT must be a port number from 1 to 65535/],
  [{ PORT: '70000' }, /PORT must be a port number/],
  [{ DATABASE_URL: 'mysql://x' }, /DATABASE_URL must look like postgres:/],
  [
    { HAKIM_OWNER_DATABASE_URL: 'postgres://o:p@db/x' },
    /DATABASE_URL must name the role that serves, beside HAKIM_OWNER_DATABASE_URL/,
  ],
  [{ HAKIM_BASE_URL: 'hakim' }, /HAKIM_BASE_URL must be a URL/],
  [{ HAKIM_SECRET: 'short' }, /HAKIM_SECRET must have at least 32 characters/],
  [{ HAKIM_DATABASE_POOLER: 'statement' }, /HAKIM_DATABASE_POOLER must be session or transaction/],
  [{ HAKIM_DEMO: 'yes' }, /HAKIM_DEMO must be 0 or 1/],
  [{ HAKIM_METRICS_TOKEN: '' }, /HAKIM_METRICS_TOKEN must be at least 32 letters and digits/],
  [{ HAKIM_METRICS_TOKEN: 'metrics' }, /HAKIM_METRICS_TOKEN must be at least 32 letters and digits/],
  [{ HAKIM_METRICS_TOKEN: 'abc'.repeat(20) }, /HAKIM_METRICS_TOKEN must be at least 32 letters and digits/],
  [{ HAKIM_METRICS_TOKEN: ' '.repeat(40) }, /HAKIM_METRICS_TOKEN must be at least 32 letters and digits/],
  [{ HAKIM_METRICS_TOKEN: hex, HAKIM_SECRET: hex }, /HAKIM_METRICS_TOKEN must not be HAKIM_SECRET/],
  [{ HAKIM_METRICS_PORT: '0' }, /HAKIM_METRICS_PORT must be a port number from 1 to 65535/],
  [{ HAKIM_METRICS_PORT: '3000' }, /HAKIM_METRICS_PORT must not be PORT/],
  [{ HAKIM_LOG_LEVEL: 'loud' }, /HAKIM_LOG_LEVEL must be one of trace, debug, info/],
  [{ HAKIM_LOG_FORMAT: 'xml' }, /HAKIM_LOG_FORMAT must be one of json, text/],
])('names the invalid variable: %o', (env, message) => {
  expect(() => readConfig(env)).toThrow(ConfigError)
  expect(() => readConfig(env)).toThrow(message)
})

it('names every invalid variable, but not its value', () => {
  const read = () => readConfig({ PORT: '0', HAKIM_SECRET: 'hush' })
  expect(read).toThrow(/PORT.*HAKIM_SECRET/)
  expect(read).not.toThrow(/hush/)
})

it('keeps one secret, readable only by its owner', () => {
  const dir = mkdtempSync(join(tmpdir(), 'hakim-config-'))
  try {
    const config = readConfig({ HAKIM_DATA_DIR: dir })
    expect(existingSecret(config)).toBeNull()
    const secret = readSecret(config)
    expect(existingSecret(config)).toBe(secret)
    expect(existingSecret({ ...config, secret: 'given' })).toBe('given')
    expect(secret).toMatch(/^[0-9a-f]{64}$/)
    expect(readSecret(config)).toBe(secret)
    expect(statSync(join(dir, 'secret')).mode & 0o777).toBe(0o600)
  } finally {
    rmSync(dir, { recursive: true })
  }
})

it('deletes nothing unless a period is set, and no roll-ups before their reports', () => {
  expect(readConfig({}).retention).toEqual({ reportDays: null, rollUpDays: null })
  expect(readConfig({ HAKIM_RETAIN_REPORTS: '90d', HAKIM_RETAIN_ROLL_UPS: '2y' }).retention).toEqual({
    reportDays: 90,
    rollUpDays: 730,
  })
  for (const env of [
    { HAKIM_RETAIN_REPORTS: '0d' },
    { HAKIM_RETAIN_REPORTS: '90' },
    { HAKIM_RETAIN_REPORTS: '-1d' },
    { HAKIM_RETAIN_REPORTS: '1.5y' },
  ])
    expect(() => readConfig(env)).toThrow(/HAKIM_RETAIN_REPORTS must be a number of days or years/)
  for (const env of [
    { HAKIM_RETAIN_ROLL_UPS: '2y' },
    { HAKIM_RETAIN_REPORTS: '90d', HAKIM_RETAIN_ROLL_UPS: '89d' },
  ])
    expect(() => readConfig(env)).toThrow(/HAKIM_RETAIN_ROLL_UPS must be at least as long/)
})

it('bounds the metrics of reports and nodes as usual, or as it is told', () => {
  expect(readConfig({}).mostMetrics).toEqual({ report: null, node: null })
  const told = { HAKIM_MAX_REPORT_METRICS: '50', HAKIM_MAX_NODE_METRICS: '200' }
  expect(readConfig(told).mostMetrics).toEqual({ report: 50, node: 200 })
  for (const wrong of ['0', '-1', '1.5', 'many', '5001'])
    expect(() => readConfig({ HAKIM_MAX_REPORT_METRICS: wrong })).toThrow('HAKIM_MAX_REPORT_METRICS must be')
})
