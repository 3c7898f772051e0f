import { z } from 'zod'
import { trustedProxies } from './config-proxies'

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
const logFormats = ['json', 'text'] as const
const poolers = ['session', 'transaction'] as const
export type Pooler = (typeof poolers)[number]
export type LogLevel = (typeof logLevels)[number]
export type LogFormat = (typeof logFormats)[number]

const days = z
  .string()
  .regex(/^[1-9]\d{0,4}[dy]$/, 'must be a number of days or years, such as 90d or 2y')
  .transform((text) => Number.parseInt(text, 10) * (text.endsWith('y') ? 365 : 1))
  .optional()

const port = z.coerce
  .number({ error: 'must be a port number from 1 to 65535' })
  .int('must be a whole number')
  .min(1, 'must be a port number from 1 to 65535')
  .max(65535, 'must be a port number from 1 to 65535')

const mostOf = (most: number) =>
  z.coerce
    .number({ error: `must be a whole number from 1 to ${most}` })
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(most, `must be at most ${most}`)
    .optional()

const undo = z.coerce
  .number({ error: 'must be a number of seconds from 0 to 60' })
  .int('must be a whole number of seconds')
  .min(0, 'must be from 0 to 60')
  .max(60, 'must be from 0 to 60')
  .optional()

/** Enough of them, and not the same few again and again: whoever guesses it reads the metrics. */
const isHardToGuess = (token: string): boolean => /^[\w.~+/-]{32,}$/.test(token) && new Set(token).size >= 8

/** An address, or a name with the address in angle brackets. */
const mailSender = /^(?:[^\s@<>]+@[^\s@<>]+|[^<>@\r\n]+<[^\s@<>]+@[^\s@<>]+>)$/

export const environment = z.object({
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'must look like postgres://user:password@host:5432/name' })
    .optional(),
  HAKIM_OWNER_DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'must look like postgres://owner:password@host:5432/name' })
    .optional(),
  HAKIM_DATABASE_POOLER: z.enum(poolers, { error: `must be ${poolers.join(' or ')}` }).optional(),
  HAKIM_EMBEDDED_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  HAKIM_DATA_DIR: z.string().default('.hakim'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(3000),
  HAKIM_BASE_URL: z
    .url({ protocol: /^https?$/, error: 'must be a URL such as https://hakim.example.org' })
    .optional(),
  HAKIM_SECRET: z.string().min(32, 'must have at least 32 characters (openssl rand -hex 32)').optional(),
  HAKIM_TRUSTED_PROXIES: trustedProxies,
  HAKIM_DEMO: z.enum(['0', '1'], { error: 'must be 0 or 1' }).default('1'),
  HAKIM_LOG_LEVEL: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).default('info'),
  HAKIM_LOG_FORMAT: z.enum(logFormats, { error: `must be one of ${logFormats.join(', ')}` }).optional(),
  HAKIM_METRICS_TOKEN: z
    .string()
    .refine(
      isHardToGuess,
      'must be at least 32 letters and digits that nobody can guess (openssl rand -hex 32)',
    )
    .optional(),
  HAKIM_METRICS_PORT: port.optional(),
  HAKIM_SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'must look like smtp://user:password@mail.example.org:587' })
    .optional(),
  HAKIM_MAIL_FROM: z
    .string()
    .regex(mailSender, 'must be a sender such as Hakim <hakim@example.org> or hakim@example.org')
    .optional(),
  HAKIM_SSO_FILE: z.string().optional(),
  HAKIM_PASSWORD_SIGN_IN: z.enum(['on', 'off'], { error: 'must be on or off' }).default('on'),
  HAKIM_RETAIN_REPORTS: days,
  HAKIM_RETAIN_ROLL_UPS: days,
  HAKIM_MAX_REPORT_METRICS: mostOf(5_000),
  HAKIM_MAX_NODE_METRICS: mostOf(50_000),
  HAKIM_LONG_SILENCE: days,
  HAKIM_UNDO_SECONDS: undo,
})

/** The environment, also as a whole. */
export const settings = environment
  .refine(
    ({ HAKIM_RETAIN_REPORTS: reports, HAKIM_RETAIN_ROLL_UPS: rollUps }) =>
      rollUps === undefined || (reports !== undefined && rollUps >= reports),
    {
      path: ['HAKIM_RETAIN_ROLL_UPS'],
      message: 'must be at least as long as HAKIM_RETAIN_REPORTS, which must be set too',
    },
  )
  .refine((e) => e.HAKIM_METRICS_TOKEN === undefined || e.HAKIM_METRICS_TOKEN !== e.HAKIM_SECRET, {
    path: ['HAKIM_METRICS_TOKEN'],
    message: 'must not be HAKIM_SECRET, since every scrape sends it',
  })
  .refine((e) => e.HAKIM_PASSWORD_SIGN_IN === 'on' || e.HAKIM_SSO_FILE !== undefined, {
    path: ['HAKIM_PASSWORD_SIGN_IN'],
    message: 'can be off only when HAKIM_SSO_FILE names a provider to sign in with',
  })
  .refine((e) => e.HAKIM_OWNER_DATABASE_URL === undefined || e.DATABASE_URL !== undefined, {
    path: ['DATABASE_URL'],
    message: 'must name the role that serves, beside HAKIM_OWNER_DATABASE_URL',
  })
  .refine((e) => e.HAKIM_METRICS_PORT !== e.PORT, {
    path: ['HAKIM_METRICS_PORT'],
    message: 'must not be PORT; with HAKIM_METRICS_TOKEN that port has /metrics too',
  })
  .refine((e) => e.HAKIM_SMTP_URL === undefined || e.HAKIM_MAIL_FROM !== undefined, {
    path: ['HAKIM_MAIL_FROM'],
    message: 'must be set with HAKIM_SMTP_URL, such as Hakim <hakim@example.org>',
  })
  .refine((e) => e.HAKIM_MAIL_FROM === undefined || e.HAKIM_SMTP_URL !== undefined, {
    path: ['HAKIM_SMTP_URL'],
    message: 'must be set with HAKIM_MAIL_FROM, such as smtp://mail.example.org:587',
  })
