import { type Config, ConfigError, config } from '@/lib/config'
import { readRegular } from '@/lib/kernel/files/regular-file'
import { fieldProblems } from '@/lib/kernel/json/json'
import { type SsoProvider, ssoFile } from '@/lib/people/domain/sso-provider'
import { parseLossless, problemText } from '@/lib/signing/domain/strict'

function readProviders(file: string): SsoProvider[] {
  const wrong = (why: string) => new ConfigError(`Configuration: HAKIM_SSO_FILE ${file}: ${why}.`)
  let text: string
  try {
    text = readRegular(file)
  } catch {
    throw wrong('cannot be read')
  }
  // What JSON.parse itself says may quote the file, which holds secrets.
  const json = parseLossless(text)
  if (!json.ok) throw wrong(problemText(json.problem))
  const parsed = ssoFile.safeParse(json.value)
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
