import type { Factors } from './people-page'

/** "a second factor and 2 passkeys"; empty without any. */
export function factorWords({ second_factor, passkeys }: Factors): string {
  const parts = [
    ...(second_factor ? ['a second factor'] : []),
    ...(passkeys > 0 ? [passkeys === 1 ? '1 passkey' : `${passkeys} passkeys`] : []),
  ]
  return parts.join(' and ')
}
