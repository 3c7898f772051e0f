import type { TokenState } from '@/lib/people/domain/token-state'

export const tokenStateWords: Readonly<Record<TokenState, string>> = {
  valid: 'Valid',
  disabled: 'Disabled',
  expired: 'Expired',
  revoked: 'Revoked',
}
