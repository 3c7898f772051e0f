import type { Annotation } from '@/lib/annotations/domain/annotation'
import type { JobSpan } from './job-spans'

/** Notes as marks on charts of a range, which is in epoch seconds. */
export const noteSpans = (notes: readonly Annotation[], range: { from: number; to: number }): JobSpan[] =>
  notes.map(({ id, at, until, text, by }) => ({
    ...{ id, href: null, color: 'var(--ink-2)' },
    flag: at >= range.from ? at : null,
    ran: until === null ? null : { from: Math.max(at, range.from), to: Math.min(until, range.to) },
    title: by === null ? text : `${text} (${by})`,
  }))
