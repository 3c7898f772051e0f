import { z } from 'zod'
import type { JsonValue } from '@/lib/kernel/json/json'
import { storableText } from '@/lib/kernel/json/schemas'

const number = z.number().finite()
const scalar = z.union([storableText, number, z.boolean()])
type Scalar = z.infer<typeof scalar>

const mostValues = 100

/** One of these values, exactly. */
const oneOf = z.strictObject({
  one_of: z
    .array(scalar)
    .min(1)
    .max(mostValues)
    .refine((values) => new Set(values).size === values.length, 'must have each value once'),
  optional: z.boolean(),
})

/** A number from `min` to `max`, both included; null: no limit on that side. */
const range = z
  .strictObject({ min: number.nullable(), max: number.nullable(), optional: z.boolean() })
  .refine(({ min, max }) => min !== null || max !== null, 'must have a min or a max')
  .refine(({ min, max }) => min === null || max === null || min <= max, {
    path: ['max'],
    message: 'must not be below min',
  })

/**
 * What a policy allows a parameter to be. `optional`: it may also be left out. Only scalars can be allowed: PostgreSQL, the server and
 * the node compare them alike.
 */
export const paramBound = z.union([oneOf, range], {
  error: 'must be {one_of, optional} or {min, max, optional}',
})
export type ParamBound = z.infer<typeof paramBound>

const isScalar = (value: JsonValue): value is Scalar => value !== null && typeof value !== 'object'

/** Whether a parameter that was given is within its bound. */
export function fitsBound(bound: ParamBound, value: JsonValue): boolean {
  if ('one_of' in bound) return isScalar(value) && bound.one_of.includes(value)
  if (typeof value !== 'number') return false
  return (bound.min === null || value >= bound.min) && (bound.max === null || value <= bound.max)
}
