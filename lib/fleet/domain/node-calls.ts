import { z } from 'zod'
import { did } from '@/lib/kernel/did/did'
import { requiredReason, storableText } from '@/lib/kernel/json/schemas'

const nodeName = storableText.trim().min(1, 'must not be empty').max(100, 'must have at most 100 characters')

const labels = z.record(
  z.string().max(63, 'must have at most 63 characters'),
  z.string().max(255, 'must have at most 255 characters'),
)

export const newNode = z.strictObject({
  did,
  name: nodeName.optional(),
  owner: z.email('must be a person’s e-mail address').optional(),
  labels: labels.optional(),
})

/** `null` takes the name away. */
export const renaming = z.strictObject({ name: nodeName.nullable() })

/** All labels of the node; those that are not named are removed. */
export const labelling = z.strictObject({ labels })

export const retirement = z.strictObject({ reason: requiredReason })
