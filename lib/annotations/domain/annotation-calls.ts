import { z } from 'zod'
import { anyDid } from '@/lib/kernel/did/did'
import { answeredTime } from '@/lib/kernel/json/answers'
import { storableText } from '@/lib/kernel/json/schemas'
import { instant } from '@/lib/kernel/time/schemas'
import { whole } from '@/lib/kernel/url/query'

const label = storableText.max(255, 'must have at most 255 characters').regex(/^[^:]+:/, 'must be key:value')

/** A new annotation: about one node, all with a label, or all. Without `at`, now. */
export const annotationRequest = z
  .strictObject({
    node_did: anyDid.optional().describe('The node; leave it out for several'),
    label: label.optional().describe('key:value: all nodes with this label'),
    at: instant.optional().describe('When it was; left out: now'),
    until: instant.optional().describe('When it ended, if it took a while'),
    text: storableText.trim().min(1, 'must say what happened').max(500, 'must have at most 500 characters'),
  })
  .refine(({ node_did, label: of }) => node_did === undefined || of === undefined, {
    path: ['label'],
    message: 'must not be there together with node_did',
  })
  .refine(({ at, until }) => until === undefined || until >= (at ?? new Date().toISOString()), {
    path: ['until'],
    message: 'must not be before at',
  })
export type AnnotationRequest = z.output<typeof annotationRequest>

export const annotationsQuery = z
  .strictObject({
    node: anyDid.optional().describe('Those on the charts of this node; left out: all'),
    from: instant.optional(),
    to: instant.optional(),
    limit: whole(1, 1_000, 100),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['to'],
    message: 'must not be before from',
  })
export type AnnotationsQuery = z.output<typeof annotationsQuery>

const annotationAnswer = z
  .strictObject({
    annotation_id: z.guid(),
    node_did: z.string().nullable(),
    label: z.string().nullable(),
    at: answeredTime,
    until: answeredTime.nullable(),
    text: z.string(),
    by: z.string().nullable().describe('The name of whoever wrote it; null once they are gone'),
    created_at: answeredTime,
  })
  .meta({ id: 'Annotation' })

export const annotationsAnswer = z.strictObject({
  annotations: z.array(annotationAnswer),
  more: z.boolean().describe('Older ones exist in the range'),
})
export const changedAnnotationAnswer = z.strictObject({ annotation_id: z.guid() })
