import { isIP } from 'node:net'
import { passkey } from '@better-auth/passkey'
import { APIError } from 'better-auth/api'
import { twoFactor } from 'better-auth/plugins'
import { isLoopback } from '@/lib/config'
import { database } from '@/lib/db/connection/server-database'
import { isOfDisabled } from '@/lib/people/db/passkeys'
import { newRecoveryCodes } from './recovery-codes'

/** The name and origin that passkeys are bound to. Browsers refuse an address, so this machine is called localhost. */
export function relyingParty(baseUrl: string): { id: string; origin: string } | null {
  const url = new URL(baseUrl)
  const name = url.hostname.replace(/^\[|\]$/g, '')
  if (isLoopback(name)) {
    url.hostname = 'localhost'
    return { id: 'localhost', origin: url.origin }
  }
  return isIP(name) === 0 ? { id: name, origin: url.origin } : null
}

/** A passkey signs in alone, so its device must have checked a finger, a face or a PIN. */
function mustVerify(userVerified: boolean | undefined): void {
  if (!userVerified)
    throw new APIError('UNAUTHORIZED', { code: 'USER_NOT_VERIFIED', message: 'Not verified' })
}

/** The database refuses their session as well, but then nobody could tell them why. */
async function mustBeEnabled(credentialId: string): Promise<void> {
  if (await isOfDisabled((await database()).manager, credentialId))
    throw new APIError('FORBIDDEN', { code: 'ACCOUNT_DISABLED', message: 'Disabled' })
}

/** Second factors and passkeys, with the names of our tables. */
export function factorPlugins(baseUrl: string) {
  const { id, origin } = relyingParty(baseUrl) ?? { id: 'none.invalid', origin: 'https://none.invalid' }
  return [
    twoFactor({
      // It would let whoever knows a password lock its owner out; code-sign-in.ts counts the codes.
      accountLockout: { enabled: false },
      backupCodeOptions: { storeBackupCodes: 'encrypted', customBackupCodesGenerate: newRecoveryCodes },
      schema: {
        user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
        twoFactor: {
          modelName: 'two_factors',
          fields: {
            userId: 'person_id',
            backupCodes: 'backup_codes',
            failedVerificationCount: 'failed_verification_count',
            lockedUntil: 'locked_until',
          },
        },
      },
    }),
    passkey({
      rpID: id,
      rpName: 'Hakim',
      origin,
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      registration: {
        afterVerification: ({ verification }) => mustVerify(verification.registrationInfo?.userVerified),
      },
      authentication: {
        afterVerification: async ({ verification, clientData }) => {
          mustVerify(verification.authenticationInfo.userVerified)
          await mustBeEnabled(clientData.id)
        },
      },
      schema: {
        passkey: {
          modelName: 'passkeys',
          fields: {
            userId: 'person_id',
            credentialID: 'credential_id',
            publicKey: 'public_key',
            deviceType: 'device_type',
            backedUp: 'backed_up',
            createdAt: 'created_at',
          },
        },
      },
    }),
  ] as const
}
