import type { JsonValue } from '@/lib/kernel/json/json'
import { shownJson } from './event-json'
import { isNone, micros } from './row-values'
import type { Moment } from './standing'

/** Which of a person's keys a statement names, and by what; null: it is not signed. */
export type SignedBy = { column: 'key' | 'key_id'; value: JsonValue } | null

/**
 * What is wrong with how somebody signed, as the guards take it: with a key that was theirs, and neither expired nor revoked, at one of
 * these moments; without one only if they had none then.
 */
export function wrongKey(moments: readonly Moment[], person: JsonValue, by: SignedBy): string | null {
  if (by === null)
    return moments.some((moment) => !hadKey(moment, person))
      ? null
      : `is not signed, but ${shownJson(person)} had a key by the log of rights`
  return moments.some((moment) => couldSign(moment, person, by))
    ? null
    : `is signed with a key that ${shownJson(person)} could not sign with by the log of rights`
}

const hadKey = ({ rights, seq, at }: Moment, person: JsonValue): boolean =>
  rights
    .rowsAt('consent_keys', person, seq)
    .some((row) => isNone(row.revoked_at) && (isNone(row.expires_at) || micros(row.expires_at) > at))

const couldSign = (
  { rights, seq, at, grace }: Moment,
  person: JsonValue,
  { column, value }: NonNullable<SignedBy>,
): boolean =>
  rights
    .rowsAt('consent_keys', person, seq)
    .some(
      (row) =>
        row[column] === value &&
        isNone(row.revoked_at) &&
        (isNone(row.expires_at) || micros(row.expires_at) + grace > at),
    )
