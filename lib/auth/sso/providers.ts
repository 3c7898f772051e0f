import { readFileSync } from 'node:fs'
import { type Config, ConfigError, config } from '@/lib/config'
import { fieldProblems } from '@/lib/kernel/json/json'
import { type SsoProvider, ssoFile } from '@/lib/people/domain/sso-provider'

function readProviders(file: string): SsoProvider[] {
  const wrong = (why: string) => new ConfigError(`Configuration: HAKIM_SSO_FILE ${file}: ${why}.`)
  let json: unknown
  try {
    json = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    // What the parser says may quote the file, which holds secrets.
    throw wrong(error instanceof SyntaxError ? 'is not JSON' : 'cannot be read')
  }
  const parsed = ssoFile.safeParse(json)
  if (!parsed.success)
    throw wrong(
      fieldProblems(parsed.error)
        .map(({ path, message }) => `${path} ${message}`)
        .join('; '),
    )
  return parsed.data.providers
}

let known: { file: string; providers: SsoProvider[] } | null = null

/** The providers in HAKIM_SSO_FILE, read once. Throws ConfigError when something in it is wrong. */
export function ssoProviders({ ssoFile: file }: Pick<Config, 'ssoFile'> = config()): readonly SsoProvider[] {
  if (file === null) return []
  if (known?.file !== file) known = { file, providers: readProviders(file) }
  return known.providers
}

export const ssoProvider = (id: string): SsoProvider | null =>
  ssoProviders().find((one) => one.id === id) ?? null
