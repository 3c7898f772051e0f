import { z } from 'zod'

/** The formats of JSON Schema that a text can have, and `secret`: the name of a secret that the node keeps to itself. */
export const formats = [
  'date',
  'date-time',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'secret',
  'uri',
  'uuid',
] as const
/** What a secret can be called. */
export const secretName = /^[a-z][a-z0-9_.-]{0,63}$/i

export type Format = (typeof formats)[number]

const checks: Record<Format, { check: z.ZodType; such: string }> = {
  date: { check: z.iso.date(), such: 'a date such as 2026-11-24' },
  'date-time': { check: z.iso.datetime({ offset: true }), such: 'a time such as 2026-11-24T22:00:00Z' },
  email: { check: z.email(), such: 'an e-mail address' },
  hostname: { check: z.hostname(), such: 'a host name such as griot-1.example.org' },
  ipv4: { check: z.ipv4(), such: 'an IPv4 address such as 192.0.2.1' },
  ipv6: { check: z.ipv6(), such: 'an IPv6 address such as 2001:db8::1' },
  secret: { check: z.string().regex(secretName), such: 'the name of a secret, such as backup_key' },
  uri: { check: z.url(), such: 'an address such as https://example.org/' },
  uuid: { check: z.guid(), such: 'a UUID' },
}

/** What a text of this format must be; null if it is. */
export const formatProblem = (format: Format, text: string): string | null =>
  checks[format].check.safeParse(text).success ? null : `must be ${checks[format].such}`
