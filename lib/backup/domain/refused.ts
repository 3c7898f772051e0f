import { type Failure, type FailureKind, fail, ok, type Result } from '@/lib/kernel/errors'

/** Ends a backup or a restore, and with it the transaction. `asResult` makes a value of it. */
export class Refused extends Error {
  override name = 'Refused'
  readonly failure: Failure
  constructor(kind: FailureKind, detail: string) {
    super(detail)
    this.failure = fail(kind, detail).error
  }
}

export async function asResult<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await work())
  } catch (error) {
    if (error instanceof Refused) return { ok: false, error: error.failure }
    throw error
  }
}

const unchanged = 'Nothing was changed.'

export const torn = (file: string): Refused =>
  new Refused('invalid', `${file} is torn: its end is missing. Use another backup. ${unchanged}`)

export const altered = (file: string, what: string): Refused =>
  new Refused(
    'invalid',
    `${file} was altered or damaged after it was made (${what}). Use another backup. ${unchanged}`,
  )

export const noBackup = (file: string): Refused =>
  new Refused('invalid', `${file} is not a backup that this version of Hakim can read. ${unchanged}`)
