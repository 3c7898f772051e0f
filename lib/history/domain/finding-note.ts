import { z } from 'zod'
import { keptFinding } from '@/lib/audit/domain/verification'
import { storableText } from '@/lib/kernel/json/schemas'
import { maxNoteLength } from './finding-words'

/** What an administrator did about a finding. */
export const findingNote = z.strictObject({
  note: storableText
    .trim()
    .min(1, 'must say what you did')
    .max(maxNoteLength, `must have at most ${maxNoteLength.toLocaleString('en-GB')} characters`),
})

/** What the log keeps of it. */
export const notedFinding = z.object({
  at: z.string(),
  actor_did: z.string().nullable(),
  finding: keptFinding.extend({ id: z.string() }),
  note: z.string(),
})
